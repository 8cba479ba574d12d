use std::collections::HashSet;
use std::ptr;

use super::coverage::{Dead, dead, mark};
use super::istio::{Reason, verdicts};
use crate::rules::prelude::*;

rule! {
    /// A prefix that begins with the prefix of an earlier match, which takes part of its requests.
    ///
    /// Istio takes it for covered as a whole and says so when the object is applied;
    /// `istioctl analyze` calls it IST0131. Where that is true, `lint-shadowed` says it.
    ///
    /// ## Why it matters
    /// Istio compares only prefixes, takes a missing method for GET, and compares other conditions
    /// roughly. Here some requests do reach the later match; those that the earlier one takes
    /// go to its service.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}, method: {exact: GET}}]
    ///       route: [{destination: {host: cache.example.org, port: {number: 8080}}}]
    ///     - match: [{uri: {prefix: /api/login/}}]
    ///       route: [{destination: {host: login.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/login/}}]
    ///       route: [{destination: {host: login.example.org, port: {number: 8080}}}]
    ///     - match: [{uri: {prefix: /api/}, method: {exact: GET}}]
    ///       route: [{destination: {host: cache.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `coveredValidation`.
    Info 3432 "vs-match-shadowed" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    let verdicts = verdicts(*service);
    let is_overlap = |reason| matches!(reason, Reason::Overlap(..));
    if !verdicts.iter().any(|verdict| is_overlap(verdict.reason)) {
        return;
    }
    let dead = dead(*service, &verdicts);
    let told: HashSet<_> = dead
        .iter()
        .flat_map(Dead::items)
        .map(ptr::from_ref)
        .collect();
    for verdict in &verdicts {
        let Reason::Overlap(item, by_item) = verdict.reason else {
            continue;
        };
        // Within a route it does not matter which item takes a request.
        let is_same_route = verdict.route.index == verdict.by.index;
        if is_same_route || told.contains(&ptr::from_ref(item)) {
            continue;
        }
        let (route, by) = (verdict.route.called(), verdict.by.called());
        let earlier = cx.span(mark(by_item));
        cx.report(
            mark(item),
            format!("{by} may take requests that this match of {route} is meant for"),
        )
        .label("begins with an earlier prefix")
        .also(earlier, "the earlier prefix")
        .note("`istioctl analyze` calls the later match ineffective; not all of its requests are lost")
        .help("put the longer prefix first");
    }
}
