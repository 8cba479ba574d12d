use crate::rules::prelude::*;

rule! {
    /// A host of a VirtualService behind a gateway that has no dot.
    ///
    /// ## Why it matters
    /// Istio takes a name without a dot for a service and appends the namespace and the cluster's
    /// domain. No browser asks for that name, so the routes get no requests.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    ///   routeHosts: [pad]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/resource` and `pilot/pkg/model/virtualservice.go`, `ResolveShortnameToFQDN`.
    Warning 4151 "lint-short-public-host" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    if service.is_mesh() {
        return;
    }
    for host in service.hosts() {
        let text = host.as_str().unwrap_or_default();
        if text.is_empty() || text.contains(['.', ':', '*']) {
            continue;
        }
        cx.report(host, format!("the host `{text}` is no public name"))
            .label("has no dot")
            .note(format!(
                "Istio reads it as `{text}.{}.svc.cluster.local`, for which no browser asks",
                service.object.namespace
            ))
            .help(format!(
                "write the whole name, such as `{text}.example.org`"
            ));
    }
}
