use crate::diagnostic::Fix;
use crate::istio::syntax::duration::Duration;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::retry::durations;
use crate::yaml::edit::remove_entry;

rule! {
    /// A timeout of less than a millisecond, or with a part of one left over.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. `0s` is the usual way to write "no
    /// limit" elsewhere; Istio refuses it, too, and waits without a limit where there is no
    /// `timeout`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///       timeout: 0s
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Fix
    /// Removes a `timeout` of zero: without it the route waits without a limit, which is what was
    /// meant.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRoute`;
    /// `pkg/config/validation/agent/validation.go`, `ValidateDuration`; the rule on `timeout` in
    /// `manifests/charts/base/files/crd-all.gen.yaml`.
    Error 3248 "vs-timeout" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.field("timeout") else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    // A text that is no duration is told with the other values of a wrong type.
    let Ok(duration) = Duration::parse(text) else {
        return;
    };
    let Err(problem) = duration.milliseconds() else {
        return;
    };
    if duration == Duration::ZERO {
        let edits = remove_entry(cx.sources, route.node, "timeout");
        let fix = edits.map(|edits| Fix::safe(format!("remove `timeout: {text}`"), edits));
        let message = format!("`timeout: {text}` is no timeout that Istio accepts");
        cx.report(node, message)
            .label("less than `1ms`")
            .note(refused::VIRTUAL_SERVICE)
            .help("leave `timeout` out to wait without a limit")
            .fix(fix);
    } else {
        let (message, label) = durations::told("timeout", text, problem);
        cx.report(node, message)
            .label(label)
            .note(refused::VIRTUAL_SERVICE)
            .help("write a whole number of milliseconds, such as `500ms`; without `timeout` there is no limit");
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Fix;
    use crate::diagnostic::fix::apply;
    use crate::rules::testing::{Run, found};

    #[test]
    fn the_fix_leaves_what_the_documentation_says() {
        let docs = super::RULE.docs();
        let run = Run::of(&docs.examples("Example")[0], &super::RULE);
        let fixes: Vec<&Fix> = run.diagnostics.iter().flat_map(|it| &it.fix).collect();
        let mended = apply(&fixes, &run.sources);
        assert_eq!(mended.files[0].after, docs.examples("Use instead")[0].text);
    }

    #[test]
    fn a_timeout_is_a_whole_number_of_milliseconds() {
        let refused = |timeout: &str| {
            let object = format!(
                "kind: VirtualService\nmetadata: {{name: a}}\nspec:\n  http: [{{timeout: {timeout}}}]\n"
            );
            !found(&object, &super::RULE).is_empty()
        };
        for timeout in ["0s", "'0'", "999us", "1.5ms", "-1s"] {
            assert!(refused(timeout), "{timeout}");
        }
        // The last ones are no durations at all: that is another finding.
        for timeout in ["1ms", "5m", "1h30m", "'10'", "1d", "~"] {
            assert!(!refused(timeout), "{timeout}");
        }
    }
}
