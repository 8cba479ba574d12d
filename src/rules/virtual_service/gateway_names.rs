//! How a VirtualService names the gateways that it holds for.

use crate::istio::syntax::gateway_reference::{
    GatewayReference, GatewayReferenceProblem, gateway_reference,
};
use crate::rules::prelude::*;
use crate::yaml::Node;

/// What to write for the name of a gateway.
pub(in crate::rules) const FORM: &str =
    "write `NAMESPACE/NAME`, or `NAME` alone for a Gateway in the namespace of the release";

/// What is wrong with the name of a gateway, each thing once: Istio speaks of an empty part twice.
pub(in crate::rules) fn problems(text: &str) -> Vec<GatewayReferenceProblem> {
    let mut problems = gateway_reference(text).err().unwrap_or_default();
    if problems.contains(&GatewayReferenceProblem::EmptyPart) {
        problems.truncate(1);
    }
    problems
}

/// The names that Istio refuses in the list `gateways` of a VirtualService. It stops at the first
/// name without a `/`; this goes on.
pub(super) fn refused<'a>(
    service: &VirtualService<'a>,
) -> impl Iterator<Item = (&'a Node, &'a str, GatewayReferenceProblem)> {
    let names = service.gateways().iter();
    names
        .filter_map(|node| Some((node, node.as_str()?)))
        .flat_map(|(node, text)| {
            let problems = problems(text).into_iter();
            problems.map(move |problem| (node, text, problem))
        })
}

/// The names that Istio takes, in `gateways` and in the conditions of all routes.
pub(super) fn taken<'a>(
    service: &VirtualService<'a>,
) -> impl Iterator<Item = (&'a Node, GatewayReference<'a>)> {
    let spec = service.spec;
    let routes = ["http", "tls", "tcp"]
        .into_iter()
        .flat_map(move |key| spec.items(key));
    let conditions = routes.flat_map(|route| route.items("match"));
    let lists = std::iter::once(spec).chain(conditions);
    lists
        .flat_map(|holder| holder.items("gateways"))
        .filter_map(|node| Some((node, gateway_reference(node.as_str()?).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found;
    use crate::rules::virtual_service::{gateway_fqdn, gateway_legacy, gateway_ns};

    #[test]
    fn each_thing_is_told_once() {
        for right in ["ns/gw", "gw", "mesh", "gw.ns.svc.cluster.local"] {
            assert!(problems(right).is_empty(), "{right}");
        }
        for wrong in ["./gw", "a/b/c", "/", "/gw", "ns/", "", "g w"] {
            assert_eq!(problems(wrong).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn names_behind_one_without_a_namespace_are_looked_at_too() {
        let object = "kind: VirtualService\nmetadata: {name: a}\nspec:\n  gateways: [gw, ./gw, g_w, gw.ns]\n  http: [{match: [{gateways: [gw.ns]}]}]\n";
        assert_eq!(found(object, &gateway_ns::RULE).len(), 1);
        assert_eq!(found(object, &gateway_fqdn::RULE).len(), 1);
        assert_eq!(found(object, &gateway_legacy::RULE).len(), 2);
    }
}
