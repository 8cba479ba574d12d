use super::authority::{host_in, not_in_a_host};
use crate::rules::prelude::*;

rule! {
    /// A `redirect.authority` that is no host, or that repeats the port.
    ///
    /// ## Why it matters
    /// The text goes into the `Location` header as it stands: browsers are sent to an address that
    /// does not exist.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {authority: "https://www.example.org"}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {authority: www.example.org, scheme: https}
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `ApplyRedirect`.
    Warning 4210 "lint-redirect-authority" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(redirect) = route.node.field("redirect") else {
        return;
    };
    let (Some(node), Some(text)) = (redirect.field("authority"), redirect.filled("authority"))
    else {
        return;
    };
    if let Some(part) = not_in_a_host(text) {
        cx.report(
            node,
            format!("`{}` is no host: it has {part}", text.escape_debug()),
        )
        .label("goes into `Location` as it stands")
        .note("browsers are sent to an address that does not exist")
        .help(format!(
            "write the host alone, such as `{}`; there are `scheme` and `uri` for the rest",
            host_in(text)
        ));
    } else if redirect.has("port")
        && let Some((_, port)) = text.rsplit_once(':')
        && !text.ends_with(']')
        && !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
    {
        cx.report(
            node,
            format!("`{text}` has a port, and there is `port` beside it"),
        )
        .label("two ports")
        .note("both go into `Location`, one behind the other, and browsers cannot follow it")
        .help(format!("write `authority: {}`", host_in(text)));
    }
}
