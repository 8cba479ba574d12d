use super::settings::retries;
use crate::rules::prelude::*;

rule! {
    /// Retries that leave the pod of a sticky session.
    ///
    /// ## Why it matters
    /// The DestinationRule sends all requests of a session to one pod. With
    /// `retryIgnorePreviousHosts: true` a retry goes to another one, which does not know the
    /// session.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - retries: {attempts: 2, retryIgnorePreviousHosts: true}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///   destinationRules:
    ///     - host: pad.example.org
    ///       trafficPolicy:
    ///         loadBalancer: {consistentHash: {httpCookie: {name: session, ttl: 0s}}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - retries: {attempts: 2}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///   destinationRules:
    ///     - host: pad.example.org
    ///       trafficPolicy:
    ///         loadBalancer: {consistentHash: {httpCookie: {name: session, ttl: 0s}}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/retry/retry.go`, `ConvertPolicy`: for a service
    /// with a consistent hash, Istio itself leaves the setting out.
    Warning 4256 "lint-retry-with-hash" HttpRoute(check) since 26
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = retries(route) else {
        return;
    };
    let attempts = retries.number("attempts").unwrap_or(0.0);
    let [item] = route.node.items("route") else {
        return;
    };
    let Some(destination) = item.field("destination") else {
        return;
    };
    if retries.flag("retryIgnorePreviousHosts") != Some(true) || attempts < 1.0 {
        return;
    }
    let Some(host) = destination.filled("host") else {
        return;
    };
    // Subsets and ports may have policies of their own.
    let mut rules = cx.objects.iter().filter(|object| {
        object.kind == "DestinationRule" && object.spec.text("host") == Some(host)
    });
    let hash = rules.find_map(|rule| {
        let policy = rule.spec.field("trafficPolicy")?;
        let is_plain = !policy.has("portLevelSettings") && destination.filled("subset").is_none();
        policy
            .at(&["loadBalancer", "consistentHash"])
            .filter(|_| is_plain)
    });
    let Some(hash) = hash else { return };
    let span = cx.span(hash);
    cx.report_key(
        retries,
        "retryIgnorePreviousHosts",
        "a retry leaves the pod of the session",
    )
    .label("goes to another pod")
    .also(span, "keeps a session on one pod")
    .note("the other pod does not know the session: users find themselves signed out, or their page empty")
    .help("remove `retryIgnorePreviousHosts`: Istio then repeats the request on the same pod");
}
