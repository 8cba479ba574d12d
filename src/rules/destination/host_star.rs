use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// The destination `*`.
    ///
    /// ## Why it matters
    /// Requests need one service to go to. Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: "*", port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateDestination`.
    Error 3292 "vs-dest-host-star" Destination(check)
}

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    if let Some(node) = destination.node.field("host")
        && node.as_str() == Some("*")
    {
        cx.report(
            node,
            "`*` is no destination: requests need one service to go to",
        )
        .label("no service")
        .note(refused::VIRTUAL_SERVICE)
        .help("write the name of a Service, such as `pad.demo.svc.cluster.local`");
    }
}
