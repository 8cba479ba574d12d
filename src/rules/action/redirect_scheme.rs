use crate::diagnostic::Fix;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// A redirect to a scheme other than `http` and `https`, in lower case.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
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
    /// ## Fix
    /// Writes `http` or `https` in lower case, without `://`.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRedirect`.
    Error 3324 "vs-redirect-scheme" HttpRoute(check) changes objects
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
    let fix = meant.and_then(|meant| {
        let node = redirect.field("scheme")?;
        let edit = replace_scalar(cx.sources, node, &Data::Str(meant.into()))?;
        Some(Fix::safe(
            "write the scheme in lower case, and alone",
            vec![edit],
        ))
    });
    cx.report_key(
        redirect,
        "scheme",
        format!(
            "a redirect leads to `http` or `https`, not to `{}`",
            scheme.escape_debug()
        ),
    )
    .label("no scheme that Istio takes")
    .note(refused::VIRTUAL_SERVICE)
    .help(match meant {
        Some(meant) => format!("write `scheme: {meant}`"),
        None => "write `scheme: https`, or leave it out to keep the scheme of the request".into(),
    })
    .fix(fix);
}
