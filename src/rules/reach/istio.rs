//! What Istio itself says of routes that are never reached: its admission webhook as warnings, and
//! `istioctl analyze` as IST0130 and IST0131.
//!
//! (Istio 1.30: pkg/config/validation/validation.go, `analyzeUnreachableHTTPRules` and its
//! siblings for TCP and TLS.) One verdict for each dead item, where Istio may tell several.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use crate::rules::prelude::*;
use crate::yaml::{Data, Node};

/// A route of one of the three lists of a VirtualService.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Line<'a> {
    /// `http`, `tcp` or `tls`.
    pub list: &'static str,
    /// The route.
    pub node: &'a Node,
    /// Its position.
    pub index: usize,
}

/// What Istio says of a route.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Verdict<'a> {
    /// The later route.
    pub route: Line<'a>,
    /// The earlier route.
    pub by: Line<'a>,
    /// What is wrong with the later one.
    pub reason: Reason<'a>,
}

/// Why a route or an item never gets a request, in Istio's opinion.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) enum Reason<'a> {
    /// The earlier route has no match and takes everything.
    Unconditional,
    /// Each of its items stands in an earlier route.
    AllRepeated,
    /// The first item is the same as the second, of an earlier route or earlier in the same one.
    Repeated(&'a Node, &'a Node),
    /// The prefix of this item begins with that of the second, and their other conditions look
    /// alike.
    Overlap(&'a Node, &'a Node),
}

impl Line<'_> {
    /// How to speak of it: by its name, else by its position from 1.
    pub fn called(&self) -> String {
        match (self.list, self.node.filled("name")) {
            ("http", Some(name)) => format!("route `{name}`"),
            ("http", None) => format!("route {}", self.index + 1),
            (list, _) => format!("{} route {}", list.to_uppercase(), self.index + 1),
        }
    }
}

/// How many prefixes are compared with one another: what they overlap with is for information,
/// and every one is compared with all before it.
const MOST_OVERLAPS: usize = 3_000;

/// Everything that Istio says of a VirtualService.
pub(in crate::rules) fn verdicts<'a>(service: VirtualService<'a>) -> Vec<Verdict<'a>> {
    let mut found = Vec::new();
    for list in ["http", "tcp", "tls"] {
        walk(service.spec.items(list), list, &mut found);
    }
    found
}

fn walk<'a>(routes: &'a [Node], list: &'static str, found: &mut Vec<Verdict<'a>>) {
    let mut seen: HashMap<String, (Line<'a>, &'a Node)> = HashMap::new();
    let mut unconditional = None;
    let mut overlaps = Vec::new();
    let lines = routes.iter().enumerate();
    for (index, node) in lines.filter(|(_, node)| node.as_map().is_some()) {
        let route = Line { list, node, index };
        if let Some(by) = unconditional {
            found.push(Verdict {
                route,
                by,
                reason: Reason::Unconditional,
            });
            continue;
        }
        let items = node.items("match");
        if items.is_empty() {
            // Which requests a delegate takes is said elsewhere.
            if !node.has("delegate") {
                unconditional = Some(route);
            }
            continue;
        }
        let mut repeated = Vec::new();
        for item in items {
            let text = canonical(item);
            if let Some((by, first)) = seen.get(&text) {
                repeated.push((item, *by, *first));
                continue;
            }
            seen.insert(text, (route, item));
            if list == "http" {
                overlaps.extend(Overlapping::of(route, item));
            }
        }
        match repeated.first() {
            Some((_, by, _)) if repeated.len() == items.len() => found.push(Verdict {
                route,
                by: *by,
                reason: Reason::AllRepeated,
            }),
            _ => found.extend(repeated.into_iter().map(|(item, by, first)| Verdict {
                route,
                by,
                reason: Reason::Repeated(item, first),
            })),
        }
    }
    for (at, later) in overlaps.iter().take(MOST_OVERLAPS).enumerate() {
        let earlier = overlaps.get(..at).unwrap_or_default();
        if let Some(by) = earlier.iter().find(|earlier| earlier.seems_to_cover(later)) {
            found.push(Verdict {
                route: later.route,
                by: by.route,
                reason: Reason::Overlap(later.item, by.item),
            });
        }
    }
}

