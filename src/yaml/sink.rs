//! A tree as a sequence of events, and who takes them.
//!
//! Everything that writes is a [`Sink`]. A [`Node`] feeds it by walking, a serde value through
//! the serializer of this module's sibling; so each format is written once and keeps the order
//! that it is fed.

use super::node::{Data, Node};
use super::walk::Step;

/// Takes the events of one value in document order.
///
/// The caller promises well-formed sequences: one value at the top, a value after each key, an
/// end for each start.
pub trait Sink {
    /// A null.
    fn null(&mut self);
    /// A boolean.
    fn bool(&mut self, value: bool);
    /// An integer, to be written exactly.
    fn integer(&mut self, value: i128);
    /// A finite float.
    fn float(&mut self, value: f64);
    /// A string.
    fn string(&mut self, text: &str);
    /// A list begins; its items follow.
    fn list_start(&mut self);
    /// The innermost list ends.
    fn list_end(&mut self);
    /// A map begins; keys and values follow in turn.
    fn map_start(&mut self);
    /// The key of the value that follows.
    fn key(&mut self, key: &str);
    /// The innermost map ends.
    fn map_end(&mut self);
}

impl Node {
    /// Feeds the tree to a sink, maps in key order.
    pub fn feed(&self, sink: &mut impl Sink) {
        for step in self.walk() {
            match step {
                Step::Scalar(node) => match &node.data {
                    Data::Bool(value) => sink.bool(*value),
                    Data::Int(value) => sink.integer(i128::from(*value)),
                    Data::Float(value) if value.is_finite() => sink.float(*value),
                    Data::Str(text) => sink.string(text),
                    _ => sink.null(),
                },
                Step::ListStart(..) => sink.list_start(),
                Step::ListEnd => sink.list_end(),
                Step::MapStart(..) => sink.map_start(),
                Step::Key(entry) => sink.key(&entry.key),
                Step::MapEnd => sink.map_end(),
            }
        }
    }
}
