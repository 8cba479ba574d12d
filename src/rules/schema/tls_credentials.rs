use super::value::REFUSED;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A Gateway's server with both `credentialName` and `credentialNames`, one of them empty.
    ///
    /// The definition in the cluster counts the keys, whatever their values are.
    ///
    /// ## Why it matters
    /// The API server refuses the Gateway, and nothing of the release is deployed.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: "", credentialNames: [pad]}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialNames: [pad]}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, the rules on `tls`.
    Error 3020 "s-tls-credentials" Server(check)
    since 26
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let pairs = [
        ("credentialName", "credentialNames"),
        ("tlsCertificates", "credentialNames"),
    ];
    for (one, other) in pairs {
        let both = tls.has(one) && tls.has(other);
        // Two that are filled, or a list without an item, are told by rules of their own.
        let told = is_filled(tls, one) && is_filled(tls, other);
        let empty_list = [one, other].iter().any(|key| {
            tls.field(key)
                .and_then(Node::as_list)
                .is_some_and(<[_]>::is_empty)
        });
        if both && !told && !empty_list {
            cx.report_key(
                tls,
                one,
                format!("only one of `{one}` and `{other}` can be written"),
            )
            .label("counts although it is empty")
            .note(REFUSED)
            .help(format!("remove `{one}`"));
        }
    }
}

fn is_filled(tls: &Node, key: &str) -> bool {
    tls.filled(key).is_some() || !tls.items(key).is_empty()
}
