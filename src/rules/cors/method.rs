use crate::diagnostic::Fix;
use crate::istio::syntax::http::is_cors_method;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// A method in `allowMethods` that Istio does not take.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. Methods are in upper case.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         allowMethods: [get, POST]
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
    ///         allowMethods: [GET, POST]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Writes the method in upper case.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateCORSHTTPMethod`.
    Error 3381 "vs-cors-method" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(policy) = route.node.field("corsPolicy") else {
        return;
    };
    for node in policy.items("allowMethods") {
        let Some(method) = node.as_str() else {
            continue;
        };
        if is_cors_method(method) {
            continue;
        }
        let upper = method.trim().to_ascii_uppercase();
        let fix = is_cors_method(&upper)
            .then(|| replace_scalar(cx.sources, node, &Data::Str(upper.as_str().into())))
            .flatten()
            .map(|edit| Fix::safe("write the method in upper case", vec![edit]));
        let help = if is_cors_method(&upper) {
            format!("write `{upper}`")
        } else if upper.contains([',', ' ']) {
            "write a list with one method in each item".to_owned()
        } else {
            "write some of GET, HEAD, POST, PUT, PATCH, DELETE, CONNECT, OPTIONS and TRACE, or `*`"
                .to_owned()
        };
        cx.report(
            node,
            format!(
                "`{}` is no method that Istio takes here",
                method.escape_debug()
            ),
        )
        .label("unknown method")
        .note(refused::VIRTUAL_SERVICE)
        .help(help)
        .fix(fix);
    }
}
