use crate::istio::http_route::PortSelector;
use crate::istio::syntax::number::is_port;
use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;
use crate::rules::structure::is_misspelt;

rule! {
    /// A destination with a port that is not from 1 to 65535, or with `port` but no number.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 80800}}}]
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validatePortSelector`.
    Error 3295 "vs-dest-port" Destination(check)
}

const HELP: &str = "write the port of the Service: `port: {number: 8080}`";

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    let Some(port) = destination
        .node
        .field("port")
        .filter(|port| port.as_map().is_some())
    else {
        return;
    };
    let Some(node) = port.field("number") else {
        if is_misspelt(port, &PortSelector::MESSAGE, "number") {
            return;
        }
        cx.report(port, "the port of the destination has no number")
            .label("no `number`")
            .note(refused::VIRTUAL_SERVICE)
            .help(HELP);
        return;
    };
    if let Some(number) = whole::unsigned(node)
        && !is_port(i64::from(number))
    {
        cx.report(node, format!("there is no port {number}"))
            .label("not from 1 to 65535")
            .note(refused::VIRTUAL_SERVICE)
            .help(HELP);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found;

    #[test]
    fn a_misspelt_number_is_not_missing() {
        let count = |port: &str| {
            let text = format!(
                "kind: VirtualService\nmetadata: {{name: a}}\nspec: {{http: [{{route: [{{destination: {{host: a, port: {port}}}}}]}}]}}\n"
            );
            found(&text, &RULE).len()
        };
        assert_eq!(count("{nubmer: 80}"), 0);
        assert_eq!(count("{}"), 1);
        assert_eq!(count("{name: http}"), 1);
    }
}
