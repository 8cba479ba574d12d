//! Whether one match item takes every request that another takes.
//!
//! It does if each of its conditions follows from a condition of the other. That is exact enough:
//! conditions on different things do not depend on each other, and what several items take together
//! is not asked. Where an answer is not certain it is "no", so a `true` can be relied upon.

use std::collections::BTreeSet;

use super::conditions::{Conditions, HeaderCondition, Place};
use super::text::{Budget, Text};

/// Whether every request that satisfies `inner` certainly satisfies `outer`, too. `gateways` are
/// those of the VirtualService that both belong to.
pub(in crate::rules) fn covers(
    outer: &Conditions,
    inner: &Conditions,
    gateways: &BTreeSet<String>,
    budget: &Budget,
) -> bool {
    let claims = outer.claims.len() * inner.claims.len();
    let headers = outer.headers.len() * inner.headers.len();
    let queries = outer.queries.len();
    // The cheap questions first.
    budget.spend(1 + claims + headers + queries)
        && outer.port.is_none_or(|port| inner.port == Some(port))
        && place_covers(&outer.place, &inner.place, gateways)
        && outer
            .claims
            .iter()
            .all(|claim| inner.claims.contains(claim))
        && outer.headers.iter().all(|outer| {
            inner
                .headers
                .iter()
                .any(|inner| inner.name == outer.name && header_implies(inner, outer, budget))
        })
        && outer.queries.iter().all(|(name, outer)| {
            let inner = inner.queries.get(name);
            inner.is_some_and(|inner| inner.implies(outer, budget))
        })
        && inner
            .path
            .implies_path(inner.ignores_case, &outer.path, outer.ignores_case, budget)
}

fn place_covers(outer: &Place, inner: &Place, gateways: &BTreeSet<String>) -> bool {
    match (outer, inner) {
        (Place::Gateways(outer), Place::Gateways(inner)) => inner.is_subset(outer),
        // The other holds for any gateway that the VirtualService belongs to.
        (Place::Gateways(outer), Place::Sender { .. }) => gateways.is_subset(outer),
        (Place::Sender { labels, namespace }, Place::Gateways(_)) => {
            labels.is_empty() && namespace.is_none()
        }
        (
            Place::Sender { labels, namespace },
            Place::Sender {
                labels: inner_labels,
                namespace: inner_namespace,
            },
        ) => {
            labels
                .iter()
                .all(|(key, value)| inner_labels.get(key) == Some(value))
                && (namespace.is_none() || namespace == inner_namespace)
        }
    }
}

/// Whether one condition on a header follows from another on the same header.
///
/// A header that must not match counts as empty where it is missing, unless the condition is that
/// it be missing.
fn header_implies(inner: &HeaderCondition, outer: &HeaderCondition, budget: &Budget) -> bool {
    let must_be_missing =
        |condition: &HeaderCondition| condition.negated && condition.text == Text::Any;
    match (inner.negated, outer.negated) {
        (false, false) => inner.text.implies(&outer.text, budget),
        (true, true) if must_be_missing(inner) => {
            must_be_missing(outer) || outer.text.takes("", budget) == Some(false)
        }
        (true, true) => !must_be_missing(outer) && outer.text.implies(&inner.text, budget),
        (false, true) => !must_be_missing(outer) && inner.text.excludes(&outer.text, budget),
        // Where missing counts as a match that must not be, the header is there.
        (true, false) => {
            outer.text == Text::Any
                && !must_be_missing(inner)
                && inner.text.takes("", budget) == Some(true)
        }
    }
}

#[cfg(test)]
mod tests;
