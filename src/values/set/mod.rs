//! The `--set` family: what a flag's argument does to a tree of values.
//!
//! Helm applies an argument from left to right while it reads it, and many odd arguments (`a[0]`,
//! `a.=`) set nothing without being refused. The order of steps here is therefore Helm's own, as
//! observed with 3.17.3 and 4.3.1: descend, set, and on the way back up decide for every name
//! whether its map or list is kept.

mod slot;
mod value;

use std::mem;

use slot::{Frame, Slot, Want};

use super::json;
use super::path::{Scanner, parse_index};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Data, Entry, List, Map, Node};
use crate::{Error, Failure, HelmVersion};

/// How many dots a path may have.
const MAX_DOTS: usize = 30;

/// The flags of the family, in the order in which Helm applies them: all of one kind, then all
/// of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// `--set-json`
    Json,
    /// `--set`
    Set,
    /// `--set-string`
    String,
    /// `--set-file`
    File,
    /// `--set-literal`
    Literal,
}

impl Flag {
    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Flag::Json => "--set-json",
            Flag::Set => "--set",
            Flag::String => "--set-string",
            Flag::File => "--set-file",
            Flag::Literal => "--set-literal",
        }
    }
}

/// What reads the files that `--set-file` names.
pub type ReadFile<'a> = dyn FnMut(&str) -> Result<Vec<u8>, Error> + 'a;

/// One argument of one flag.
#[derive(Clone, Copy)]
pub(super) struct Argument<'a> {
    pub flag: Flag,
    pub text: &'a str,
    /// The argument registered as a source, `<--set 2>`.
    pub source: SourceId,
}

impl Argument<'_> {
    /// The whole map that Helm 4 accepts instead of `NAME=VALUE`: an argument of `--set-json`
    /// that begins with `{`.
    pub fn json_map(&self, helm: HelmVersion) -> Result<Option<Map>, Box<Diagnostic>> {
        let text = self.text.trim();
        if self.flag != Flag::Json || helm == HelmVersion::V3 || !text.starts_with('{') {
            return Ok(None);
        }
        let start = self.text.len() - self.text.trim_start().len();
        let (node, end) =
            json::read(self.text, start, self.source).map_err(|error| self.json_error(&error))?;
        if end < start + text.len() {
            return Err(self.json_error(&json::JsonError {
                message: "nothing may follow the map",
                at: end,
            }));
        }
        match node.data {
            Data::Map(map) => Ok(Some(map)),
            _ => Ok(None),
        }
    }

    fn json_error(&self, error: &json::JsonError) -> Box<Diagnostic> {
        Box::new(
            Diagnostic::error(
                codes::SET_JSON,
                format!("the value of {} is no JSON", self.flag.name()),
            )
            .at(self.span(error.at, self.text.len()), error.message)
            .help("a string is written with its double quotes: `--set-json 'name=\"text\"'`; for plain text use --set-string"),
        )
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end.max(start))
    }
}

/// Applies an argument to the tree of user values.
///
/// # Errors
/// A diagnostic where Helm refuses the argument, an error where a file cannot be read. The tree
/// is then not to be used.
pub(super) fn apply(
    argument: Argument<'_>,
    helm: HelmVersion,
    root: &mut Map,
    sources: &mut Sources,
    read_file: &mut ReadFile<'_>,
) -> Result<(), Failure> {
    let scanner = Scanner::new(argument.text, argument.flag != Flag::Literal);
    let mut parser = Parser {
        argument,
        helm,
        scanner,
        sources,
        read_file,
    };
    let mut tree = Node::new(Data::Map(mem::take(root)), Span::NOWHERE);
    while parser.pair(&mut tree)? == After::More {}
    if let Data::Map(map) = tree.data {
        *root = map;
    }
    Ok(())
}

/// Whether the argument goes on. Helm's rules for what is kept depend on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    More,
    End,
}

struct Parser<'a, 'b> {
    argument: Argument<'a>,
    helm: HelmVersion,
    scanner: Scanner<'a>,
    sources: &'b mut Sources,
    read_file: &'b mut ReadFile<'b>,
}

/// What one step of reading a path comes to.
enum Step {
    /// The path goes on below a slot of the current map or list; for a list, at this position.
    Down(Slot, Option<i64>),
    /// The path and its value are read.
    Done(After),
}

