//! Conditions on the labels of the client's pod.

use crate::istio::syntax::label::{label_key, label_value};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

/// Tells the labels in `sourceLabels` of a condition that no pod can have.
pub(in crate::rules) fn check(cx: &mut Context<'_>, condition: &Node) {
    let Some(labels) = condition.field("sourceLabels") else {
        return;
    };
    for entry in condition.entries_of("sourceLabels") {
        let key = entry.key.as_ref();
        if let Err(problem) = label_key(key) {
            let message = format!("no label is called `{}`", key.escape_debug());
            cx.report_key(labels, key, message)
                .label(problem.to_string())
                .note(refused::VIRTUAL_SERVICE)
                .help("write the name as it stands at the pods, such as `app` or `app.kubernetes.io/name`");
        }
        if let Some(value) = entry.value.as_str()
            && let Err(problem) = label_value(value)
        {
            let key = key.escape_debug();
            let message = format!("no label `{key}` can be `{}`", value.escape_debug());
            cx.report(&entry.value, message)
                .label(problem.to_string())
                .note(refused::VIRTUAL_SERVICE)
                .help("write the value that the clients' pods have: letters, digits, `-`, `_` and `.`");
        }
    }
}
