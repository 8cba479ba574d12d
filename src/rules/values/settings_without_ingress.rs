use crate::ingress::keys::{self, KeyShape};
use crate::rules::prelude::*;
use crate::rules::stanza::Written;
use crate::values::{Origin, go};

rule! {
    /// Settings of an ingress that no layer enables.
    ///
    /// ## Why it matters
    /// Nothing is deployed for the stanza: the hosts in it are served by nobody, although a values
    /// file says otherwise.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: false
    /// ---
    /// # values-production.yaml
    /// ingress:
    ///   gatewayHosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: false
    /// ---
    /// # values-production.yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Every helper version prints nothing unless `ingress.enabled` is true.
    Info 4014 "settings-without-ingress" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    if chart.enabled {
        return;
    }
    let written = chart.written();
    for (index, layer) in chart.layers.iter().enumerate() {
        if !matches!(layer.origin, Origin::File | Origin::Flag) {
            continue;
        }
        let own = written.iter().filter(|written| written.layer == index);
        let Some(first) = own
            .filter(|written| is_setting(chart, written))
            .min_by_key(|w| w.span.start)
        else {
            continue;
        };
        let key = first.entry.key.as_ref();
        let finding = cx
            .report_at(
                first.span,
                format!("`{key}` has no effect: ingress is not enabled"),
            )
            .label("nothing is deployed for this")
            .help("write `enabled: true` beside it, or remove the settings");
        match chart.entry(&["enabled"]) {
            Some((_, enabled)) => finding
                .also(enabled.value.span, "ingress is off")
                .note("no layer of this run switches it on, so that the hosts set here are served by nobody"),
            None => finding.note("no layer of this run sets `ingress.enabled`, so that the hosts set here are served by nobody"),
        };
    }
}

/// Whether somebody expects traffic to follow this. What says where a cluster is does not count,
/// nor does what switches something off.
fn is_setting(chart: &Chart<'_>, written: &Written<'_>) -> bool {
    let about_cluster = [
        "enabled",
        "platform",
        "staging",
        "mlstaging",
        "selectors",
        "keepNodePort",
    ];
    let is_about_service = written.path.first().is_some_and(|key| {
        let known = keys::find(chart.definition, key);
        let is_group = known
            .as_ref()
            .is_some_and(|known| matches!(known.shape, KeyShape::Group | KeyShape::HostsOrGroup));
        let name = written.name().filter(|_| is_group);
        let is_read = name.is_none_or(|name| keys::find(chart.definition, &name).is_some());
        !about_cluster.contains(key) && known.is_some() && is_read
    });
    is_about_service && written.is_leaf() && go::is_true(Some(&written.entry.value))
}
