//! What a build came to.

use crate::Compilation;
use crate::diagnostic::render::{Style, render, visible};
use crate::diagnostic::{Diagnostic, Severity};

/// What a build came to: the compilation, what is to be written, and what Cargo is to be told.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Built {
    /// The path of the chart, as it was given.
    pub chart: String,
    /// Objects and findings.
    pub compilation: Compilation,
    /// The files for `OUT_DIR`. None where it failed.
    pub outputs: Vec<Output>,
    /// The files that took part and the folders that were listed, each once.
    pub watched: Vec<String>,
    pub(super) deny_warnings: bool,
    /// Whether a values.schema.json is there that this build of rutter cannot look at.
    pub(super) schema_aside: bool,
}

/// A file for `OUT_DIR`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Output {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

impl Built {
    /// Whether it fails the build: by an error, or a warning where those are denied.
    #[must_use]
    pub fn failed(&self) -> bool {
        let mut all = self.compilation.diagnostics.iter();
        all.any(|diagnostic| self.fails(diagnostic))
            || (self.deny_warnings && !self.own_warnings().is_empty())
    }

    /// Warnings that are no findings: nothing is compiled, or less is looked at than is there.
    fn own_warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.schema_aside {
            warnings.push(format!(
                "{}: a values.schema.json is not looked at: that needs the feature `schema` of \
                 rutter, or say `.skip_schema_validation()`",
                self.chart
            ));
        }
        if self.compilation.objects.is_empty() {
            warnings.extend(self.compilation.disabled.iter().cloned());
        }
        warnings
    }

    fn fails(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.severity == Severity::Error
            || (diagnostic.severity == Severity::Warning && self.deny_warnings)
    }

    pub(super) fn has_source(&self, file: &str) -> bool {
        let sources = &self.compilation.sources;
        let mut names = sources.ids().filter_map(|id| sources.get(id));
        names.any(|source| source.name().rsplit(['/', '\\']).next() == Some(file))
    }

    /// `cargo::rerun-if-changed` for everything that took part.
    #[must_use]
    pub fn rerun_lines(&self) -> Vec<String> {
        let watched = self.watched.iter();
        watched
            .map(|path| format!("cargo::rerun-if-changed={path}"))
            .collect()
    }

    /// What was found, as `cargo::error` and `cargo::warning`, a line each:
    /// `FILE:LINE:COLUMN: [RT4000] message; help: ...`. What is only worth knowing is left out.
    #[must_use]
    pub fn message_lines(&self) -> Vec<String> {
        let found = self.compilation.diagnostics.iter();
        let mut lines: Vec<String> = found
            .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
            .map(|diagnostic| match self.fails(diagnostic) {
                true => error_line(&self.message(diagnostic)),
                false => warning_line(&self.message(diagnostic)),
            })
            .collect();
        let own = self.own_warnings().into_iter();
        lines.extend(own.map(|warning| match self.deny_warnings {
            true => error_line(&warning),
            false => warning_line(&warning),
        }));
        lines
    }

    fn message(&self, diagnostic: &Diagnostic) -> String {
        let mut text = match self.compilation.place(diagnostic) {
            Some(place) => {
                let at = place.start;
                format!("{}:{}:{}: ", place.file, at.line, at.column)
            }
            None => format!("{}: ", self.chart),
        };
        text += &format!("[{}] {}", diagnostic.code, diagnostic.message);
        for help in &diagnostic.helps {
            text += "; help: ";
            text += help;
        }
        text
    }

    /// What fails the build, in the look of rustc, with the author's lines; warnings that do not
    /// fail it are left to [`Built::message_lines`]. Empty where it does not fail.
    #[must_use]
    pub fn report(&self) -> String {
        let reports: Vec<String> = self.reports().collect();
        reports.join("\n")
    }

    pub(super) fn reports(&self) -> impl Iterator<Item = String> {
        let found = self.compilation.diagnostics.iter();
        found
            .filter(|diagnostic| self.fails(diagnostic))
            .map(|diagnostic| render(diagnostic, &self.compilation.sources, Style::default()))
    }
}

pub(super) fn error_line(message: &str) -> String {
    format!("cargo::error={}", one_line(message))
}

fn warning_line(message: &str) -> String {
    format!("cargo::warning={}", one_line(message))
}

/// A line of Cargo's ends at a line break; and nothing in it is to be obeyed by a terminal.
fn one_line(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    words.join(" ").chars().map(visible).collect()
}
