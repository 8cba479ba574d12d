use super::hosts;
use crate::istio::syntax::host::HostProblem;
use crate::rules::common::refused;
use crate::rules::gateway::hosts::bare;
use crate::rules::prelude::*;

rule! {
    /// A host of a VirtualService that is no host name.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. A host is a bare name, without
    /// scheme, port or path; `*` can stand for its beginning only; an IP address is fine.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/public
    ///   routeHosts: [pad.*.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/public
    ///   routeHosts: ["*.example.org"]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`;
    /// `pkg/config/validation/agent/validation.go`, `ValidateWildcardDomain`.
    Error 3210 "vs-host-invalid" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for node in service.hosts() {
        let Some(text) = node.as_str() else { continue };
        let Some(problem) = hosts::problem(service, text) else {
            continue;
        };
        let help = match &problem {
            HostProblem::Empty => "write the host's name, or remove the item",
            HostProblem::Outbound => {
                "write the name that clients ask for, such as `pad.example.org`"
            }
            _ if text.contains('*') => "`*` stands for the beginning of a host: `*.example.org`",
            _ => "write the bare name: `pad.example.org`, or `*.example.org` for all below it",
        };
        cx.report(node, format!("`{text}` is no host: {problem}"))
            .label("no host name")
            .note(refused::VIRTUAL_SERVICE)
            .help(match bare(text) {
                Some(host) => format!("write `{host}`"),
                None => help.to_owned(),
            });
    }
}
