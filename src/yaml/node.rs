//! The tree that every stage works on: JSON's data model, with a place for each node.
//!
//! Lists and maps are shared ([`Arc`]) and copied only when changed, so that layering values and
//! expanding aliases cost no memory. Maps are sorted by key, the only order Helm keeps. Nothing
//! here recurses: a file may nest ten thousand levels deep.

use std::fmt;
use std::mem;
use std::sync::Arc;

use super::walk::Step;
use crate::source::Span;

/// A value and the place that set it.
#[derive(Clone)]
pub struct Node {
    /// The value.
    pub data: Data,
    /// Where it stands; [`Span::NOWHERE`] when no file wrote it.
    pub span: Span,
}

/// What a node holds.
#[derive(Clone)]
pub enum Data {
    /// `null`, `~`, or nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer of `--set`: the only numbers that Helm keeps as integers.
    Int(i64),
    /// Every number of YAML and JSON. Always finite.
    Float(f64),
    /// A string.
    Str(Arc<str>),
    /// A list.
    List(List),
    /// A map.
    Map(Map),
}

/// The items of a list; cloning is cheap.
#[derive(Clone, Default)]
pub struct List(Arc<Items>);

/// The entries of a map in byte order of their keys, each key once; cloning is cheap.
#[derive(Clone, Default)]
pub struct Map(Arc<Entries>);

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key as Helm's templates see it.
    pub key: Arc<str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// An entry that no file wrote.
pub(crate) fn entry(key: impl Into<Arc<str>>, value: Node) -> Entry {
    Entry {
        key: key.into(),
        key_span: Span::NOWHERE,
        value,
    }
}

#[derive(Clone, Default)]
struct Items(Vec<Node>);

#[derive(Clone, Default)]
struct Entries(Vec<Entry>);

impl Node {
    /// A node with a place.
    #[must_use]
    pub fn new(data: Data, span: Span) -> Self {
        Node { data, span }
    }

    /// A null that no file wrote.
    #[must_use]
    pub fn null() -> Self {
        Node::new(Data::Null, Span::NOWHERE)
    }

    /// A string node.
    #[must_use]
    pub fn string(text: impl Into<Arc<str>>, span: Span) -> Self {
        Node::new(Data::Str(text.into()), span)
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The map, if it is one.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match &self.data {
            Data::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.data {
            Data::List(list) => Some(list.items()),
            _ => None,
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    /// The value of a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key)
    }

    /// What it is, in an author's words: `a list`, `a number`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.data {
            Data::Null => "null",
            Data::Bool(_) => "a boolean",
            Data::Int(_) | Data::Float(_) => "a number",
            Data::Str(_) => "a string",
            Data::List(_) => "a list",
            Data::Map(_) => "a map",
        }
    }
}

impl List {
    /// A list of these items.
    #[must_use]
    pub fn new(items: Vec<Node>) -> Self {
        List(Arc::new(Items(items)))
    }

    /// The items in order.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        &self.0.0
    }

    /// The items, to be changed; copied first where they are shared.
    pub fn items_mut(&mut self) -> &mut Vec<Node> {
        &mut Arc::make_mut(&mut self.0).0
    }
}

impl Map {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A map of entries in the order they were written: the last of equal keys wins.
    #[must_use]
    pub fn from_entries(mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        // Of equal neighbours the later one was written later (the sort is stable).
        entries.dedup_by(|later, earlier| {
            let same = later.key == earlier.key;
            if same {
                mem::swap(later, earlier);
            }
            same
        });
        Map(Arc::new(Entries(entries)))
    }

    /// The entries in byte order of their keys.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.0.0
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    fn find(&self, key: &str) -> Result<usize, usize> {
        self.entries()
            .binary_search_by(|entry| entry.key.as_ref().cmp(key))
    }

    /// The entry with this key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().get(self.find(key).ok()?)
    }

    /// The value of this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value of this key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let at = self.find(key).ok()?;
        Arc::make_mut(&mut self.0)
            .0
            .get_mut(at)
            .map(|entry| &mut entry.value)
    }

    /// Sets an entry; gives back the one it replaced.
    pub fn insert(&mut self, entry: Entry) -> Option<Entry> {
        let found = self.find(&entry.key);
        let entries = &mut Arc::make_mut(&mut self.0).0;
        match found {
            Ok(at) => entries.get_mut(at).map(|old| mem::replace(old, entry)),
            Err(at) => {
                entries.insert(at, entry);
                None
            }
        }
    }

    /// Removes a key; gives back its entry.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let at = self.find(key).ok()?;
        Some(Arc::make_mut(&mut self.0).0.remove(at))
    }
}

