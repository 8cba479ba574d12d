use crate::rules::prelude::*;

rule! {
    /// A wildcard with no dot behind its star.
    ///
    /// ## Why it matters
    /// `*example.org` is compared as the end of a text: it takes `www.example.org`, and
    /// `badexample.org` as well, which belongs to somebody else.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: ['*.example.org']
    ///   routeHosts: ['*example.org']
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: ['*.example.org']
    ///   routeHosts: ['*.example.org']
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/host/name.go`, `Matches`; a Gateway refuses such a host.
    Warning 4152 "lint-wildcard-no-label" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for host in service.hosts() {
        let Some(rest) = host.as_str().and_then(|text| text.strip_prefix('*')) else {
            continue;
        };
        if rest.is_empty() || rest.starts_with('.') {
            continue;
        }
        cx.report(
            host,
            format!("`*{rest}` also takes names such as `bad{rest}`"),
        )
        .label("no dot behind the star")
        .note("a wildcard is compared as the end of a text, not by whole parts of a name")
        .help(format!(
            "write `*.{rest}`, and `{rest}` itself if it is meant"
        ));
    }
}
