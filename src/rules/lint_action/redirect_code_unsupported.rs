use crate::istio::syntax::http::REDIRECT_CODES;
use crate::rules::prelude::*;

rule! {
    /// A `redirectCode` that Istio accepts but does not implement.
    ///
    /// ## Why it matters
    /// Istio takes every code from 300 to 399, but makes redirects only with 301, 302, 303, 307 and
    /// 308. With any other the route has no action, and the gateway refuses all routes of that
    /// server: changes no longer reach it, of any release, and a new gateway has no routes at all.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {uri: /new, redirectCode: 304}
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
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `ApplyRedirect`; Envoy refuses a
    /// route without an action.
    Error 4207 "lint-redirect-code-unsupported" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["redirect", "redirectCode"]) else {
        return;
    };
    if let Some(code) = node.as_number()
        && (300.0..=399.0).contains(&code)
        && !REDIRECT_CODES.iter().any(|known| f64::from(*known) == code)
    {
        cx.report(node, format!("Istio makes no redirect with code {code}"))
            .label("accepted, but not implemented")
            .note(
                "the route is left without an action, and the gateway refuses all routes of the \
                 server because of it: no change of any release reaches it any more",
            )
            .help("write 301 for good, 302 for now; 308 and 307 if clients must repeat a POST as such");
    }
}
