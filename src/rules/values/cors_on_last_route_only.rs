use super::cors::{asked, head, routes};
use crate::rules::prelude::*;

rule! {
    /// A CORS policy that reaches only the last of several routes.
    ///
    /// ## Why it matters
    /// The helper adds the policy of `custom_cors_policy` or `base_cors_policy` to the last route.
    /// Requests that another route takes are answered without CORS headers, and the browser refuses
    /// to let other sites read the answer.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   base_cors_policy: true
    ///   httproutes:
    ///     - name: api
    ///       match: [{uri: {prefix: /api/}}]
    ///       route: [{destination: {host: demo-demo-tls-service.demo.svc.cluster.local, port: {number: 4443}}}]
    ///     - name: rest
    ///       route: [{destination: {host: demo-demo-tls-service.demo.svc.cluster.local, port: {number: 4443}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - name: api
    ///       match: [{uri: {prefix: /api/}}]
    ///       corsPolicy: {allowOrigins: [{exact: "*"}], allowMethods: [GET, POST]}
    ///       route: [{destination: {host: demo-demo-tls-service.demo.svc.cluster.local, port: {number: 4443}}}]
    ///     - name: rest
    ///       corsPolicy: {allowOrigins: [{exact: "*"}], allowMethods: [GET, POST]}
    ///       route: [{destination: {host: demo-demo-tls-service.demo.svc.cluster.local, port: {number: 4443}}}]
    /// ```
    ///
    /// ## Source
    /// The helper from `istio-1.0.3` on.
    Warning 4015 "cors-on-last-route-only" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(asked) = asked(chart) else { return };
    let routes = routes(chart);
    let Some((last, others)) = routes.split_last() else {
        return;
    };
    // A redirect or a fixed answer needs no policy to be followed.
    let lacks =
        |route: &&&crate::yaml::Node| route.has("route") && route.get("corsPolicy").is_none();
    let left_out: Vec<_> = others.iter().filter(lacks).collect();
    let Some(first) = left_out.first() else {
        return;
    };
    let key = asked.key.as_ref();
    cx.report_at(
        asked.key_span,
        format!("`{key}` reaches the last route only"),
    )
    .label("added to the last route")
    .also(
        head(first),
        match left_out.len() {
            1 => "this route gets no policy".to_owned(),
            count => format!("the first of {count} routes without a policy"),
        },
    )
    .also(head(last), "the last route")
    .note("to what the other routes answer, browsers refuse access from other sites")
    .help("write `corsPolicy` in each route that other sites may call");
}
