//! Strict JSON with the place of every value: the right side of `--set-json`.

use std::sync::Arc;

use crate::source::{SourceId, Span};
use crate::yaml::{Data, Entry, List, Map, Node};

/// Lists and maps may nest this deep (Go's `encoding/json`, the reader behind `--set-json`).
const MAX_DEPTH: usize = 10_000;

/// Why a text is no JSON value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct JsonError {
    /// What is wrong, in the author's terms.
    pub message: &'static str,
    /// Byte offset in the text.
    pub at: usize,
}

/// Reads the one value that begins at `start` after blanks; gives it and the offset behind it.
/// What follows is the caller's business.
pub(super) fn read(text: &str, start: usize, source: SourceId) -> Result<(Node, usize), JsonError> {
    Reader {
        text,
        at: start,
        source,
    }
    .document()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    source: SourceId,
}

/// A list or map whose end is not yet reached.
enum Open {
    List(usize, Vec<Node>),
    Map(usize, Vec<Entry>, Arc<str>, Span),
}

impl Reader<'_> {
    fn document(mut self) -> Result<(Node, usize), JsonError> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            let start = self.skip_blanks();
            let mut node = match self.peek() {
                Some(b'[') => {
                    self.check_depth(&open)?;
                    self.at += 1;
                    self.skip_blanks();
                    if !self.take(b']') {
                        open.push(Open::List(start, Vec::new()));
                        continue;
                    }
                    self.node(start, Data::List(List::default()))
                }
                Some(b'{') => {
                    self.check_depth(&open)?;
                    self.at += 1;
                    self.skip_blanks();
                    if !self.take(b'}') {
                        let (key, span) = self.key()?;
                        open.push(Open::Map(start, Vec::new(), key, span));
                        continue;
                    }
                    self.node(start, Data::Map(Map::new()))
                }
                _ => self.scalar()?,
            };
            // A finished value goes into what is open; that may finish it, too.
            loop {
                match open.pop() {
                    None => return Ok((node, self.at)),
                    Some(Open::List(start, mut items)) => {
                        items.push(node);
                        self.skip_blanks();
                        if self.take(b',') {
                            open.push(Open::List(start, items));
                            break;
                        }
                        self.expect(b']', "a list goes on with , or ends with ]")?;
                        node = self.node(start, Data::List(List::new(items)));
                    }
                    Some(Open::Map(start, mut entries, key, key_span)) => {
                        entries.push(Entry {
                            key,
                            key_span,
                            value: node,
                        });
                        self.skip_blanks();
                        if self.take(b',') {
                            self.skip_blanks();
                            let (key, span) = self.key()?;
                            open.push(Open::Map(start, entries, key, span));
                            break;
                        }
                        self.expect(b'}', "a map goes on with , or ends with }")?;
                        node = self.node(start, Data::Map(Map::from_entries(entries)));
                    }
                }
            }
        }
    }

    fn check_depth(&self, open: &[Open]) -> Result<(), JsonError> {
        if open.len() >= MAX_DEPTH {
            return Err(self.error("lists and maps nest more than 10,000 levels deep"));
        }
        Ok(())
    }

    /// A key and the colon behind it.
    fn key(&mut self) -> Result<(Arc<str>, Span), JsonError> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.error("a key must stand in double quotes"));
        }
        let key = self.string()?;
        let span = Span::new(self.source, start, self.at);
        self.skip_blanks();
        self.expect(b':', "a colon must follow the key")?;
        Ok((key.into(), span))
    }

    fn scalar(&mut self) -> Result<Node, JsonError> {
        let start = self.at;
        let data = match self.peek() {
            Some(b'"') => Data::Str(self.string()?.into()),
            Some(b'-' | b'0'..=b'9') => Data::Float(self.number()?),
            Some(b't') => self.word("true", Data::Bool(true))?,
            Some(b'f') => self.word("false", Data::Bool(false))?,
            Some(b'n') => self.word("null", Data::Null)?,
            None => return Err(self.error("a value is missing here")),
            Some(_) => {
                return Err(self.error("this is no JSON value (text needs double quotes)"));
            }
        };
        Ok(self.node(start, data))
    }

    fn word(&mut self, word: &str, data: Data) -> Result<Data, JsonError> {
        if self
            .text
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word))
        {
            self.at += word.len();
            return Ok(data);
        }
        Err(self.error("this is no JSON value (text needs double quotes)"))
    }

    fn number(&mut self) -> Result<f64, JsonError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        self.text
            .get(start..self.at)
            .and_then(|digits| digits.parse().ok())
            .filter(|value: &f64| value.is_finite())
            .ok_or(JsonError {
                message: "this number is too large",
                at: start,
            })
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.error("a digit is missing here"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        let mut out = String::new();
        self.at += 1;
        loop {
            let Some(c) = self
                .text
                .get(self.at..)
                .and_then(|rest| rest.chars().next())
            else {
                return Err(JsonError {
                    message: "this string does not end",
                    at: start,
                });
            };
            match c {
                '"' => {
                    self.at += 1;
                    return Ok(out);
                }
                '\\' => out.push(self.escape()?),
                '\0'..='\x1f' => {
                    return Err(
                        self.error("a control character must be written as \\u and four digits")
                    );
                }
                _ => {
                    self.at += c.len_utf8();
                    out.push(c);
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        self.at += 1;
        let plain = match self.peek() {
            Some(b'u') => return self.unicode_escape(),
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => return Err(self.error("no such escape in JSON")),
        };
        self.at += 1;
        Ok(plain)
    }

    /// `\uXXXX`, or two of them for one character. Half of a pair alone is U+FFFD, as in Go.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        self.at += 1;
        let first = self.hex4()?;
        if (0xd800..0xdc00).contains(&first) {
            let before_second = self.at;
            if self.take(b'\\') && self.take(b'u') {
                let second = self.hex4()?;
                if (0xdc00..0xe000).contains(&second) {
                    let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    return Ok(char::from_u32(code).unwrap_or('\u{fffd}'));
                }
            }
            self.at = before_second;
        }
        Ok(char::from_u32(first).unwrap_or('\u{fffd}'))
    }

    fn hex4(&mut self) -> Result<u32, JsonError> {
        let digits = self
            .text
            .get(self.at..self.at + 4)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| self.error("\\u needs four hexadecimal digits"))?;
        self.at += 4;
        Ok(digits)
    }

    fn skip_blanks(&mut self) -> usize {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: u8, message: &'static str) -> Result<(), JsonError> {
        if self.take(wanted) {
            return Ok(());
        }
        Err(self.error(message))
    }

    fn node(&self, start: usize, data: Data) -> Node {
        Node::new(data, Span::new(self.source, start, self.at))
    }

    fn error(&self, message: &'static str) -> JsonError {
        JsonError {
            message,
            at: self.at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn parse(text: &str) -> Result<(String, usize), JsonError> {
        let source = Sources::new().add("<--set-json 1>", text);
        read(text, 0, source).map(|(node, end)| (format!("{node:?}"), end))
    }

    #[test]
    fn values_end_where_they_end() {
        assert_eq!(parse(" 1 x").unwrap(), ("1".into(), 2));
        assert_eq!(parse("01").unwrap(), ("0".into(), 1));
        assert_eq!(parse("truex").unwrap(), ("true".into(), 4));
        assert_eq!(
            parse(r#"{"b":[1,{}],"a":null,"b":"x"},"#).unwrap(),
            (r#"{"a": null, "b": "x"}"#.into(), 29)
        );
    }

    #[test]
    fn escapes_are_those_of_json() {
        assert_eq!(parse(r#""\ud83e\udd80\/\n""#).unwrap().0, r#""🦀/\n""#);
        assert_eq!(parse(r#""\ud83ex""#).unwrap().0, "\"\u{fffd}x\"");
        assert_eq!(parse(r#""\ud83e\u0041""#).unwrap().0, "\"\u{fffd}A\"");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            "+1",
            ".5",
            "1.",
            "1e",
            "-",
            "1e400",
            "True",
            "'x'",
            "nul",
            "\"x",
            "\"\u{1}\"",
            r#""\q""#,
            "[1,]",
            "[1",
            "{\"a\" 1}",
            "{a:1}",
            "{\"a\":1,}",
            r#""\u12""#,
            r#""\u+123""#,
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ten_thousand_levels_and_no_more() {
        let nested = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&nested(10_000)).is_ok());
        assert!(parse(&nested(10_001)).is_err());
    }
}
