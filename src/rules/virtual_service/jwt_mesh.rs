use crate::istio::syntax::header::is_jwt_claim;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A condition on a claim of a token in a VirtualService that also holds inside the mesh.
    ///
    /// ## Why it matters
    /// Only a gateway reads tokens before it chooses a route. Istio refuses such a condition where
    /// the routes hold for pods, too: without gateways, or with `mesh` among them.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [istio-system/public, mesh]
    ///   http:
    ///     - match: [{headers: {"@request.auth.claims.group": {exact: admin}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
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
    ///     - match: [{headers: {"@request.auth.claims.group": {exact: admin}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`;
    /// `pkg/jwt/routing.go`.
    Error 3214 "vs-jwt-mesh" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    if !matches.route.service.is_mesh() {
        return;
    }
    for key in ["headers", "withoutHeaders"] {
        let Some(headers) = matches.node.field(key) else {
            continue;
        };
        for entry in matches.node.entries_of(key) {
            let name = entry.key.as_ref();
            if is_jwt_claim(name) {
                cx.report_key(
                    headers,
                    name,
                    format!("`{name}` is known at a gateway only"),
                )
                .label("but this route also holds inside the mesh")
                .note(refused::VIRTUAL_SERVICE)
                .help("name the gateways in `gateways`, without `mesh`, or remove the condition");
            }
        }
    }
}
