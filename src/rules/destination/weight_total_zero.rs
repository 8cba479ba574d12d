use super::weights;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// Several destinations whose weights add up to 0.
    ///
    /// ## Why it matters
    /// The weights say which share of the requests each destination gets; a destination without
    /// `weight` gets none. Where all have none, Istio refuses the VirtualService, and the deploy
    /// fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - destination: {host: pad.example.org, port: {number: 8080}}
    ///         - destination: {host: next.example.org, port: {number: 8080}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - {destination: {host: pad.example.org, port: {number: 8080}}, weight: 90}
    ///         - {destination: {host: next.example.org, port: {number: 8080}}, weight: 10}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRouteDestinations`, which adds
    /// in 32 bits.
    Error 3291 "vs-weight-total-zero" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for list in weights::lists(service) {
        let destinations = list.as_list().unwrap_or_default();
        let weights: Option<Vec<i32>> = destinations.iter().map(weights::weight).collect();
        let Some(weights) = weights else { continue };
        // Negative weights are told on their own.
        if weights.len() < 2 || weights.iter().any(|weight| *weight < 0) {
            continue;
        }
        if weights.iter().all(|weight| *weight == 0) {
            cx.report(
                list,
                "none of the destinations has a weight: no requests would go there",
            )
            .label("the weights add up to 0")
            .note(refused::VIRTUAL_SERVICE)
            .help("add `weight` to each destination, such as 50 and 50");
        } else if weights.iter().copied().fold(0, i32::wrapping_add) == 0 {
            cx.report(list, "the weights add up to more than Istio can count")
                .label("too large")
                .note(refused::VIRTUAL_SERVICE)
                .help("write smaller weights, such as 50 and 50");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    fn zero(kind: &str, weights: &str) -> usize {
        let object = format!(
            "kind: VirtualService\nmetadata: {{name: a}}\nspec:\n  {kind}: [{{route: {weights}}}]\n"
        );
        found(&object, &super::RULE).len()
    }

    #[test]
    fn several_weights_must_not_add_up_to_zero() {
        assert_eq!(zero("http", "[{weight: 0}, {weight: 0}]"), 1);
        assert_eq!(zero("tcp", "[{}, {}]"), 1);
        assert_eq!(zero("http", "[{weight: 0}]"), 0);
        assert_eq!(zero("http", "[{weight: 30}, {weight: 30}]"), 0);
        assert_eq!(zero("http", "[{}, {weight: '1'}]"), 0);
    }

    #[test]
    fn the_sum_has_32_bits() {
        let weights = "[{weight: 2147483647}, {weight: 2147483647}, {weight: 2}]";
        assert_eq!(zero("http", weights), 1);
    }
}
