//! The one walker behind every kind of merging: several `-f` files, Helm 4's several documents,
//! defaults under user values, globals. What becomes of a key is the business of a [`Policy`].

use std::cmp::Ordering;
use std::sync::Arc;

use crate::source::Span;
use crate::yaml::{Data, Entry, Map, Node};

/// What becomes of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The entry of the upper map stays as it is.
    Upper,
    /// The entry of the lower map is taken as it is.
    Lower,
    /// The key is gone.
    Gone,
    /// Both are maps: their keys are decided one by one.
    Inside,
    /// The entry of the lower map is taken without the nulls in its maps; those in lists stay.
    LowerWithoutNulls,
}

/// Decides key by key.
pub(super) trait Policy {
    /// At least one of the two is there. `path` holds the keys above.
    fn decide(&mut self, path: &[Arc<str>], upper: Option<&Entry>, lower: Option<&Entry>) -> Fate;
}

/// One map on the way down.
struct Level {
    upper: Cursor,
    lower: Cursor,
    out: Vec<Entry>,
    key_span: Span,
    span: Span,
    /// Whether this is a lower map alone, to be taken without its nulls.
    without_nulls: bool,
}

/// A map and how far it is read. Cloning a map is cheap.
#[derive(Default)]
struct Cursor {
    map: Map,
    at: usize,
}

impl Cursor {
    fn over(map: Option<&Map>) -> Self {
        Cursor {
            map: map.cloned().unwrap_or_default(),
            at: 0,
        }
    }

    fn peek(&self) -> Option<&Entry> {
        self.map.entries().get(self.at)
    }
}

/// Merges two maps. The places of the result's maps are the upper ones.
pub(super) fn merge(upper: &Map, lower: &Map, policy: &mut impl Policy) -> Map {
    let mut path: Vec<Arc<str>> = Vec::new();
    let mut levels = vec![Level {
        upper: Cursor::over(Some(upper)),
        lower: Cursor::over(Some(lower)),
        out: Vec::with_capacity(upper.len().max(lower.len())),
        key_span: Span::NOWHERE,
        span: Span::NOWHERE,
        without_nulls: false,
    }];
    while let Some(level) = levels.last_mut() {
        let (upper, lower) = match (level.upper.peek(), level.lower.peek()) {
            (Some(upper), Some(lower)) => match upper.key.cmp(&lower.key) {
                Ordering::Less => (Some(upper), None),
                Ordering::Equal => (Some(upper), Some(lower)),
                Ordering::Greater => (None, Some(lower)),
            },
            pair => pair,
        };
        let Some(either) = upper.or(lower) else {
            let done = levels
                .pop()
                .map(|level| (level.key_span, level.span, level.out));
            let Some((key_span, span, out)) = done else {
                break;
            };
            let map = Map::from_entries(out);
            match (levels.last_mut(), path.pop()) {
                (Some(above), Some(key)) => above.out.push(Entry {
                    key,
                    key_span,
                    value: Node::new(Data::Map(map), span),
                }),
                _ => return map,
            }
            continue;
        };
        let fate = if level.without_nulls {
            Fate::LowerWithoutNulls
        } else {
            policy.decide(&path, upper, lower)
        };
        let below = match fate {
            Fate::Upper => {
                level.out.extend(upper.cloned());
                None
            }
            Fate::Lower => {
                level.out.extend(lower.cloned());
                None
            }
            Fate::Gone => None,
            Fate::LowerWithoutNulls if either.value.is_null() => None,
            Fate::LowerWithoutNulls if !is_map(either) => {
                level.out.push(either.clone());
                None
            }
            Fate::Inside | Fate::LowerWithoutNulls => {
                path.push(either.key.clone());
                Some(Level {
                    upper: Cursor::over(upper.and_then(|entry| entry.value.as_map())),
                    lower: Cursor::over(lower.and_then(|entry| entry.value.as_map())),
                    out: Vec::new(),
                    key_span: either.key_span,
                    span: either.value.span,
                    without_nulls: fate == Fate::LowerWithoutNulls,
                })
            }
        };
        let step = (usize::from(upper.is_some()), usize::from(lower.is_some()));
        level.upper.at += step.0;
        level.lower.at += step.1;
        levels.extend(below);
    }
    Map::new()
}

/// The documents of one values file as one map: later ones lie over earlier ones.
pub(super) fn overlaid(documents: &[Node]) -> Map {
    let mut maps = documents.iter().filter_map(Node::as_map);
    let first = maps.next().cloned().unwrap_or_default();
    maps.fold(first, |below, map| merge(map, &below, &mut Overlay))
}

/// `-f` over `-f`, document over document: maps merge, everything else replaces, nulls included.
pub(super) struct Overlay;

impl Policy for Overlay {
    fn decide(&mut self, _: &[Arc<str>], upper: Option<&Entry>, lower: Option<&Entry>) -> Fate {
        match (upper, lower) {
            (Some(upper), Some(lower)) if is_map(upper) && is_map(lower) => Fate::Inside,
            (Some(_), _) => Fate::Upper,
            (None, _) => Fate::Lower,
        }
    }
}

pub(super) fn is_map(entry: &Entry) -> bool {
    matches!(entry.value.data, Data::Map(_))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn map(text: &str) -> Map {
        let source = crate::source::Sources::new().add("", text);
        let (node, _) = super::super::json::read(text, 0, source).unwrap();
        node.as_map().unwrap().clone()
    }

    pub fn show(map: Map) -> String {
        crate::yaml::to_json(&Node::new(Data::Map(map), Span::NOWHERE))
    }

    #[test]
    fn maps_merge_and_everything_else_replaces() {
        let upper = map(r#"{"a":{"x":null,"y":{"k":1}},"b":[1],"d":{}}"#);
        let lower = map(r#"{"a":{"x":1,"z":2},"b":[2,3],"c":4,"d":{"e":5}}"#);
        assert_eq!(
            show(merge(&upper, &lower, &mut Overlay)),
            r#"{"a":{"x":null,"y":{"k":1},"z":2},"b":[1],"c":4,"d":{"e":5}}"#
        );
    }

    #[test]
    fn nulls_leave_maps_and_stay_in_lists() {
        struct Defaults;
        impl Policy for Defaults {
            fn decide(&mut self, _: &[Arc<str>], _: Option<&Entry>, _: Option<&Entry>) -> Fate {
                Fate::LowerWithoutNulls
            }
        }
        let lower = map(r#"{"a":null,"b":{"c":null,"d":{"e":null}},"l":[null,{"x":null}]}"#);
        assert_eq!(
            show(merge(&Map::new(), &lower, &mut Defaults)),
            r#"{"b":{"d":{}},"l":[null,{"x":null}]}"#
        );
    }

    #[test]
    fn ten_thousand_levels_do_not_use_the_call_stack() {
        let text = format!("{}1{}", "{\"a\":".repeat(9_999), "}".repeat(9_999));
        let deep = map(&text);
        assert_eq!(show(merge(&deep, &deep, &mut Overlay)), text);
    }
}
