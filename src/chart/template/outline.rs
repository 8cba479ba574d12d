//! What a template file defines and calls, and behind which conditions.

use std::collections::BTreeSet;
use std::ops::Range;

use super::action::{Action, Actions, Flaw, Word, WordKind};
use super::literal::string;

/// The outline of one template file.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The templates it defines with `define` or `block`, in order.
    pub definitions: Vec<TemplateDefinition>,
    /// The places where it calls templates, in order.
    pub calls: Vec<Call>,
    /// The `if`, `with`, `range` and `block` branches that calls stand in.
    pub branches: Vec<Branch>,
    /// Why the file cannot be read to its end.
    pub flaw: Option<Flaw>,
}

/// `{{ define "NAME" }} … {{ end }}`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateDefinition {
    /// The name.
    pub name: String,
    /// Where the name stands, quotes included.
    pub name_range: Range<usize>,
    /// The text between the two actions.
    pub body: Range<usize>,
    /// Whether the body is nothing but white space and comments: such a definition gives way to
    /// any other of the same name.
    pub is_empty: bool,
}

/// `{{ include "NAME" . }}` or `{{ template "NAME" . }}`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The template that is called; `None` when its name is computed.
    pub name: Option<String>,
    /// From the name of the function to the end of its arguments.
    pub range: Range<usize>,
    /// What the called template sees as its dot.
    pub dot: Dot,
    /// Whether the text goes into the output as it is (`| nindent 0` and `| trim` count as that).
    pub is_printed: bool,
    /// The definition that the call stands in, an index; `None` at the top of the file.
    pub definition: Option<usize>,
    /// The innermost branch that the call stands in, an index.
    pub branch: Option<usize>,
}

/// What a called template sees as its dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dot {
    /// The dot of the caller, at the top of the file everything there is.
    Same,
    /// Nothing at all.
    Missing,
    /// A part, or a map put together by hand: its place.
    Other(Range<usize>),
}

/// One branch of an `if`, `with`, `range` or `block`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The branch around it, an index.
    pub outer: Option<usize>,
    /// The condition: `if .Values.x`, without braces. In an `else` branch that of the `if`.
    pub condition: Range<usize>,
    /// Whether it is the `else` of that condition.
    pub is_else: bool,
    /// Whether the dot inside is another than that of the file or definition.
    pub moves_dot: bool,
}

impl Outline {
    /// Reads a template. Never fails: a flaw ends the outline and is kept in it.
    #[must_use]
    pub fn of(text: &str) -> Outline {
        let mut reader = Reader {
            text,
            outline: Outline::default(),
            open: Vec::new(),
            roots: BTreeSet::new(),
            root_replaced: false,
        };
        for action in Actions::of(text) {
            let step = match action {
                Ok(action) if action.is_comment => continue,
                Ok(action) => reader.action(&action),
                Err(flaw) => Err(flaw),
            };
            if let Err(flaw) = step {
                reader.outline.flaw = Some(flaw);
                break;
            }
        }
        if let (None, Some(open)) = (reader.outline.flaw, reader.open.last()) {
            reader.outline.flaw = Some(Flaw {
                at: open.start,
                problem: "this is never closed with `{{ end }}`",
            });
        }
        reader.outline
    }

    /// The branches around a branch, innermost first, itself included.
    pub fn branches_from(&self, innermost: Option<usize>) -> impl Iterator<Item = &Branch> {
        std::iter::successors(innermost.and_then(|at| self.branches.get(at)), |branch| {
            branch.outer.and_then(|at| self.branches.get(at))
        })
    }
}

/// Something that waits for its `{{ end }}`.
struct Open {
    start: usize,
    body: usize,
    /// The branch that is open inside it.
    branch: Option<usize>,
    /// The definition that it is or stands in.
    definition: Option<usize>,
    is_definition: bool,
}

struct Reader<'a> {
    text: &'a str,
    outline: Outline,
    open: Vec<Open>,
    /// Variables that hold the dot of the file or of the definition.
    roots: BTreeSet<&'a str>,
    /// Whether `$` was set to something else.
    root_replaced: bool,
}