/// Equal values; places do not count. `3` of `--set` equals `3` of YAML.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        let (mut left, mut right) = (self.walk(), other.walk());
        loop {
            let same = match (left.next(), right.next()) {
                (None, None) => return true,
                (Some(Step::Scalar(a)), Some(Step::Scalar(b))) => scalars_equal(&a.data, &b.data),
                (Some(Step::ListStart(_, a)), Some(Step::ListStart(_, b)))
                | (Some(Step::MapStart(_, a)), Some(Step::MapStart(_, b))) => a == b,
                (Some(Step::Key(a)), Some(Step::Key(b))) => a.key == b.key,
                (Some(Step::ListEnd), Some(Step::ListEnd))
                | (Some(Step::MapEnd), Some(Step::MapEnd)) => true,
                _ => false,
            };
            if !same {
                return false;
            }
        }
    }
}

/// JSON compares numbers as floats, too.
fn scalars_equal(a: &Data, b: &Data) -> bool {
    match (a, b) {
        (Data::Null, Data::Null) => true,
        (Data::Bool(a), Data::Bool(b)) => a == b,
        (Data::Str(a), Data::Str(b)) => a == b,
        (Data::Int(a), Data::Int(b)) => a == b,
        (Data::Float(a), Data::Float(b)) => a == b,
        (Data::Int(a), Data::Float(b)) | (Data::Float(b), Data::Int(a)) => (*a as f64) == *b,
        _ => false,
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        let node = |map: &Map| Node::new(Data::Map(map.clone()), Span::NOWHERE);
        node(self) == node(other)
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&Node::new(Data::Map(self.clone()), Span::NOWHERE), f)
    }
}

/// Flow style on one line, for test failures.
impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for step in self.walk() {
            if !first && !matches!(step, Step::ListEnd | Step::MapEnd) {
                f.write_str(", ")?;
            }
            first = matches!(
                step,
                Step::ListStart(..) | Step::MapStart(..) | Step::Key(_)
            );
            match step {
                Step::Scalar(node) => match &node.data {
                    Data::Bool(value) => write!(f, "{value}")?,
                    Data::Int(value) => write!(f, "{value}i")?,
                    Data::Float(value) => write!(f, "{value}")?,
                    Data::Str(text) => write!(f, "{text:?}")?,
                    _ => f.write_str("null")?,
                },
                Step::ListStart(..) => f.write_str("[")?,
                Step::MapStart(..) => f.write_str("{")?,
                Step::Key(entry) => write!(f, "{:?}: ", entry.key)?,
                Step::ListEnd => f.write_str("]")?,
                Step::MapEnd => f.write_str("}")?,
            }
        }
        Ok(())
    }
}

/// Dropping a deep tree must not use the call stack: children that nobody else holds are moved
/// to a work list first.
fn drop_children(mut pending: Vec<Node>) {
    while let Some(node) = pending.pop() {
        match node.data {
            Data::List(List(items)) => {
                if let Some(mut items) = Arc::into_inner(items) {
                    pending.append(&mut items.0);
                }
            }
            Data::Map(Map(entries)) => {
                if let Some(mut entries) = Arc::into_inner(entries) {
                    pending.extend(mem::take(&mut entries.0).into_iter().map(|e| e.value));
                }
            }
            _ => {}
        }
    }
}

fn has_children(node: &Node) -> bool {
    matches!(node.data, Data::List(_) | Data::Map(_))
}

impl Drop for Items {
    fn drop(&mut self) {
        if self.0.iter().any(has_children) {
            drop_children(mem::take(&mut self.0));
        }
    }
}

impl Drop for Entries {
    fn drop(&mut self) {
        if self.0.iter().any(|entry| has_children(&entry.value)) {
            let entries = mem::take(&mut self.0);
            drop_children(entries.into_iter().map(|entry| entry.value).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> Node {
        Node::new(Data::Float(value), Span::NOWHERE)
    }

    #[test]
    fn the_last_of_equal_keys_wins() {
        let map = Map::from_entries(vec![
            entry("b", number(1.0)),
            entry("a", number(2.0)),
            entry("b", number(3.0)),
            entry("b", number(4.0)),
        ]);
        let node = Node::new(Data::Map(map), Span::NOWHERE);
        assert_eq!(format!("{node:?}"), r#"{"a": 2, "b": 4}"#);
    }

    #[test]
    fn a_copy_changes_alone() {
        let mut map = Map::from_entries(vec![entry("a", number(1.0))]);
        let before = map.clone();
        map.insert(entry("c", number(2.0)));
        map.remove("a");
        assert_eq!(before.len(), 1);
        assert_eq!(map.len(), 1);
        assert!(map.get("c").is_some());
    }

    #[test]
    fn a_hundred_thousand_levels_neither_compare_nor_drop_on_the_stack() {
        let deep = || {
            (0..100_000).fold(number(0.0), |inner, at| {
                let data = if at % 2 == 0 {
                    Data::List(List::new(vec![inner]))
                } else {
                    Data::Map(Map::from_entries(vec![entry("k", inner)]))
                };
                Node::new(data, Span::NOWHERE)
            })
        };
        assert!(deep() == deep());
    }
}
