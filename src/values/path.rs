//! Paths in the syntax of `--set`: `ingress.hosts[0].name`, a backslash before a character that
//! would otherwise end a name.

use std::fmt::Write;
use std::sync::Arc;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// The value of a key.
    Key(Arc<str>),
    /// The item at a position, from 0.
    Index(usize),
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// What is wrong, in the author's terms.
    pub message: String,
    /// Byte offset in the text.
    pub at: usize,
}

/// A run of text up to a character that ends it.
pub(super) struct Run {
    /// The text, backslashes resolved.
    pub text: String,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset of the character that ended it.
    pub end: usize,
    /// The character that ended it; `None` at the end of the text.
    pub stop: Option<char>,
}

/// Reads a flag's argument from left to right.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Whether a backslash takes the next character as it is (not so in `--set-literal`).
    escapes: bool,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str, escapes: bool) -> Self {
        Scanner {
            text,
            at: 0,
            escapes,
        }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    pub fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    pub fn skip_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Everything up to one of `stops`, which is consumed. A backslash at the very end is dropped.
    pub fn until(&mut self, stops: &[char]) -> Run {
        let start = self.at;
        let mut text = String::new();
        loop {
            let end = self.at;
            match self.next() {
                Some(stop) if stops.contains(&stop) => {
                    return Run {
                        text,
                        start,
                        end,
                        stop: Some(stop),
                    };
                }
                Some('\\') if self.escapes => text.extend(self.next()),
                Some(other) => text.push(other),
                None => {
                    return Run {
                        text,
                        start,
                        end,
                        stop: None,
                    };
                }
            }
        }
    }
}

/// The position between brackets as Go reads it: decimal digits with an optional sign.
/// `None` where it is no number; negative numbers are the caller's business.
pub(super) fn parse_index(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// Reads a path as the left side of a `--set`.
///
/// # Errors
/// When a name is empty, or a position is none.
pub fn parse(text: &str) -> Result<Vec<Segment>, PathError> {
    let error = |at, message: &str| PathError {
        message: message.to_owned(),
        at,
    };
    let mut scanner = Scanner::new(text, true);
    let mut segments = Vec::new();
    loop {
        let run = scanner.until(&['[', '.']);
        if run.text.is_empty() {
            return Err(error(run.start, "a name is missing here"));
        }
        segments.push(Segment::Key(run.text.into()));
        let mut stop = run.stop;
        while stop == Some('[') {
            let run = scanner.until(&[']']);
            let index = parse_index(&run.text)
                .and_then(|index| usize::try_from(index).ok())
                .filter(|_| run.stop.is_some())
                .ok_or_else(|| error(run.start, "a position such as [0] must be a whole number"))?;
            segments.push(Segment::Index(index));
            let at = scanner.at();
            stop = scanner.next();
            if !matches!(stop, None | Some('[' | '.')) {
                return Err(error(at, "after ] only [, . or the end can follow"));
            }
        }
        if stop.is_none() {
            return Ok(segments);
        }
    }
}

/// A path as one would write it for `--set`.
#[must_use]
pub fn display(segments: &[Segment]) -> String {
    let mut out = String::new();
    for segment in segments {
        match segment {
            Segment::Key(key) => push_key(&mut out, key),
            // Writing to a string cannot fail.
            Segment::Index(index) => {
                let _ = write!(out, "[{index}]");
            }
        }
    }
    out
}

/// Appends a key to a path.
pub(crate) fn push_key(out: &mut String, key: &str) {
    if !out.is_empty() {
        out.push('.');
    }
    for c in key.chars() {
        if matches!(c, '.' | '[' | '=' | ',' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_and_prints_the_same() {
        for text in ["a", "a.b", "a[0].b", "a[0][12]", r"a\.b.c", "a[3].b.c[0]"] {
            assert_eq!(display(&parse(text).unwrap()), text);
        }
    }

    #[test]
    fn what_is_no_path_is_refused_at_its_place() {
        for (text, at) in [
            ("", 0),
            ("a.", 2),
            ("a..b", 2),
            ("a[x]", 2),
            ("a[-1]", 2),
            ("a[0", 2),
            ("a[0]b", 4),
            ("[0]", 0),
            ("a[0].", 5),
        ] {
            assert_eq!(parse(text).unwrap_err().at, at, "{text}");
        }
    }
}
