use super::hosts::host_problems;
use crate::istio::syntax::gateway_host::GatewayHostProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Gateway host with a `*` that is not its whole first label.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails. A wildcard stands for whole labels: `*`
    /// alone, or `*.` in front.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: ["*pad.example.org"]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: ["*.pad.example.org"]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3109 "gw-host-partial-wildcard" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    for (host, text, problem) in host_problems(server) {
        if let GatewayHostProblem::PartialWildcard { .. } = &problem {
            cx.report(
                host,
                format!("the `*` in the Gateway host `{text}` is not a whole label"),
            )
            .label("only `*` or `*.` in front")
            .note(refused::GATEWAY)
            .help("write `*.example.org` for every name below example.org");
        }
    }
}
