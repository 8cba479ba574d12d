//! What Go templates make of a value: its text, its truth, its kind.

use std::fmt::Write;

pub use crate::yaml::number::general as format_float;

use crate::yaml::walk::Step;
use crate::yaml::{Data, Node};

/// The text of `{{ x }}`: `map[a:1 b:<nil>]`, `[a b]`, `1e+06`. A null prints as nothing, which
/// is what remains once Helm has deleted `<no value>`; inside a list or map it is `<nil>`.
/// Helm 3.17.3 and 4.3.1, observed.
#[must_use]
pub fn print(node: &Node) -> String {
    if node.is_null() {
        return String::new();
    }
    let mut out = String::new();
    // Whether the next item or key needs a space before it.
    let mut separate = false;
    for step in node.walk() {
        if separate && !matches!(step, Step::ListEnd | Step::MapEnd) {
            out.push(' ');
        }
        separate = true;
        match step {
            Step::Scalar(scalar) => print_scalar(&mut out, &scalar.data),
            Step::ListStart(..) => {
                out.push('[');
                separate = false;
            }
            Step::MapStart(..) => {
                out.push_str("map[");
                separate = false;
            }
            Step::Key(entry) => {
                out.push_str(&entry.key);
                out.push(':');
                separate = false;
            }
            Step::ListEnd | Step::MapEnd => out.push(']'),
        }
    }
    out
}

fn print_scalar(out: &mut String, data: &Data) {
    match data {
        Data::Null => out.push_str("<nil>"),
        // Writing to a string cannot fail.
        Data::Bool(value) => drop(write!(out, "{value}")),
        Data::Int(value) => drop(write!(out, "{value}")),
        Data::Float(value) => out.push_str(&format_float(*value)),
        Data::Str(text) => out.push_str(text),
        Data::List(_) | Data::Map(_) => {}
    }
}

/// Whether `if` takes the branch: everything but null, `false`, zero, and empty strings, lists
/// and maps. What is missing is false, too.
#[must_use]
pub fn is_true(node: Option<&Node>) -> bool {
    node.is_some_and(|node| match &node.data {
        Data::Null => false,
        Data::Bool(value) => *value,
        Data::Int(value) => *value != 0,
        Data::Float(value) => *value != 0.0,
        Data::Str(text) => !text.is_empty(),
        Data::List(list) => !list.items().is_empty(),
        Data::Map(map) => !map.is_empty(),
    })
}

/// What Helm's `kindOf` answers: `float64`, `int64`, `invalid` for null.
#[must_use]
pub fn kind_of(node: &Node) -> &'static str {
    match node.data {
        Data::Null => "invalid",
        Data::Bool(_) => "bool",
        Data::Int(_) => "int64",
        Data::Float(_) => "float64",
        Data::Str(_) => "string",
        Data::List(_) => "slice",
        Data::Map(_) => "map",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::yaml::{Entry, List, Map};

    fn node(data: Data) -> Node {
        Node::new(data, Span::NOWHERE)
    }

    fn map(entries: Vec<(&str, Node)>) -> Node {
        node(Data::Map(Map::from_entries(
            entries
                .into_iter()
                .map(|(key, value)| Entry {
                    key: key.into(),
                    key_span: Span::NOWHERE,
                    value,
                })
                .collect(),
        )))
    }

    #[test]
    fn collections_print_like_go() {
        let inner = node(Data::List(List::new(vec![
            node(Data::Str("a".into())),
            Node::null(),
            node(Data::List(List::default())),
            map(vec![]),
        ])));
        let tree = map(vec![
            ("b", Node::null()),
            ("a", node(Data::Float(1e6))),
            ("c", inner),
            ("d", node(Data::Int(1_000_000))),
        ]);
        assert_eq!(
            print(&tree),
            "map[a:1e+06 b:<nil> c:[a <nil> [] map[]] d:1000000]"
        );
    }

    #[test]
    fn null_alone_prints_nothing() {
        assert_eq!(print(&Node::null()), "");
        assert_eq!(kind_of(&Node::null()), "invalid");
    }

    #[test]
    fn zero_and_empty_are_false() {
        for data in [
            Data::Null,
            Data::Bool(false),
            Data::Int(0),
            Data::Float(-0.0),
            Data::Str("".into()),
            Data::List(List::default()),
            Data::Map(Map::new()),
        ] {
            assert!(!is_true(Some(&node(data))));
        }
        assert!(!is_true(None));
        assert!(is_true(Some(&node(Data::Str("false".into())))));
        assert!(is_true(Some(&node(Data::List(List::new(vec![
            Node::null()
        ]))))));
    }
}
