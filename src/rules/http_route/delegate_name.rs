use crate::istio::http_route::Delegate;
use crate::istio::syntax::name::is_label;
use crate::rules::prelude::*;
use crate::rules::structure::is_misspelt;

rule! {
    /// A delegate whose name or namespace no VirtualService can have.
    ///
    /// ## Why it matters
    /// Istio does not look at the name when it checks the VirtualService; at run time it finds no
    /// such delegate and leaves the route out without a word. Clients get 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       delegate: {name: pad_routes}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       delegate: {name: pad-routes}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/virtualservice.go`, which looks the delegate up by its name;
    /// Kubernetes: names of objects and of namespaces.
    Error 3234 "vs-delegate-name" HttpRoute(check)
}

const NOTE: &str = "Istio finds no such delegate and leaves the route out: clients get 404";

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if !route.is_root() {
        return;
    }
    let Some(delegate) = route
        .node
        .field("delegate")
        .filter(|node| node.as_map().is_some())
    else {
        return;
    };
    match delegate.field("name") {
        None if is_misspelt(delegate, &Delegate::MESSAGE, "name") => {}
        None => {
            cx.report(
                delegate,
                format!("the delegate of {} has no name", route.called()),
            )
            .label("no `name`")
            .note(NOTE)
            .help("write the name of the VirtualService that has the routes");
        }
        Some(node) => {
            if let Some(name) = node.as_str()
                && !is_object_name(name)
            {
                cx.report(node, format!("no VirtualService can be called `{name}`"))
                    .label("no name of an object")
                    .note(NOTE)
                    .help(
                        "names have lower-case letters, digits, `-` and `.`, such as `pad-routes`",
                    );
            }
        }
    }
    if let Some(node) = delegate.field("namespace")
        && let Some(namespace) = node.as_str()
        && !namespace.is_empty()
        && !(is_label(namespace) && is_lower(namespace))
    {
        cx.report(node, format!("no namespace can be called `{namespace}`"))
            .label("no name of a namespace")
            .note(NOTE)
            .help("namespaces have lower-case letters, digits and `-`; without `namespace`, the release's own is meant");
    }
}

/// Kubernetes: names are subdomains of at most 253 bytes.
fn is_object_name(name: &str) -> bool {
    let is_alphanumeric = |c: char| c.is_ascii_alphanumeric();
    let is_piece = |piece: &str| {
        piece.starts_with(is_alphanumeric)
            && piece.ends_with(is_alphanumeric)
            && piece.chars().all(|c| is_alphanumeric(c) || c == '-')
    };
    name.len() <= 253 && is_lower(name) && name.split('.').all(is_piece)
}

fn is_lower(name: &str) -> bool {
    !name.contains(|c: char| c.is_ascii_uppercase())
}
