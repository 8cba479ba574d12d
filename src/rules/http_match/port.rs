use crate::rules::common::refused;
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
    // Negative numbers and fractions are told with the other values of a wrong type.
    if let Some(number) = node.as_number()
        && number > 65535.0
    {
        cx.report(node, format!("there is no port `{number}`"))
            .label("above 65535")
            .note(refused::VIRTUAL_SERVICE)
            .help(
                "write the port that clients ask for at the gateway, such as 443, or remove `port`",
            );
    }
}
