use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::structure::is_misspelt;

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
            || is_misspelt(fields.node, fields.message, info.name)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::route::object;
    use crate::rules::testing::found;

    #[test]
    fn what_is_there_under_a_misspelt_key_is_not_missing() {
        let count = |destination: &str| {
            let text = object(&format!("{{route: [{{destination: {destination}}}]}}"));
            found(&text, &RULE).len()
        };
        assert_eq!(count("{hsot: a}"), 0);
        assert_eq!(count("{subset: a}"), 1);
        assert_eq!(count("{colour: a}"), 1);
        // `prot` is the port, which says nothing of the host.
        assert_eq!(count("{prot: {number: 80}}"), 1);
    }
}
