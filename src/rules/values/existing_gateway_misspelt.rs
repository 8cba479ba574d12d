use super::templates::Templates;
use crate::diagnostic::Fix;
use crate::ingress::keys;
use crate::rules::prelude::*;
use crate::values::go;
use crate::yaml::edit::{remove_entry, rename_key};

rule! {
    /// `existingGateway` where the helper reads only `existingGatewayName`.
    ///
    /// ## Why it matters
    /// The documentation writes `existingGateway`, and every upstream version ignores it: the
    /// release deploys a Gateway of its own for a host that another release's Gateway claims
    /// already. Which of the two then answers depends on their age and names; the other release's
    /// routes may be gone, and its visitors see 404.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   existingGateway: pads/etherpad
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   existingGatewayName: pads/etherpad
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Fix
    /// Renames the key where `routeHosts` is there, which the helper then asks for. The release no
    /// longer brings a Gateway.
    ///
    /// ## Source
    /// All versions of the upstream helper, against the page that documents them.
    Error 4002 "existing-gateway-misspelt" Stanza(check) changes objects
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    const MISSPELT: &str = "existingGateway";
    const READ: &str = "existingGatewayName";
    let reads = |key: &str| keys::find(chart.definition, key).is_some();
    if reads(MISSPELT) || !reads(READ) || Templates::of(chart, cx.sources).read(MISSPELT) {
        return;
    }
    let is_named = go::is_true(chart.get(READ));
    let has_hosts = go::is_true(chart.get("routeHosts"));
    for written in chart.written() {
        if written.path.as_slice() != [MISSPELT] {
            continue;
        }
        let span = written.span;
        let here = written.entry;
        if is_named || !go::is_true(Some(&here.value)) {
            let fix = remove_entry(cx.sources, written.holder, MISSPELT)
                .map(|edits| Fix::safe(format!("remove `{MISSPELT}`"), edits));
            let finding = cx
                .report_at(span, format!("the helper does not read `{MISSPELT}`"))
                .label("ignored")
                .note(format!("it reads `{READ}` only"))
                .help(format!("remove `{MISSPELT}`"))
                .fix(fix);
            if let Some((_, read)) = chart.entry(&[READ]).filter(|_| is_named) {
                finding.also(read.key_span, "this one counts");
            }
            continue;
        }
        let fix = rename_key(cx.sources, here, READ)
            .filter(|_| has_hosts)
            .map(|edit| Fix::safe(format!("rename `{MISSPELT}` to `{READ}`"), vec![edit]));
        let finding = cx
            .report_at(
                span,
                format!("the helper does not read `{MISSPELT}`: the release deploys a Gateway of its own"),
            )
            .label(format!("the key is `{READ}`"))
            .note("the Gateway that is meant serves the same host already: two Gateways then claim it, and chance decides whose routes answer; visitors of the other release see 404")
            .help(format!("write `{READ}` instead"));
        if has_hosts {
            finding.fix(fix)
        } else {
            finding.help("add `routeHosts: [HOST]`: the helper asks for the hosts that this release serves on that Gateway")
        };
    }
}
