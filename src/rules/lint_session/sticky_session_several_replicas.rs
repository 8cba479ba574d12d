use super::sticky::cookie;
use crate::rules::prelude::*;
use crate::yaml::{Entry, Map, Node};

rule! {
    /// Sticky sessions, several replicas, and nothing in the values that the replicas share.
    ///
    /// ## Why it matters
    /// A cookie keeps one browser with one pod, it does not bring two browsers to the same pod: two
    /// people who edit one document on different pods do not see what the other writes. And whenever
    /// the number of pods changes, some sessions move to a pod that does not know them.
    ///
    /// ## Example
    /// ```yaml
    /// replicas: 3
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: pad.demo.svc.cluster.local
    ///       trafficPolicy:
    ///         loadBalancer:
    ///           consistentHash:
    ///             httpCookie: {name: io, ttl: 0s}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// replicas: 1
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: pad.demo.svc.cluster.local
    ///       trafficPolicy:
    ///         loadBalancer:
    ///           consistentHash:
    ///             httpCookie: {name: io, ttl: 0s}
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning. The number of replicas is looked for under its usual names; a store
    /// that replicas may share (redis, memcached, a session or an adapter setting) silences this.
    Info 4451 "sticky-session-several-replicas" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(replicas) = replicas(chart.values) else {
        return;
    };
    let count = replicas.value.as_number().unwrap_or_default();
    if count < 2.0 || shares_state(chart.values) {
        return;
    }
    let sticky = chart.of_kind("DestinationRule").find_map(|rule| {
        let policies = super::super::view::policies(rule);
        policies.into_iter().find_map(|policy| cookie(policy.node))
    });
    let Some(cookie) = sticky else { return };
    let place = cx.span(cookie);
    let name = cookie.filled("name").unwrap_or("").to_owned();
    cx.report_at(
        replicas.key_span,
        format!("{count} replicas behind sticky sessions, and nothing that they share"),
    )
    .label(format!("{count} pods, each with sessions of its own"))
    .also(place, format!("the cookie `{name}` keeps each browser with one pod"))
    .note("two people on different pods do not see each other's work, and a change in the number of pods loses sessions, unless the pods share their state")
    .help("keep one replica, or give the pods a common store for sessions");
}

/// The key that says how many pods there are.
fn replicas(values: &Node) -> Option<&Entry> {
    let usual: [&[&str]; 6] = [
        &["replicas"],
        &["replicaCount"],
        &["resources", "replicas"],
        &["app", "replicas"],
        &["main_app", "replicas"],
        &["deployment", "replicas"],
    ];
    let mut found = usual.iter().filter_map(|path| {
        let (last, above) = path.split_last()?;
        let holder = values.at(above)?;
        holder.as_map()?.entry(last)
    });
    found.find(|entry| entry.value.as_number().is_some())
}

/// Whether some value speaks of a store that pods may share; looks at the first three levels.
fn shares_state(values: &Node) -> bool {
    let words = [
        "redis",
        "memcache",
        "session",
        "adapter",
        "valkey",
        "mcrouter",
        "nutcracker",
    ];
    let mut pending: Vec<(&Map, usize)> = values.as_map().map(|map| (map, 0)).into_iter().collect();
    while let Some((map, depth)) = pending.pop() {
        for entry in map
            .entries()
            .iter()
            .filter(|entry| entry.key.as_ref() != "ingress")
        {
            let key = entry.key.to_ascii_lowercase();
            if words.iter().any(|word| key.contains(word)) {
                return true;
            }
            if let Some(below) = entry.value.as_map().filter(|_| depth < 3) {
                pending.push((below, depth + 1));
            }
        }
    }
    false
}
