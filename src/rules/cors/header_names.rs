//! Lists of names of headers.

use crate::istio::syntax::header::cors_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

/// Tells the items of a list of `corsPolicy` that are no names of headers.
pub(super) fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>, key: &str, example: &str) {
    let Some(policy) = route.node.field("corsPolicy") else {
        return;
    };
    for node in policy.items(key) {
        let Some(name) = node.as_str() else { continue };
        let Err(problem) = cors_name(name) else {
            continue;
        };
        let message = format!("`{}` is no name of a header", name.escape_debug());
        let help = if name.contains([',', ' ']) {
            "write a list with one name in each item".to_owned()
        } else {
            format!("write the name alone, such as `{example}`, or `*` for any")
        };
        cx.report(node, message)
            .label(problem.to_string())
            .note(refused::VIRTUAL_SERVICE)
            .help(help);
    }
}
