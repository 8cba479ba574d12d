use crate::istio::syntax::duration::Duration;
use crate::rules::prelude::*;
use crate::rules::retry::durations::accepted;
use crate::yaml::Node;

rule! {
    /// A time limit on a route for WebSockets.
    ///
    /// ## Why it matters
    /// To the gateway a WebSocket is one request that lasts as long as the connection: when
    /// `timeout` is over, it is cut, in the middle of whatever the client was doing.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /socket.io/}}]
    ///       timeout: 15s
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /socket.io/}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Envoy's timeouts of routes; Istio has no limit where none is set (1.30:
    /// `pilot/pkg/networking/core/route/route.go`, `setTimeout`).
    Info 4258 "lint-timeout-streaming" HttpRoute(check)
}

/// Names of paths that only WebSockets have.
const NAMES: [&str; 6] = [
    "ws",
    "wss",
    "websocket",
    "websockets",
    "socket.io",
    "sockjs",
];

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.field("timeout") else {
        return;
    };
    let hour = Duration::from_milliseconds(60 * 60 * 1000);
    let is_short = accepted(Some(node)).is_some_and(|limit| limit < hour);
    if !is_short || route.node.has("redirect") || route.node.has("directResponse") {
        return;
    }
    let Some(stream) = route.node.items("match").iter().find_map(stream) else {
        return;
    };
    let span = cx.span(stream);
    let text = node.as_str().unwrap_or_default();
    cx.report(node, format!("WebSockets are cut after {text}"))
        .label("covers the whole life of a connection")
        .also(span, "looks like a path for WebSockets")
        .note("to the gateway a WebSocket is one long request")
        .help("remove `timeout` from this route; without it there is no limit");
}

/// What in an item says that it is about WebSockets.
fn stream(item: &Node) -> Option<&Node> {
    let uri = item.field("uri");
    let written = uri.and_then(|uri| uri.field("exact").or_else(|| uri.field("prefix")));
    let has_name = |node: &&Node| {
        let text = node.as_str().unwrap_or_default();
        text.split('/').any(|name| NAMES.contains(&name))
    };
    let asks_upgrade = || {
        let headers = item.entries_of("headers").iter();
        let mut upgrade = headers.filter(|entry| entry.key.eq_ignore_ascii_case("upgrade"));
        upgrade.find(|entry| {
            let exact = entry.value.text("exact");
            exact.is_some_and(|exact| exact.eq_ignore_ascii_case("websocket"))
        })
    };
    written
        .filter(has_name)
        .or_else(|| asks_upgrade().map(|entry| &entry.value))
}
