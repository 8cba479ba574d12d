use super::target::whole_name;
use crate::rules::prelude::*;

rule! {
    /// A destination by its short name, where a DestinationRule names that service in another namespace.
    ///
    /// ## Why it matters
    /// Istio looks for a short name in the namespace of the release only. Either the requests go to a
    /// service of that name there, or to none and are answered with a 503; and the DestinationRule, TLS
    /// included, does not hold for them.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   service: {host: pad.editing.svc.cluster.local, port: 9001}
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   service: {host: pad.editing.svc.cluster.local, port: 9001}
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.editing.svc.cluster.local, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/virtualservice.go`, `ResolveShortnameToFQDN`.
    Warning 4171 "lint-dest-short-elsewhere" Destination(check)
}

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    let Some(at) = destination.node.field("host") else {
        return;
    };
    let Some(text) = at
        .as_str()
        .filter(|text| !text.is_empty() && !text.contains('.'))
    else {
        return;
    };
    let whole = whole_name(text, destination.service.object.namespace);
    let rules = cx
        .objects
        .iter()
        .filter(|object| object.kind == "DestinationRule");
    let hosts: Vec<_> = rules
        .filter_map(|rule| {
            let host = rule.spec.field("host")?;
            Some((host, whole_name(host.as_str()?, rule.namespace)))
        })
        .collect();
    if hosts.iter().any(|(_, host)| *host == whole) {
        return;
    }
    let other = hosts.iter().find(|(_, host)| {
        let mut parts = host.splitn(3, '.');
        parts.next() == Some(text)
            && parts.next().is_some()
            && parts.next().is_some_and(|rest| rest.starts_with("svc."))
    });
    if let Some((rule, other)) = other {
        let span = cx.span(rule);
        cx.report(at, format!("`{text}` is `{whole}`, not `{other}`"))
            .label("a short name")
            .also(span, "this service is meant?")
            .note("a name without a dot is a service in the namespace of the release; if there is none, requests are answered with a 503")
            .help(format!("write `{other}`"));
    }
}
