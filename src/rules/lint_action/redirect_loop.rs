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
            let host = redirect.filled("authority").unwrap_or("");
            let message = format!("this redirects `{host}{target}` to itself, again and again");
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
    let object = route.service.object;
    let is_bound = |gateway: &Object<'_>| {
        let mut names = route.service.gateways().iter().filter_map(Node::as_str);
        names.any(|bound| {
            let (namespace, name) = bound.split_once('/').unwrap_or((object.namespace, bound));
            namespace == gateway.namespace && name == gateway.name
        })
    };
    let gateways = cx.objects.iter().filter(|object| object.kind == "Gateway");
    gateways
        .filter(|gateway| is_bound(gateway))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found;

    /// A Gateway with HTTPS for both hosts, and a VirtualService with these routes.
    fn loops(routes: &str) -> bool {
        let object = format!(
            "apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: demo}}
spec:
  servers:
    - hosts: [example.org, www.example.org]
      port: {{number: 443, name: https, protocol: HTTPS}}
      tls: {{mode: SIMPLE, credentialName: demo}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: demo}}
spec:
  hosts: [example.org, www.example.org]
  gateways: [demo]
  http: {routes}
"
        );
        !found(&object, &RULE).is_empty()
    }

    #[test]
    fn circles_are_found() {
        for routes in [
            "[{redirect: {scheme: https}}]",
            "[{redirect: {authority: WWW.example.org}}]",
            "[{match: [{uri: {prefix: /a}}], redirect: {uri: '/a/b?c=d'}}]",
            "[{match: [{uri: {regex: '/a.*'}}], redirect: {uri: /a}}]",
            "[{match: [{uri: {exact: /a}}], redirect: {uri: /a}}]",
        ] {
            assert!(loops(routes), "{routes}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_fine() {
        let to = "route: [{destination: {host: a.example.org}}]";
        for routes in [
            "[{match: [{scheme: {exact: http}}], redirect: {scheme: https}}]".to_owned(),
            "[{match: [{port: 80}], redirect: {scheme: https}}]".to_owned(),
            "[{redirect: {authority: example.com}}]".to_owned(),
            "[{redirect: {scheme: http}}]".to_owned(),
            "[{match: [{authority: {exact: example.org}}], redirect: {authority: www.example.org}}]"
                .to_owned(),
            "[{redirect: {port: 8443}}]".to_owned(),
            "[{match: [{uri: {exact: /}}], redirect: {uri: /pad}}]".to_owned(),
            format!("[{{match: [{{uri: {{prefix: /pad}}}}], {to}}}, {{redirect: {{uri: /pad}}}}]"),
            format!("[{{match: [{{uri: {{exact: /Pad}}}}], {to}}}, {{redirect: {{uri: /pad}}}}]"),
        ] {
            assert!(!loops(&routes), "{routes}");
        }
    }
}
