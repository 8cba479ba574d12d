use super::paths::{Path, paths};
use crate::istio::syntax::host::host_covered_by;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A redirect that leads to an address which the same route redirects again.
    ///
    /// ## Why it matters
    /// The browser follows the redirect, is redirected again, and gives up with "too many
    /// redirects".
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       redirect: {uri: /pad}
    /// ```
    ///
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [example.org, www.example.org]
    ///   httproutes:
    ///     - redirect: {authority: www.example.org}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /}}]
    ///       redirect: {uri: /pad}
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [example.org, www.example.org]
    ///   httproutes:
    ///     - match: [{authority: {exact: example.org}}]
    ///       redirect: {authority: www.example.org}
    ///     - route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `ApplyRedirect`.
    Warning 4209 "lint-redirect-loop" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(redirect) = route.node.field("redirect") else {
        return;
    };
    if !stays_on_host(route, redirect) || !stays_on_scheme(cx, route, redirect) {
        return;
    }
    for item in paths(*route) {
        if !item.has_path_only {
            continue;
        }
        let Some(target) = target(redirect, &item.path) else {
            continue;
        };
        // Another release may serve the rest of a shared host, and its routes come first.
        let is_catch_all = matches!(item.path, Path::Any | Path::Prefix("/"));
        if is_catch_all && !cx.objects.iter().any(|object| object.kind == "Gateway") {
            continue;
        }
        if item.loops(*route, &target) {
            let message = format!("this redirects `{target}` to itself, again and again");
            cx.report_key(route.node, "redirect", message)
                .label("matched by the same route")
                .note("browsers give up with \"too many redirects\"")
                .help(
                    "match only what shall be redirected, by `exact` path, `authority`, `scheme` \
                     or `port`, or put the route that serves the new address before this one",
                );
            return;
        }
    }
}

/// Whether the redirect leads to a host of the same VirtualService, whatever host was asked for.
fn stays_on_host(route: &HttpRoute<'_>, redirect: &Node) -> bool {
    let Some(authority) = redirect.filled("authority") else {
        return true;
    };
    let name = authority.to_ascii_lowercase();
    let hosts = route.service.hosts().iter().filter_map(Node::as_str);
    let mut hosts = hosts.map(str::to_ascii_lowercase);
    hosts.any(|host| host_covered_by(&name, &host))
}

/// Whether a request that was redirected may come to the same server again.
fn stays_on_scheme(cx: &Context<'_>, route: &HttpRoute<'_>, redirect: &Node) -> bool {
    if redirect.has("port") || redirect.has("derivePort") {
        return false;
    }
    match redirect.filled("scheme") {
        None => true,
        Some("https") => serves_https(cx, route),
        Some(_) => false,
    }
}

/// Whether a Gateway of this chart hands the route what it gets by HTTPS.
fn serves_https(cx: &Context<'_>, route: &HttpRoute<'_>) -> bool {
    let bound = route.service.gateways().iter().filter_map(Node::as_str);
    let object = route.service.object;
    let names: Vec<&str> = bound
        .map(|name| match name.split_once('/') {
            Some((namespace, name)) if namespace == object.namespace => name,
            _ => name,
        })
        .collect();
    let gateways = cx
        .objects
        .iter()
        .filter(|gateway| gateway.kind == "Gateway");
    gateways
        .filter(|gateway| gateway.namespace == object.namespace && names.contains(&gateway.name))
        .flat_map(|gateway| gateway.spec.items("servers"))
        .any(|server| {
            let protocol = server.field("port").and_then(|port| port.text("protocol"));
            let mode = server.field("tls").and_then(|tls| tls.text("mode"));
            protocol == Some("HTTPS") && matches!(mode, Some("SIMPLE" | "MUTUAL"))
        })
}

/// A path to which the redirect leads.
fn target(redirect: &Node, path: &Path<'_>) -> Option<String> {
    if let Some(uri) = redirect.filled("uri") {
        let uri = uri.split(['?', '#']).next().unwrap_or(uri);
        return uri.starts_with('/').then(|| uri.to_owned());
    }
    if let Some(prefix) = redirect.filled("prefixRewrite") {
        return prefix.starts_with('/').then(|| prefix.to_owned());
    }
    let changes = redirect.filled("authority").is_some() || redirect.filled("scheme").is_some();
    match path {
        _ if !changes => None,
        Path::Any => Some("/".to_owned()),
        Path::Exact(path) | Path::Prefix(path) if path.starts_with('/') => Some((*path).to_owned()),
        _ => None,
    }
}
