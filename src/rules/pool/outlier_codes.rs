use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A status of failure that no server answers with.
    ///
    /// ## Why it matters
    /// The API server refuses the DestinationRule, and the deploy fails. Status codes are the
    /// numbers from 100 to 599.
    ///
    /// ## Example
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         outlierDetection: {outlierDetectionHttpErrorCodes: [429, 5000]}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         outlierDetection: {outlierDetectionHttpErrorCodes: [429, 500]}
    /// ```
    ///
    /// ## Source
    /// Istio 1.31: `manifests/charts/base/files/crd-all.gen.yaml`.
    Error 3586 "dr-outlier-codes" TrafficPolicy(check) since 31
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(detection) = policy.node.field("outlierDetection") else {
        return;
    };
    for node in detection.items("outlierDetectionHttpErrorCodes") {
        // A fraction is told with the other values of a wrong type.
        let Some(code) = node.as_number().filter(|code| code.fract() == 0.0) else {
            continue;
        };
        if !(100.0..=599.0).contains(&code) {
            cx.report(node, format!("there is no status {code}"))
                .label("not from 100 to 599")
                .note(refused::BY_API_SERVER)
                .help("write the status that counts as a failure, such as `503`");
        }
    }
}
