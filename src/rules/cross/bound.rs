//! The Gateways of a chart that a VirtualService is bound to.

use crate::rules::prelude::*;

/// A reference to a Gateway as `NAMESPACE/NAME`; `mesh` stays as it is (istio 1.30:
/// pilot/pkg/model/virtualservice.go, `resolveGatewayName`).
pub(super) fn resolved(reference: &str, namespace: &str) -> String {
    if reference == "mesh" || reference.contains('/') {
        return reference.to_owned();
    }
    let mut parts = reference.split('.');
    match (parts.next(), parts.next()) {
        (Some(name), Some(namespace)) => format!("{namespace}/{name}"),
        _ => format!("{namespace}/{reference}"),
    }
}

/// The Gateways that a VirtualService is bound to, and nothing else; `None` when it holds in the
/// mesh, too, or one of its Gateways belongs to another release.
pub(super) fn gateways<'a>(
    objects: &'a [Object<'a>],
    service: &VirtualService<'_>,
) -> Option<Vec<&'a Object<'a>>> {
    if service.is_mesh() {
        return None;
    }
    let references = service.gateways().iter();
    references
        .map(|reference| {
            let wanted = resolved(reference.as_str()?, service.object.namespace);
            objects.iter().find(|object| {
                object.kind == "Gateway"
                    && wanted == format!("{}/{}", object.namespace, object.name)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_are_names_with_a_namespace() {
        assert_eq!(resolved("shop", "demo"), "demo/shop");
        assert_eq!(resolved("istio-system/shop", "demo"), "istio-system/shop");
        assert_eq!(resolved("shop.prod.svc.cluster.local", "demo"), "prod/shop");
        assert_eq!(resolved("mesh", "demo"), "mesh");
    }
}
