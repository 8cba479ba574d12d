use super::gateway_names;
use crate::diagnostic::Fix;
use crate::istio::syntax::gateway_reference::GatewayReference;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit::replace_scalar};

rule! {
    /// A gateway named in the old form `NAME.NAMESPACE.svc.cluster.local`.
    ///
    /// ## Why it matters
    /// Istio still reads the form, but warns at every deploy, and its analyzer does not find the
    /// Gateway behind it. In the conditions of a route it warns of nothing, and this rule does.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [public.istio-system.svc.cluster.local]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [istio-system/public]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Fix
    /// Writes `NAMESPACE/NAME`, the same Gateway.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateGatewayNames`.
    Warning 3207 "vs-gateway-legacy" VirtualService(check) changes objects
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (node, reference) in gateway_names::taken(service) {
        let GatewayReference::Legacy { namespace, name } = reference else {
            continue;
        };
        let text = node.as_str().unwrap_or_default();
        let (new, fix) = if namespace.is_empty() {
            (format!("NAMESPACE/{name}"), None)
        } else {
            let new = format!("{namespace}/{name}");
            let edit = replace_scalar(cx.sources, node, &Data::Str(new.as_str().into()));
            let fix = edit.map(|edit| Fix::safe("write it in the new form", vec![edit]));
            (new, fix)
        };
        cx.report(node, format!("`{text}` names a gateway in the old form"))
            .label("old form")
            .note("Istio warns of it at every deploy")
            .help(format!("write `{new}`"))
            .fix(fix);
    }
}
