//! Which style `toYaml` gives a string, and how each style is written.

use super::Printer;
use crate::yaml::resolve::{Resolved, resolve_plain};

/// The column beyond which a line may break at a space.
const WIDTH: usize = 80;

/// A key of more bytes than this stands behind `?`.
const LONGEST_SIMPLE_KEY: usize = 128;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
    Literal,
}

/// A scalar and its style.
pub(super) struct Scalar {
    chars: Vec<char>,
    bytes: usize,
    has_breaks: bool,
    style: Style,
}

impl Scalar {
    /// A string.
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let allowed = Allowed::of(&chars);
        let style = if chars.contains(&'\n') {
            if allowed.literal {
                Style::Literal
            } else {
                Style::Double
            }
        } else if means_something_else(text) {
            Style::Double
        } else if allowed.plain {
            Style::Plain
        } else if allowed.single {
            Style::Single
        } else {
            Style::Double
        };
        Scalar {
            has_breaks: chars.iter().copied().any(is_break),
            bytes: text.len(),
            chars,
            style,
        }
    }

    /// A word that is no string: a number, `null`.
    pub(super) fn plain(text: &str) -> Self {
        Scalar {
            chars: text.chars().collect(),
            bytes: text.len(),
            has_breaks: false,
            style: Style::Plain,
        }
    }

    pub(super) fn style(&self) -> Style {
        self.style
    }

    pub(super) fn fits_simple_key(&self) -> bool {
        self.bytes <= LONGEST_SIMPLE_KEY && !self.has_breaks
    }

    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }
}

/// Whether the plain text would be read as something other than this string, or was a number to
/// base 60 in older readers.
fn means_something_else(text: &str) -> bool {
    !matches!(resolve_plain(text), Resolved::Str | Resolved::Merge) || is_base_60(text)
}

/// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`
fn is_base_60(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (number, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = number.split(':');
    let first = groups.next().unwrap_or_default();
    let mut count = 0;
    let sixties = groups.all(|group| {
        count += 1;
        match group.as_bytes() {
            [ones] => ones.is_ascii_digit(),
            [b'0'..=b'5', ones] => ones.is_ascii_digit(),
            _ => false,
        }
    });
    sixties
        && count > 0
        && first.starts_with(|char: char| char.is_ascii_digit())
        && digits(first)
        && digits(fraction)
}

/// Which styles can carry a text.
struct Allowed {
    plain: bool,
    single: bool,
    literal: bool,
}

impl Allowed {
    fn of(chars: &[char]) -> Self {
        let [first, ..] = chars else {
            return Allowed {
                plain: false,
                single: true,
                literal: false,
            };
        };
        let last = chars.last().unwrap_or(first);
        let pair = |found: &dyn Fn(char, char) -> bool| {
            chars
                .windows(2)
                .any(|pair| matches!(pair, [a, b] if found(*a, *b)))
        };
        let special = chars.iter().any(|char| !is_printable(*char));
        let break_space = pair(&|a, b| is_break(a) && b == ' ');
        let space_break = pair(&|a, b| a == ' ' && is_break(b));
        let breaks = chars.iter().copied().any(is_break);
        let outer_blank = [*first, *last]
            .into_iter()
            .any(|char| char == ' ' || is_break(char));
        let never = special || space_break;
        Allowed {
            plain: !never && !breaks && !outer_blank && !has_indicators(chars),
            single: !never && !break_space,
            literal: !never && *last != ' ',
        }
    }
}

/// Whether a plain scalar with this text would be taken apart.
fn has_indicators(chars: &[char]) -> bool {
    let blank_at = |at: usize| match chars.get(at) {
        None => true,
        Some(char) => matches!(char, ' ' | '\t'),
    };
    if matches!(chars, ['-', '-', '-', ..] | ['.', '.', '.', ..]) {
        return true;
    }
    chars.iter().enumerate().any(|(at, char)| match char {
        ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@'
        | '`' => at == 0,
        '?' | '-' => at == 0 && blank_at(1),
        ':' => blank_at(at + 1),
        '#' => at == 0 || blank_at(at - 1),
        _ => false,
    })
}

fn is_break(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What the Go library prints as itself: no tab, nothing beyond U+FFFF.
fn is_printable(char: char) -> bool {
    matches!(char,
        '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}

impl Printer {
    /// Whether the space at `at` becomes a line break.
    fn folds(&self, scalar: &Scalar, at: usize, after_space: bool, may_fold: bool) -> bool {
        may_fold && !after_space && self.column > WIDTH && at > 0 && at + 1 < scalar.chars.len()
    }

    pub(super) fn plain(&mut self, scalar: &Scalar, indent: usize, may_fold: bool) {
        if !self.blank {
            self.put(' ');
        }
        let mut after_space = false;
        for (at, char) in scalar.chars.iter().copied().enumerate() {
            if char == ' '
                && self.folds(scalar, at, after_space, may_fold)
                && scalar.get(at + 1) != Some(' ')
            {
                self.indent(indent);
            } else {
                self.put(char);
            }
            after_space = char == ' ';
            self.fresh = false;
        }
        self.blank = false;
        self.fresh = false;
    }

    pub(super) fn single_quoted(&mut self, scalar: &Scalar, indent: usize, may_fold: bool) {
        self.mark("'", true);
        self.fresh = false;
        let (mut after_space, mut after_break) = (false, false);
        for (at, char) in scalar.chars.iter().copied().enumerate() {
            if char == ' ' {
                if self.folds(scalar, at, after_space, may_fold) && scalar.get(at + 1) != Some(' ')
                {
                    self.indent(indent);
                } else {
                    self.put(char);
                }
                after_space = true;
                continue;
            }
            if is_break(char) {
                self.line_break(char);
                self.fresh = true;
                after_break = true;
                continue;
            }
            if after_break {
                self.indent(indent);
            }
            if char == '\'' {
                self.put('\'');
            }
            self.put(char);
            self.fresh = false;
            (after_space, after_break) = (false, false);
        }
        self.mark("'", false);
        self.fresh = false;
    }

    pub(super) fn double_quoted(&mut self, scalar: &Scalar, indent: usize, may_fold: bool) {
        self.mark("\"", true);
        self.fresh = false;
        // The library looks for a byte order mark at the start of the text wherever it stands.
        let escape_all = scalar.get(0) == Some('\u{feff}');
        let mut after_space = false;
        for (at, char) in scalar.chars.iter().copied().enumerate() {
            if escape_all || !is_printable(char) || is_break(char) || matches!(char, '"' | '\\') {
                self.escape(char);
                after_space = false;
            } else if char == ' ' {
                if self.folds(scalar, at, after_space, may_fold) {
                    self.indent(indent);
                    if scalar.get(at + 1) == Some(' ') {
                        self.put('\\');
                    }
                } else {
                    self.put(char);
                }
                after_space = true;
            } else {
                self.put(char);
                after_space = false;
            }
        }
        self.mark("\"", false);
        self.fresh = false;
    }

    fn escape(&mut self, char: char) {
        let code = u32::from(char);
        let text = match char {
            '\0' => "\\0".to_owned(),
            '\u{7}' => "\\a".to_owned(),
            '\u{8}' => "\\b".to_owned(),
            '\t' => "\\t".to_owned(),
            '\n' => "\\n".to_owned(),
            '\u{b}' => "\\v".to_owned(),
            '\u{c}' => "\\f".to_owned(),
            '\r' => "\\r".to_owned(),
            '\u{1b}' => "\\e".to_owned(),
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\u{85}' => "\\N".to_owned(),
            '\u{a0}' => "\\_".to_owned(),
            '\u{2028}' => "\\L".to_owned(),
            '\u{2029}' => "\\P".to_owned(),
            '\0'..='\u{ff}' => format!("\\x{code:02X}"),
            '\0'..='\u{ffff}' => format!("\\u{code:04X}"),
            _ => format!("\\U{code:08X}"),
        };
        for char in text.chars() {
            self.put(char);
        }
    }

    pub(super) fn literal(&mut self, scalar: &Scalar, indent: usize) {
        self.mark("|", true);
        if scalar
            .get(0)
            .is_some_and(|char| char == ' ' || is_break(char))
        {
            self.mark("2", false);
        }
        let from_end = |back: usize| {
            let at = scalar.chars.len().checked_sub(back)?;
            scalar.get(at).map(is_break)
        };
        match (from_end(2), from_end(1)) {
            (_, Some(false) | None) => self.mark("-", false),
            (Some(false), Some(true)) => {}
            (Some(true) | None, Some(true)) => self.mark("+", false),
        }
        self.line_break('\n');
        self.fresh = true;
        self.blank = true;
        let mut after_break = true;
        for char in scalar.chars.iter().copied() {
            if is_break(char) {
                self.line_break(char);
                self.fresh = true;
                after_break = true;
                continue;
            }
            if after_break {
                self.indent(indent);
            }
            self.put(char);
            self.fresh = false;
            after_break = false;
        }
    }
}