impl Parser<'_, '_> {
    /// Applies one `NAME=VALUE`.
    fn pair(&mut self, root: &mut Node) -> Result<After, Failure> {
        let mut frames: Vec<Frame> = Vec::new();
        let mut current = mem::replace(root, Node::null());
        let mut position = None;
        let mut dots = 0;
        let after = loop {
            let step = match &mut current.data {
                Data::List(list) => self.in_list(list, position.unwrap_or(0))?,
                Data::Map(map) => self.in_map(map, &mut dots)?,
                // Descending opens maps and lists only.
                _ => Step::Done(After::End),
            };
            match step {
                Step::Done(after) => break after,
                Step::Down(slot, next) => {
                    let want = if next.is_some() {
                        Want::List
                    } else {
                        Want::Map
                    };
                    let (child, existed) = self.open(&mut current, &slot, want)?;
                    let length = child.as_list().map_or(0, <[Node]>::len);
                    frames.push(Frame {
                        parent: mem::replace(&mut current, child),
                        slot,
                        existed,
                        length,
                    });
                    position = next;
                }
            }
        };
        while let Some(frame) = frames.pop() {
            current = self.close(frame, current, after)?;
        }
        *root = current;
        Ok(after)
    }

    /// One step inside a map: a name and what follows it.
    fn in_map(&mut self, map: &mut Map, dots: &mut usize) -> Result<Step, Failure> {
        let stops: &[char] = match self.argument.flag {
            Flag::Literal => &['=', '[', '.'],
            _ => &['=', '[', '.', ','],
        };
        let run = self.scanner.until(stops);
        let span = self.argument.span(run.start, run.end);
        match run.stop {
            Some('=') => {
                let (value, after) = self.value(After::End)?;
                if !run.text.is_empty() {
                    map.insert(Entry {
                        key: run.text.into(),
                        key_span: span,
                        value,
                    });
                }
                Ok(Step::Done(after))
            }
            Some('.') => {
                *dots += 1;
                if *dots > MAX_DOTS {
                    return Err(Diagnostic::error(
                        codes::SET_TOO_DEEP,
                        "the path has more than 31 names",
                    )
                    .at(span, "the 31st name")
                    .help(
                        "Helm refuses longer paths; put the value into a file and pass it with -f",
                    )
                    .into());
                }
                Ok(Step::Down(Slot::Key(run.text.into(), span), None))
            }
            Some('[') => Ok(match self.position()? {
                Some(index) => Step::Down(Slot::Key(run.text.into(), span), Some(index)),
                None => Step::Done(After::End),
            }),
            None if run.text.is_empty() => Ok(Step::Done(After::End)),
            _ => Err(self.no_value(&run.text, span).into()),
        }
    }

    /// One step inside a list: what follows `]`.
    fn in_list(&mut self, list: &mut List, index: i64) -> Result<Step, Failure> {
        let run = self.scanner.until(&['[', '.', '=']);
        let span = self.argument.span(run.start, run.end);
        let Ok(at) = usize::try_from(index) else {
            return Err(self
                .bad_index(self.argument.span(0, run.start), "positions count from 0")
                .into());
        };
        if !run.text.is_empty() {
            return Err(self
                .bad_index(span, "after ] only =, . or [ can follow")
                .into());
        }
        match run.stop {
            Some('=') => {
                let (value, after) = self.value(After::More)?;
                self.set_item(list, at, value)?;
                Ok(Step::Done(after))
            }
            Some('.') => Ok(Step::Down(Slot::Index(at), None)),
            Some('[') => Ok(match self.position()? {
                Some(next) => Step::Down(Slot::Index(at), Some(next)),
                None => Step::Done(After::End),
            }),
            _ => Ok(Step::Done(After::End)),
        }
    }

    /// The position between brackets. Where `]` is missing Helm 3 refuses the argument, and
    /// Helm 4 stops without a word.
    fn position(&mut self) -> Result<Option<i64>, Failure> {
        let run = self.scanner.until(&[']']);
        let span = self.argument.span(run.start, run.end);
        if run.stop.is_none() {
            if self.helm == HelmVersion::V4 {
                return Ok(None);
            }
            return Err(self.bad_index(span, "the closing ] is missing").into());
        }
        match parse_index(&run.text) {
            Some(index) => Ok(Some(index)),
            None => Err(self.bad_index(span, "this is no whole number").into()),
        }
    }

    fn no_value(&self, name: &str, span: Span) -> Diagnostic {
        let flag = self.argument.flag.name();
        let message = if name.is_empty() {
            format!("{flag} has a name without a value: the name is empty")
        } else {
            format!("{flag} has a name without a value: `{name}`")
        };
        Diagnostic::error(codes::SET_WITHOUT_VALUE, message)
            .at(span, "= and a value must follow")
            .help(
                "a comma ends a value; a comma that is part of it needs a backslash: `name=a\\,b`",
            )
    }

