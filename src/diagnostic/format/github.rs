//! Workflow commands of GitHub Actions:
//! `::error file=F,line=L,endLine=L,col=C,endColumn=C,title=T::message`.
//!
//! The runner ends a command at a line break and a property at `,` or `::`; `%25`, `%0D`, `%0A`,
//! and in properties `%3A` and `%2C`, stand for what cannot be written (actions/toolkit,
//! packages/core/src/command.ts).

use std::fmt::Write as _;

use super::place::{Place, repository_path};
use super::text::{one_line, paragraphs};
use super::{Group, findings};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) fn write(groups: &[Group<'_>]) -> String {
    let mut out = String::new();
    for (group, diagnostic) in findings(groups) {
        command(&mut out, group, diagnostic);
    }
    out
}

fn command(out: &mut String, group: &Group<'_>, diagnostic: &Diagnostic) {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let _ = write!(out, "::{level} ");
    let place = Place::primary(diagnostic, group.sources);
    let mut before = String::new();
    match &place {
        Some(place) if place.is_file() => properties(out, place),
        // An annotation of the run and of no file has to name the place itself.
        Some(place) => {
            let (name, start) = (one_line(place.name()), place.start);
            before = format!("{name}:{}:{}: ", start.line, start.column);
        }
        None => before = format!("{}: ", one_line(group.title)),
    }
    let title = format!("{} {}", diagnostic.code, diagnostic.code.name());
    let message = before + &paragraphs(diagnostic, group.sources);
    let _ = writeln!(out, "title={}::{}", property(&title), data(&message));
}

fn properties(out: &mut String, place: &Place<'_>) {
    let (start, end) = (place.start, place.end);
    let path = one_line(&repository_path(place.name()));
    let _ = write!(
        out,
        "file={},line={},endLine={},",
        property(&path),
        start.line,
        end.line
    );
    // GitHub takes columns only for a place on one line.
    if start.line == end.line {
        let _ = write!(out, "col={},endColumn={},", start.column, end.column);
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(data("100%\r\n::x"), "100%25%0D%0A::x");
        assert_eq!(property("a,b::c"), "a%2Cb%3A%3Ac");
    }
}
