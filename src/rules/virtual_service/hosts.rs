//! Which hosts Istio takes in a VirtualService.

use crate::istio::syntax::address::is_ip;
use crate::istio::syntax::host::{HostProblem, sni_host, wildcard_host};
use crate::rules::prelude::*;

/// What is wrong with a host. Behind a gateway that routes TLS by server name a form is taken that
/// Istio makes itself; an IP address is always fine.
pub(super) fn problem(service: &VirtualService<'_>, host: &str) -> Option<HostProblem> {
    let judge = if !service.is_mesh() && routes_server_names(service) {
        sni_host
    } else {
        wildcard_host
    };
    judge(host).err().filter(|_| !is_ip(host))
}

/// Whether a host is `*` where that is too much.
pub(super) fn is_star_in_mesh(service: &VirtualService<'_>, host: &str) -> bool {
    host == "*" && service.is_mesh()
}

fn routes_server_names(service: &VirtualService<'_>) -> bool {
    let routes = service.spec.items("tls").iter();
    routes
        .flat_map(|route| route.items("match"))
        .any(|condition| !condition.items("sniHosts").is_empty())
}

/// Whether a VirtualService stands for routes that others hand requests to: it has no hosts.
pub(in crate::rules) fn is_delegate(service: &VirtualService<'_>) -> bool {
    service
        .spec
        .field("hosts")
        .is_none_or(|hosts| hosts.as_list().is_some_and(<[_]>::is_empty))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;
    use crate::rules::virtual_service::{host_invalid, host_star_mesh};

    fn refused(host: &str, rest: &str) -> (usize, usize) {
        let object = format!(
            "kind: VirtualService\nmetadata: {{name: a}}\nspec:\n  hosts: ['{host}']\n{rest}"
        );
        let count = |rule| found(&object, rule).len();
        (count(&host_invalid::RULE), count(&host_star_mesh::RULE))
    }

    #[test]
    fn a_star_needs_a_gateway_and_an_address_is_fine() {
        let gateway = "  gateways: [a/b]\n";
        let mesh = "  gateways: [a/b, mesh]\n";
        assert_eq!(refused("*", gateway), (0, 0));
        assert_eq!(refused("*", mesh), (0, 1));
        assert_eq!(refused("*", ""), (0, 1));
        assert_eq!(refused("*.a.com", mesh), (0, 0));
        assert_eq!(refused("1.2.3.4", ""), (0, 0));
        assert_eq!(refused("http://a.com", gateway), (1, 0));
        assert_eq!(refused("", gateway), (1, 0));
    }

    #[test]
    fn the_form_for_server_names_needs_a_gateway_and_a_tls_route() {
        let host = "outbound_.80_._.a.com";
        let tls = "  tls: [{match: [{sniHosts: [a.com]}]}]\n";
        assert_eq!(refused(host, &format!("  gateways: [a/b]\n{tls}")), (0, 0));
        assert_eq!(refused(host, "  gateways: [a/b]\n"), (1, 0));
        assert_eq!(refused(host, tls), (1, 0));
    }
}
