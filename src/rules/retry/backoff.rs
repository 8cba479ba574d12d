use super::limit;
use crate::rules::prelude::*;

rule! {
    /// A pause between tries that is less than `1ms` or not a whole number of milliseconds.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. Without the key, Envoy's pause of
    /// 25ms is the base.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, backoff: 0s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Removes a pause of zero: without the key it is Envoy's own.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRetry`;
    /// `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3354 "vs-retry-backoff" HttpRoute(check) since 26 changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    limit::check(cx, route, "backoff", "Envoy's 25ms");
}
