use super::environments::{Environments, file_of, hosts, says};
use crate::rules::prelude::*;

rule! {
    /// A release in a staging cluster that serves a host of production.
    ///
    /// ## Why it matters
    /// The name leads to production, whatever the staging cluster claims: requests for it never
    /// arrive here, and requests for the staging host are answered with 404.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   staging: true
    ///   gatewayHosts:
    ///     extraFQDNs: [pads.discovery.wmnet]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   staging: true
    ///   gatewayHosts:
    ///     extraFQDNs: [pads.k8s-staging.discovery.wmnet]
    /// ```
    ///
    /// ## Source
    /// The domains of the helper, `staging` and `mlstaging`, and the names of values files. Hosts
    /// outside of the helper's domains are not judged.
    Warning 4021 "production-host-in-staging" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let environments = Environments::of(chart);
    for (host, node, span) in hosts(cx, chart) {
        let is_switched = environments.is_staging == Some(true);
        let is_staging_file = says(file_of(cx.sources, span), "staging");
        if !environments.is_production_host(host) || !(is_switched || is_staging_file) {
            continue;
        }
        let switch = ["staging", "mlstaging"]
            .into_iter()
            .filter_map(|key| chart.entry(&[key]))
            .map(|(_, entry)| entry.key_span)
            .next()
            .filter(|_| is_switched);
        let finding = cx
            .report(node, format!("`{host}` is a host of production, and this release is for staging"))
            .label("leads to production")
            .note("requests for this name arrive in production, never here; the staging host that was meant is answered with 404")
            .help("write the host of the staging cluster, or move this one to a file for production");
        if let Some(switch) = switch {
            finding.also(switch, "this says staging");
        }
    }
}
