//! The formats for people, and the words that the others share with them.

use std::fmt::Write as _;

use super::place::{Place, fix_of_files};
use super::{Group, Summary, findings, severity};
use crate::diagnostic::render::{Style, printable, render, visible};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::source::Sources;

/// How many sets of values are named before the rest is only counted.
const NAMED: usize = 3;

pub(super) fn full(groups: &[Group<'_>], style: Style) -> String {
    let mut out = String::new();
    for (group, diagnostic) in findings(groups) {
        out.push_str(&render(
            &in_words(diagnostic, group.sources),
            group.sources,
            style,
        ));
        out.push('\n');
    }
    let summary = Summary::of(groups);
    if summary.total() > 1 {
        out.push_str(&sentence(summary));
        out.push('\n');
    }
    out
}

pub(super) fn concise(groups: &[Group<'_>]) -> String {
    let mut out = String::new();
    for (group, diagnostic) in findings(groups) {
        out.push_str(&concise_line(group, diagnostic));
        out.push('\n');
    }
    out
}

/// `file:line:column: error[RT0001] yaml-syntax: message`
pub(super) fn concise_line(group: &Group<'_>, diagnostic: &Diagnostic) -> String {
    format!(
        "{}: {}[{}] {}: {}",
        origin(group, diagnostic),
        severity(diagnostic.severity),
        diagnostic.code,
        diagnostic.code.name(),
        one_line(&diagnostic.message),
    )
}

/// `file:line:column`, or the chart where there is no place.
pub(super) fn origin(group: &Group<'_>, diagnostic: &Diagnostic) -> String {
    match Place::primary(diagnostic, group.sources) {
        Some(place) => {
            let start = place.start;
            format!("{}:{}:{}", one_line(place.name()), start.line, start.column)
        }
        None => one_line(group.title),
    }
}

/// The diagnostic, with notes and helps for what has fields of its own.
pub(super) fn in_words(diagnostic: &Diagnostic, sources: &Sources) -> Diagnostic {
    let mut told = diagnostic.clone();
    told.notes.extend(seen_with(&diagnostic.seen_with));
    if let Some(fix) = &diagnostic.fix {
        let flag = match fix.applicability {
            Applicability::Safe => "--fix",
            Applicability::Unsafe => "--unsafe-fixes",
        };
        told.helps.push(match fix_of_files(diagnostic, sources) {
            Some(fix) => format!("`{flag}` can do this: {}", fix.title),
            // What stands on a command line has to be changed there.
            None => fix.title.clone(),
        });
    }
    told
}

fn seen_with(names: &[String]) -> Option<String> {
    let (shown, rest) = names.split_at(NAMED.min(names.len()));
    let shown = shown.join(", ");
    let of = match names.len() {
        0 => return None,
        1 => "one".to_owned(),
        count => count.to_string(),
    };
    Some(match rest.len() {
        0 => format!("found with {of} of the values files: {shown}"),
        more => format!("found with {of} of the values files: {shown} and {more} more"),
    })
}

/// The message, and below it every note and help in lines of their own.
pub(super) fn paragraphs(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let told = in_words(diagnostic, sources);
    let mut out = printable(&told.message);
    for (word, texts) in [("note", &told.notes), ("help", &told.helps)] {
        for text in texts {
            let _ = write!(out, "\n{word}: {}", printable(text));
        }
    }
    out
}

/// The text on one line, with nothing in it that a terminal would obey.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    if let Some(first) = lines.next() {
        out.extend(first.trim_end().chars().map(shown));
    }
    for line in lines {
        out.push(' ');
        out.extend(line.trim().chars().map(shown));
    }
    out
}

fn shown(char: char) -> char {
    match char {
        '\t' => ' ',
        _ => visible(char),
    }
}

/// `2 errors, 1 warning`, and which flags would help.
fn sentence(summary: Summary) -> String {
    let kinds = [
        (summary.errors, "error"),
        (summary.warnings, "warning"),
        (summary.infos, "info"),
    ];
    let counts: Vec<String> = kinds
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    let mut out = counts.join(", ");
    let _ = match (summary.fixable, summary.fixable_unsafe) {
        (0, 0) => Ok(()),
        (safe, 0) => write!(out, "; `--fix` can mend {safe} of them"),
        (0, risky) => write!(out, "; `--unsafe-fixes` can mend {risky} of them"),
        (safe, risky) => write!(
            out,
            "; `--fix` can mend {safe} of them, `--unsafe-fixes` {risky} more"
        ),
    };
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_values_beyond_three_are_counted() {
        let names = |count: usize| -> Vec<String> {
            let names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"];
            names.iter().take(count).map(ToString::to_string).collect()
        };
        assert_eq!(seen_with(&names(0)), None);
        let told = |count| seen_with(&names(count)).unwrap();
        assert_eq!(told(1), "found with one of the values files: a.yaml");
        assert_eq!(
            told(3),
            "found with 3 of the values files: a.yaml, b.yaml, c.yaml"
        );
        assert_eq!(
            told(5),
            "found with 5 of the values files: a.yaml, b.yaml, c.yaml and 2 more"
        );
    }

    #[test]
    fn one_line_has_neither_breaks_nor_control_characters() {
        assert_eq!(one_line("a\r\n\n   b\tc \u{1b}[0m\n"), "a b c ␛[0m");
        assert_eq!(one_line(""), "");
    }

    #[test]
    fn the_summary_names_the_flags_that_help() {
        let mut summary = Summary {
            errors: 1,
            infos: 2,
            ..Summary::default()
        };
        assert_eq!(sentence(summary), "1 error, 2 infos");
        summary.fixable_unsafe = 1;
        assert_eq!(
            sentence(summary),
            "1 error, 2 infos; `--unsafe-fixes` can mend 1 of them"
        );
        summary.fixable = 1;
        assert_eq!(
            sentence(summary),
            "1 error, 2 infos; `--fix` can mend 1 of them, `--unsafe-fixes` 1 more"
        );
    }
}
