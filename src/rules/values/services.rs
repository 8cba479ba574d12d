//! Names of services inside the cluster.

/// The name that Istio looks a destination up by: one without a dot is a service of the release's
/// own namespace. Istio 1.30: `pilot/pkg/model/config.go`, short names.
pub(super) fn full_name(host: &str, namespace: &str) -> String {
    let host = host.to_ascii_lowercase();
    if host.contains(['.', '*']) {
        host
    } else {
        format!("{host}.{namespace}.svc.cluster.local")
    }
}

/// Whether the DestinationRule for one host holds for a destination.
pub(super) fn covers(rule: &str, host: &str, namespace: &str) -> bool {
    let (rule, host) = (full_name(rule, namespace), full_name(host, namespace));
    match rule.strip_prefix('*') {
        Some(ending) => host.ends_with(ending),
        None => rule == host,
    }
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_short_name_is_a_service_of_the_namespace() {
        assert!(covers("pad", "pad.demo.svc.cluster.local", "demo"));
        assert!(covers("pad.demo.svc.cluster.local", "pad", "demo"));
        assert!(!covers("pad", "pad.other.svc.cluster.local", "demo"));
        assert!(covers("*.demo.svc.cluster.local", "pad", "demo"));
        assert!(!covers("pad.demo", "pad", "demo"));
    }
}
