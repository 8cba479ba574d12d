use std::collections::BTreeMap;

use crate::helper::definition::AlternativeName;
use crate::ingress::keys;
use crate::rules::prelude::*;
use crate::rules::stanza::Written;
use crate::values::go;

rule! {
    /// Settings of the release's own Gateway, beside the Gateway of another release.
    ///
    /// ## Why it matters
    /// With an existing gateway no Gateway is deployed, and its hosts, certificate and redirect are
    /// those of the other release. A host that stands only here is served by nobody.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: pads/etherpad
    ///   routeHosts: [pad.example.org]
    ///   gatewayHosts: [pads.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: pads/etherpad
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// All helper versions. What a layer below the gateway's name sets is not told: it may be there
    /// for releases with a Gateway of their own.
    Warning 4027 "gateway-settings-ignored" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    if !chart.enabled {
        return;
    }
    let written = chart.written();
    let names: &[&str] = match chart.definition.typed {
        Some(_) => &["existingGateway", "existingGatewayName"],
        None => &["existingGatewayName"],
    };
    let is_name = |written: &&Written<'_>| {
        matches!(written.path.as_slice(), [key] if names.contains(key))
            && written
                .entry
                .value
                .as_str()
                .is_some_and(|text| !text.is_empty())
    };
    let is_used = names.iter().any(|name| go::is_true(chart.get(name)));
    let Some(gateway) = written
        .iter()
        .filter(is_name)
        .max_by_key(|w| w.layer)
        .filter(|_| is_used)
    else {
        return;
    };
    // Older versions take names of certificates from the hosts of the Gateway.
    let uses_hosts = chart.definition.pasted.as_ref().is_some_and(|facts| {
        facts
            .alternative_names
            .contains(&AlternativeName::GatewayHosts)
    });
    let mut told: BTreeMap<(usize, &str), &Written<'_>> = BTreeMap::new();
    for setting in &written {
        let Some(group) = setting.path.first() else {
            continue;
        };
        let is_about_gateway = match *group {
            "gatewayHosts" => !uses_hosts,
            "tls" | "httpsRedirect" => chart.definition.typed.is_some(),
            "selectors" => keys::find(chart.definition, "selectors").is_some(),
            _ => false,
        };
        let is_on = go::is_true(Some(&setting.entry.value));
        if setting.layer < gateway.layer || !is_about_gateway || !setting.is_leaf() || !is_on {
            continue;
        }
        let first = told.entry((setting.layer, group)).or_insert(setting);
        if setting.span.start < first.span.start {
            *first = setting;
        }
    }
    for ((_, group), first) in told {
        cx.report_at(
            first.span,
            format!("`{group}` has no effect: the release uses the Gateway of another one"),
        )
        .label("ignored")
        .also(gateway.span, "this Gateway is used")
        .note("hosts, certificate and redirect are those of that Gateway; a host that stands only here is served by nobody")
        .help("remove it here, and set it in the release that brings the Gateway");
    }
}
