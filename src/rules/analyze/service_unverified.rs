use super::verification;
use crate::rules::prelude::*;

rule! {
    /// TLS to a service without naming the authority that its certificate must come from (IST0128).
    ///
    /// ## Why it matters
    /// The proxy holds the certificate against the authorities of its operating system. One of your own is not
    /// among them, and then every request is answered with 503; with a public one, whoever gets a certificate of
    /// any public authority for the name is taken for the service.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {tls: {mode: SIMPLE}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {tls: {mode: SIMPLE, caCertificates: /etc/ssl/certs/ca.crt}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/analysis/analyzers/destinationrule/ca-certificates.go`; `pilot/pkg/networking/core/cluster_tls.go`.
    Warning 3653 "service-unverified" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(policy) = rule.spec.field("trafficPolicy") else {
        return;
    };
    if let Some(tls) = verification::unverified(rule, policy) {
        cx.report_key(
            tls,
            "mode",
            "the certificate of the service is checked against public authorities only",
        )
        .label("without `caCertificates`")
        .note(verification::NOTE)
        .note("`istioctl analyze` warns of it as IST0128")
        .help(verification::HELP);
    }
}
