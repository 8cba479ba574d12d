//! YAML as rutter prints it: block style that every YAML 1.1 and 1.2 reader reads back as the
//! same value.
//!
//! What each reader takes for a boolean, a number or a date differs, so a scalar is written
//! plain only where no reader can see anything but a string (the proof stands beside the code).
//! Lists stand at the column of their key, as kubectl writes them.

mod scalar;

use serde::Serialize;

use crate::yaml::node::Node;
use crate::yaml::number;
use crate::yaml::serde_ser::{self, EncodeError};
use crate::yaml::sink::Sink;

/// A sink that writes one YAML document.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    open: Vec<Level>,
}

#[derive(Debug)]
struct Level {
    kind: Kind,
    /// The column of its entries.
    indent: usize,
    /// Whether an entry has been written.
    filled: bool,
    /// Whether it begins on the line of its key, and must leave it.
    after_key: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    List,
    Map,
}

/// A key whose written form is longer than this stands behind `?`: readers refuse implicit keys
/// of more than 1024 characters.
const LONGEST_IMPLICIT_KEY: usize = 500;

/// One document, maps in key order; ends with a newline, has no `---`.
#[must_use]
pub fn write(node: &Node) -> String {
    let mut writer = Writer::default();
    node.feed(&mut writer);
    writer.finish()
}

/// One document with the fields of structs in their own order; ends with a newline, has no `---`.
///
/// # Errors
/// When the value cannot be written as YAML that reads back: a float that is not finite, a key
/// that is no scalar, deeper nesting than [`serde_ser::DEPTH`], or an error of the value itself.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, EncodeError> {
    let mut writer = Writer::default();
    serde_ser::feed(value, &mut writer)?;
    Ok(writer.finish())
}

impl Writer {
    /// What was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    fn pad(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    /// Goes to where the next entry of the innermost list or map begins.
    fn entry(&mut self) {
        let Some(level) = self.open.last_mut() else {
            return;
        };
        let first = !level.filled;
        level.filled = true;
        let (indent, after_key) = (level.indent, level.after_key);
        if first && after_key {
            self.out.push('\n');
        }
        // The first entry of what stands after a dash (or at the top) is already in place.
        if !first || after_key {
            self.pad(indent);
        }
    }

    /// Goes to where a scalar begins.
    fn place(&mut self) {
        match self.open.last().map(|level| level.kind) {
            Some(Kind::List) => {
                self.entry();
                self.out.push_str("- ");
            }
            Some(Kind::Map) => self.out.push(' '),
            None => {}
        }
    }

    fn scalar(&mut self, text: &str) {
        self.place();
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn start(&mut self, kind: Kind) {
        let (indent, after_key) = match self.open.last() {
            None => (0, false),
            Some(level) => match (level.kind, kind) {
                (Kind::List, _) => (level.indent + 2, false),
                (Kind::Map, Kind::List) => (level.indent, true),
                (Kind::Map, Kind::Map) => (level.indent + 2, true),
            },
        };
        if !after_key {
            self.place();
        }
        self.open.push(Level {
            kind,
            indent,
            filled: false,
            after_key,
        });
    }

    fn end(&mut self, empty: &str) {
        if let Some(level) = self.open.pop()
            && !level.filled
        {
            if level.after_key {
                self.out.push(' ');
            }
            self.out.push_str(empty);
            self.out.push('\n');
        }
    }
}

impl Sink for Writer {
    fn null(&mut self) {
        self.scalar("null");
    }

    fn bool(&mut self, value: bool) {
        self.scalar(if value { "true" } else { "false" });
    }

    fn integer(&mut self, value: i128) {
        self.scalar(&value.to_string());
    }

    fn float(&mut self, value: f64) {
        self.scalar(&number::portable(value));
    }

