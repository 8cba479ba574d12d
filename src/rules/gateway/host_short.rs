use super::hosts::host_problems;
use crate::istio::syntax::gateway_host::GatewayHostProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Gateway host without a dot.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails. A host here is a complete domain name,
    /// never the short name of a service.
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3107 "gw-host-short" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    for (host, text, problem) in host_problems(server) {
        if let GatewayHostProblem::Short { range } = &problem {
            let name = text.get(range.clone()).unwrap_or(text);
            let message = format!("the Gateway host `{name}` is no complete domain name");
            cx.report(host, message)
                .label("has no dot")
                .note(refused::GATEWAY)
                .help(format!(
                    "write the whole name, such as `{name}.example.org`"
                ));
        }
    }
}
