//! Helm's `toYaml` to the letter.
//!
//! Helm writes the value as JSON, reads that text back with its YAML reader and prints what it
//! read. The layout is that of the Go YAML library's second line, which follows libyaml: where a
//! line breaks and what is quoted depends on the column, on whether anything but blanks stands
//! on the line, and on the indentation, so these three are tracked here under the same rules.
//! Observed with Helm 3.17.3 and 4.3.1.

mod order;
mod reread;
mod scalar;

pub(crate) use order::last_entry;

use crate::yaml::node::{Data, Entry, Node};
use crate::yaml::number;
use crate::yaml::walk::Step;

use order::in_natural_order;
use reread::{key_is_readable, reread};
use scalar::{Scalar, Style};

/// Nesting that Helm's reader refuses.
const DEPTH: usize = 10_000;

/// What Helm's `toYaml` prints, without a final newline.
///
/// The result is empty when Helm cannot read back the JSON that it wrote on the way, for example
/// because a string contains U+007F.
#[must_use]
pub fn to_yaml(node: &Node) -> String {
    if !is_readable(node) {
        return String::new();
    }
    let mut printer = Printer::default();
    printer.tree(node);
    let mut out = printer.out;
    if out.ends_with('\n') {
        out.pop();
    }
    out
}

fn is_readable(node: &Node) -> bool {
    let mut depth = 0_usize;
    for step in node.walk() {
        match step {
            Step::ListStart(..) | Step::MapStart(..) => depth += 1,
            Step::ListEnd | Step::MapEnd => depth -= 1,
            Step::Key(entry) if !key_is_readable(&entry.key) => return false,
            Step::Scalar(scalar) if scalar.as_str().is_some_and(|text| reread(text).is_none()) => {
                return false;
            }
            Step::Key(_) | Step::Scalar(_) => {}
        }
        if depth > DEPTH {
            return false;
        }
    }
    true
}

/// What has been printed, and where the next character goes.
#[derive(Default)]
pub(super) struct Printer {
    pub(super) out: String,
    /// Characters since the line began.
    pub(super) column: usize,
    /// Whether the line holds nothing yet but indentation, dashes and question marks.
    pub(super) fresh: bool,
    /// Whether a blank or the start of a line comes before.
    pub(super) blank: bool,
}

