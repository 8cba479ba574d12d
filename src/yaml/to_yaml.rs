//! Helm's `toYaml` to the letter.
//!
//! Helm writes the value as JSON, reads that text back with its YAML reader and prints what it
//! read. The layout is that of the Go YAML library's second line, which follows libyaml: where a
//! line breaks and what is quoted depends on the column, on whether anything but blanks stands
//! on the line, and on the indentation, so these three are tracked here under the same rules.
//! Observed with Helm 3.17.3 and 4.3.1.

use super::node::{Data, Entry, Node, Step};
use super::number;
use super::to_yaml_order::in_natural_order;
use super::to_yaml_reread::{key_is_readable, reread};
use super::to_yaml_scalar::{Scalar, Style};

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
