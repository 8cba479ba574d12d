use crate::rules::prelude::*;

rule! {
    /// A `credentialName` with a namespace before it.
    ///
    /// ## Why it matters
    /// The gateway reads secrets of its own namespace, and of another one only where that is allowed
    /// explicitly. Else it gets no certificate, and every handshake fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   tls:
    ///     credentialName: certificates/pad-tls
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   tls:
    ///     credentialName: pad-tls
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/xds/sds.go`, `proxyAuthorized`.
    Warning 4161 "lint-credential-slash" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let names = tls.field("credentialName").into_iter();
    for node in names.chain(tls.items("credentialNames")) {
        let name = node.as_str().unwrap_or_default();
        let Some((namespace, secret)) = name.split_once('/') else {
            continue;
        };
        // `configmap://` and the like.
        if namespace.ends_with(':') {
            continue;
        }
        cx.report(
            node,
            format!("the secret `{name}` names the namespace `{namespace}`"),
        )
        .label("a namespace before the name")
        .note("the gateway may read secrets of its own namespace; of another one only where that is allowed explicitly")
        .help(format!(
            "put the secret into the gateway's namespace and write `{secret}`"
        ));
    }
}
