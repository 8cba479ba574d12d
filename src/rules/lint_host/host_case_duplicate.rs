use super::hosts;
use crate::rules::prelude::*;

rule! {
    /// A host that stands twice in one list, in different spellings.
    ///
    /// ## Why it matters
    /// The two are one host to browsers and to the gateway: one of them is superfluous, or another host
    /// was meant.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org, Pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org, docs.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go` compares with regard to case;
    /// `pilot/pkg/networking/core/gateway.go` writes hosts in small letters.
    Warning 4154 "lint-host-case-duplicate" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    hosts::each(cx, chart, |cx, host, list| {
        let Some(text) = host.as_str() else { return };
        let plain = |text: &str| text.trim_end_matches('.').to_ascii_lowercase();
        let mut earlier = list.iter().take_while(|other| !std::ptr::eq(*other, host));
        let twin = earlier.find(|other| {
            other
                .as_str()
                .is_some_and(|other| other != text && plain(other) == plain(text))
        });
        if let Some(twin) = twin {
            let span = cx.span(twin);
            cx.report(
                host,
                format!("the host `{text}` stands there twice, in two spellings"),
            )
            .label("the same host")
            .also(span, "first here")
            .note("capital letters and a dot at the end make no other host")
            .help("remove one of the two");
        }
    });
}
