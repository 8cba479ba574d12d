use crate::istio::syntax::label::subset_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A destination with a subset whose name no subset can have.
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
    ///       route: [{destination: {host: pad.example.org, subset: v1.2, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, subset: v1-2, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: pad.example.org
    ///       subsets: [{name: v1-2, labels: {version: "1.2"}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateSubsetName`.
    Error 3294 "vs-dest-subset" Destination(check)
}

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    let Some(node) = destination.node.field("subset") else {
        return;
    };
    if let Some(subset) = node.as_str()
        && !subset.is_empty()
        && let Err(problem) = subset_name(subset)
    {
        cx.report(
            node,
            format!("no subset can be called `{subset}`: {problem}"),
        )
        .label("no name of a subset")
        .note(refused::VIRTUAL_SERVICE)
        .help("write the name of a subset of the DestinationRule: letters, digits and `-`");
    }
}
