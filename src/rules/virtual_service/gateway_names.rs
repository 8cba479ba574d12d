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

/// The message about a name, and what stands beside the marker.
pub(in crate::rules) fn told(text: &str, problem: &GatewayReferenceProblem) -> (String, String) {
    use GatewayReferenceProblem as Problem;
    let (what, why) = match problem {
        Problem::EmptyPart => (
            "names no gateway: one side of its `/` is empty",
            "half of it is missing".to_owned(),
        ),
        Problem::Namespace(why) => (
            "names no gateway: before its `/` stands no namespace",
            why.to_string(),
        ),
        Problem::Name(why) => (
            "names no gateway: after its `/` stands no name",
            why.to_string(),
        ),
        Problem::Host(why) => ("cannot be the name of a gateway", why.to_string()),
    };
    (format!("`{}` {what}", text.escape_debug()), why)
}

/// The names in a list of gateways that Istio looks at, and those that it does not: it stops behind
/// the first name without a `/`.
pub(in crate::rules) fn looked_at(names: &[Node]) -> (&[Node], &[Node]) {
    let is_last = |node: &Node| node.as_str().is_some_and(|text| !text.contains('/'));
    let count = names
        .iter()
        .position(is_last)
        .map_or(names.len(), |at| at + 1);
    names.split_at_checked(count).unwrap_or((names, &[]))
}

/// The names that Istio refuses in the list `gateways` of a VirtualService.
pub(super) fn refused<'a>(
    service: &VirtualService<'a>,
) -> impl Iterator<Item = (&'a Node, &'a str, GatewayReferenceProblem)> {
    let (names, _) = looked_at(service.gateways());
    names
        .iter()
        .filter_map(|node| Some((node, node.as_str()?)))
        .flat_map(|(node, text)| {
            let problems = problems(text).into_iter();
            problems.map(move |problem| (node, text, problem))
        })
}

/// The lists `gateways` of a VirtualService and of the conditions of its routes.
pub(super) fn lists<'a>(service: &VirtualService<'a>) -> impl Iterator<Item = &'a [Node]> {
    let spec = service.spec;
    let routes = ["http", "tls", "tcp"]
        .into_iter()
        .flat_map(move |key| spec.items(key));
    let conditions = routes.flat_map(|route| route.items("match"));
    let holders = std::iter::once(spec).chain(conditions);
    holders.map(|holder| holder.items("gateways"))
}

/// The names that are right, in all these lists.
pub(super) fn taken<'a>(
    service: &VirtualService<'a>,
) -> impl Iterator<Item = (&'a Node, GatewayReference<'a>)> {
    let names = lists(service).flatten();
    names.filter_map(|node| Some((node, gateway_reference(node.as_str()?).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found;
    use crate::rules::virtual_service::{
        gateway_fqdn, gateway_legacy, gateway_ns, gateway_unchecked,
    };

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
    fn names_behind_one_without_a_namespace_are_not_refused_but_told() {
        let object = "kind: VirtualService\nmetadata: {name: a}\nspec:\n  gateways: [gw, ./gw, g_w, gw.ns]\n  http: [{match: [{gateways: [gw.ns]}]}]\n";
        assert!(found(object, &gateway_ns::RULE).is_empty());
        assert!(found(object, &gateway_fqdn::RULE).is_empty());
        assert_eq!(found(object, &gateway_unchecked::RULE).len(), 2);
        assert_eq!(found(object, &gateway_legacy::RULE).len(), 2);
    }
}
