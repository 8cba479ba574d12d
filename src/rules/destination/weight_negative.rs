use super::weights;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A destination with a weight below 0.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - {destination: {host: pad.example.org, port: {number: 8080}}, weight: 100}
    ///         - {destination: {host: next.example.org, port: {number: 8080}}, weight: -1}
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateWeight`.
    Error 3290 "vs-weight-negative" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for list in weights::lists(service) {
        for destination in list.as_list().unwrap_or_default() {
            if let Some(weight) = weights::weight(destination)
                && weight < 0
                && let Some(node) = destination.field("weight")
            {
                cx.report(node, format!("the weight `{weight}` is negative"))
                    .label("below 0")
                    .note(refused::VIRTUAL_SERVICE)
                    .help("write the destination's share among those of the route; 0 sends nothing there");
            }
        }
    }
}
