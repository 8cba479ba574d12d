use super::verification;
use crate::rules::prelude::*;

rule! {
    /// TLS to a port of a service without naming the authority that its certificate must come from (IST0129).
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
    ///       trafficPolicy:
    ///         portLevelSettings:
    ///           - port: {number: 8443}
    ///             tls: {mode: SIMPLE}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy:
    ///         portLevelSettings:
    ///           - port: {number: 8443}
    ///             tls: {mode: SIMPLE, caCertificates: /etc/ssl/certs/ca.crt}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/analysis/analyzers/destinationrule/ca-certificates.go`; `pilot/pkg/networking/core/cluster_tls.go`.
    Warning 3654 "service-port-unverified" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(policy) = rule.spec.field("trafficPolicy") else {
        return;
    };
    for port in policy.items("portLevelSettings") {
        if let Some(tls) = verification::unverified(rule, port) {
            cx.report_key(
                tls,
                "mode",
                "the certificate at this port of the service is checked against public authorities only",
            )
            .label("without `caCertificates`")
            .note(verification::NOTE)
            .note("`istioctl analyze` warns of it as IST0129")
            .help(verification::HELP);
        }
    }
}
