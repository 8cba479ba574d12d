use crate::rules::prelude::*;

rule! {
    /// A destination with a wildcard.
    ///
    /// ## Why it matters
    /// A wildcard is no address: the gateway knows no such service, and answers every request with a
    /// 503.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: '*.example.org', port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `GetDestinationCluster`.
    Warning 4165 "lint-dest-wildcard" Destination(check)
}

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    let Some(at) = destination.node.field("host") else {
        return;
    };
    let text = at.as_str().unwrap_or_default();
    // A lone star is refused.
    if text.starts_with('*') && text.len() > 1 {
        cx.report(at, format!("no request can be sent to `{text}`"))
            .label("a wildcard is no address")
            .note("requests are answered with a 503")
            .help("write the name of the service");
    }
}
