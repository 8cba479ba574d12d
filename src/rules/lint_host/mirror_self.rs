use super::target::Target;
use crate::rules::prelude::*;

rule! {
    /// A mirror that leads to a destination of the same route.
    ///
    /// ## Why it matters
    /// The service gets every request twice, and does twice what a request makes it do: what is written
    /// is written twice.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///       mirror: {host: pad.example.org, port: {number: 9001}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///       mirror: {host: pad-new.example.org, port: {number: 9001}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRequestMirrorPolicy`.
    Warning 4168 "lint-mirror-self" Destination(check)
}

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    let Some(route) = destination.route else {
        return;
    };
    if !matches!(destination.role, Role::Mirror | Role::Mirrors) {
        return;
    }
    let namespace = destination.service.object.namespace;
    let Some(target) = Target::of(destination.node, namespace) else {
        return;
    };
    let mut others = route.node.items("route").iter();
    let same = others.find(|item| {
        let other = item.field("destination");
        other.and_then(|node| Target::of(node, namespace)).as_ref() == Some(&target)
    });
    if let Some(same) = same {
        let span = cx.span(same);
        let at = destination.node.field("host").unwrap_or(destination.node);
        cx.report(at, "the copies go to the service that the requests go to")
            .label("the same destination")
            .also(span, "the requests go here")
            .note("it gets each mirrored request twice, and writes twice what is to be written")
            .help("name another service or subset, or remove the mirror");
    }
}
