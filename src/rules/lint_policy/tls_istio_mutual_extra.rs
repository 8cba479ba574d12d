use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit;

rule! {
    /// Certificates of your own in the mode `ISTIO_MUTUAL`.
    ///
    /// ## Why it matters
    /// In this mode the certificates are those that Istio issues, and what is said about others is
    /// ignored.
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
    ///         tls: {mode: ISTIO_MUTUAL, caCertificates: /etc/ssl/certs/ca.crt}
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
    ///         tls: {mode: ISTIO_MUTUAL}
    /// ```
    ///
    /// ## Fix
    /// Removes what is ignored.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_tls.go`, `buildUpstreamClusterTLSContext`.
    Warning 4363 "lint-tls-istio-mutual-extra" TrafficPolicy(check) changes objects
}

const IGNORED: [&str; 5] = [
    "caCertificates",
    "caCrl",
    "clientCertificate",
    "credentialName",
    "privateKey",
];

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(tls) = policy.node.field("tls") else {
        return;
    };
    if tls.text("mode") != Some("ISTIO_MUTUAL") {
        return;
    }
    for key in IGNORED {
        if tls.filled(key).is_some() {
            let fix = edit::remove_entry(cx.sources, tls, key);
            let fix = fix.map(|edits| Fix::safe(format!("remove `{key}`"), edits));
            cx.report_key(tls, key, format!("`ISTIO_MUTUAL` ignores `{key}`"))
                .label("has no effect")
                .note("in this mode the certificates are those that Istio issues")
                .help(format!(
                    "remove `{key}`, or write `mode: SIMPLE` or `mode: MUTUAL`"
                ))
                .fix(fix);
        }
    }
}
