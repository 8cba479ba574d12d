use super::sticky::cookie;
use crate::istio::syntax::duration::Duration;
use crate::rules::prelude::*;

rule! {
    /// An idle timeout that is shorter than the pings of socket.io.
    ///
    /// ## Why it matters
    /// An open page that nobody types in sends nothing but pings, one every 25 s, with up to 20 s for
    /// the answer. Where the gateway takes the connection for idle in between and closes it, the page
    /// says "reconnecting" again and again, although everything works.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: pad.demo.svc.cluster.local
    ///       trafficPolicy:
    ///         loadBalancer:
    ///           consistentHash:
    ///             httpCookie: {name: io, ttl: 0s}
    ///         connectionPool:
    ///           http: {idleTimeout: 30s}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: pad.demo.svc.cluster.local
    ///       trafficPolicy:
    ///         loadBalancer:
    ///           consistentHash:
    ///             httpCookie: {name: io, ttl: 0s}
    ///         connectionPool:
    ///           http: {idleTimeout: 3600s}
    /// ```
    ///
    /// ## Source
    /// The defaults of socket.io, `pingInterval` 25 s and `pingTimeout` 20 s; its cookie is called
    /// `io`. Other cookies are not judged. Istio 1.30:
    /// `pilot/pkg/networking/core/cluster_traffic_policy.go`: the timeout of `http` counts, that of
    /// `tcp` only without it. Envoy does not count a connection as idle while a request is open on it.
    Info 4452 "idle-timeout-below-ping" TrafficPolicy(check)
}

/// 25 s between pings and 20 s for the answer, in nanoseconds.
const PING: i64 = 45_000_000_000;

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    // A policy of a port may leave the choice of the pod to the one around it.
    let holders = [Some(policy.node), policy.outer];
    let is_socket_io = holders
        .into_iter()
        .flatten()
        .find_map(cookie)
        .is_some_and(|cookie| cookie.text("name") == Some("io"));
    if !is_socket_io {
        return;
    }
    let kinds = ["http", "tcp"].into_iter();
    let timeout = kinds
        .filter_map(|kind| policy.node.at(&["connectionPool", kind, "idleTimeout"]))
        .next();
    let Some((node, text)) = timeout.and_then(|node| Some((node, node.as_str()?))) else {
        return;
    };
    // A timeout of zero is none.
    let is_short = Duration::parse(text).is_ok_and(|time| (1..PING).contains(&time.nanoseconds()));
    if !is_short {
        return;
    }
    cx.report(node, format!("an idle timeout of `{text}` is shorter than the pause between two pings"))
        .label("below 45 s")
        .note("socket.io, whose cookie `io` this is, pings every 25 s and waits 20 s for the answer: a connection that is merely quiet may be closed, and the page reconnects again and again")
        .help("write more than 45 s, such as `idleTimeout: 3600s`");
}