/// A list or map that is being printed, and the column of its entries.
enum Level<'a> {
    List(std::slice::Iter<'a, Node>, usize),
    Map(std::vec::IntoIter<&'a Entry>, usize),
}

/// Where a value stands.
#[derive(Clone, Copy)]
enum Place {
    Top,
    /// In a list whose dashes stand at this column.
    Item(usize),
    /// In a map whose keys stand at this column.
    Value(usize),
}

impl Printer {
    pub(super) fn put(&mut self, char: char) {
        self.out.push(char);
        self.column += 1;
    }

    pub(super) fn line_break(&mut self, char: char) {
        self.out.push(char);
        self.column = 0;
    }

    /// Goes to a column: on this line if nothing but indentation stands on it, else on the next.
    pub(super) fn indent(&mut self, column: usize) {
        if !self.fresh || self.column > column || (self.column == column && !self.blank) {
            self.line_break('\n');
        }
        while self.column < column {
            self.put(' ');
        }
        self.fresh = true;
        self.blank = true;
    }

    /// A dash, a bracket, a quote: after a blank if it must be.
    pub(super) fn mark(&mut self, text: &str, after_blank: bool) {
        if after_blank && !self.blank {
            self.put(' ');
        }
        for char in text.chars() {
            self.put(char);
        }
        self.blank = false;
    }

    /// A mark that leaves the line open for the first entry of a list or map.
    fn opening_mark(&mut self, text: &str) {
        let fresh = self.fresh;
        self.mark(text, true);
        self.fresh = fresh;
    }

    fn closed_mark(&mut self, text: &str) {
        self.mark(text, true);
        self.fresh = false;
    }

    fn tree(&mut self, node: &Node) {
        self.fresh = true;
        self.blank = true;
        let mut open = Vec::new();
        open.extend(self.value(node, Place::Top));
        while let Some(level) = open.last_mut() {
            let inner = match level {
                Level::List(items, column) => items.next().map(|item| {
                    let column = *column;
                    self.indent(column);
                    self.opening_mark("-");
                    self.value(item, Place::Item(column))
                }),
                Level::Map(entries, column) => entries.next().map(|entry| {
                    let column = *column;
                    self.key(&entry.key, column);
                    self.value(&entry.value, Place::Value(column))
                }),
            };
            match inner {
                Some(opened) => open.extend(opened),
                None => {
                    open.pop();
                }
            }
        }
        self.indent(0);
    }

    fn key(&mut self, key: &str, column: usize) {
        self.indent(column);
        let scalar = Scalar::new(key);
        if scalar.fits_simple_key() {
            self.scalar(&scalar, column + 2, false);
            self.mark(":", false);
            self.fresh = false;
        } else {
            self.opening_mark("?");
            self.scalar(&scalar, column + 2, true);
            self.indent(column);
            self.opening_mark(":");
        }
    }

    /// Prints a scalar or an empty collection; gives back the level of a filled one.
    fn value<'a>(&mut self, node: &'a Node, place: Place) -> Option<Level<'a>> {
        let deeper = match place {
            Place::Top => 2,
            Place::Item(column) | Place::Value(column) => column + 2,
        };
        match &node.data {
            Data::List(list) if list.items().is_empty() => self.closed_mark("[]"),
            Data::Map(map) if map.is_empty() => self.closed_mark("{}"),
            Data::List(list) => {
                let column = match place {
                    Place::Top => 0,
                    // Below a plain key the dashes stand at the key's column.
                    Place::Value(column) if !self.fresh => column,
                    Place::Item(_) | Place::Value(_) => deeper,
                };
                return Some(Level::List(list.items().iter(), column));
            }
            Data::Map(map) => {
                let column = match place {
                    Place::Top => 0,
                    Place::Item(_) | Place::Value(_) => deeper,
                };
                let entries = in_natural_order(map.entries());
                return Some(Level::Map(entries.into_iter(), column));
            }
            Data::Str(text) => {
                let text = reread(text).unwrap_or_default();
                self.scalar(&Scalar::new(&text), deeper, true);
            }
            Data::Null => self.scalar(&Scalar::plain("null"), deeper, true),
            Data::Bool(value) => self.scalar(&Scalar::plain(&value.to_string()), deeper, true),
            Data::Int(value) => self.scalar(&Scalar::plain(&value.to_string()), deeper, true),
            Data::Float(value) => self.scalar(&Scalar::plain(&reread_number(*value)), deeper, true),
        }
        None
    }

    fn scalar(&mut self, scalar: &Scalar, indent: usize, may_fold: bool) {
        match scalar.style() {
            Style::Plain => self.plain(scalar, indent, may_fold),
            Style::Single => self.single_quoted(scalar, indent, may_fold),
            Style::Double => self.double_quoted(scalar, indent, may_fold),
            Style::Literal => self.literal(scalar, indent),
        }
    }
}

