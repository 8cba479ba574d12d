use super::REFUSED;
use crate::rules::prelude::*;

rule! {
    /// A redirect to a scheme other than `http` and `https`, in lower case.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {scheme: HTTPS, authority: www.example.org}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {scheme: https, authority: www.example.org}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRedirect`.
    Error 3324 "vs-redirect-scheme" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(redirect) = route.node.field("redirect") else {
        return;
    };
    let Some(scheme) = redirect.filled("scheme") else {
        return;
    };
    if scheme == "http" || scheme == "https" {
        return;
    }
    let plain = scheme.trim_end_matches("://").trim_end_matches(':').trim();
    let meant = ["http", "https"]
        .into_iter()
        .find(|known| plain.eq_ignore_ascii_case(known));
    cx.report_key(
        redirect,
        "scheme",
        format!(
            "a redirect leads to `http` or `https`, not to `{}`",
            scheme.escape_debug()
        ),
    )
    .label("no scheme that Istio takes")
    .note(REFUSED)
    .help(match meant {
        Some(meant) => format!("write `scheme: {meant}`"),
        None => "write `scheme: https`, or leave it out to keep the scheme of the request".into(),
    });
}
