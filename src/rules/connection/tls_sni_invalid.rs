use super::server_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server name of a TLS route that is no host name.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   hosts: ["*.example.org"]
    ///   gateways: [demo]
    ///   tls:
    ///     - match: [{sniHosts: [pad_main.example.org]}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 443}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   hosts: ["*.example.org"]
    ///   gateways: [demo]
    ///   tls:
    ///     - match: [{sniHosts: [pad-main.example.org]}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 443}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateSniHost`.
    Error 3402 "vs-tls-sni-invalid" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (node, name, problem) in server_name::problems(service) {
        let server_name::Problem::Invalid(problem) = problem else {
            continue;
        };
        cx.report(node, format!("`{}` is no server name", name.escape_debug()))
            .label(problem.to_string())
            .note(refused::VIRTUAL_SERVICE)
            .help("write a host name, such as `name.example.org` or `*.example.org`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found;
    #[test]
    fn names_that_istio_makes_pass_where_mesh_is_not_listed() {
        let text = |gateways: &str| {
            format!(
                "kind: VirtualService\nmetadata: {{name: a}}\nspec:\n  hosts: ['*']\n  gateways: {gateways}\n  \
                 tls: [{{match: [{{sniHosts: [outbound_.80_._.b.org]}}], route: [{{destination: {{host: b}}}}]}}]\n"
            )
        };
        assert!(found(&text("[gw]"), &RULE).is_empty());
        assert!(found(&text("[]"), &RULE).is_empty());
        assert_eq!(found(&text("[gw, mesh]"), &RULE).len(), 1);
    }
}
