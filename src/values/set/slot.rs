//! The way down to the place that a path names, and back up.

use std::mem;
use std::sync::Arc;

use super::{After, Parser};
use crate::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::{Data, Entry, List, Map, Node};

/// The largest position that Helm accepts between brackets.
const MAX_INDEX: i64 = 65_536;

/// Where in its parent a map or list stands that is being changed.
pub(super) enum Slot {
    Key(Arc<str>, Span),
    Index(usize),
}

/// A parent on the way down.
pub(super) struct Frame {
    pub parent: Node,
    pub slot: Slot,
    /// Whether the child was there before; it was then taken out and must be put back.
    pub existed: bool,
    /// The length that the child had, if it is a list.
    pub length: usize,
}

/// What a descent needs to find.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Map,
    List,
}

impl Parser<'_, '_> {
    /// Takes the child out of its slot, or makes an empty one; says whether it was there.
    pub(super) fn open(
        &self,
        parent: &mut Node,
        slot: &Slot,
        want: Want,
    ) -> Result<(Node, bool), Failure> {
        let (data, wanted, code) = match want {
            Want::Map => (Data::Map(Map::new()), "a map", codes::SET_NOT_A_MAP),
            Want::List => (Data::List(List::default()), "a list", codes::SET_NOT_A_LIST),
        };
        let place = match slot {
            Slot::Key(_, span) => *span,
            Slot::Index(_) => self.argument.span(0, self.scanner.at()),
        };
        let fresh = Node::new(data, place);
        let (existing, in_list) = match (&mut parent.data, slot) {
            (Data::Map(map), Slot::Key(name, _)) => (map.get_mut(name), false),
            (Data::List(list), Slot::Index(at)) => (list.items_mut().get_mut(*at), true),
            _ => (None, false),
        };
        let Some(existing) = existing else {
            return Ok((fresh, false));
        };
        match (&existing.data, want) {
            (Data::Map(_), Want::Map) | (Data::List(_), Want::List) => {
                Ok((mem::replace(existing, Node::null()), true))
            }
            (Data::Null, Want::List) if in_list => Ok((fresh, false)),
            (_, Want::Map) if in_list => Ok((fresh, true)),
            _ => {
                let kind = existing.kind();
                Err(Diagnostic::error(
                        code,
                        format!("{} looks inside a value that is {kind}", self.argument.flag.name()),
                    )
                    .at(place, format!("this would have to be {wanted}"))
                    .also(existing.span, format!("it is {kind} here"))
                    .help(format!("set the whole value in one place: as {wanted} in a file passed with -f, or only with flags"))
                    .into())
            }
        }
    }

    /// Puts a child back where Helm keeps it; gives the parent.
    pub(super) fn close(
        &self,
        frame: Frame,
        mut child: Node,
        after: After,
    ) -> Result<Node, Failure> {
        let mut parent = frame.parent;
        match (&mut parent.data, frame.slot) {
            (Data::Map(map), Slot::Key(key, key_span)) => {
                let keep = match &mut child.data {
                    Data::Map(inner) => {
                        if inner.is_empty() && after == After::More {
                            return Err(Diagnostic::error(
                                    codes::SET_WITHOUT_VALUE,
                                    "a name is missing, so that nothing is set",
                                )
                                .at(key_span, "nothing is set below this name")
                                .help("write a name after the dot, or `\\.` for a dot that is part of a name")
                                .into());
                        }
                        !inner.is_empty()
                    }
                    Data::List(list) => {
                        // Helm sets nothing under an empty name; what it appended is lost.
                        if key.is_empty() && frame.existed {
                            list.items_mut().truncate(frame.length);
                        }
                        true
                    }
                    _ => false,
                };
                if frame.existed {
                    if let Some(place) = map.get_mut(&key) {
                        *place = child;
                    }
                } else if keep && !key.is_empty() {
                    map.insert(Entry {
                        key,
                        key_span,
                        value: child,
                    });
                }
            }
            (Data::List(list), Slot::Index(at)) => {
                if after == After::More {
                    self.set_item(list, at, child)?;
                } else if frame.existed
                    && let Some(place) = list.items_mut().get_mut(at)
                {
                    *place = child;
                }
            }
            _ => {}
        }
        Ok(parent)
    }

    /// Sets an item; a list that is too short is filled with nulls.
    pub(super) fn set_item(&self, list: &mut List, at: usize, value: Node) -> Result<(), Failure> {
        if i64::try_from(at).map_or(true, |at| at > MAX_INDEX) {
            let span = self.argument.span(0, self.scanner.at());
            return Err(self.bad_index(span, "the largest position is 65536").into());
        }
        let items = list.items_mut();
        if items.len() <= at {
            items.resize_with(at + 1, Node::null);
        }
        if let Some(place) = items.get_mut(at) {
            *place = value;
        }
        Ok(())
    }
}
