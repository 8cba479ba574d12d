use super::hosts::host_problems;
use crate::istio::syntax::gateway_host::GatewayHostProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Gateway host with nothing before or behind its `/`.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails. What stands before the slash says whose
    /// routes may use the host.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [/pad.example.org]
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
    Error 3105 "gw-host-ns-empty" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    for (host, text, problem) in host_problems(server) {
        if let GatewayHostProblem::EmptyPart = &problem {
            cx.report(
                host,
                format!("the Gateway host `{text}` has nothing on one side of its `/`"),
            )
            .label("half of it is missing")
            .note(refused::GATEWAY)
            .help(
                "write `NAMESPACE/HOST` to let only that namespace use the host, or the host alone",
            );
        }
    }
}
