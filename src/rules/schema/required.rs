use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A setting that must be written is missing, or null.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `required`.
    Error 3015 "s-required" Fields(check)
}

/// Settings whose absence rules of their own tell, by the type that they belong to.
const TOLD: [(&str, &[&str]); 9] = [
    ("Server", &["port", "hosts"]),
    ("Port", &["number", "protocol", "name"]),
    ("HttpRouteDestination", &["destination"]),
    ("HttpMirrorPolicy", &["destination"]),
    ("TlsRoute", &["match"]),
    ("TlsMatch", &["sniHosts"]),
    ("RouteDestination", &["destination"]),
    ("Subset", &["name"]),
    ("Tunnel", &["targetHost", "targetPort"]),
];

fn check(cx: &mut Context<'_>, fields: &Fields<'_>) {
    let told = TOLD.iter().find(|(name, _)| *name == fields.message.name);
    let told = told.map_or(&[][..], |(_, keys)| *keys);
    for info in fields.message.fields {
        let since = info.facts.since;
        if !info.facts.required
            || fields.node.has(info.name)
            || told.contains(&info.name)
            || since.is_some_and(|since| cx.istio < since)
        {
            continue;
        }
        let name = info.name;
        cx.report_key(fields.node, name, format!("`{name}` is missing here"))
            .label(format!("needs `{name}`"))
            .note(refused::BY_API_SERVER)
            .help(format!("add `{name}`"));
    }
}
