use crate::istio::syntax::http::is_redirect_code;
use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A `redirectCode` that is no code of a redirect.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService; a browser follows only answers from 300 to 399.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {uri: /new, redirectCode: 200}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {uri: /new, redirectCode: 302}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRedirect`.
    Error 3323 "vs-redirect-code" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(redirect) = route.node.field("redirect") else {
        return;
    };
    if let Some(node) = redirect.field("redirectCode")
        && let Some(code) = whole::unsigned(node)
        && !is_redirect_code(i64::from(code))
    {
        cx.report(
            node,
            format!("`redirectCode: {code}` is no code of a redirect"),
        )
        .label("not 300 to 399")
        .note(refused::VIRTUAL_SERVICE)
        .help("write 301 or 308 for good, 302 or 307 for now; without the key it is 301");
    }
}
