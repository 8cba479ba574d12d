//! Places in a tree: finding them by their spans, walking to them, changing what is there.

use std::sync::Arc;

use crate::source::Span;
use crate::yaml::walk::Step;
use crate::yaml::{Data, Entry, List, Map, Node, entry};

/// The way from the root to a place.
pub(super) type Path = Vec<Part>;

/// One step of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Key(Arc<str>),
    Item(usize),
}

/// Where a tree is looked at.
#[derive(Clone, Copy)]
pub(super) enum Visit<'a> {
    Entry(&'a Entry),
    Node(&'a Node),
}

/// A place and the entry that holds it, if a map does.
#[derive(Clone, Copy)]
pub(super) struct Link<'a> {
    pub(super) node: &'a Node,
    pub(super) entry: Option<&'a Entry>,
}

/// What is to be different in the tree.
pub(super) enum Change {
    /// A key of the map gets another name.
    Rename(Arc<str>, Arc<str>),
    /// The scalar becomes this one.
    Scalar(Data),
    /// The map loses a key.
    RemoveKey(Arc<str>),
    /// The list loses an item.
    RemoveItem(usize),
    /// The map (or nothing) gets a new key.
    Insert(Arc<str>, Node),
    /// The list (or nothing) gets an item at its end.
    Append(Node),
}

/// Whether two spans are the same place, each in its own [`crate::source::Sources`].
pub(super) fn same_range(a: Span, b: Span) -> bool {
    (a.start, a.end) == (b.start, b.end)
}

/// The ways to all places that are wanted; those inside aliases count once per alias.
pub(super) fn find(root: &Node, wanted: impl Fn(Visit<'_>) -> bool) -> Vec<Path> {
    let mut found = Vec::new();
    let mut path = Path::new();
    for step in root.walk() {
        match step {
            Step::Key(entry) => {
                if let Some(last) = path.last_mut() {
                    *last = Part::Key(entry.key.clone());
                }
                if wanted(Visit::Entry(entry)) {
                    found.push(path.clone());
                }
            }
            Step::ListEnd | Step::MapEnd => {
                path.pop();
            }
            Step::Scalar(node) | Step::ListStart(node, _) | Step::MapStart(node, _) => {
                if let Some(Part::Item(index)) = path.last_mut() {
                    *index = index.wrapping_add(1);
                }
                if wanted(Visit::Node(node)) {
                    found.push(path.clone());
                }
                match step {
                    // Before its first item.
                    Step::ListStart(..) => path.push(Part::Item(usize::MAX)),
                    // Until its first key comes.
                    Step::MapStart(..) => path.push(Part::Key("".into())),
                    _ => {}
                }
            }
        }
    }
    found
}

/// The places along the way, root first.
pub(super) fn chain<'a>(root: &'a Node, path: &[Part]) -> Option<Vec<Link<'a>>> {
    let mut links = vec![Link {
        node: root,
        entry: None,
    }];
    let mut at = root;
    for part in path {
        let entry = match part {
            Part::Key(key) => Some(at.as_map()?.entry(key)?),
            Part::Item(_) => None,
        };
        at = match part {
            Part::Key(_) => &entry?.value,
            Part::Item(index) => at.as_list()?.get(*index)?,
        };
        links.push(Link { node: at, entry });
    }
    Some(links)
}

/// Changes the tree at a place; `None` if that has no meaning there.
pub(super) fn change(root: &mut Node, path: &[Part], change: &Change) -> Option<()> {
    let mut node = root;
    for part in path {
        node = match (part, &mut node.data) {
            (Part::Key(key), Data::Map(map)) => map.get_mut(key)?,
            (Part::Item(index), Data::List(list)) => list.items_mut().get_mut(*index)?,
            _ => return None,
        };
    }
    match (change, &mut node.data) {
        (Change::Rename(old, new), Data::Map(map)) if map.get(new).is_none() => {
            let value = map.remove(old)?.value;
            map.insert(entry(new.clone(), value));
        }
        (Change::RemoveKey(key), Data::Map(map)) => {
            map.remove(key)?;
        }
        (Change::RemoveItem(index), Data::List(list)) if *index < list.items().len() => {
            list.items_mut().remove(*index);
        }
        (Change::Insert(key, value), Data::Map(map)) if map.get(key).is_none() => {
            map.insert(entry(key.clone(), value.clone()));
        }
        (Change::Insert(key, value), data @ Data::Null) => {
            let only = entry(key.clone(), value.clone());
            *data = Data::Map(Map::from_entries(vec![only]));
        }
        (Change::Append(item), Data::List(list)) => list.items_mut().push(item.clone()),
        (Change::Append(item), data @ Data::Null) => {
            *data = Data::List(List::new(vec![item.clone()]));
        }
        (Change::Scalar(new), old) if !matches!(old, Data::List(_) | Data::Map(_)) => {
            *old = new.clone();
        }
        _ => return None,
    }
    Some(())
}
