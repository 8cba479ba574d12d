use crate::istio::syntax::name::label;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Gateway whose name is no single DNS label.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails. Kubernetes would allow dots in the name;
    /// Istio does not.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   name: pad.example
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   name: pad-example
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, ValidateGateway
    Error 3101 "gw-name-label" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    let Err(problem) = label(gateway.name) else {
        return;
    };
    // Without a name there is nothing to say about it here.
    let Some(name) = gateway.node.at(&["metadata", "name"]) else {
        return;
    };
    cx.report(
        name,
        format!(
            "`{}` cannot be the name of a Gateway: {problem}",
            gateway.name
        ),
    )
    .label("the name of the Gateway")
    .note(refused::GATEWAY)
    .help("use letters, digits and dashes, at most 63, with a letter or digit at both ends");
}
