use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A redirect that changes nothing.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: the answer would send the browser to
    /// the very page that it asked for.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {redirectCode: 302}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {redirectCode: 302, uri: /new}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRedirect`.
    Error 3322 "vs-redirect-empty" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(redirect) = route.node.field("redirect") else {
        return;
    };
    let keys = ["uri", "prefixRewrite", "authority", "scheme"];
    let says_something = keys.iter().any(|key| says(redirect.field(key)));
    if redirect.as_map().is_some()
        && !says_something
        && !redirect.has("port")
        && !redirect.has("derivePort")
    {
        cx.report_key(
            route.node,
            "redirect",
            "this redirect does not say where to",
        )
        .label("nothing that changes the address")
        .note(refused::VIRTUAL_SERVICE)
        .help("say what changes: `uri`, `authority` (the host), `scheme` or `port`");
    }
}

/// Whether something stands at a key; what is no text is wrong for another reason.
fn says(value: Option<&Node>) -> bool {
    value.is_some_and(|value| value.as_str() != Some(""))
}
