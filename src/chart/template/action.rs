//! The actions of a Go template: `{{ … }}` with its trim markers, comments, strings and words.
//!
//! The rules are those of the template language that Helm 3.17.3 and 4.3.1 are built with: `{{-`
//! trims only before white space, a comment stands alone in its action, strings may hold `}}`.

use std::ops::Range;

/// One `{{ … }}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// From the first brace to one past the last.
    pub range: Range<usize>,
    /// Its words; empty for a comment.
    pub words: Vec<Word>,
    /// Whether it is `{{/* … */}}`.
    pub is_comment: bool,
}

/// One word of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub kind: WordKind,
    /// Its place in the template, quotes included.
    pub range: Range<usize>,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WordKind {
    /// A name, a field, a variable, a number: `include`, `.Values.ingress`, `$root`, `8080`.
    Name,
    /// A string in double quotes, its escapes still in it.
    Quoted,
    /// A string in back quotes.
    Raw,
    /// A character in single quotes.
    Character,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `|`
    Pipe,
    /// `=`, `:=`, `,`.
    Mark,
}

/// Why an action cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The byte where the trouble shows.
    pub at: usize,
    /// What is wrong, in a few words.
    pub problem: &'static str,
}

/// The actions of a template in order. Ends after the first flaw.
#[derive(Clone, Debug)]
pub struct Actions<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Actions<'a> {
    /// The actions of this text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Actions { text, at: 0 }
    }

    /// The next `{{`. Looking for one brace is what makes plain text cheap.
    fn opening(&self) -> Option<usize> {
        let mut at = self.at;
        loop {
            at += self.text.get(at..)?.find('{')?;
            if self.rest(at + 1).first() == Some(&b'{') {
                return Some(at);
            }
            at += 1;
        }
    }

    fn rest(&self, at: usize) -> &'a [u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }

    /// Where the action that `at` stands in ends, if it ends right there.
    fn closing(&self, at: usize) -> Option<usize> {
        match self.rest(at) {
            [b'}', b'}', ..] => Some(at + 2),
            [space, b'-', b'}', b'}', ..] if is_space(*space) => Some(at + 4),
            _ => None,
        }
    }

    fn comment(&self, start: usize, inside: usize) -> Result<Action, Flaw> {
        let body = self.text.get(inside + 2..).unwrap_or_default();
        let Some(length) = body.find("*/") else {
            return Err(Flaw {
                at: start,
                problem: "this comment is never closed with `*/}}`",
            });
        };
        let after = inside + 2 + length + 2;
        let Some(end) = self.closing(after) else {
            return Err(Flaw {
                at: after,
                problem: "a comment must be closed with `*/}}` or `*/ -}}`",
            });
        };
        Ok(Action {
            range: start..end,
            words: Vec::new(),
            is_comment: true,
        })
    }

    fn words(&self, start: usize, inside: usize) -> Result<Action, Flaw> {
        let mut words = Vec::new();
        let mut at = inside;
        let mut open = 0usize;
        loop {
            if let Some(end) = self.closing(at) {
                if open > 0 {
                    return Err(Flaw {
                        at,
                        problem: "a parenthesis is still open here",
                    });
                }
                return Ok(Action {
                    range: start..end,
                    words,
                    is_comment: false,
                });
            }
            let (kind, length) = match self.rest(at) {
                [] => {
                    return Err(Flaw {
                        at: start,
                        problem: "this action is never closed with `}}`",
                    });
                }
                [byte, ..] if is_space(*byte) => {
                    at += 1;
                    continue;
                }
                [b'(', ..] => {
                    open += 1;
                    (WordKind::Open, 1)
                }
                [b')', ..] => {
                    open = open.checked_sub(1).ok_or(Flaw {
                        at,
                        problem: "there is no parenthesis to close here",
                    })?;
                    (WordKind::Close, 1)
                }
                [b'|', ..] => (WordKind::Pipe, 1),
                [b':', b'=', ..] => (WordKind::Mark, 2),
                [b'=' | b',', ..] => (WordKind::Mark, 1),
                [quote @ (b'"' | b'\''), rest @ ..] => {
                    let kind = if *quote == b'"' {
                        WordKind::Quoted
                    } else {
                        WordKind::Character
                    };
                    (kind, quoted(rest, *quote).ok_or(unclosed(at))? + 1)
                }
                [b'`', rest @ ..] => {
                    let length = rest.iter().position(|byte| *byte == b'`');
                    (WordKind::Raw, length.ok_or(unclosed(at))? + 2)
                }
                rest => {
                    let length = rest.iter().take_while(|byte| is_name(**byte)).count();
                    if length == 0 {
                        return Err(Flaw {
                            at,
                            problem: "this character has no meaning in an action",
                        });
                    }
                    (WordKind::Name, length)
                }
            };
            words.push(Word {
                kind,
                range: at..at + length,
            });
            at += length;
        }
    }
}

