use super::origins::{any_origin, policy_of};
use crate::rules::prelude::*;

rule! {
    /// A CORS policy that allows credentials to every origin.
    ///
    /// ## Why it matters
    /// The gateway answers a script with the origin that it came from and with
    /// `access-control-allow-credentials: true`. Any site that a signed-in user visits can then
    /// read what they see here, and act in their name.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: "*"}]
    ///         allowCredentials: true
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
    ///         allowCredentials: true
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateCORSPolicy`; Envoy:
    /// `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4300 "lint-cors-star-credentials" StringMatch(check)
}

fn check(cx: &mut Context<'_>, origin: &StringMatch<'_>) {
    let Some(policy) = policy_of(origin) else {
        return;
    };
    if policy.flag("allowCredentials") != Some(true) {
        return;
    }
    let Some(node) = any_origin(origin.node) else {
        return;
    };
    let credentials = policy.field("allowCredentials").map(|node| cx.span(node));
    let finding = cx
        .report(node, "every site may act in the name of a signed-in user")
        .label("allows every origin")
        .note(
            "the gateway echoes the origin of any script and lets it send cookies: other sites \
             can read what the user sees here",
        )
        .help(
            "list the sites, such as `exact: https://www.example.org`, or set \
             `allowCredentials: false`",
        );
    if let Some(span) = credentials {
        finding.also(span, "with cookies");
    }
}
