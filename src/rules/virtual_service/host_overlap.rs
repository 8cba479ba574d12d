use std::collections::HashMap;

use super::hosts;
use crate::diagnostic::Fix;
use crate::istio::syntax::host::{hosts_match, is_wildcard};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::edit::remove_item;

rule! {
    /// A host of a VirtualService that another one of its hosts already covers.
    ///
    /// ## Why it matters
    /// Istio refuses a VirtualService that lists a host twice, or beside a wildcard that covers it,
    /// and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/public
    ///   routeHosts: ["*.example.org", pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/public
    ///   routeHosts: ["*.example.org"]
    /// ```
    ///
    /// ## Fix
    /// Removes a host that is listed twice.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`, which compares
    /// the hosts when all of them are right; `pkg/config/host/name.go`, `Matches`.
    Error 3212 "vs-host-overlap" VirtualService(check) changes objects
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    let is_refused = |host: &str| {
        hosts::problem(service, host).is_some() || hosts::is_star_in_mesh(service, host)
    };
    let named: Vec<_> = service
        .hosts()
        .iter()
        .filter_map(|node| Some((node.as_str()?, node)))
        .collect();
    if named.iter().any(|(host, _)| is_refused(host)) {
        return;
    }
    // Lists of hosts can be long; wildcards in them are few.
    let mut plain = HashMap::new();
    let mut wildcards = Vec::new();
    for (index, &(host, node)) in named.iter().enumerate() {
        let overlaps = |(other, _): &&(&str, _)| hosts_match(host, other);
        let earlier = if is_wildcard(host) {
            named.iter().take(index).find(overlaps).copied()
        } else {
            let same = plain.get(host).map(|&node| (host, node));
            same.or_else(|| wildcards.iter().find(overlaps).copied())
        };
        if is_wildcard(host) {
            wildcards.push((host, node));
        } else {
            plain.entry(host).or_insert(node);
        }
        let Some((other, earlier)) = earlier else {
            continue;
        };
        let (message, help) = if host == other {
            (
                format!("the host `{host}` is listed twice"),
                "remove one of them".to_owned(),
            )
        } else {
            let (narrow, wide) = if is_wildcard(other) && other.len() <= host.len() {
                (host, other)
            } else {
                (other, host)
            };
            (
                format!("the hosts `{other}` and `{host}` overlap"),
                format!("`{wide}` covers `{narrow}`: remove one of them"),
            )
        };
        // One of two equal hosts may be the helper's own; the author can only change the other.
        let (node, earlier) = if node.span.is_nowhere() {
            (earlier, node)
        } else {
            (node, earlier)
        };
        let place = Some(earlier.span).filter(|span| cx.is_authors(*span));
        let fix = (host == other)
            .then(|| {
                let index = service
                    .hosts()
                    .iter()
                    .position(|item| std::ptr::eq(item, node))?;
                remove_item(cx.sources, service.spec.field("hosts")?, index)
            })
            .flatten()
            .map(|edits| Fix::safe(format!("remove the second `{host}`"), edits));
        let finding = cx.report(node, message).note(refused::VIRTUAL_SERVICE);
        let finding = match place {
            Some(place) => finding.label("again").also(place, "first here"),
            None => finding.label("the helper adds this host by itself"),
        };
        finding.help(help).fix(fix);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    fn overlaps(hosts: &str) -> Vec<String> {
        let object = format!(
            "kind: VirtualService\nmetadata: {{name: a}}\nspec:\n  hosts: {hosts}\n  gateways: [a/b]\n"
        );
        found(&object, &super::RULE)
    }

    #[test]
    fn a_wildcard_covers_whatever_ends_as_it_does_on_either_side() {
        assert_eq!(
            overlaps("[x.a.com, '*.a.com']"),
            ["the hosts `x.a.com` and `*.a.com` overlap"]
        );
        assert_eq!(overlaps("['*.x.a.com', '*.a.com', b.com, b.com]").len(), 2);
        assert_eq!(overlaps("['*', a.com]").len(), 1);
        assert!(overlaps("[a.com, A.com, '*.a.com']").is_empty());
    }

    #[test]
    fn hosts_are_compared_once_all_are_right() {
        assert!(overlaps("[a.com, a.com, a_b]").is_empty());
    }
}
