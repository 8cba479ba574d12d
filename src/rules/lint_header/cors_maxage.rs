use crate::istio::syntax::duration::Duration;
use crate::rules::prelude::*;

rule! {
    /// A `maxAge` of more than a day.
    ///
    /// ## Why it matters
    /// No browser remembers the answer for longer: Chromium forgets it after two hours, Firefox
    /// after a day.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         maxAge: 720h
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
    ///         maxAge: 24h
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// The browsers' own limits on `access-control-max-age`.
    Info 4308 "lint-cors-maxage" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["corsPolicy", "maxAge"]) else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    let day = Duration::from_milliseconds(24 * 60 * 60 * 1000);
    if Duration::parse(text).is_ok_and(|age| age > day) {
        cx.report(node, format!("no browser remembers the answer for {text}"))
            .label("more than a day")
            .note("Chromium forgets it after two hours, Firefox after a day")
            .help("write `24h` or less");
    }
}
