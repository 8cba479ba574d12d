use super::hosts::{bare, host_problems, rewrite};
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
    /// ## Fix
    /// Writes the host alone where an address stands.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3105 "gw-host-ns-empty" Server(check) changes objects
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    for (host, text, problem) in host_problems(server) {
        if let GatewayHostProblem::EmptyPart = &problem {
            let alone = bare(text);
            let fix = alone.and_then(|alone| rewrite(cx, host, text, alone));
            let finding = cx
                .report(
                    host,
                    format!("the Gateway host `{text}` has nothing on one side of its `/`"),
                )
                .label(if alone.is_some() {
                    "no `/` belongs here"
                } else {
                    "half of it is missing"
                })
                .note(refused::GATEWAY)
                .fix(fix);
            finding.help(match alone {
                Some(alone) => format!("remove the `/`: write `{alone}`"),
                None => "write `NAMESPACE/HOST` to let only that namespace use the host, or the host alone".to_owned(),
            });
        }
    }
}