impl<'a> Reader<'a> {
    fn word(&self, word: &Word) -> &'a str {
        self.text.get(word.range.clone()).unwrap_or_default()
    }

    fn branch(&self) -> Option<usize> {
        self.open.last().and_then(|open| open.branch)
    }

    fn definition(&self) -> Option<usize> {
        self.open.last().and_then(|open| open.definition)
    }

    fn dot_moved(&self) -> bool {
        self.branch()
            .and_then(|at| self.outline.branches.get(at))
            .is_some_and(|branch| branch.moves_dot)
    }

    fn action(&mut self, action: &Action) -> Result<(), Flaw> {
        let Some(first) = action.words.first() else {
            return Err(Flaw {
                at: action.range.start,
                problem: "this action is empty",
            });
        };
        let keyword = match first.kind {
            WordKind::Name => self.word(first),
            _ => "",
        };
        match keyword {
            "define" => self.define(action)?,
            "if" | "with" | "range" => {
                self.calls(action, false);
                self.begin(action, keyword != "if");
            }
            "block" => {
                self.calls(action, false);
                self.define(action)?;
            }
            "else" => self.other_branch(action)?,
            "end" => self.end(action)?,
            _ => {
                self.remember(action);
                self.calls(action, true);
            }
        }
        Ok(())
    }

    fn begin(&mut self, action: &Action, moves_dot: bool) {
        let branch = self.outline.branches.len();
        self.outline.branches.push(Branch {
            outer: self.branch(),
            condition: condition(&action.words),
            is_else: false,
            moves_dot: moves_dot || self.dot_moved(),
        });
        self.open.push(Open {
            start: action.range.start,
            body: action.range.end,
            branch: Some(branch),
            definition: self.definition(),
            is_definition: false,
        });
    }

    fn other_branch(&mut self, action: &Action) -> Result<(), Flaw> {
        let first = self
            .open
            .last()
            .filter(|open| !open.is_definition)
            .and_then(|open| self.outline.branches.get(open.branch?))
            .cloned()
            .ok_or(Flaw {
                at: action.range.start,
                problem: "there is no `if`, `with` or `range` for this `else`",
            })?;
        // The words of the condition that this branch is the other side of, or its own.
        let own = action.words.get(1..).unwrap_or_default();
        let keyword = own.first().map(|word| self.word(word));
        let outer = first.outer.and_then(|at| self.outline.branches.get(at));
        let outer_moved = outer.is_some_and(|branch| branch.moves_dot);
        self.calls(action, false);
        let branch = self.outline.branches.len();
        self.outline.branches.push(Branch {
            outer: first.outer,
            condition: match keyword {
                Some(_) => condition(own),
                None => first.condition,
            },
            is_else: keyword.is_none(),
            moves_dot: keyword == Some("with") || outer_moved,
        });
        if let Some(open) = self.open.last_mut() {
            open.branch = Some(branch);
        }
        Ok(())
    }

    fn define(&mut self, action: &Action) -> Result<(), Flaw> {
        let name = action
            .words
            .get(1)
            .and_then(|word| Some((string(self.text, word)?, word.range.clone())));
        let Some((name, name_range)) = name else {
            return Err(Flaw {
                at: action.range.start,
                problem: "the name of the template is missing",
            });
        };
        let definition = self.outline.definitions.len();
        self.outline.definitions.push(TemplateDefinition {
            name,
            name_range,
            body: action.range.end..action.range.end,
            is_empty: false,
        });
        self.open.push(Open {
            start: action.range.start,
            body: action.range.end,
            branch: None,
            definition: Some(definition),
            is_definition: true,
        });
        Ok(())
    }

    fn end(&mut self, action: &Action) -> Result<(), Flaw> {
        let open = self.open.pop().ok_or(Flaw {
            at: action.range.start,
            problem: "there is nothing to close with this `end`",
        })?;
        let definition = open
            .definition
            .filter(|_| open.is_definition)
            .and_then(|at| self.outline.definitions.get_mut(at));
        if let Some(definition) = definition {
            definition.body = open.body..action.range.start;
            let body = self.text.get(definition.body.clone()).unwrap_or_default();
            definition.is_empty = is_empty(body);
        }
        Ok(())
    }

    /// `$root := .` makes `$root` another word for the dot, until it is something else.
    fn remember(&mut self, action: &Action) {
        for words in action.words.windows(2) {
            if let [variable, mark] = words
                && matches!(self.word(mark), ":=" | "=")
            {
                let variable = self.word(variable);
                self.roots.remove(variable);
                self.root_replaced |= variable == "$";
            }
        }
        if let [variable, mark, value] = action.words.as_slice()
            && self.word(mark) == ":="
            && self.is_same(self.word(value))
        {
            let variable = self.word(variable);
            self.roots.insert(variable);
        }
    }

    fn is_same(&self, word: &str) -> bool {
        match word {
            "$" => !self.root_replaced,
            "." => !self.dot_moved(),
            word => self.roots.contains(&word),
        }
    }

    /// Notes the calls of an action; `is_text` when what it yields goes into the output.
    fn calls(&mut self, action: &Action, is_text: bool) {
        // Nobody writes longer actions, and each call looks at the words behind it.
        const MOST_WORDS: usize = 2_000;
        let words = action.words.as_slice();
        let words = words.get(..MOST_WORDS).unwrap_or(words);
        for (at, word) in words.iter().enumerate() {
            let function = match word.kind {
                WordKind::Name => self.word(word),
                _ => continue,
            };
            if function != "include" && !(at == 0 && matches!(function, "template" | "block")) {
                continue;
            }
            let arguments = words.get(at + 1..).unwrap_or_default();
            let length = arguments_length(arguments);
            let (arguments, after) = arguments.split_at_checked(length).unwrap_or_default();
            let name = arguments.first().and_then(|word| string(self.text, word));
            let end = arguments.last().unwrap_or(word).range.end;
            let dot = match arguments.get(1..).unwrap_or_default() {
                [dot] if self.is_same(self.word(dot)) => Dot::Same,
                [first, .., last] => Dot::Other(first.range.start..last.range.end),
                [only] => Dot::Other(only.range.clone()),
                [] => self.piped(words, at).unwrap_or(Dot::Missing),
            };
            let call = Call {
                name: name.filter(|_| {
                    // `include "a" . ` names its template; `include (print …)` computes it.
                    arguments
                        .first()
                        .is_some_and(|word| word.kind != WordKind::Open)
                }),
                range: word.range.start..end,
                dot,
                is_printed: is_text
                    && (at == 0 || self.piped(words, at).is_some())
                    && self.changes_nothing(after),
                definition: self.definition(),
                branch: self.branch(),
            };
            self.outline.calls.push(call);
        }
    }

    /// The dot of `. | include "NAME"`.
    fn piped(&self, words: &[Word], at: usize) -> Option<Dot> {
        let [.., dot, pipe] = words.get(..at)? else {
            return None;
        };
        if pipe.kind != WordKind::Pipe {
            return None;
        }
        Some(if at == 2 && self.is_same(self.word(dot)) {
            Dot::Same
        } else {
            Dot::Other(dot.range.clone())
        })
    }

    /// Whether what follows a call in its action leaves the objects as they are.
    fn changes_nothing(&self, after: &[Word]) -> bool {
        let words: Vec<_> = after.iter().map(|word| self.word(word)).collect();
        words.split(|word| *word == "|").all(|stage| {
            matches!(
                stage,
                [] | ["trim"] | ["nindent", "0"] | ["indent", "0"] | ["trimSuffix", "\"\\n\""]
            )
        })
    }
}

