use super::condition;
use crate::rules::prelude::*;

rule! {
    /// A condition on a header that Istio refuses: an empty prefix, or an expression that it cannot
    /// read.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. That a header is there at all is
    /// asked with `{}`; `regex: "*"` means that in `withoutHeaders`, and there only.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {x-team: {regex: "*"}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {x-team: {}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteMatchRequest`. An
    /// empty prefix is refused since 1.22.
    Error 3266 "vs-match-header-value" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    match condition.subject {
        Subject::Header(_) => condition::check(cx, condition),
        // This one is no expression, but asks that the header is not there.
        Subject::WithoutHeader(_) if condition.regex() != Some("*") => {
            condition::check(cx, condition);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_star_alone_is_a_word_of_without_headers() {
        let count = |key: &str, condition: &str| {
            let object = format!(
                "kind: VirtualService\nmetadata: {{name: a}}\nspec:\n  http:\n    - match: [{{{key}: {{x: {condition}}}}}]\n"
            );
            found(&object, &super::RULE).len()
        };
        assert_eq!(count("headers", "{regex: '*'}"), 1);
        assert_eq!(count("withoutHeaders", "{regex: '*'}"), 0);
        assert_eq!(count("withoutHeaders", "{regex: '**'}"), 1);
        assert_eq!(count("headers", "{prefix: ''}"), 1);
        assert_eq!(count("headers", "{exact: ''}"), 0);
        assert_eq!(count("headers", "{}"), 0);
    }
}
