use super::variables::{misspelt, names};
use crate::istio::syntax::header_value::header_value;
use crate::rules::prelude::*;

rule! {
    /// A variable in the value of a header that Envoy does not know.
    ///
    /// ## Why it matters
    /// What stands between two `%` is filled in by the gateway. With a name that it does not know,
    /// it refuses all routes of the server, and changes no longer reach it.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers: {request: {set: {x-client: "%DOWNSTREAM_REMOTE_ADRESS%"}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers: {request: {set: {x-client: "%DOWNSTREAM_REMOTE_ADDRESS%"}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Envoy: `source/common/formatter`, the operators of access logs and headers.
    Warning 4313 "lint-header-unknown-var" HeaderOperation(check)
}

fn check(cx: &mut Context<'_>, operation: &HeaderOperation<'_>) {
    let Some(value) = operation.value() else {
        return;
    };
    let Some(text) = value.as_str() else { return };
    // What is no text of variables at all is the business of another rule.
    if header_value(text).is_err() {
        return;
    }
    for name in names(text) {
        let Some(meant) = misspelt(name) else {
            continue;
        };
        let finding = cx
            .report(
                value,
                format!("the gateway knows no variable `%{}%`", name.escape_debug()),
            )
            .label("an unknown variable")
            .note("it may refuse all its routes because of it: then no change of any release reaches it")
            .help(match meant {
                Some(meant) => format!("did you mean `%{meant}%`?"),
                None => "names of variables are in upper case, such as `%START_TIME%`".to_owned(),
            });
        finding.help("for a percent sign, write `%%`");
    }
}
