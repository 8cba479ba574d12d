use super::hosts::{bare, host_problems, rewrite};
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
    /// ## Fix
    /// Writes the host alone where an address stands.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3106 "gw-host-ns-invalid" Server(check) changes objects
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    for (host, text, problem) in host_problems(server) {
        if let GatewayHostProblem::Namespace(why) = &problem {
            let Some(alone) = bare(text) else {
                cx.report(host, format!("the Gateway host `{text}` has no namespace before its `/`: {why}"))
                    .label("`NAMESPACE/HOST` is expected")
                    .note(refused::GATEWAY)
                    .help("write the host alone: no path, no `https://`; or `NAMESPACE/HOST`, `./HOST`, `*/HOST`");
                continue;
            };
            let fix = rewrite(cx, host, text, alone);
            cx.report(
                host,
                format!("the Gateway host `{text}` is an address, not a host"),
            )
            .label("no scheme and no path belong here")
            .note(refused::GATEWAY)
            .help(format!("write `{alone}`"))
            .fix(fix);
        }
    }
}
