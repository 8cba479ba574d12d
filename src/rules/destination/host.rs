use crate::istio::syntax::address::is_ip;
use crate::istio::syntax::host::{HostProblem, wildcard_host};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A destination whose host is no host name.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. A destination is the name of a
    /// service, without scheme, port or path, and no IP address.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: "pad.example.org:8080"}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateDestination`.
    Error 3293 "vs-dest-host" Destination(check)
}

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    let Some(node) = destination.node.field("host") else {
        return;
    };
    if let Some(host) = node.as_str()
        && let Err(problem) = wildcard_host(host)
    {
        cx.report(node, format!("`{host}` is no destination: {problem}"))
            .label("no name of a service")
            .note(refused::VIRTUAL_SERVICE)
            .help(help(host, &problem));
    }
}

fn help(host: &str, problem: &HostProblem) -> String {
    let bare = host.split_once("://").map_or(host, |(_, rest)| rest);
    let bare = bare.split('/').next().unwrap_or(bare);
    if is_ip(host) || is_ip(bare) {
        "write the name of a Service; addresses outside the cluster need a ServiceEntry with a name"
            .to_owned()
    } else if let Some((name, port)) = bare.split_once(':')
        && wildcard_host(name).is_ok()
        && port.parse::<u16>().is_ok_and(|port| port > 0)
    {
        format!("write `host: {name}` and `port: {{number: {port}}}`")
    } else if bare != host && wildcard_host(bare).is_ok() {
        format!("write `host: {bare}`; paths are changed by `rewrite`")
    } else if matches!(problem, HostProblem::Empty) {
        "write the name of the Service that requests go to".to_owned()
    } else {
        "write the name of a Service, such as `pad.demo.svc.cluster.local`".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_keeps_what_is_known() {
        let help = |host| help(host, &wildcard_host(host).unwrap_err());
        assert_eq!(
            help("http://pad:8080/x"),
            "write `host: pad` and `port: {number: 8080}`"
        );
        assert!(help("https://pad.example.org").starts_with("write `host: pad.example.org`"));
        assert!(help("pad/x").starts_with("write `host: pad`"));
        assert!(help("10.0.0.1").contains("ServiceEntry"));
        assert!(help("a_b").contains("svc.cluster.local"));
    }
}
