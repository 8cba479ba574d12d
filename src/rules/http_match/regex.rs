//! Regular expressions as Istio judges them, wherever an object has one.

use crate::re2::{self, Problem, ProblemKind};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

/// The longest expression that Istio takes, in bytes
/// (Istio 1.30: pkg/config/validation/validation.go, `validateStringRegexp`).
const MAX_LENGTH: usize = 1024;

/// Tells an expression that Istio refuses: empty, too long, or not RE2. `what` says what it is
/// compared with: `the path`.
pub(in crate::rules) fn check(cx: &mut Context<'_>, at: &Node, what: &str) {
    let Some(pattern) = at.as_str() else { return };
    let (message, label, help) = if pattern.is_empty() {
        (
            format!("the regular expression for {what} is empty"),
            "empty".to_owned(),
            "write an expression, such as `.*` for any text, or remove the condition".to_owned(),
        )
    } else if pattern.len() > MAX_LENGTH {
        (
            format!(
                "the regular expression for {what} has {} bytes, and Istio takes {MAX_LENGTH}",
                pattern.len()
            ),
            "too long".to_owned(),
            "write a shorter one, or several items with one each".to_owned(),
        )
    } else if let Err(problem) = re2::parse(pattern) {
        (
            format!("Istio cannot read the regular expression for {what}: {problem}"),
            position(pattern, &problem),
            help(pattern, &problem.kind),
        )
    } else {
        return;
    };
    cx.report(at, message)
        .label(label)
        .note(refused::VIRTUAL_SERVICE)
        .help(help);
}

/// The offending part and how many characters stand before it.
fn position(pattern: &str, problem: &Problem) -> String {
    let before = pattern.get(..problem.start).unwrap_or_default();
    let part = pattern.get(problem.start..problem.end).unwrap_or_default();
    let number = before.chars().count() + 1;
    if part.is_empty() || part == pattern {
        "cannot be read".to_owned()
    } else {
        format!("`{part}` at character {number}")
    }
}

/// What to write instead.
fn help(pattern: &str, kind: &ProblemKind) -> String {
    let text = match kind {
        ProblemKind::UnclosedGroup => "close it with `)`, or write `\\(` for the character",
        ProblemKind::UnopenedGroup => "remove it, or write `\\)` for the character",
        ProblemKind::UnclosedClass => "close it with `]`, or write `\\[` for the character",
        ProblemKind::BackwardsRange { .. } => {
            "write the range from the lower character to the higher; a `-` itself goes last: `[az-]`"
        }
        ProblemKind::ClassAsRangeEnd { .. } => "a `-` that is meant itself goes last: `[\\d.-]`",
        ProblemKind::NothingToRepeat { .. } if pattern == "*" => {
            "write `.*` for any text; `*` alone is no wildcard"
        }
        ProblemKind::NothingToRepeat { repetition } => {
            return format!(
                "an expression has no wildcards: write `.*` for any text, `\\{repetition}` for the character itself"
            );
        }
        ProblemKind::RepeatedRepetition { .. } => {
            "write one of them; RE2 never tries the same text twice, so `++` and `*+` are not needed"
        }
        ProblemKind::CountTooLarge { .. } | ProblemKind::NestedCountTooLarge => {
            "write `*` or `+` where the exact number does not matter"
        }
        ProblemKind::BackwardsCount { .. } => "write the smaller number first: `{1,2}`",
        ProblemKind::TrailingBackslash => "remove it, or write `\\\\` for the character",
        ProblemKind::UnknownEscape { .. } => {
            "write the character without `\\`, or one of `\\d`, `\\w`, `\\s`, `\\b` and their upper-case opposites"
        }
        ProblemKind::EscapeInClass { .. } => "take it out of the `[...]`",
        ProblemKind::BackReference { .. } => {
            "write out the texts that can repeat: `aa|bb` instead of `(a|b)\\1`"
        }
        ProblemKind::AnyByte => "write `.` for any character, `(?s:.)` for a line break, too",
        ProblemKind::LookAround { opening } if opening.ends_with('!') => {
            "put a route for what is to be left out before this one; this one can then match it, too"
        }
        ProblemKind::LookAround { .. } => "write what must stand there as a part of the expression",
        ProblemKind::UnknownFlag { .. } | ProblemKind::BadFlags { .. } => {
            "write `(?i)` at the start to ignore case, `(?:...)` for a plain group"
        }
        ProblemKind::UnknownGroup { .. } => "write `(?:...)` for a plain group",
        ProblemKind::BadGroupName { .. } | ProblemKind::UnclosedGroupName => {
            "write `(...)`: the name of a group has no use here"
        }
        ProblemKind::TooDeep | ProblemKind::TooLarge => {
            "write a simpler expression, or several items of `match`: one of them must hold"
        }
        _ => "what RE2 knows is listed at https://github.com/google/re2/wiki/Syntax",
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    fn uri(regex: &str) -> Vec<String> {
        let object = format!(
            "kind: VirtualService\nmetadata: {{name: a}}\nspec:\n  http:\n    - match: [{{uri: {{regex: '{regex}'}}}}]\n"
        );
        found(&object, &super::super::uri::RULE)
    }

    #[test]
    fn an_expression_has_at_most_1024_bytes_of_re2() {
        assert!(uri(&"a".repeat(1024)).is_empty());
        assert_eq!(uri(&"a".repeat(1025)).len(), 1);
        assert!(uri("/{id}").is_empty());
        assert_eq!(uri("").len(), 1);
        assert_eq!(
            uri("/(?!old)"),
            [
                "Istio cannot read the regular expression for the path: look-ahead `(?!` does not exist in RE2"
            ]
        );
    }
}
