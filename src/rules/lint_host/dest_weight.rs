use crate::rules::prelude::*;

rule! {
    /// Weights that do not do what they seem to.
    ///
    /// ## Why it matters
    /// Of several destinations one without a weight gets no requests at all. Weights are shares of
    /// their sum, not percentages; and a single destination gets everything, whatever its weight.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - destination: {host: pad.example.org, port: {number: 9001}}
    ///           weight: 90
    ///         - destination: {host: pad-new.example.org, port: {number: 9001}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - destination: {host: pad.example.org, port: {number: 9001}}
    ///           weight: 90
    ///         - destination: {host: pad-new.example.org, port: {number: 9001}}
    ///           weight: 10
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `processWeightedDestination`.
    Warning 4166 "lint-dest-weight" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let list = route.node.items("route");
    let weights = list.iter().map(|item| item.number("weight"));
    let weights: Vec<Option<f64>> = weights.collect();
    if let ([item], [Some(weight)]) = (list, weights.as_slice()) {
        if *weight != 0.0 && *weight != 100.0 {
            let at = item.field("weight").unwrap_or(item);
            cx.report(
                at,
                format!("the weight {weight} has no effect on a single destination"),
            )
            .label("gets everything")
            .note("a single destination gets all requests of its route")
            .help("remove `weight`, or add the other destination");
        }
        return;
    }
    let sum: f64 = weights.iter().flatten().sum();
    if sum <= 0.0 || weights.iter().flatten().any(|weight| *weight < 0.0) {
        return;
    }
    for (item, weight) in list.iter().zip(&weights) {
        if weight.is_none() && item.as_map().is_some() && !item.has("weight") {
            cx.report(item, "this destination has no weight and gets no requests")
                .label("no `weight`")
                .note("the other destinations share all requests among them")
                .help("give it a `weight`, or remove it");
        }
    }
    // Small numbers are meant as shares, and who counts in thousandths knows what a weight is.
    let is_share = weights.iter().flatten().all(|weight| *weight < 10.0);
    let is_scale = [10.0, 100.0, 1000.0, 10_000.0].contains(&sum);
    if !is_share && !is_scale && weights.iter().all(Option::is_some) {
        let first = weights.iter().flatten().next().copied().unwrap_or_default();
        cx.report_key(
            route.node,
            "route",
            format!("the weights of {} add up to {sum}, not to 100", route.called()),
        )
        .label(format!("together {sum}"))
        .note(format!(
            "weights are shares of their sum: the first destination gets {:.1} % of the requests, not {first} %",
            100.0 * first / sum
        ))
        .help("let them add up to 100");
    }
}