/// The JSON text of a number, read as YAML: integers of 64 bits are printed in full.
fn reread_number(value: f64) -> String {
    let text = number::json(value);
    if let Ok(integer) = text.parse::<i64>() {
        integer.to_string()
    } else if text.parse::<u64>().is_ok() {
        text
    } else {
        number::general(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(json: &str) -> String {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        to_yaml(&Node::from_serialize(&value).unwrap())
    }

    #[test]
    fn lists_stand_at_the_column_of_their_key() {
        for (json, yaml) in [
            (r#"{"a": [1, [2, [3]]]}"#, "a:\n- 1\n- - 2\n  - - 3"),
            (
                r#"[{"a": {"b": 1}, "c": []}, {}]"#,
                "- a:\n    b: 1\n  c: []\n- {}",
            ),
            (r#"{"a": {"b": {"c": null}}}"#, "a:\n  b:\n    c: null"),
        ] {
            assert_eq!(print(json), yaml);
        }
    }

    #[test]
    fn strings_that_mean_something_else_are_in_double_quotes() {
        for (json, yaml) in [
            (r#""yes""#, "\"yes\""),
            (r#""1:30""#, "\"1:30\""),
            (r#""2001-01-01""#, "\"2001-01-01\""),
            (r#""1:60""#, "1:60"),
            (r#""<<""#, "<<"),
            (r#""""#, "\"\""),
        ] {
            assert_eq!(print(json), yaml);
        }
    }

    #[test]
    fn strings_that_break_plain_style_are_in_single_quotes() {
        for (json, yaml) in [
            (r#""a: b""#, "'a: b'"),
            (r##""#""##, "'#'"),
            (r#""it's""#, "it's"),
            (r#""'""#, "''''"),
            (r#""a\u2028b""#, "'a\u{2028}  b'"),
        ] {
            assert_eq!(print(json), yaml);
        }
    }

    #[test]
    fn special_characters_force_double_quotes() {
        for (json, yaml) in [
            (r#""a\tb""#, r#""a\tb""#),
            (r#""a \nb""#, r#""a \nb""#),
            ("\"\u{1f980}\"", r#""\U0001F980""#),
            ("\"\u{feff}a \"", r#""\uFEFF\x61\x20""#),
        ] {
            assert_eq!(print(json), yaml);
        }
    }

    #[test]
    fn several_lines_make_a_literal_block() {
        for (json, yaml) in [
            (r#"{"a": "x\ny\n"}"#, "a: |\n  x\n  y"),
            (r#"{"a": " x\ny"}"#, "a: |2-\n   x\n  y"),
            (r#"["\n"]"#, "- |2+\n"),
            (r#"{"a\nb": ["x"]}"#, "? |-\n  a\n  b\n: - x"),
        ] {
            assert_eq!(print(json), yaml);
        }
    }

    #[test]
    fn long_scalars_fold_at_the_first_space_beyond_column_80() {
        let word = "x".repeat(79);
        assert_eq!(
            print(&format!(r#"{{"a": "{word} y z"}}"#)),
            format!("a: {word}\n  y z")
        );
        assert_eq!(
            print(&format!(r#"["\t{word} y  z"]"#)),
            format!("- \"\\t{word}\n  y  z\"")
        );
        assert_eq!(
            print(&format!(r#"["\t{word}  z"]"#)),
            format!("- \"\\t{word}\n  \\ z\"")
        );
    }

    #[test]
    fn long_keys_stand_behind_a_question_mark() {
        let key = "k".repeat(129);
        assert_eq!(
            print(&format!(r#"{{"{key}": {{"a": 1, "b": [2]}}}}"#)),
            format!("? {key}\n: a: 1\n  b:\n  - 2")
        );
    }

    #[test]
    fn numbers_that_fit_64_bits_are_written_out() {
        for (json, yaml) in [
            ("1000000", "1000000"),
            // As Helm's reader hands them over, rounded.
            ("9223372036854775807.0", "9223372036854776000"),
            ("-9223372036854775808.0", "-9.223372036854776e+18"),
            // As `--set` does, whole.
            ("9223372036854775807", "9223372036854775807"),
            ("18446744073709551615", "1.8446744073709552e+19"),
            ("1e-7", "1e-07"),
            ("-0.0", "0"),
        ] {
            assert_eq!(print(json), yaml);
        }
    }

    #[test]
    fn what_cannot_be_read_back_prints_nothing() {
        for json in [
            "[1, \"a\u{7f}\"]".to_owned(),
            "{\"a\u{85}b\": 1}".to_owned(),
            format!("{{\"{}\": 1}}", "k".repeat(1023)),
            "\"\u{85}--- \"".to_owned(),
        ] {
            assert_eq!(print(&json), "");
        }
        assert_ne!(print(&format!("{{\"{}\": 1}}", "k".repeat(1022))), "");
        assert_eq!(print("\"a \u{85} b\u{85}\u{85}c\""), "|-\n  a b\n  c");
    }

    #[test]
    fn depth_neither_overflows_nor_goes_beyond_the_readers_limit() {
        use crate::source::Span;
        use crate::yaml::List;
        let deep = |levels| {
            (0..levels).fold(Node::null(), |inner, _| {
                Node::new(Data::List(List::new(vec![inner])), Span::NOWHERE)
            })
        };
        assert!(to_yaml(&deep(10_000)).ends_with("- - null"));
        assert_eq!(to_yaml(&deep(10_001)), "");
    }
}