/// The number of bytes up to and including the closing quote.
fn quoted(rest: &[u8], quote: u8) -> Option<usize> {
    let mut bytes = rest.iter().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next().filter(|(_, escaped)| **escaped != b'\n')?;
            }
            b'\n' => return None,
            byte if *byte == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn unclosed(at: usize) -> Flaw {
    Flaw {
        at,
        problem: "this string is never closed",
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'$' | b'+' | b'-') || byte >= 0x80
}

impl Iterator for Actions<'_> {
    type Item = Result<Action, Flaw>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.opening()?;
        let mut inside = start + 2;
        if matches!(self.rest(inside), [b'-', space, ..] if is_space(*space)) {
            inside += 2;
        }
        let action = if self.rest(inside).starts_with(b"/*") {
            self.comment(start, inside)
        } else {
            self.words(start, inside)
        };
        self.at = match &action {
            Ok(action) => action.range.end,
            Err(_) => self.text.len(),
        };
        Some(action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(template: &str) -> Vec<Vec<&str>> {
        Actions::of(template)
            .map(|action| {
                let action = action.unwrap();
                let words = action.words.iter();
                words.map(|word| &template[word.range.clone()]).collect()
            })
            .collect()
    }

    fn flaw(template: &str) -> &'static str {
        Actions::of(template)
            .find_map(Result::err)
            .map_or("none", |flaw| flaw.problem)
    }

    #[test]
    fn words_are_cut_as_go_cuts_them() {
        assert_eq!(
            texts(r#"a {{- include "x}}" (dict "a" .Values.b) | nindent -2 -}} b {{$x:=`}}`}}"#),
            [
                vec![
                    "include",
                    "\"x}}\"",
                    "(",
                    "dict",
                    "\"a\"",
                    ".Values.b",
                    ")",
                    "|",
                    "nindent",
                    "-2"
                ],
                vec!["$x", ":=", "`}}`"],
            ]
        );
    }

    #[test]
    fn a_minus_without_a_space_is_a_number() {
        assert_eq!(texts("{{-3}}{{3 -}}"), [["-3"], ["3"]]);
    }

    #[test]
    fn comments_may_hold_anything_but_their_end() {
        let actions: Vec<_> = Actions::of("{{/* {{ } \" */}}{{- /* x */ -}}")
            .map(Result::unwrap)
            .collect();
        assert!(actions.len() == 2 && actions.iter().all(|action| action.is_comment));
        assert_ne!(flaw("{{/* x */ }}"), "none");
        assert_ne!(flaw("{{/* x"), "none");
        assert_ne!(flaw("{{ /* x */ }}x"), "none");
    }

    #[test]
    fn an_escape_does_not_close_a_string() {
        assert_eq!(texts(r#"{{ "a\"}}" }}"#), [[r#""a\"}}""#]]);
        assert_eq!(flaw("{{ \"a\nb\" }}"), "this string is never closed");
        assert_eq!(flaw("{{ `a"), "this string is never closed");
        assert_eq!(flaw("{{ \"a\\"), "this string is never closed");
    }

    #[test]
    fn flaws_end_the_template() {
        assert_eq!(flaw("{{ if"), "this action is never closed with `}}`");
        assert_eq!(flaw("{{ (a }}"), "a parenthesis is still open here");
        assert_eq!(flaw("{{ a) }}"), "there is no parenthesis to close here");
        assert_eq!(Actions::of("{{ { }}{{ a }}").count(), 1);
        assert_eq!(flaw("}} { {"), "none");
    }

    #[test]
    fn binary_text_is_no_trouble() {
        let noise: String = (0..4000u32)
            .filter_map(|n| char::from_u32(n * 7919 % 0x11_0000))
            .collect();
        assert_eq!(Actions::of(&noise).count(), 0);
        assert!(Actions::of(&format!("{{{{{noise}")).count() <= 1);
    }
}
