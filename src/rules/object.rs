//! A compiled object as rules see it: a tree in which every part knows its place in the author's
//! files, and the way back from a part to its path.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::ingress::{Compiled, part_mut};
use crate::source::Span;
use crate::yaml::{Data, Entry, Node};

/// An object and what is known about it.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    /// `Gateway`, `VirtualService` or `DestinationRule`.
    pub kind: &'static str,
    /// The whole object.
    pub node: &'a Node,
    /// Its `spec`.
    pub spec: &'a Node,
    /// Its name; empty when it has none.
    pub name: &'a str,
    /// The namespace it is in.
    pub namespace: &'a str,
}

/// Where a part of an object stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// The nearest place in a file; [`Span::NOWHERE`] where no part around it has one.
    pub span: Span,
    /// `spec.http[0].timeout`
    pub path: String,
}

/// Every part of an object by its address, made when the first finding asks for it.
#[derive(Debug)]
pub(super) struct Index<'a> {
    parts: Vec<Part<'a>>,
    by_address: HashMap<usize, usize>,
}

#[derive(Debug)]
struct Part<'a> {
    node: &'a Node,
    parent: usize,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Key(&'a Entry),
    Item(usize),
}

/// The tree of a compiled object with the places of the values it was made from.
pub(super) fn located(compiled: &Compiled) -> Node {
    let mut tree = compiled.object.to_node();
    for origin in &compiled.origins {
        if let Some(part) = part_mut(&mut tree, origin.path) {
            overlay(part, &origin.node, DEPTH);
        }
    }
    tree
}

/// How deep Istio's types nest at most. What lies deeper is kept from the author's tree, with its
/// places.
const DEPTH: usize = 24;

fn overlay(part: &mut Node, origin: &Node, depth: usize) {
    part.span = origin.span;
    if depth == 0 {
        return;
    }
    match (&mut part.data, &origin.data) {
        (Data::Map(map), Data::Map(from)) => {
            let mut entries = map.entries().to_vec();
            for entry in &mut entries {
                if let Some(old) = from.entry(&entry.key) {
                    entry.key_span = old.key_span;
                    overlay(&mut entry.value, &old.value, depth - 1);
                }
            }
            *map = crate::yaml::Map::from_entries(entries);
        }
        (Data::List(list), Data::List(from)) => {
            for (item, old) in list.items_mut().iter_mut().zip(from.items()) {
                overlay(item, old, depth - 1);
            }
        }
        _ => {}
    }
}

impl<'a> Object<'a> {
    /// An object from its tree; `None` when it is none of the three kinds.
    pub(super) fn new(node: &'a Node, namespace: &'a str) -> Option<Self> {
        let kind = ["DestinationRule", "Gateway", "VirtualService"]
            .into_iter()
            .find(|kind| node.get("kind").and_then(Node::as_str) == Some(kind))?;
        static NOTHING: Node = Node {
            data: Data::Null,
            span: Span::NOWHERE,
        };
        let metadata = node.get("metadata");
        let text = |key| metadata.and_then(|m| m.get(key)).and_then(Node::as_str);
        Some(Object {
            kind,
            node,
            spec: node.get("spec").unwrap_or(&NOTHING),
            name: text("name").unwrap_or(""),
            namespace: text("namespace").unwrap_or(namespace),
        })
    }
}

/// Two parts of a tree are the same part when they lie in the same place in memory.
fn address(node: &Node) -> usize {
    std::ptr::from_ref(node) as usize
}

impl<'a> Index<'a> {
    pub(super) fn of(root: &'a Node) -> Self {
        let mut index = Index {
            parts: Vec::new(),
            by_address: HashMap::new(),
        };
        let mut pending = vec![(root, 0, Step::Root)];
        while let Some((node, parent, step)) = pending.pop() {
            let at = index.parts.len();
            index.parts.push(Part { node, parent, step });
            // A part that is shared by several places keeps its first.
            index.by_address.entry(address(node)).or_insert(at);
            match &node.data {
                Data::Map(map) => {
                    let entries = map.entries().iter().rev();
                    pending.extend(entries.map(|entry| (&entry.value, at, Step::Key(entry))));
                }
                Data::List(list) => {
                    let items = list.items().iter().enumerate().rev();
                    pending.extend(items.map(|(item, node)| (node, at, Step::Item(item))));
                }
                _ => {}
            }
        }
        index
    }

    /// Where a part stands; `None` when it is no part of the tree.
    pub(super) fn spot(&self, part: &Node) -> Option<Spot> {
        let mut at = *self.by_address.get(&address(part))?;
        let mut span = part.span;
        let mut steps = Vec::new();
        while let Some(part) = self.parts.get(at) {
            if span.is_nowhere() {
                span = part.node.span;
            }
            if let Step::Key(entry) = part.step
                && span.is_nowhere()
            {
                span = entry.key_span;
            }
            if matches!(part.step, Step::Root) {
                break;
            }
            steps.push(part.step);
            at = part.parent;
        }
        let mut path = String::new();
        for step in steps.iter().rev() {
            match step {
                Step::Key(entry) => crate::values::path::push_key(&mut path, &entry.key),
                Step::Item(index) => {
                    let _ = write!(path, "[{index}]");
                }
                Step::Root => {}
            }
        }
        Some(Spot { span, path })
    }
}
