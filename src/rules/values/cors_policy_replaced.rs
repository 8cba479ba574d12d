use super::cors::{asked, routes};
use crate::rules::prelude::*;

rule! {
    /// A `corsPolicy` in the last route that the helper replaces with another one.
    ///
    /// ## Why it matters
    /// The helper prints its policy behind the last route, whether or not one stands there: the YAML
    /// then has the key twice, and the second one wins. With `base_cors_policy` every site may call
    /// what the route's own policy had kept to a few.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   base_cors_policy: true
    ///   httproutes:
    ///     - name: rest
    ///       corsPolicy: {allowOrigins: [{exact: "https://pad.example.org"}]}
    ///       route: [{destination: {host: demo-demo-tls-service.demo.svc.cluster.local, port: {number: 4443}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - name: rest
    ///       corsPolicy: {allowOrigins: [{exact: "https://pad.example.org"}]}
    ///       route: [{destination: {host: demo-demo-tls-service.demo.svc.cluster.local, port: {number: 4443}}}]
    /// ```
    ///
    /// ## Source
    /// The helper from `istio-1.0.3` on; of a key given twice Helm takes the last.
    Warning 4016 "cors-policy-replaced" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(asked) = asked(chart) else { return };
    let routes = routes(chart);
    let own = routes
        .last()
        .and_then(|route| route.as_map()?.entry("corsPolicy"));
    let Some(own) = own.filter(|own| own.value != asked.value) else {
        return;
    };
    let key = asked.key.as_ref();
    cx.report_at(
        own.key_span,
        format!("`{key}` replaces the `corsPolicy` of the last route"),
    )
    .label("has no effect")
    .also(asked.key_span, "this policy is deployed instead")
    .note("which sites may call the route from a browser is then decided there, not here")
    .help(format!(
        "remove one of the two; without `{key}` each route keeps its own policy"
    ));
}
