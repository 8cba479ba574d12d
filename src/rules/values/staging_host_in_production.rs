use super::environments::{Environments, file_of, hosts, says};
use crate::rules::prelude::*;

rule! {
    /// A release in production that serves a host of a staging cluster.
    ///
    /// ## Why it matters
    /// The name leads to the staging cluster: requests for it never arrive here. Most often the
    /// line was copied, and the host that production was to serve is missing and answers with 404.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     extraFQDNs: [pads.k8s-staging.discovery.wmnet]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     extraFQDNs: [pads.discovery.wmnet]
    /// ```
    ///
    /// ## Source
    /// The domains of the helper, `staging` and `mlstaging`, and the names of values files. Hosts
    /// outside of the helper's domains are not judged.
    Warning 4022 "staging-host-in-production" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let environments = Environments::of(chart);
    for (host, node, span) in hosts(cx, chart) {
        let file = file_of(cx.sources, span);
        let is_production_file = says(file, "production") || says(file, "prod");
        let is_production =
            environments.is_staging == Some(false) && !environments.has_staging_file;
        if !environments.is_staging_host(host) || !(is_production || is_production_file) {
            continue;
        }
        cx.report(
            node,
            format!("`{host}` is a host of staging, and this release is for production"),
        )
        .label("leads to the staging cluster")
        .note("requests for this name arrive in the staging cluster, never here")
        .help("write the host of production, or move this one to a file for staging");
    }
}
