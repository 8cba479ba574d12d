use super::hosts::{bare, host_problems, rewrite};
use crate::istio::syntax::gateway_host::GatewayHostProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Gateway host that is neither a domain name nor an IPv4 address.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: ["pad.example.org:443"]
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
    Error 3108 "gw-host-invalid" Server(check) changes objects
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    for (host, text, problem) in host_problems(server) {
        if let GatewayHostProblem::Name { problem, .. } = &problem {
            let alone = bare(text);
            let fix = alone.and_then(|alone| rewrite(cx, host, text, alone));
            let finding = cx
                .report(
                    host,
                    format!("`{text}` is no host that a Gateway can serve: {problem}"),
                )
                .label("no host name")
                .note(refused::GATEWAY)
                .fix(fix);
            finding.help(match alone {
                Some(alone) => format!("write `{alone}`"),
                None => "write a domain name of letters, digits, dashes and dots: no scheme, no port, no path".to_owned(),
            });
        }
    }
}
