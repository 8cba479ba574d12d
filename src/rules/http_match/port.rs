use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A condition on a port above 65535.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. The port is the one that the client
    /// asked for at the gateway, not that of the service.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{port: 84430}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{port: 8443}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteMatchRequest`; 0 is
    /// the same as no port there.
    Error 3268 "vs-match-port" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    let Some(node) = matches.node.field("port") else {
        return;
    };
    if let Some(number) = whole::unsigned(node)
        && number > 65535
    {
        cx.report(node, format!("there is no port {number}"))
            .label("above 65535")
            .note(refused::VIRTUAL_SERVICE)
            .help(
                "write the port that clients ask for at the gateway, such as 443, or remove `port`",
            );
    }
}
