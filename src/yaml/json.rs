//! JSON: Helm's `toJson` to the letter, and ordinary JSON for `-o json` and `-o jsonl`.

use std::fmt::Write;

use super::node::Node;
use super::number;
use super::sink::Sink;

/// Which JSON is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavour {
    /// Go's `encoding/json`: one line, `<`, `>`, `&` and the Unicode line separators escaped.
    Go,
    /// One line.
    Compact,
    /// Two spaces a level.
    Pretty,
}

/// A sink that writes JSON.
#[derive(Debug)]
pub struct Writer {
    out: String,
    flavour: Flavour,
    /// For each open list or map whether it has an entry yet.
    filled: Vec<bool>,
    after_key: bool,
}

/// Exactly what Helm's `toJson` prints (Helm 3.17.3 and 4.3.1, observed): one line, keys in byte
/// order, `<` as `\u003c`.
#[must_use]
pub fn to_json(node: &Node) -> String {
    write(node, Writer::new(Flavour::Go))
}

/// One line without blanks, keys in byte order.
#[must_use]
pub fn compact(node: &Node) -> String {
    write(node, Writer::compact())
}

/// Two spaces a level, keys in byte order, no final newline.
#[must_use]
pub fn pretty(node: &Node) -> String {
    write(node, Writer::pretty())
}

fn write(node: &Node, mut writer: Writer) -> String {
    node.feed(&mut writer);
    writer.finish()
}

impl Writer {
    fn new(flavour: Flavour) -> Self {
        Writer {
            out: String::new(),
            flavour,
            filled: Vec::new(),
            after_key: false,
        }
    }

    /// A writer of one line without blanks.
    #[must_use]
    pub fn compact() -> Self {
        Self::new(Flavour::Compact)
    }

    /// A writer that indents by two spaces.
    #[must_use]
    pub fn pretty() -> Self {
        Self::new(Flavour::Pretty)
    }

    /// What was written; no final newline.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    fn new_line(&mut self) {
        if self.flavour == Flavour::Pretty {
            self.out.push('\n');
            for _ in &self.filled {
                self.out.push_str("  ");
            }
        }
    }

    /// What stands between the previous entry and the next one.
    fn separate(&mut self) {
        if self.after_key {
            self.after_key = false;
            return;
        }
        if let Some(filled) = self.filled.last_mut() {
            if *filled {
                self.out.push(',');
            }
            *filled = true;
            self.new_line();
        }
    }

    fn end(&mut self, bracket: char) {
        if self.filled.pop() == Some(true) {
            self.new_line();
        }
        self.out.push(bracket);
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for char in text.chars() {
            let short = match char {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\u{8}' => "\\b",
                '\u{c}' => "\\f",
                _ if self.escaped(char) => {
                    // Writing to a string cannot fail.
                    let _ = write!(self.out, "\\u{:04x}", u32::from(char));
                    continue;
                }
                _ => {
                    self.out.push(char);
                    continue;
                }
            };
            self.out.push_str(short);
        }
        self.out.push('"');
    }

    fn escaped(&self, char: char) -> bool {
        match char {
            '\0'..='\x1f' | '\u{2028}' | '\u{2029}' => true,
            '<' | '>' | '&' => self.flavour == Flavour::Go,
            // Go leaves these alone; a terminal would obey them.
            '\u{7f}'..='\u{9f}' => self.flavour != Flavour::Go,
            _ => false,
        }
    }
}

impl Sink for Writer {
    fn null(&mut self) {
        self.separate();
        self.out.push_str("null");
    }

    fn bool(&mut self, value: bool) {
        self.separate();
        self.out.push_str(if value { "true" } else { "false" });
    }

    fn integer(&mut self, value: i128) {
        self.separate();
        self.out.push_str(&value.to_string());
    }

    fn float(&mut self, value: f64) {
        self.separate();
        self.out.push_str(&number::json(value));
    }

    fn string(&mut self, text: &str) {
        self.separate();
        self.text(text);
    }

    fn list_start(&mut self) {
        self.separate();
        self.out.push('[');
        self.filled.push(false);
    }

    fn list_end(&mut self) {
        self.end(']');
    }

    fn map_start(&mut self) {
        self.separate();
        self.out.push('{');
        self.filled.push(false);
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.text(key);
        self.out.push(':');
        if self.flavour == Flavour::Pretty {
            self.out.push(' ');
        }
        self.after_key = true;
    }

    fn map_end(&mut self) {
        self.end('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(json: &str) -> Node {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        Node::from_serialize(&value).unwrap()
    }

    #[test]
    fn gos_json_escapes_what_html_could_stumble_over() {
        let tree = node("{\"b\": \"<a&b>\u{2028}\u{7f}é\\n\\u0001\", \"a\": [1e6, null, {}, []]}");
        assert_eq!(
            to_json(&tree),
            "{\"a\":[1000000,null,{},[]],\
             \"b\":\"\\u003ca\\u0026b\\u003e\\u2028\u{7f}é\\n\\u0001\"}"
        );
    }

    #[test]
    fn ordinary_json_is_readable_and_safe_on_a_terminal() {
        let tree = node("{\"b\": \"<a&b>\u{9b}\", \"a\": [1, {\"c\": []}]}");
        assert_eq!(
            compact(&tree),
            "{\"a\":[1,{\"c\":[]}],\"b\":\"<a&b>\\u009b\"}"
        );
        assert_eq!(
            pretty(&tree),
            "{\n  \"a\": [\n    1,\n    {\n      \"c\": []\n    }\n  ],\n  \"b\": \"<a&b>\\u009b\"\n}"
        );
    }
}
