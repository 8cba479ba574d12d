//! Findings for people and for programs: one writer for each output format.
//!
//! Common to all formats: findings stand in the order given; lines and columns count from 1, an
//! end is one past the last character; a place inside a text that is no file (`<stdin>`,
//! `<--set 1>`) is written under that name and never as a path that could be opened. The same
//! input gives the same bytes: nothing here asks a clock or the terminal.
//!
//! `docs/output-formats.md` shows every format.

mod fingerprint;
mod github;
mod gitlab;
mod json;
mod junit;
mod place;
mod rdjson;
mod sarif;
mod text;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::render::Style;
use super::{Applicability, Code, Diagnostic, Severity, codes};
use crate::source::Sources;
use crate::{Error, ErrorKind};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// In the look of rustc, with the author's lines and a summary.
    #[default]
    Full,
    /// One line for each finding: `file:line:column: error[RT0001] yaml-syntax: message`.
    Concise,
    /// One JSON object with a summary and all findings.
    Json,
    /// The findings of [`Format::Json`], one JSON object a line and nothing else.
    Jsonl,
    /// Workflow commands that GitHub Actions turns into annotations.
    Github,
    /// A Code Quality report for GitLab.
    Gitlab,
    /// A JUnit report: a suite for each group, a failed test for each finding that fails the run.
    Junit,
    /// SARIF 2.1.0.
    Sarif,
    /// The `DiagnosticResult` of reviewdog.
    Rdjson,
}

impl Format {
    /// Every format, in the order in which help texts list them.
    pub const ALL: &'static [Format] = &[
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Jsonl,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Sarif,
        Format::Rdjson,
    ];

    /// What an author writes for it: `full`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Format::Full => "full",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
            Format::Sarif => "sarif",
            Format::Rdjson => "rdjson",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// The format of a name; an error of the kind [`ErrorKind::Usage`] for any other word.
    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Format::ALL.iter().find(|format| format.name() == name);
        found.copied().ok_or_else(|| {
            let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
            let names = names.join(", ");
            Error::new(
                ErrorKind::Usage,
                format!("there is no output format `{name}`; there are {names}"),
            )
        })
    }
}

/// The findings of one chart or one set of files, with the texts they point into.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// The path of the chart as the author gave it, `charts/etherpad`; stands where a path is
    /// needed and the finding has none.
    pub title: &'a str,
    /// The texts that the findings point into.
    pub sources: &'a Sources,
    /// What was found, in the order in which it is shown.
    pub diagnostics: &'a [Diagnostic],
}

/// What a code means, for the formats that carry this along (SARIF, rdjson).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleDoc {
    /// One line: what is wrong where this is found.
    pub summary: Cow<'static, str>,
    /// The whole documentation in Markdown, if there is one.
    pub text: Option<Cow<'static, str>>,
    /// An absolute URI of a page with the same text, if there is one.
    pub uri: Option<String>,
}

impl RuleDoc {
    /// A documentation of one line.
    #[must_use]
    pub fn new(summary: impl Into<Cow<'static, str>>) -> Self {
        RuleDoc {
            summary: summary.into(),
            text: None,
            uri: None,
        }
    }
}

/// What a writer has to know besides the findings.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// Colours and width of [`Format::Full`]; no other format depends on the terminal.
    pub style: Style,
    /// Findings of at least this severity fail the run; `None` when none does. Only
    /// [`Format::Junit`] tells them apart.
    pub fail_on: Option<Severity>,
    /// The version of the program, `0.1.0`.
    pub version: &'a str,
    /// What a code means. Codes of [`codes::REGISTRY`] have their summary without it.
    pub rule_docs: &'a (dyn Fn(Code) -> Option<RuleDoc> + Sync),
}

impl Settings<'static> {
    /// Errors fail the run, the version is this crate's, and no code has a documentation beyond
    /// the summaries of [`codes::REGISTRY`].
    #[must_use]
    pub fn new(style: Style) -> Self {
        Settings {
            style,
            fail_on: Some(Severity::Error),
            version: env!("CARGO_PKG_VERSION"),
            rule_docs: &|_| None,
        }
    }
}

impl Settings<'_> {
    fn rule_doc(&self, code: Code) -> Option<RuleDoc> {
        (self.rule_docs)(code).or_else(|| {
            let info = codes::REGISTRY.iter().find(|info| info.code == code)?;
            Some(RuleDoc::new(info.summary))
        })
    }
}

impl fmt::Debug for Settings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("style", &self.style)
            .field("fail_on", &self.fail_on)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// The findings in one format; empty or ending with a newline.
///
/// Without any finding, the formats for people and those of one line a finding (`full`,
/// `concise`, `jsonl`, `github`) are empty, and the others are documents that say so.
#[must_use]
pub fn write(format: Format, groups: &[Group<'_>], settings: &Settings<'_>) -> String {
    match format {
        Format::Full => text::full(groups, settings.style),
        Format::Concise => text::concise(groups),
        Format::Json => json::document(groups),
        Format::Jsonl => json::lines(groups),
        Format::Github => github::write(groups),
        Format::Gitlab => gitlab::write(groups),
        Format::Junit => junit::write(groups, settings),
        Format::Sarif => sarif::write(groups, settings),
        Format::Rdjson => rdjson::write(groups, settings),
    }
}

/// How many findings there are of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// All other findings.
    pub infos: usize,
    /// Findings that `--fix` can mend.
    pub fixable: usize,
    /// Findings that only `--unsafe-fixes` can mend.
    pub fixable_unsafe: usize,
}

impl Summary {
    /// Counts the findings of all groups.
    #[must_use]
    pub fn of(groups: &[Group<'_>]) -> Self {
        let mut summary = Summary::default();
        for (group, diagnostic) in findings(groups) {
            match diagnostic.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
            }
            let fix = place::fix_of_files(diagnostic, group.sources);
            match fix.map(|fix| fix.applicability) {
                Some(Applicability::Safe) => summary.fixable += 1,
                Some(Applicability::Unsafe) => summary.fixable_unsafe += 1,
                None => {}
            }
        }
        summary
    }

    /// All findings.
    #[must_use]
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// One word for a severity, as in messages.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// All findings, each with its group.
fn findings<'a>(
    groups: &'a [Group<'a>],
) -> impl Iterator<Item = (&'a Group<'a>, &'a Diagnostic)> + 'a {
    groups
        .iter()
        .flat_map(|group| group.diagnostics.iter().map(move |found| (group, found)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_found_by_their_names() {
        for format in Format::ALL {
            assert_eq!(format.name().parse::<Format>().ok().as_ref(), Some(format));
        }
        let error = "xml".parse::<Format>().unwrap_err();
        assert!(error.to_string().contains("there are full, concise, json"));
    }
}
