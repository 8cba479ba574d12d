use super::hosts;
use crate::rules::prelude::*;

rule! {
    /// A public host with capital letters or a dot at its end.
    ///
    /// ## Why it matters
    /// Istio compares hosts with regard to case in some places and without in others, and a name with
    /// a dot at its end is another name to it: the Gateway and its routes may not find each other, and
    /// the host answers with a 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [Pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/host/name.go`; `pilot/pkg/networking/core/gateway.go`.
    Warning 4153 "lint-host-case-or-dot" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    hosts::each(cx, chart, |cx, host, list| {
        let Some(name) = hosts::name(host) else {
            return;
        };
        let plain = name.trim_end_matches('.').to_ascii_lowercase();
        if plain == name || plain.is_empty() {
            return;
        }
        // That a host stands there twice is told elsewhere.
        let mut others = list.iter().filter(|other| !std::ptr::eq(*other, host));
        if others.any(|other| hosts::name(other) == Some(&plain)) {
            return;
        }
        let what = if name.ends_with('.') {
            "ends in a dot"
        } else {
            "has capital letters"
        };
        cx.report(host, format!("the host `{name}` {what}"))
            .label("not its usual spelling")
            .note("Istio compares hosts letter by letter in some places, so that a Gateway and its routes may not find each other")
            .help(format!("write `{plain}`"));
    });
}
