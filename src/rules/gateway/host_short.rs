use crate::rules::prelude::*;

rule! {
    /// A Gateway host without a dot.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the release is not deployed: a host here is a complete domain
    /// name, never the short name of a service.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, server hosts.
    Error 3110 "gw-host-short" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    for host in server.node.items("hosts") {
        let Some(text) = host.as_str() else { continue };
        let name = text.split_once('/').map_or(text, |(_, name)| name);
        if !name.is_empty() && name != "*" && !name.contains('.') {
            cx.report(
                host,
                format!("the Gateway host `{name}` is no complete domain name"),
            )
            .label("has no dot")
            .note(
                "Istio refuses a Gateway with such a host, and nothing of the release is deployed",
            )
            .help(format!(
                "write the whole name, such as `{name}.example.org`"
            ));
        }
    }
}
