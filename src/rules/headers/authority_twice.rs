use crate::istio::syntax::header::is_authority;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A route that sets the host of its requests twice.
    ///
    /// ## Why it matters
    /// `rewrite.authority` and the request headers `host` and `:authority` are one and the same.
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       rewrite: {authority: pad.example.org}
    ///       headers: {request: {set: {host: pad.internal.example.org}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       rewrite: {authority: pad.example.org}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateAuthorityRewrite`, which does
    /// not look at the headers of destinations. Of two headers in one map, one of them empty, it
    /// refuses them or not by chance; this rule always tells.
    Error 3314 "vs-authority-twice" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let authority = route.node.at(&["rewrite", "authority"]);
    let mut places: Vec<&Node> = authority.into_iter().collect();
    for operation in ["set", "add"] {
        let Some(request) = route.node.at(&["headers", "request"]) else {
            break;
        };
        let entries = request.entries_of(operation).iter();
        let mut values: Vec<_> = entries
            .filter(|entry| is_authority(&entry.key))
            .map(|entry| &entry.value)
            .collect();
        values.sort_by_key(|value| !is_filled(value));
        places.extend(values);
    }
    // An empty one before the others does no harm.
    let mut places = places.into_iter().skip_while(|value| !is_filled(value));
    let Some(first) = places.next() else { return };
    let first = cx.span(first);
    for value in places {
        cx.report(
            value,
            format!("{} sets the host of its requests twice", route.called()),
        )
        .label("again")
        .also(first, "first here")
        .note(refused::VIRTUAL_SERVICE)
        .help("keep one: `rewrite.authority` and the headers `host` and `:authority` are the same");
    }
}

fn is_filled(value: &Node) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn the_host_is_set_once() {
        let count = |route: &str| {
            let object =
                format!("kind: VirtualService\nmetadata: {{name: a}}\nspec:\n  http: [{route}]\n");
            found(&object, &super::RULE).len()
        };
        assert_eq!(
            count("{headers: {request: {set: {Host: a, ':AUTHORITY': b}}}}"),
            1
        );
        assert_eq!(
            count(
                "{rewrite: {authority: a}, headers: {request: {set: {host: b}, add: {host: c}}}}"
            ),
            2
        );
        assert_eq!(
            count("{rewrite: {authority: ''}, headers: {request: {set: {host: b}}}}"),
            0
        );
        assert_eq!(
            count("{headers: {response: {set: {host: b}}, request: {add: {host: c}}}}"),
            0
        );
    }
}
