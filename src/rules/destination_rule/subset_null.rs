use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A subset that is null.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A subset has a name, and labels of
    /// the pods that belong to it.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: DestinationRule
    /// metadata: {name: shop}
    /// spec:
    ///   host: shop
    ///   subsets:
    ///     - name: stable
    ///       labels: {version: v1}
    ///     - ~
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: DestinationRule
    /// metadata: {name: shop}
    /// spec:
    ///   host: shop
    ///   subsets:
    ///     - name: stable
    ///       labels: {version: v1}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateDestinationRule`.
    Error 3506 "dr-subset-null" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    for subset in rule.spec.items("subsets") {
        if subset.is_null() {
            cx.report(subset, "a subset of the DestinationRule is null")
                .label("nothing stands here")
                .note(refused::DESTINATION_RULE)
                .help("remove the item, or write its `name` and `labels`");
        }
    }
}