/// The text of a condition from its first to its last word.
fn condition(words: &[Word]) -> Range<usize> {
    match words {
        [first, .., last] => first.range.start..last.range.end,
        [only] => only.range.clone(),
        [] => 0..0,
    }
}

/// How many words belong to a call: up to the pipe or parenthesis that ends it.
fn arguments_length(words: &[Word]) -> usize {
    let mut open = 0usize;
    for (at, word) in words.iter().enumerate() {
        match word.kind {
            WordKind::Open => open += 1,
            WordKind::Close if open == 0 => return at,
            WordKind::Close => open -= 1,
            WordKind::Pipe if open == 0 => return at,
            _ => {}
        }
    }
    words.len()
}

/// Whether a body prints nothing and does nothing.
fn is_empty(body: &str) -> bool {
    let mut at = 0;
    for action in Actions::of(body) {
        let Ok(action) = action else { return false };
        let before = body.get(at..action.range.start).unwrap_or_default();
        if !action.is_comment || !before.trim().is_empty() {
            return false;
        }
        at = action.range.end;
    }
    body.get(at..).unwrap_or_default().trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conditions(text: &str) -> Vec<String> {
        let outline = Outline::of(text);
        assert_eq!(outline.flaw, None);
        let call = outline.calls.last().unwrap();
        outline
            .branches_from(call.branch)
            .map(|branch| {
                let word = if branch.is_else { "not " } else { "" };
                format!("{word}{}", &text[branch.condition.clone()])
            })
            .collect()
    }

    fn last(text: &str) -> Call {
        Outline::of(text).calls.pop().unwrap()
    }

    #[test]
    fn definitions_have_their_bodies() {
        let text = "{{ define \"a\" -}} x {{ if .b }}{{ end }}{{- end }}{{define `b`}} {{/* c */}}\n{{end}}";
        let outline = Outline::of(text);
        let found: Vec<_> = outline
            .definitions
            .iter()
            .map(|d| (d.name.as_str(), &text[d.body.clone()], d.is_empty))
            .collect();
        assert_eq!(
            found,
            [
                ("a", " x {{ if .b }}{{ end }}", false),
                ("b", " {{/* c */}}\n", true)
            ]
        );
    }

    #[test]
    fn conditions_are_those_around_the_call() {
        assert_eq!(
            conditions("{{ if .x }}{{ end }}{{ include \"a\" . }}"),
            [""; 0]
        );
        assert_eq!(
            conditions(
                "{{ if and .x (eq .y 1) -}}{{with .z}}{{ include \"a\" $ }}{{end}}{{ end }}"
            ),
            ["with .z", "if and .x (eq .y 1)"]
        );
        assert_eq!(
            conditions("{{ if .x }}{{ else }}{{ template \"a\" . }}{{ end }}"),
            ["not if .x"]
        );
        assert_eq!(
            conditions("{{ if .x }}{{ else if .y }}{{ template \"a\" . }}{{ end }}"),
            ["if .y"]
        );
        // A definition is a place of its own.
        assert_eq!(
            conditions("{{ if .x }}{{ end }}{{ define \"b\" }}{{ template \"a\" . }}{{ end }}"),
            [""; 0]
        );
    }

    #[test]
    fn the_dot_is_followed_through_blocks_and_variables() {
        assert_eq!(last("{{ include \"a\" . }}").dot, Dot::Same);
        assert_eq!(last("{{ include \"a\" $ | nindent 0 }}").dot, Dot::Same);
        assert_eq!(last("{{ template \"a\" }}").dot, Dot::Missing);
        assert_eq!(last("{{ . | include \"a\" }}").dot, Dot::Same);
        assert_eq!(
            last("{{ $root := . }}{{ range .x }}{{ include \"a\" $root }}{{ end }}").dot,
            Dot::Same
        );
        assert_eq!(
            last("{{ range .x }}{{ include \"a\" . }}{{ end }}").dot,
            Dot::Other(29..30)
        );
        assert_eq!(
            last("{{ with .x }}{{ else }}{{ include \"a\" . }}{{ end }}").dot,
            Dot::Same
        );
        assert!(matches!(
            last("{{ include \"a\" (dict \"Values\" .Values) }}").dot,
            Dot::Other(_)
        ));
    }

    #[test]
    fn a_call_is_printed_unless_something_takes_its_text() {
        assert!(last("{{ include \"a\" . | nindent 0 }}").is_printed);
        assert!(last("{{ template \"a\" . }}").is_printed);
        assert!(!last("{{ include \"a\" . | indent 2 }}").is_printed);
        assert!(!last("{{ $x := include \"a\" . }}").is_printed);
        assert!(!last("{{ if include \"a\" . }}{{ end }}").is_printed);
        assert!(!last("{{ tpl (include \"a\" .) . }}").is_printed);
    }

    #[test]
    fn computed_names_are_unknown() {
        assert_eq!(last("{{ include (print \"a\" .b) . }}").name, None);
        assert_eq!(last("{{ include $name . }}").name, None);
        assert_eq!(last("{{ include `a` . }}").name.as_deref(), Some("a"));
    }

    #[test]
    fn unbalanced_actions_are_a_flaw() {
        let flaw = |text: &str| Outline::of(text).flaw.map(|flaw| flaw.at);
        assert_eq!(flaw("a{{ end }}"), Some(1));
        assert_eq!(flaw("{{ if .x }}{{ if .y }}{{ end }}"), Some(0));
        assert_eq!(flaw("{{ else }}"), Some(0));
        assert_eq!(flaw("{{ define \"a\" }}{{ else }}{{ end }}"), Some(16));
        assert_eq!(flaw("{{ define }}"), Some(0));
        assert_eq!(flaw("{{ }}"), Some(0));
        assert_eq!(flaw("{{ if .x }}{{ else }}{{ end }}"), None);
    }

    #[test]
    fn ten_thousand_nested_ifs_are_read_without_recursion() {
        let text =
            "{{ if .x }}".repeat(10_000) + "{{ include \"a\" . }}" + &"{{ end }}".repeat(10_000);
        assert_eq!(conditions(&text).len(), 10_000);
    }
}
