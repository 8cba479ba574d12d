use crate::diagnostic::Fix;
use crate::istio::Version;
use crate::istio::syntax::retry::{BadItemReason, RETRY_CONDITIONS, retry_on};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::suggest;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

/// The first version that takes `reset-before-request`.
const BEFORE_REQUEST: Version = Version::new(24);

rule! {
    /// A condition in `retryOn` that Istio does not know.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. The conditions are separated by
    /// commas, without any space, and each is one of Envoy's words or a status of HTTP.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, retryOn: "5xx, reset"}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, retryOn: "5xx,reset"}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Removes spaces and empty items, and spells the words as Istio does.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRetry`.
    /// `reset-before-request` is known since 1.24.
    Error 3353 "vs-retry-on" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let retries = route.node.field("retries");
    let Some(node) = retries.and_then(|retries| retries.field("retryOn")) else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    let fix = mended(text).and_then(|list| {
        let edit = replace_scalar(cx.sources, node, &Data::Str(list.as_str().into()))?;
        Some(Fix::safe("write the list as Istio takes it", vec![edit]))
    });
    for bad in retry_on(text) {
        let why = match bad.why {
            BadItemReason::Spelling(_) => {
                format!(
                    "`{}` is no condition for a retry",
                    bad.text.trim().escape_debug()
                )
            }
            _ => bad.to_string(),
        };
        let shown = text.escape_debug();
        let finding = cx
            .report(
                node,
                format!("Istio does not take `retryOn: {shown}`: {why}"),
            )
            .label("conditions with commas between them")
            .note(refused::VIRTUAL_SERVICE)
            .fix(fix.clone());
        match bad.why {
            BadItemReason::Empty | BadItemReason::Spaces => {
                let items = text
                    .split(',')
                    .map(str::trim)
                    .filter(|item| !item.is_empty());
                let list = items.collect::<Vec<_>>().join(",");
                finding.help(format!(
                    "put nothing but commas between the conditions: `{list}`"
                ))
            }
            BadItemReason::Spelling(right) => finding.help(format!("write `{right}`")),
            _ => match suggest::closest(bad.text.trim(), RETRY_CONDITIONS).first() {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(
                    "write conditions such as `connect-failure,refused-stream,503`: words of \
                     Envoy, or statuses of HTTP",
                ),
            },
        };
    }
    if cx.istio < BEFORE_REQUEST && text.split(',').any(|item| item == "reset-before-request") {
        let message = format!("Istio {} does not know `reset-before-request`", cx.istio);
        cx.report(node, message)
            .label("needs a newer Istio")
            .note(refused::VIRTUAL_SERVICE)
            .help(format!(
                "it came with Istio {BEFORE_REQUEST}; write `connect-failure` until then"
            ));
    }
}

/// The list without spaces, empty items and slips in spelling, if that is all that is wrong.
fn mended(text: &str) -> Option<String> {
    let items = text
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty());
    let list = items
        .map(|item| match retry_on(item).first().map(|bad| bad.why) {
            Some(BadItemReason::Spelling(right)) => right,
            _ => item,
        })
        .collect::<Vec<_>>()
        .join(",");
    (!list.is_empty() && list != text && retry_on(&list).is_empty()).then_some(list)
}
