use super::origins::policy_of;
use crate::rules::prelude::*;

rule! {
    /// An origin prefix that ends in the middle of a host.
    ///
    /// ## Why it matters
    /// `prefix: https://example.org` also allows `https://example.org.evil.net`: whoever owns that
    /// name can read what the policy was to protect.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{prefix: https://example.org}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://example.org}, {prefix: "https://example.org:"}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateCORSPolicy`; Envoy:
    /// `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4304 "lint-cors-origin-prefix" StringMatch(check)
}

fn check(cx: &mut Context<'_>, origin: &StringMatch<'_>) {
    if policy_of(origin).is_none() {
        return;
    }
    let Some(node) = origin.node.field("prefix") else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    let Some((_, host)) = text.split_once("://") else {
        return;
    };
    if !host.is_empty() && !host.contains([':', '/']) {
        cx.report(node, format!("`{text}` also allows `{text}.evil.net`"))
            .label("ends in the middle of a host")
            .note("anybody can have a name that begins so, and read what the policy protects")
            .help(format!(
                "write `exact: {text}`, or end the prefix with `:` to allow all ports of the host"
            ));
    }
}
