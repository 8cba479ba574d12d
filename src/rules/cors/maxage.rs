use crate::istio::syntax::duration::Duration;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::retry::durations;

rule! {
    /// A `maxAge` that is not a whole number of seconds, at least one.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: the header that browsers get counts
    /// seconds.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         maxAge: 1500ms
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         maxAge: 2s
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateCORSPolicy`.
    Error 3384 "vs-cors-maxage" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["corsPolicy", "maxAge"]) else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    if let Ok(age) = Duration::parse(text)
        && let Err(problem) = age.seconds()
    {
        let (message, label) = durations::told("maxAge", text, problem);
        cx.report(node, message)
        .label(label)
        .note(refused::VIRTUAL_SERVICE)
        .help("write whole seconds, such as `600s` or `24h`; leave the key out to let browsers decide");
    }
}
