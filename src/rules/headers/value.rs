use crate::diagnostic::Fix;
use crate::istio::syntax::header_value::{HeaderValueReason, header_value};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit::replace_scalar};

rule! {
    /// A value for a header that Istio refuses: a `%` that starts nothing, or a line break.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. In a value, `%NAME%` stands for
    /// something about the request; the percent sign itself is written `%%`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       headers: {response: {set: {x-share: 50%}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       headers: {response: {set: {x-share: 50%%}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Fix
    /// Doubles a lone `%` at the end, when asked for unsafe fixes.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateHTTPHeaderValue`;
    /// `pkg/config/validation/header_value_validator.go`.
    Error 3313 "vs-headers-value" HeaderOperation(check) changes objects
}

fn check(cx: &mut Context<'_>, change: &HeaderOperation<'_>) {
    let Some(node) = change.value() else { return };
    let Some(text) = node.as_str() else { return };
    let Err(problem) = header_value(text) else {
        return;
    };
    let help = match problem.why {
        HeaderValueReason::Control(_) => {
            "write the value in one line of printable characters".to_owned()
        }
        HeaderValueReason::LonePercent if text.len() <= 40 => {
            format!("write `{}%`", text.escape_debug())
        }
        _ => "a variable looks like `%REQ(x-user)%`".to_owned(),
    };
    let fix = (problem.why == HeaderValueReason::LonePercent)
        .then(|| replace_scalar(cx.sources, node, &Data::Str(format!("{text}%").into())))
        .flatten()
        .map(|edit| Fix::risky("double the `%` at the end", vec![edit]));
    let before = text.get(..problem.range.start).unwrap_or_default();
    let label = format!("see character {}", before.chars().count() + 1);
    cx.report(
        node,
        format!(
            "the value of the header `{}` is refused: {problem}",
            change.name()
        ),
    )
    .label(label)
    .note(refused::VIRTUAL_SERVICE)
    .help(help)
    .fix(fix);
}
