//! Conditions on one text, and which of them imply which.

use std::cell::Cell;

use crate::re2::{self, Match, Regex};
use crate::rules::prelude::*;
use crate::yaml::Node;

/// What a condition asks of a text that is there.
#[derive(Clone, Debug)]
pub(in crate::rules) enum Text {
    /// Nothing: any text will do.
    Any,
    /// To be this text.
    Exact(String),
    /// To begin with this text.
    Prefix(String),
    /// To match as a whole.
    Regex(Box<Pattern>),
}

/// An expression, and what is seen of it at once.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Pattern {
    regex: Regex,
    /// How every match begins.
    start: String,
    /// Whether that text is the only match.
    is_whole: bool,
    /// Whether every text certainly matches.
    is_everything: bool,
    /// Whether every path certainly matches.
    is_every_path: bool,
}

/// The steps that comparisons may still take. Every pair of matches takes some, and pairs of
/// expressions many; when they are used up, every answer is "not known".
#[derive(Debug)]
pub(in crate::rules) struct Budget(Cell<usize>);

/// The most steps for one VirtualService: those of all pairs of three thousand plain matches.
const MOST_STEPS: usize = 5_000_000;
/// The most steps for one answer about an expression, so that a hard one leaves some to others.
const MOST_STEPS_AT_ONCE: usize = 1_000_000;
/// The longest expression that is looked at, in bytes; Istio takes no longer one.
const LONGEST_EXPRESSION: usize = 1024;

impl Budget {
    /// For one VirtualService.
    pub fn new() -> Self {
        Budget(Cell::new(MOST_STEPS))
    }

    /// Whether nothing can be answered any more.
    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    /// Takes off steps; tells whether there were enough.
    pub fn spend(&self, steps: usize) -> bool {
        let rest = self.0.get().checked_sub(steps);
        self.0.set(rest.unwrap_or(0));
        rest.is_some()
    }

    /// Asks for an answer with the steps that it may take.
    fn within<T>(&self, ask: impl FnOnce(&mut usize) -> T) -> T {
        let share = self.0.get().min(MOST_STEPS_AT_ONCE);
        let mut left = share;
        let answer = ask(&mut left);
        self.spend(share - left);
        answer
    }

    fn is_subset(&self, inner: &Regex, outer: &Regex) -> bool {
        self.within(|left| inner.is_subset_within(outer, left)) == Some(true)
    }
}

impl Pattern {
    fn new(text: &str) -> Option<Self> {
        if text.len() > LONGEST_EXPRESSION {
            return None;
        }
        let regex = re2::parse(text).ok()?;
        let (start, is_whole) = regex.literal_prefix();
        Some(Pattern {
            start,
            is_whole,
            is_everything: regex.matches_everything(),
            is_every_path: regex.matches_every_path(),
            regex,
        })
    }

    /// The texts that begin with a text.
    fn beginning_with(prefix: &str, ignore_case: bool, budget: &Budget) -> Option<Regex> {
        if !budget.spend(prefix.len()) {
            return None;
        }
        re2::parse(&format!("{}.*", escaped(prefix, ignore_case))).ok()
    }

    /// One text.
    fn only(text: &str, ignore_case: bool, budget: &Budget) -> Option<Regex> {
        if !budget.spend(text.len()) {
            return None;
        }
        re2::parse(&escaped(text, ignore_case)).ok()
    }
}