    fn bad_index(&self, span: Span, label: &str) -> Diagnostic {
        let flag = self.argument.flag.name();
        Diagnostic::error(
            codes::SET_INDEX,
            format!("{flag} has a position that cannot be used"),
        )
        .at(span, label)
        .help("a position is a whole number from 0 to 65536 in brackets: `name[0]=value`; a bracket that is part of a name needs a backslash")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(flag: Flag, texts: &[&str], base: Map, helm: HelmVersion) -> Result<String, String> {
        let mut sources = Sources::new();
        let mut root = base;
        for text in texts {
            let source = sources.add("<flag>", *text);
            let argument = Argument { flag, text, source };
            let mut files = |path: &str| match path {
                "f" => Ok(b"text\n".to_vec()),
                _ => Err(Error::new(crate::ErrorKind::NotFound, "no")),
            };
            apply(argument, helm, &mut root, &mut sources, &mut files).map_err(|e| match e {
                Failure::Diagnostics(found) => found[0].code.name().to_owned(),
                Failure::Error(_) => "error".to_owned(),
            })?;
        }
        Ok(format!("{:?}", Node::new(Data::Map(root), Span::NOWHERE)))
    }

    fn set(text: &str) -> String {
        run(Flag::Set, &[text], Map::new(), HelmVersion::V3).unwrap_or_else(|error| error)
    }

    #[test]
    fn types_are_inferred_from_the_text_without_its_backslashes() {
        assert_eq!(
            set(r"a=\1,b=01,c=tRue,d=Null,e=+7"),
            r#"{"a": 1i, "b": "01", "c": true, "d": null, "e": 7i}"#
        );
        assert_eq!(
            set("a=9223372036854775808"),
            r#"{"a": "9223372036854775808"}"#
        );
        assert_eq!(set("a={1,x\\,y}b="), r#"{"a": [1i, "x,y"], "b": ""}"#);
    }

    #[test]
    fn odd_arguments_set_nothing_without_being_refused() {
        for text in ["", "=b", ".a.b=c", "[0]=b", "a.", "a.=", "."] {
            assert_eq!(set(text), "{}", "{text}");
        }
        assert_eq!(set("a[5]"), r#"{"a": []}"#);
        assert_eq!(set("a[0]=1,a[0]."), r#"{"a": [{}]}"#);
        assert_eq!(set("a.b=1,a.=2"), r#"{"a": {"b": 1i}}"#);
    }

    #[test]
    fn what_has_no_value_is_refused() {
        for text in ["a", ",", "a=1,,b=2", "a.=b", "a..b=c", "a={{b}}"] {
            assert_eq!(set(text), "set-without-value", "{text}");
        }
    }

    #[test]
    fn a_missing_bracket_is_refused_by_helm_3_only() {
        let run = |helm| run(Flag::Set, &["a[0][1"], Map::new(), helm);
        assert_eq!(run(HelmVersion::V3).unwrap_err(), "set-invalid-index");
        assert_eq!(run(HelmVersion::V4).unwrap(), r#"{"a": []}"#);
    }

    #[test]
    fn lists_are_edited_in_place_and_filled_with_nulls() {
        assert_eq!(
            set("a={x,y},a[3]=z,a[0].b=1"),
            r#"{"a": [{"b": 1i}, "y", null, "z"]}"#
        );
        assert_eq!(set("a=1,a.b=2"), "set-through-non-map");
        assert_eq!(set("a=null,a[0]=2"), "set-through-non-list");
        assert_eq!(set("a[65537]=1"), "set-invalid-index");
    }

    #[test]
    fn fifty_thousand_brackets_do_not_use_the_call_stack() {
        let text = format!("a{}=1", "[0]".repeat(50_000));
        assert!(set(&text).starts_with(r#"{"a": [["#));
    }

    #[test]
    fn json_replaces_and_literals_keep_every_character() {
        let v3 = HelmVersion::V3;
        let json = |text| run(Flag::Json, &[text], Map::new(), v3).unwrap_or_else(|e| e);
        assert_eq!(
            json(r#"a={"b":1} c=2,d="#),
            r#"{"a": {"b": 1}, "c": 2, "d": null}"#
        );
        assert_eq!(json("a=1x=2"), r#"{"a": 1, "x": 2}"#);
        assert_eq!(json("a=b"), "set-json-invalid");
        let literal = run(Flag::Literal, &[r"a\.b,c=d\,e"], Map::new(), v3).unwrap();
        assert_eq!(literal, r#"{"a\\": {"b,c": "d\\,e"}}"#);
        assert_eq!(
            run(Flag::File, &["a=f,b="], Map::new(), v3).unwrap(),
            r#"{"a": "text\n", "b": ""}"#
        );
        assert_eq!(
            run(Flag::File, &["a=g"], Map::new(), v3).unwrap_err(),
            "error"
        );
    }
}
