use super::settings::timeout;
use crate::istio::syntax::duration::Duration;
use crate::rules::prelude::*;
use crate::rules::retry::durations::accepted;
use crate::yaml::Node;

rule! {
    /// A time limit on a route for long polling or a stream of events.
    ///
    /// ## Why it matters
    /// To the gateway a poll that waits for news, or a stream of events, is one request: when
    /// `timeout` is over, it is cut, and the client sees an error. (A WebSocket is not: its request
    /// never ends, and the time is not counted.)
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
    /// Envoy: `RouteAction.timeout`, counted from the end of the request to the end of the answer.
    /// Istio has no limit where none is set (1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `setTimeout`).
    Info 4258 "lint-timeout-streaming" HttpRoute(check)
}

/// Parts of paths that say so, and up to how many seconds a request there may take on purpose:
/// the libraries poll for 25 seconds and wait 20 more.
const NAMES: [(&str, i64); 6] = [
    ("socket.io", 45),
    ("engine.io", 45),
    ("sockjs", 45),
    ("sse", 3600),
    ("eventsource", 3600),
    ("event-stream", 3600),
];

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = timeout(route) else {
        return;
    };
    let Some(limit) = accepted(Some(node)) else {
        return;
    };
    let mut streams = route.node.items("match").iter().filter_map(stream);
    let Some((stream, seconds)) = streams.next() else {
        return;
    };
    if limit >= Duration::from_milliseconds(seconds * 1000) {
        return;
    }
    let span = cx.span(stream);
    let text = node.as_str().unwrap_or_default();
    cx.report(
        node,
        format!("requests that wait for news are cut after {text}"),
    )
    .label("covers the whole answer")
    .also(span, "long polling or a stream of events")
    .note("to the gateway a long poll or a stream of events is one long request")
    .help("remove `timeout` from this route; without it there is no limit");
}

/// What in an item says that its requests take long, and how long they may take.
fn stream(item: &Node) -> Option<(&Node, i64)> {
    let uri = item.field("uri")?;
    let node = uri.field("exact").or_else(|| uri.field("prefix"))?;
    let text = node.as_str()?;
    let mut known = NAMES.iter();
    let known = known.find(|(name, _)| text.split('/').any(|part| part == *name));
    known.map(|(_, seconds)| (node, *seconds))
}
