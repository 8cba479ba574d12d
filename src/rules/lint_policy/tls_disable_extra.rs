use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::{Data, Node, edit};

rule! {
    /// TLS settings without a mode, or with TLS switched off.
    ///
    /// ## Why it matters
    /// Without `mode` TLS is off: the gateway speaks plain HTTP to the service and sends everything
    /// unencrypted. A service that expects TLS answers with an error, seen as a 503.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         tls: {caCertificates: /etc/ssl/certs/ca.crt, sni: shop.example.net}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         tls: {mode: SIMPLE, caCertificates: /etc/ssl/certs/ca.crt, sni: shop.example.net}
    /// ```
    ///
    /// ## Fix
    /// Adds `mode: SIMPLE` where there is no mode, when asked for: it switches TLS on.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_tls.go`, `buildUpstreamClusterTLSContext`.
    Warning 4364 "lint-tls-disable-extra" TrafficPolicy(check) changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(tls) = policy.node.field("tls") else {
        return;
    };
    let mode = tls.text("mode");
    if !matches!(mode, None | Some("" | "DISABLE")) || (mode.is_none() && tls.has("mode")) {
        return;
    }
    let entries = tls.as_map().map(|map| map.entries()).unwrap_or_default();
    let settings: Vec<String> = entries
        .iter()
        .filter(|entry| &*entry.key != "mode" && !is_nothing(&entry.value))
        .map(|entry| format!("`{}`", entry.key))
        .collect();
    if settings.is_empty() {
        return;
    }
    let listed = settings.join(", ");
    let note = "the gateway sends plain HTTP to the service; one that expects TLS refuses it, and \
                clients see a 503";
    match tls.field("mode") {
        None => {
            let edit = edit::insert_entry(cx.sources, tls, "mode", "SIMPLE");
            let fix = edit.map(|edit| Fix::risky("add `mode: SIMPLE`", vec![edit]));
            cx.report(tls, "`tls` without a `mode` means no TLS")
                .label("plain HTTP")
                .note(note)
                .help("add `mode: SIMPLE`, or remove the settings if the service speaks plain HTTP")
                .fix(fix)
        }
        Some(mode) => cx
            .report(mode, format!("TLS is off, so {listed} mean nothing"))
            .label("no TLS")
            .note(note)
            .help("write `mode: SIMPLE`, or remove the settings if the service speaks plain HTTP"),
    };
}

fn is_nothing(node: &Node) -> bool {
    match &node.data {
        Data::Null => true,
        Data::Str(text) => text.is_empty(),
        Data::List(list) => list.items().is_empty(),
        Data::Bool(value) => !value,
        _ => false,
    }
}
