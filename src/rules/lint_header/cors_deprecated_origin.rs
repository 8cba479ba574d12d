use crate::rules::prelude::*;

rule! {
    /// The deprecated `allowOrigin` of a CORS policy.
    ///
    /// ## Why it matters
    /// `allowOrigin` knows complete origins only, is not checked, and is ignored as soon as
    /// `allowOrigins` stands beside it.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigin: [https://www.example.org]
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
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateCORSPolicy`; Envoy:
    /// `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4307 "lint-cors-deprecated-origin" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(policy) = route.node.field("corsPolicy") else {
        return;
    };
    if policy.items("allowOrigin").is_empty() {
        return;
    }
    let (message, note) = if policy.has("allowOrigins") {
        (
            "`allowOrigin` has no effect",
            "there is `allowOrigins` beside it, and only that counts",
        )
    } else {
        (
            "`allowOrigin` is deprecated",
            "it works for now, but Istio may drop it in any release",
        )
    };
    cx.report_key(policy, "allowOrigin", message)
        .label("the old key")
        .note(note)
        .help("write `allowOrigins`, a list of items such as `exact: https://www.example.org`");
}
