use crate::rules::prelude::*;

rule! {
    /// An empty condition on the scheme, the method or the host.
    ///
    /// ## Why it matters
    /// An empty condition asks only that there be something, and every request has a method, a scheme
    /// and a host: the match takes requests that it should not.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, method: {}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, method: {exact: POST}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `canBeConvertedToPresentMatch`.
    Warning 4115 "lint-empty-sm" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let key = match condition.subject {
        Subject::Scheme => "scheme",
        Subject::Method => "method",
        Subject::Authority => "authority",
        _ => return,
    };
    let (Some(map), Some(item)) = (condition.node.as_map(), condition.matches) else {
        return;
    };
    if !map.entries().iter().all(|entry| entry.value.is_null()) {
        return;
    }
    cx.report_key(
        item.node,
        key,
        format!("the empty condition `{key}` always holds"),
    )
    .label("asks nothing")
    .note(format!(
        "it asks only that {} be there, which it is in every request",
        condition.subject.called()
    ))
    .help(format!(
        "write `exact`, `prefix` or `regex` in it, or remove `{key}`"
    ));
}
