use super::value::called;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A number outside of the limits that the definition in the cluster sets.
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
    ///       trafficPolicy: {retryBudget: {percent: 120}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {retryBudget: {percent: 20}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `minimum` and `maximum`.
    Error 3016 "s-range" Field(check)
}

/// Settings whose limits rules of their own tell.
const TOLD: [&str; 2] = ["minimumPercent", "outlierDetectionHttpErrorCodes"];

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let Some(info) = field.info else { return };
    let (Some((least, greatest)), Some(value)) = (info.facts.range, field.node.as_number()) else {
        return;
    };
    if (least..=greatest).contains(&value) || TOLD.contains(&info.name) {
        return;
    }
    let limits = if greatest > f64::from(u32::MAX) {
        format!("{least} or more")
    } else {
        format!("from {least} to {greatest}")
    };
    cx.report(
        field.node,
        format!("{} must be {limits}, not {value}", called(field)),
    )
    .label("out of range")
    .note(refused::BY_API_SERVER)
    .help(format!("write a number {limits}"));
}
