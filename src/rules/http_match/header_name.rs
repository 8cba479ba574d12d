use crate::istio::Version;
use crate::istio::syntax::header::{is_jwt_claim, match_name};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A condition on a header whose name no header can have.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. Besides plain names it knows
    /// `:method`, `:scheme`, `:authority`, `:path`, `:status`, and claims of a token:
    /// `@request.auth.claims.sub`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {"x-team:": {exact: blue}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {x-team: {exact: blue}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateHTTPHeaderNameOrJwtClaimRoute`.
    /// Before 1.24 only an empty name is refused; 1.24 and 1.25 take nothing but letters, digits,
    /// `-` and `_`.
    Error 3264 "vs-match-header-name" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    for key in ["headers", "withoutHeaders"] {
        let Some(headers) = matches.node.field(key) else {
            continue;
        };
        for entry in matches.node.entries_of(key) {
            let name = entry.key.as_ref();
            let Some(problem) = refusal(cx.istio, name) else {
                continue;
            };
            cx.report_key(
                headers,
                name,
                format!("no header is called `{name}`: {problem}"),
            )
            .label("no name of a header")
            .note(refused::VIRTUAL_SERVICE)
            .help("write the name alone, such as `x-team`");
        }
    }
}

/// Why a version of Istio refuses the name.
pub(super) fn refusal(istio: Version, name: &str) -> Option<String> {
    let is_narrow = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() {
        Some("it is empty".to_owned())
    } else if istio >= Version::new(26) {
        match_name(name).err().map(|problem| problem.to_string())
    } else if istio >= Version::new(24) && !is_jwt_claim(name) && !name.chars().all(is_narrow) {
        Some("before Istio 1.26, names have letters, digits, `-` and `_` only".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_were_checked_more_and_then_less() {
        let refused = |minor, name| refusal(Version::new(minor), name).is_some();
        let versions = [18, 23, 24, 25, 26, 30];
        let judged = |name| versions.map(|minor| refused(minor, name));
        assert_eq!(judged(""), [true; 6]);
        assert_eq!(judged("x-a_1"), [false; 6]);
        assert_eq!(judged("@request.auth.claims.sub"), [false; 6]);
        assert_eq!(judged(":path"), [false, false, true, true, false, false]);
        assert_eq!(judged("a b"), [false, false, true, true, true, true]);
        assert_eq!(judged("a.b"), [false, false, true, true, false, false]);
        assert_eq!(
            judged("@request.auth.claims"),
            [false, false, true, true, true, true]
        );
    }
}
