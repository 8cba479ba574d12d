//! From events to a node.

use std::sync::Arc;

use crate::source::Span;
use crate::yaml::node::{Data, Entry, List, Map, Node, entry};
use crate::yaml::number::is_beyond_floats;
use crate::yaml::sink::Sink;

/// A sink that builds a node.
#[derive(Default)]
pub(super) struct Builder {
    open: Vec<Partial>,
    done: Option<Node>,
}

enum Partial {
    List(Vec<Node>),
    Map(Vec<Entry>, Arc<str>),
}

impl Builder {
    /// The node of the events so far; null when there were none.
    pub(super) fn finish(self) -> Node {
        self.done.unwrap_or_else(Node::null)
    }

    fn add(&mut self, data: Data) {
        let value = Node::new(data, Span::NOWHERE);
        match self.open.last_mut() {
            None => self.done = Some(value),
            Some(Partial::List(items)) => items.push(value),
            Some(Partial::Map(entries, key)) => entries.push(entry(Arc::clone(key), value)),
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Partial::List(items)) => self.add(Data::List(List::new(items))),
            Some(Partial::Map(entries, _)) => self.add(Data::Map(Map::from_entries(entries))),
            None => {}
        }
    }
}

impl Sink for Builder {
    fn null(&mut self) {
        self.add(Data::Null);
    }

    fn bool(&mut self, value: bool) {
        self.add(Data::Bool(value));
    }

    fn integer(&mut self, value: i128) {
        self.add(match i64::try_from(value) {
            Ok(exact) if is_beyond_floats(value) => Data::Int(exact),
            _ => Data::Float(value as f64),
        });
    }

    fn float(&mut self, value: f64) {
        self.add(Data::Float(value));
    }

    fn string(&mut self, text: &str) {
        self.add(Data::Str(text.into()));
    }

    fn list_start(&mut self) {
        self.open.push(Partial::List(Vec::new()));
    }

    fn list_end(&mut self) {
        self.close();
    }

    fn map_start(&mut self) {
        self.open.push(Partial::Map(Vec::new(), "".into()));
    }

    fn key(&mut self, key: &str) {
        if let Some(Partial::Map(_, pending)) = self.open.last_mut() {
            *pending = key.into();
        }
    }

    fn map_end(&mut self) {
        self.close();
    }
}