/// An item with a prefix, as far as Istio compares it.
struct Overlapping<'a> {
    route: Line<'a>,
    item: &'a Node,
    prefix: &'a str,
    port: Option<u64>,
    texts: [String; 2],
    maps: [BTreeMap<&'a str, String>; 3],
}

impl<'a> Overlapping<'a> {
    fn of(route: Line<'a>, item: &'a Node) -> Option<Self> {
        let prefix = item.field("uri")?.filled("prefix")?;
        let text = |key| item.field(key).map(spelled).unwrap_or_default();
        let mut method = text("method");
        if method.is_empty() {
            method.push_str("exact:GET");
        }
        let map = |key| {
            let entries = item.entries_of(key).iter();
            entries
                .map(|entry| (entry.key.as_ref(), spelled(&entry.value)))
                .collect()
        };
        Some(Overlapping {
            route,
            item,
            prefix,
            port: item.number("port").map(|port| port as u64),
            texts: [method, text("authority")],
            maps: [map("headers"), map("queryParams"), map("withoutHeaders")],
        })
    }

    /// Istio's test, with its weaknesses: the method is GET where none is written, and of other
    /// conditions the *earlier* text must begin with the later one.
    fn seems_to_cover(&self, later: &Self) -> bool {
        self.prefix != later.prefix
            && later.prefix.starts_with(self.prefix)
            && self.port.unwrap_or(0) == later.port.unwrap_or(0)
            && self
                .texts
                .iter()
                .zip(&later.texts)
                .all(|(earlier, later)| earlier.starts_with(later.as_str()))
            && self.maps.iter().zip(&later.maps).all(|(earlier, later)| {
                earlier.len() == later.len()
                    && earlier.iter().all(|(key, text)| {
                        later
                            .get(key)
                            .is_some_and(|later| text.starts_with(later.as_str()))
                    })
            })
    }
}

/// A condition as Istio compares it here: an expression counts as nothing.
fn spelled(condition: &Node) -> String {
    ["exact", "prefix"]
        .into_iter()
        .find_map(|key| Some(format!("{key}:{}", condition.filled(key)?)))
        .unwrap_or_default()
}

/// An item in a form in which equal ones are equal texts: without its name and without what has
/// the value that an absent key has.
fn canonical(item: &Node) -> String {
    let mut text = String::new();
    for entry in item.as_map().map(|map| map.entries()).unwrap_or_default() {
        let is_default = match &entry.value.data {
            Data::Null => true,
            Data::Bool(value) => !value,
            Data::Int(value) => *value == 0,
            Data::Float(value) => *value == 0.0,
            Data::Str(value) => value.is_empty(),
            Data::List(list) => list.items().is_empty(),
            // An empty condition is not the same as none: it asks that there be something.
            Data::Map(map) => {
                let is_condition =
                    ["uri", "scheme", "method", "authority"].contains(&entry.key.as_ref());
                map.entries().is_empty() && !is_condition
            }
        };
        if &*entry.key != "name" && !is_default {
            let _ = write!(text, "{:?}:", entry.key);
            write_value(&mut text, &entry.value, 4);
        }
    }
    text
}

/// Types nest no deeper than `depth` here; what does is no match item, and equal to nothing.
fn write_value(text: &mut String, node: &Node, depth: usize) {
    if depth == 0 {
        let _ = write!(text, "{:p}", std::ptr::from_ref(node));
        return;
    }
    let _ = match &node.data {
        Data::Null => write!(text, "null,"),
        Data::Bool(value) => write!(text, "{value},"),
        Data::Int(value) => write!(text, "{},", *value as f64),
        Data::Float(value) => write!(text, "{value},"),
        Data::Str(value) => write!(text, "{value:?},"),
        Data::List(list) => {
            text.push('[');
            for item in list.items() {
                write_value(text, item, depth - 1);
            }
            write!(text, "],")
        }
        Data::Map(map) => {
            text.push('{');
            for entry in map.entries() {
                let _ = write!(text, "{:?}:", entry.key);
                write_value(text, &entry.value, depth - 1);
            }
            write!(text, "}},")
        }
    };
}
