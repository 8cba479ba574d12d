use super::gateway_names;
use crate::diagnostic::Fix;
use crate::istio::syntax::gateway_reference::GatewayReference;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit::replace_scalar};

rule! {
    /// A gateway named with an upper-case letter.
    ///
    /// ## Why it matters
    /// Istio takes the name, but no Gateway can be called so: Kubernetes has lower-case names only.
    /// The routes are attached to nothing, and clients get 404 from the gateway that was meant.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/Public
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/public
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Fix
    /// Writes it in lower case, when asked for unsafe fixes.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/labels/instance.go`, `IsDNS1123Label`, which lets upper case pass;
    /// Kubernetes: names of objects.
    Warning 3208 "vs-gateway-case" VirtualService(check) changes objects
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (node, reference) in gateway_names::taken(service) {
        let parts = match reference {
            GatewayReference::Mesh => continue,
            GatewayReference::Here(name) => ["", name],
            GatewayReference::There { namespace, name }
            | GatewayReference::Legacy { namespace, name } => [namespace, name],
        };
        let is_upper = |part: &str| part.contains(|c: char| c.is_ascii_uppercase());
        if parts.into_iter().any(is_upper) {
            let text = node.as_str().unwrap_or_default();
            let lower = text.to_ascii_lowercase();
            let edit = replace_scalar(cx.sources, node, &Data::Str(lower.as_str().into()));
            let fix = edit.map(|edit| Fix::risky("write it in lower case", vec![edit]));
            cx.report(node, format!("no Gateway can be called `{text}`"))
                .label("has an upper-case letter")
                .note("names in Kubernetes are lower case, so these routes are attached to no gateway: clients get 404")
                .help(format!("write `{lower}`"))
.fix(fix);
        }
    }
}
