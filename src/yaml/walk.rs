//! A tree as a flat sequence, so that nothing that reads one needs the call stack.

use super::node::{Data, Entry, Node};

impl Node {
    /// The tree in document order as a flat sequence; maps in key order.
    pub fn walk(&self) -> Walk<'_> {
        Walk {
            next: Some(self),
            stack: Vec::new(),
        }
    }
}

/// One step of [`Node::walk`].
#[derive(Clone, Copy)]
pub enum Step<'a> {
    /// Null, boolean, number or string.
    Scalar(&'a Node),
    /// A list begins; its items follow.
    ListStart(&'a Node, usize),
    /// A map begins; for each entry a [`Step::Key`] and the steps of its value follow.
    MapStart(&'a Node, usize),
    /// The key of the value that follows.
    Key(&'a Entry),
    /// The innermost list ends.
    ListEnd,
    /// The innermost map ends.
    MapEnd,
}

/// The iterator of [`Node::walk`].
pub struct Walk<'a> {
    next: Option<&'a Node>,
    stack: Vec<Level<'a>>,
}

enum Level<'a> {
    List(std::slice::Iter<'a, Node>),
    Map(std::slice::Iter<'a, Entry>),
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        if let Some(node) = self.next.take() {
            return Some(match &node.data {
                Data::List(list) => {
                    self.stack.push(Level::List(list.items().iter()));
                    Step::ListStart(node, list.items().len())
                }
                Data::Map(map) => {
                    self.stack.push(Level::Map(map.entries().iter()));
                    Step::MapStart(node, map.len())
                }
                _ => Step::Scalar(node),
            });
        }
        match self.stack.last_mut()? {
            Level::List(items) => match items.next() {
                Some(item) => {
                    self.next = Some(item);
                    self.next()
                }
                None => {
                    self.stack.pop();
                    Some(Step::ListEnd)
                }
            },
            Level::Map(entries) => match entries.next() {
                Some(entry) => {
                    self.next = Some(&entry.value);
                    Some(Step::Key(entry))
                }
                None => {
                    self.stack.pop();
                    Some(Step::MapEnd)
                }
            },
        }
    }
}
