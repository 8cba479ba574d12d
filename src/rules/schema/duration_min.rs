use super::value::called;
use crate::istio::syntax::duration::Duration;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A duration below 1ms that only the definition in the cluster refuses.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN, warmupDurationSecs: 0s}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN, warmup: {duration: 30s}}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, the rules on durations.
    Error 3012 "s-duration-min" Field(check)
    since 23
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let (Some(info), Some(text)) = (field.info, field.node.as_str()) else {
        return;
    };
    let Ok(duration) = Duration::parse(text) else {
        return;
    };
    if !info.facts.millisecond || duration.at_least_1ms() {
        return;
    }
    let name = called(field);
    cx.report(
        field.node,
        format!("{name} must be at least 1ms, not `{text}`"),
    )
    .label("too short")
    .note(refused::BY_API_SERVER)
    .help(format!(
        "remove {name}, or write a longer time such as `30s`"
    ));
}
