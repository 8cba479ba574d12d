use super::hosts::host_problems;
use crate::istio::syntax::gateway_host::GatewayHostProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Gateway host whose part before the `/` is no namespace.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails. A path or a scheme has no place in a host.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org/path]
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
    Error 3106 "gw-host-ns-invalid" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    for (host, text, problem) in host_problems(server) {
        if let GatewayHostProblem::Namespace(why) = &problem {
            cx.report(host, format!("the Gateway host `{text}` has no namespace before its `/`: {why}"))
                .label("`NAMESPACE/HOST` is expected")
                .note(refused::GATEWAY)
                .help("write the host alone: no path, no `https://`; or `NAMESPACE/HOST`, `./HOST`, `*/HOST`");
        }
    }
}
