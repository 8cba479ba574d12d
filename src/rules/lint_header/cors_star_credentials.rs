use super::origins::{any_origin, policy_of};
use crate::rules::prelude::*;

rule! {
    /// A CORS policy that allows credentials to every origin.
    ///
    /// ## Why it matters
    /// The gateway answers a script with the origin that it came from and with
    /// `access-control-allow-credentials: true`. Any site that a signed-in user visits can then
    /// read what they see here, and act in their name.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: "*"}]
    ///         allowCredentials: true
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         allowCredentials: true
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateCORSPolicy`; Envoy:
    /// `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4300 "lint-cors-star-credentials" StringMatch(check)
}

fn check(cx: &mut Context<'_>, origin: &StringMatch<'_>) {
    let Some(policy) = policy_of(origin) else {
        return;
    };
    if policy.flag("allowCredentials") != Some(true) {
        return;
    }
    let Some(node) = any_origin(origin.node) else {
        return;
    };
    let credentials = policy.field("allowCredentials").map(|node| cx.span(node));
    let finding = cx
        .report(node, "every site may act in the name of a signed-in user")
        .label("allows every origin")
        .note(
            "the gateway echoes the origin of any script and lets it send cookies: other sites \
             can read what the user sees here",
        )
        .help(
            "list the sites, such as `exact: https://www.example.org`, or set \
             `allowCredentials: false`",
        );
    if let Some(span) = credentials {
        finding.also(span, "with cookies");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Example;
    use crate::rules::testing::Run;

    #[test]
    fn a_policy_for_all_routes_is_told_once() {
        let text = "ingress:
  enabled: true
  corsPolicy:
    allowOrigins: [{exact: '*'}]
    allowCredentials: true
  httproutes:
    - match: [{uri: {prefix: /a/}}]
      route: [{destination: {host: a.example.org, port: {number: 80}}}]
    - route: [{destination: {host: b.example.org, port: {number: 80}}}]
";
        let example = Example {
            words: Vec::new(),
            text: text.to_owned(),
        };
        let found = Run::of(&example, &RULE).diagnostics;
        let count = found.iter().filter(|found| found.code == RULE.code).count();
        assert_eq!(count, 1);
    }

    #[test]
    fn the_policy_of_the_upstream_helpers_is_fine() {
        let text = "ingress:
  enabled: true
  gatewayHosts: {default: demo, disableDefaultHosts: false, extraFQDNs: []}
";
        let example = Example {
            words: vec!["helper=istio-1.0.3".to_owned()],
            text: text.to_owned(),
        };
        let found = Run::of(&example, &RULE).diagnostics;
        let group = super::super::RULES;
        let of_group = |code| group.iter().any(|rule| rule.code == code);
        assert!(!found.iter().any(|found| of_group(found.code)));
    }
}
