use crate::rules::prelude::*;

rule! {
    /// A destination such as `pad.demo` or `pad.demo.svc`: a service with half of its name.
    ///
    /// ## Why it matters
    /// Istio completes only names without a dot. This one leads to no service, and the gateway answers
    /// every request with a 503.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.demo.svc, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/virtualservice.go`, `ResolveShortnameToFQDN`. Kiali accepts such
    /// names.
    Warning 4164 "lint-dest-partial-host" Destination(check)
}

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    let Some(at) = destination.node.field("host") else {
        return;
    };
    let text = at.as_str().unwrap_or_default();
    let namespace = destination.service.object.namespace;
    let Some(whole) = completed(text, namespace) else {
        return;
    };
    cx.report(at, format!("`{text}` is only half the name of a service"))
        .label("leads nowhere")
        .note("Istio completes only names without a dot; requests are answered with a 503")
        .help(format!("write `{whole}`"));
}

/// The whole name that is surely meant. `a.b` may be a public host: only where `b` is this
/// namespace, or no top-level domain can look like it, is it a service.
fn completed(host: &str, own: &str) -> Option<String> {
    let parts: Vec<&str> = host.split('.').collect();
    let (service, namespace) = match parts.as_slice() {
        [service, namespace, "svc"] | [service, namespace, "svc", "cluster"] => {
            (service, namespace)
        }
        [service, namespace]
            if *namespace == own || namespace.contains('-') && !namespace.starts_with("xn--") =>
        {
            (service, namespace)
        }
        _ => return None,
    };
    Some(format!("{service}.{namespace}.svc.cluster.local"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_are_surely_services_are_completed() {
        let whole = Some("pad.demo.svc.cluster.local".to_owned());
        assert_eq!(completed("pad.demo", "demo"), whole);
        assert_eq!(completed("pad.demo.svc", "other"), whole);
        assert_eq!(completed("pad.demo.svc.cluster", "other"), whole);
        assert_eq!(
            completed("pad.my-team", "demo"),
            Some("pad.my-team.svc.cluster.local".to_owned())
        );
        for host in [
            "pad",
            "example.org",
            "pad.xn--p1ai",
            "pad.demo.svc.cluster.local",
            "a.b.org",
        ] {
            assert_eq!(completed(host, "demo"), None, "{host}");
        }
    }
}
