use crate::istio::syntax::label::{label_key, label_value};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A condition on a label of the client's pod that no pod can have.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{sourceLabels: {app: web frontend}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{sourceLabels: {app: web-frontend}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/labels/instance.go`, `Validate`.
    Error 3269 "vs-match-source-labels" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    let Some(labels) = matches.node.field("sourceLabels") else {
        return;
    };
    for entry in matches.node.entries_of("sourceLabels") {
        let key = entry.key.as_ref();
        if let Err(problem) = label_key(key) {
            cx.report_key(
                labels,
                key,
                format!("no label is called `{key}`: {problem}"),
            )
            .label("no key of a label")
            .note(refused::VIRTUAL_SERVICE)
            .help(
                "write the key as it stands at the pods, such as `app` or `app.kubernetes.io/name`",
            );
        }
        if let Some(value) = entry.value.as_str()
            && let Err(problem) = label_value(value)
        {
            cx.report(
                &entry.value,
                format!("no label has the value `{value}`: {problem}"),
            )
            .label("no value of a label")
            .note(refused::VIRTUAL_SERVICE)
            .help("write the value as it stands at the pods: letters, digits, `-`, `_` and `.`");
        }
    }
}
