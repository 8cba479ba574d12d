//! Which routes and items of a VirtualService never get a request because earlier ones take all of
//! it, as the gateway goes through them: in order, the first that matches.
//!
//! What [`super::istio`] says for certain is left to it, so that a dead item is told once.

use std::collections::{BTreeSet, HashSet};
use std::ptr;

use super::conditions::{Conditions, names};
use super::istio::{Reason, Verdict};
use super::subsume::covers;
use super::text::Budget;
use crate::rules::prelude::*;
use crate::yaml::Node;

/// Something that never gets a request.
#[derive(Clone, Debug)]
pub(in crate::rules) enum Dead<'a> {
    /// A whole route: earlier routes take what each of its items takes.
    Route {
        route: HttpRoute<'a>,
        by: HttpMatch<'a>,
    },
    /// An item of a route, whose other items do get requests.
    Item {
        item: HttpMatch<'a>,
        by: HttpMatch<'a>,
    },
    /// All routes after one with an item that takes everything.
    After {
        item: HttpMatch<'a>,
        routes: Vec<HttpRoute<'a>>,
    },
    /// An item beside another one of the same route that takes all of it.
    Redundant {
        item: HttpMatch<'a>,
        by: HttpMatch<'a>,
    },
}

impl<'a> Dead<'a> {
    /// The items that it tells of.
    pub fn items(&self) -> Vec<&'a Node> {
        match self {
            Dead::Route { route, .. } => route.node.items("match").iter().collect(),
            Dead::Item { item, .. } | Dead::Redundant { item, .. } => vec![item.node],
            Dead::After { routes, .. } => {
                let items = routes.iter().map(|route| route.node.items("match"));
                items.flatten().collect()
            }
        }
    }
}

/// An item that other items are compared with.
struct Known<'a> {
    item: HttpMatch<'a>,
    conditions: Conditions,
}

/// Everything that is dead in a VirtualService, besides what Istio says itself.
pub(in crate::rules) fn dead<'a>(
    service: VirtualService<'a>,
    verdicts: &[Verdict<'a>],
) -> Vec<Dead<'a>> {
    let mut found = Vec::new();
    let namespace = service.object.namespace;
    let gateways = match names(service.gateways(), namespace) {
        Some(gateways) if !gateways.is_empty() => gateways,
        Some(_) => BTreeSet::from(["mesh".to_owned()]),
        None => return found,
    };
    let budget = Budget::new();
    let covers = |outer: &Known<'_>, inner: &Known<'_>| {
        covers(&outer.conditions, &inner.conditions, &gateways, &budget)
    };
    let mut earlier: Vec<Known<'a>> = Vec::new();
    let mut everything: Option<(HttpMatch<'a>, Vec<HttpRoute<'a>>)> = None;
    let told = Told::of(verdicts);
    for route in service.routes() {
        if told.routes.contains(&ptr::from_ref(route.node)) {
            continue;
        }
        if let Some((_, after)) = &mut everything {
            after.push(route);
            continue;
        }
        if budget.is_spent() {
            break;
        }
        let items: Vec<HttpMatch<'a>> = route.matches().collect();
        let (mut dead, mut alive) = (Vec::new(), Vec::new());
        let mut all_dead = !items.is_empty();
        for item in items {
            if budget.is_spent() {
                all_dead = false;
                break;
            }
            let conditions = Conditions::read(item.node, namespace);
            if told.items.contains(&ptr::from_ref(item.node)) {
                all_dead = false;
                continue;
            }
            let Some(conditions) = conditions else {
                all_dead = false;
                continue;
            };
            let known = Known { item, conditions };
            match earlier.iter().find(|earlier| covers(earlier, &known)) {
                Some(by) => dead.push((item, by.item)),
                None => {
                    all_dead = false;
                    alive.push(known);
                }
            }
        }
        match dead.first() {
            Some((_, by)) if all_dead => found.push(Dead::Route { route, by: *by }),
            _ => found.extend(dead.into_iter().map(|(item, by)| Dead::Item { item, by })),
        }
        found.extend(redundant(&alive, &budget, covers));
        // What the routes behind a delegate take is not known here.
        if !route.node.has("delegate") {
            let all = Conditions::none();
            let takes_all = |known: &&Known<'_>| {
                super::subsume::covers(&known.conditions, &all, &gateways, &budget)
            };
            if let Some(known) = alive.iter().find(takes_all) {
                everything = Some((known.item, Vec::new()));
            }
            earlier.extend(alive);
        }
    }
    if let Some((item, routes)) = everything.filter(|(_, routes)| !routes.is_empty()) {
        found.push(Dead::After { item, routes });
    }
    found
}

/// The items of a route that another one of it makes superfluous; of two that take the same, the
/// later.
fn redundant<'a>(
    items: &[Known<'a>],
    budget: &Budget,
    covers: impl Fn(&Known<'_>, &Known<'_>) -> bool,
) -> Vec<Dead<'a>> {
    let mut found = Vec::new();
    for (at, inner) in items.iter().enumerate() {
        if budget.is_spent() {
            break;
        }
        let by = items.iter().enumerate().find(|(other, outer)| {
            *other != at && covers(outer, inner) && (*other < at || !covers(inner, outer))
        });
        found.extend(by.map(|(_, by)| Dead::Redundant {
            item: inner.item,
            by: by.item,
        }));
    }
    found
}

/// What Istio says itself: which routes are dead as a whole, and which items are repetitions.
#[derive(Default)]
struct Told {
    routes: HashSet<*const Node>,
    items: HashSet<*const Node>,
}

impl Told {
    fn of(verdicts: &[Verdict<'_>]) -> Self {
        let mut told = Told::default();
        for verdict in verdicts {
            match verdict.reason {
                Reason::Unconditional | Reason::AllRepeated => {
                    told.routes.insert(ptr::from_ref(verdict.route.node));
                }
                Reason::Repeated(item, _) => {
                    told.items.insert(ptr::from_ref(item));
                }
                Reason::Overlap(..) => {}
            }
        }
        told
    }
}

/// The part of an item to point at: the text of its path, else the item.
pub(in crate::rules) fn mark(item: &Node) -> &Node {
    let text = item.field("uri").and_then(|uri| {
        let mut texts = ["exact", "prefix", "regex"].into_iter();
        texts.find_map(|key| uri.field(key))
    });
    text.unwrap_or(item)
}

/// The part of a route to point at: the first item of its match, else the route.
pub(in crate::rules) fn mark_route(route: &Node) -> &Node {
    route.items("match").first().map_or(route, mark)
}

#[cfg(test)]
mod tests;