    fn string(&mut self, text: &str) {
        let Some(chomping) = scalar::block_header(text) else {
            self.scalar(&scalar::on_one_line(text));
            return;
        };
        let indent = self.open.last().map_or(0, |level| level.indent) + 2;
        self.scalar(chomping);
        for line in text.lines() {
            if !line.is_empty() {
                self.pad(indent);
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
    }

    fn list_start(&mut self) {
        self.start(Kind::List);
    }

    fn list_end(&mut self) {
        self.end("[]");
    }

    fn map_start(&mut self) {
        self.start(Kind::Map);
    }

    fn key(&mut self, key: &str) {
        self.entry();
        let text = scalar::on_one_line(key);
        if text.len() > LONGEST_IMPLICIT_KEY {
            let indent = self.open.last().map_or(0, |level| level.indent);
            self.out.push_str("? ");
            self.out.push_str(&text);
            self.out.push('\n');
            self.pad(indent);
        } else {
            self.out.push_str(&text);
        }
        self.out.push(':');
    }

    fn map_end(&mut self) {
        self.end("{}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn print(json: &str) -> String {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        write(&Node::from_serialize(&value).unwrap())
    }

    #[test]
    fn an_object_reads_like_kubectls() {
        let text = print(
            r#"{
                "apiVersion": "networking.istio.io/v1beta1",
                "spec": {
                    "hosts": ["*.example.org", "a.example.org", "1.example.org"],
                    "http": [
                        {"match": [{"uri": {"regex": "^/(a|b)\\.x$"}}], "timeout": "30s"},
                        {"route": [{"destination": {"port": {"number": 443}}}], "headers": {}}
                    ],
                    "lists": [[1, [2]], []],
                    "nothing": null
                }
            }"#,
        );
        assert_snapshot!(text, @r#"
        apiVersion: networking.istio.io/v1beta1
        spec:
          hosts:
          - "*.example.org"
          - a.example.org
          - 1.example.org
          http:
          - match:
            - uri:
                regex: ^/(a|b)\.x$
            timeout: 30s
          - headers: {}
            route:
            - destination:
                port:
                  number: 443
          lists:
          - - 1
            - - 2
          - []
          nothing: null
        "#);
    }

    #[test]
    fn what_any_reader_might_mistake_is_quoted() {
        let mut words: Vec<&str> = "y No ON true null ~ = << 1 1_000 0o7 12:30:45 .5 1e3 \
             2001-01-01 --- a\rb it's \" a\\b é 30s 10.0.0.1 /a?b=c \u{85} \u{feff} \u{1f600}"
            .split(' ')
            .collect();
        words.extend(["", "- a", "a: b", "a #b", " a", "a "]);
        assert_snapshot!(to_string(&words).unwrap(), @r#"
        - "y"
        - "No"
        - "ON"
        - "true"
        - "null"
        - "~"
        - "="
        - "<<"
        - "1"
        - "1_000"
        - "0o7"
        - "12:30:45"
        - ".5"
        - "1e3"
        - "2001-01-01"
        - "---"
        - "a\rb"
        - it's
        - '"'
        - a\b
        - é
        - 30s
        - "10.0.0.1"
        - /a?b=c
        - "\u0085"
        - "\uFEFF"
        - "\U0001F600"
        - ""
        - "- a"
        - "a: b"
        - "a #b"
        - " a"
        - "a "
        "#);
    }

    #[test]
    fn lines_make_a_block_only_where_it_is_exact() {
        let texts = [
            "a\nb",
            "a\n\n b\n",
            "a\n",
            "a\nb\n\n",
            " a\nb",
            "a \nb",
            "a\n\tb",
            "a\r\nb",
        ];
        assert_snapshot!(to_string(&texts[..]).unwrap(), @r#"
        - |-
          a
          b
        - |
          a

           b
        - "a\n"
        - "a\nb\n\n"
        - " a\nb"
        - "a \nb"
        - "a\n\tb"
        - "a\r\nb"
        "#);
    }

    #[test]
    fn long_keys_stand_behind_a_question_mark() {
        let key = "k".repeat(LONGEST_IMPLICIT_KEY + 1);
        assert_eq!(
            print(&format!(r#"{{"{key}": [{{"{key}": {{}}}}]}}"#)),
            format!("? {key}\n:\n- ? {key}\n  : {{}}\n")
        );
    }

    #[test]
    fn scalars_stand_alone() {
        assert_eq!(print("1e21"), "1.0e+21\n");
        assert_eq!(print("[]"), "[]\n");
        assert_eq!(print(r#""a\nb""#), "|-\n  a\n  b\n");
    }
}
