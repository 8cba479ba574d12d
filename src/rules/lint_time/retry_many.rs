use super::settings::retries;
use crate::rules::prelude::*;

rule! {
    /// More than five retries.
    ///
    /// ## Why it matters
    /// When a service is in trouble, every request that fails becomes many: the retries keep it
    /// from recovering.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 10, perTryTimeout: 2s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 3, perTryTimeout: 2s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/retry/retry.go`,
    /// `ConvertPolicy`.
    Warning 4255 "lint-retry-many" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = retries(route).and_then(|retries| retries.field("attempts")) else {
        return;
    };
    if let Some(count) = node.as_number()
        && count > 5.0
    {
        cx.report(
            node,
            format!(
                "one request becomes up to {} when the service fails",
                count + 1.0
            ),
        )
        .label("retries")
        .note("a service in trouble gets many times its usual load, and cannot recover")
        .help("write `attempts: 2` or 3: enough to get past a pod that went away");
    }
}