fn escaped(text: &str, ignore_case: bool) -> String {
    let mut escaped = String::from(if ignore_case { "(?i)" } else { "" });
    for letter in text.chars() {
        if letter.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

impl Text {
    /// A condition as it is written; `None` when it cannot be told what it asks.
    ///
    /// `has_star` says whether the expression `*` has its special meaning, that a text is there:
    /// everywhere but in paths.
    pub fn read(node: &Node, has_star: bool) -> Option<Text> {
        node.as_map()?;
        let mut written = ["exact", "prefix", "regex"]
            .into_iter()
            .filter_map(|key| Some((key, node.field(key)?)));
        let Some((key, value)) = written.next() else {
            return Some(Text::Any);
        };
        if written.next().is_some() {
            return None;
        }
        let text = value.as_str()?;
        Some(match key {
            "exact" => Text::Exact(text.to_owned()),
            "prefix" => Text::Prefix(text.to_owned()),
            _ if has_star && text == "*" => Text::Any,
            _ => Text::Regex(Box::new(Pattern::new(text)?)),
        })
    }

    /// Whether every text certainly satisfies it.
    pub fn is_everything(&self) -> bool {
        match self {
            Text::Any => true,
            Text::Exact(_) => false,
            Text::Prefix(prefix) => prefix.is_empty(),
            Text::Regex(pattern) => pattern.is_everything,
        }
    }

    /// Whether every path certainly satisfies it: a path begins with `/`.
    pub fn is_every_path(&self) -> bool {
        match self {
            Text::Prefix(prefix) => prefix == "/" || prefix.is_empty(),
            Text::Regex(pattern) => pattern.is_every_path,
            _ => self.is_everything(),
        }
    }

    /// Whether this text certainly satisfies it, or certainly does not; `None` if not known.
    pub fn takes(&self, text: &str, budget: &Budget) -> Option<bool> {
        match self {
            Text::Any => Some(true),
            Text::Exact(exact) => Some(exact == text),
            Text::Prefix(prefix) => Some(text.starts_with(prefix.as_str())),
            Text::Regex(pattern) if !text.starts_with(pattern.start.as_str()) => Some(false),
            Text::Regex(pattern) => {
                match budget.within(|left| pattern.regex.matches_whole_within(text, left)) {
                    Match::Yes => Some(true),
                    Match::No => Some(false),
                    Match::Unknown => None,
                }
            }
        }
    }

    /// Whether every text that satisfies this certainly satisfies the other, too.
    pub fn implies(&self, other: &Text, budget: &Budget) -> bool {
        if other.is_everything() {
            return true;
        }
        match (self, other) {
            (_, Text::Any) => true,
            (Text::Any, _) => false,
            (Text::Exact(text), _) => other.takes(text, budget) == Some(true),
            (Text::Prefix(_), Text::Exact(_)) => false,
            (Text::Prefix(inner), Text::Prefix(outer)) => inner.starts_with(outer.as_str()),
            (Text::Prefix(inner), Text::Regex(outer)) => {
                may_meet(inner, &outer.start)
                    && Pattern::beginning_with(inner, false, budget)
                        .is_some_and(|inner| budget.is_subset(&inner, &outer.regex))
            }
            (Text::Regex(inner), Text::Exact(text)) => inner.is_whole && inner.start == *text,
            (Text::Regex(inner), Text::Prefix(outer)) => {
                inner.start.starts_with(outer.as_str())
                    || may_meet(&inner.start, outer)
                        && Pattern::beginning_with(outer, false, budget)
                            .is_some_and(|outer| budget.is_subset(&inner.regex, &outer))
            }
            (Text::Regex(inner), Text::Regex(outer)) => {
                inner.regex.as_str() == outer.regex.as_str()
                    || may_meet(&inner.start, &outer.start)
                        && budget.is_subset(&inner.regex, &outer.regex)
            }
        }
    }

    /// Whether certainly no text satisfies both.
    pub fn excludes(&self, other: &Text, budget: &Budget) -> bool {
        match (self, other) {
            (Text::Any, _) | (_, Text::Any) => false,
            (Text::Exact(text), condition) | (condition, Text::Exact(text)) => {
                condition.takes(text, budget) == Some(false)
            }
            (one, other) => !may_meet(one.start(), other.start()),
        }
    }

    /// How every text that satisfies it begins.
    fn start(&self) -> &str {
        match self {
            Text::Any => "",
            Text::Exact(text) | Text::Prefix(text) => text,
            Text::Regex(pattern) => &pattern.start,
        }
    }

    /// As [`Text::implies`], for paths that are compared without regard to case. Case never
    /// counts as unimportant in an expression.
    pub fn implies_path(
        &self,
        ignores_case: bool,
        other: &Text,
        other_ignores_case: bool,
        budget: &Budget,
    ) -> bool {
        if other.is_every_path() {
            return true;
        }
        let ignores_case = ignores_case && self.has_letters();
        match (ignores_case, other_ignores_case, other) {
            // The other takes all spellings, so one spelling stands for all.
            (_, true, Text::Exact(_) | Text::Prefix(_)) => {
                budget.spend(self.start().len() + other.start().len())
                    && self.in_lower_case().implies(&other.in_lower_case(), budget)
            }
            (false, _, _) => self.implies(other, budget),
            // It takes all spellings, and the other some.
            (true, _, Text::Prefix(prefix)) => !has_letters(prefix) && self.implies(other, budget),
            (true, _, Text::Regex(outer)) => {
                let inner = match self {
                    Text::Exact(text) => Pattern::only(text, true, budget),
                    Text::Prefix(text) => Pattern::beginning_with(text, true, budget),
                    _ => None,
                };
                inner.is_some_and(|inner| budget.is_subset(&inner, &outer.regex))
            }
            (true, _, Text::Any | Text::Exact(_)) => false,
        }
    }

    /// Whether it is a text that can be spelled in several ways.
    fn has_letters(&self) -> bool {
        match self {
            Text::Exact(text) | Text::Prefix(text) => has_letters(text),
            _ => false,
        }
    }

    /// With small letters where it is compared with others; of an expression only its beginning.
    fn in_lower_case(&self) -> Text {
        match self {
            Text::Any => Text::Any,
            Text::Exact(text) => Text::Exact(text.to_ascii_lowercase()),
            Text::Prefix(text) => Text::Prefix(text.to_ascii_lowercase()),
            Text::Regex(pattern) if pattern.is_whole => {
                Text::Exact(pattern.start.to_ascii_lowercase())
            }
            Text::Regex(pattern) => Text::Prefix(pattern.start.to_ascii_lowercase()),
        }
    }
}

/// The same condition in the same words.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Text::Any, Text::Any) => true,
            (Text::Exact(a), Text::Exact(b)) | (Text::Prefix(a), Text::Prefix(b)) => a == b,
            (Text::Regex(a), Text::Regex(b)) => a.regex.as_str() == b.regex.as_str(),
            _ => false,
        }
    }
}

/// Whether some text can begin with both.
fn may_meet(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

fn has_letters(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphabetic())
}
