//! Which service the text of a host means.

/// Name and namespace of the service that a host means in an object of the namespace `own`: the
/// parts of `name.namespace.svc.cluster.local`, else the whole text in the namespace of the object
/// (Istio 1.30: pkg/config/analysis/analyzers/util/hosts.go, `GetResourceNameFromHost`).
pub(super) fn service<'a>(host: &'a str, own: &'a str) -> (&'a str, &'a str) {
    let full = host.strip_suffix(".svc.cluster.local");
    match full.and_then(|full| full.rsplit_once('.')) {
        Some((name, namespace)) if !name.is_empty() && !namespace.is_empty() => (name, namespace),
        _ => (host, own),
    }
}

/// The whole name of a host: one without a dot is a service in the namespace `own`
/// (Istio 1.30: the same file, `ConvertHostToFQDN`).
pub(super) fn whole(host: &str, own: &str) -> String {
    if host.starts_with('*') || host.contains('.') {
        host.to_owned()
    } else {
        format!("{host}.{own}.svc.cluster.local")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_goes_by_its_short_and_by_its_whole_name() {
        assert_eq!(service("pad", "demo"), ("pad", "demo"));
        assert_eq!(service("pad.demo.svc.cluster.local", "x"), ("pad", "demo"));
        assert_eq!(service("pad.demo", "x"), ("pad.demo", "x"));
        assert_eq!(
            service(".svc.cluster.local", "x"),
            (".svc.cluster.local", "x")
        );
    }

    #[test]
    fn only_a_short_name_becomes_longer() {
        assert_eq!(whole("pad", "demo"), "pad.demo.svc.cluster.local");
        assert_eq!(whole("pad.example.org", "demo"), "pad.example.org");
        assert_eq!(whole("*", "demo"), "*");
    }
}
