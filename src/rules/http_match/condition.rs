//! A condition on a text: what Istio refuses of one.

use super::regex;
use crate::istio::Version;
use crate::rules::common::refused;
use crate::rules::prelude::*;

/// Since when Istio refuses an empty `prefix` anywhere but in the path
/// (pkg/config/validation/virtualservice.go).
const EMPTY_PREFIX_REFUSED: Version = Version::new(22);

/// Tells an empty `prefix` and an expression that Istio refuses.
pub(super) fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if let Some(prefix) = condition.node.field("prefix")
        && prefix.as_str() == Some("")
        && cx.istio >= EMPTY_PREFIX_REFUSED
    {
        let help = match condition.subject {
            Subject::Header(_) | Subject::QueryParam(_) => {
                "write `{}` to ask only that it is there, or remove the condition"
            }
            Subject::WithoutHeader(_) => "write `{}` to ask that it is not there",
            _ => "remove the condition: without it everything matches",
        };
        cx.report(
            prefix,
            format!("the prefix for {} is empty", condition.subject.called()),
        )
        .label("empty")
        .note(refused::VIRTUAL_SERVICE)
        .help(help);
    }
    if let Some(expression) = condition.node.field("regex") {
        regex::check(cx, expression, &condition.subject.called());
    }
}
