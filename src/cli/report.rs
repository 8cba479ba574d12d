//! Diagnostics and errors on standard error.

use std::io::{self, IsTerminal, Write};

use rutter::diagnostic::format::{self, Format, Group, Settings};
use rutter::diagnostic::render::Style;
use rutter::diagnostic::{Diagnostic, Severity};
use rutter::source::Sources;

use super::args::Color;

/// How to write to standard error, and how what goes to standard output looks.
pub struct Report {
    style: Style,
    output: Style,
    format: Format,
}

impl Report {
    pub fn new(color: Color) -> Self {
        // https://no-color.org: any value but the empty one.
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        let color_on = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && wanted,
        };
        // What a shell exports wins; a pipe has no width, and whoever reads it later a wide window.
        let asked = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        let width = |terminal: Option<(terminal_size::Width, terminal_size::Height)>| {
            asked.unwrap_or_else(|| terminal.map_or(140, |(width, _)| usize::from(width.0)))
        };
        let error = width(terminal_size::terminal_size_of(io::stderr()));
        let output = width(terminal_size::terminal_size_of(io::stdout()));
        let style = |color, width| Style { color, width };
        Report {
            style: style(color_on(io::stderr().is_terminal()), error),
            output: style(color_on(io::stdout().is_terminal()), output),
            format: Format::Full,
        }
    }

    /// How diagnostics look that are printed to standard output.
    pub fn output_style(&self) -> Style {
        self.output
    }

    /// The same, which writes diagnostics in another format.
    pub fn in_format(&self, format: Format) -> Self {
        Report { format, ..*self }
    }

    /// Writes all diagnostics about a chart; tells whether one is an error.
    pub fn diagnostics(&self, title: &str, diagnostics: &[Diagnostic], sources: &Sources) -> bool {
        let group = Group {
            title,
            sources,
            diagnostics,
        };
        self.groups(&[group], Severity::Error);
        let mut all = diagnostics.iter();
        all.any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Writes all diagnostics; those from a severity on are what fails the run.
    pub fn groups(&self, groups: &[Group<'_>], fail_on: Severity) {
        let mut settings = Settings::new(self.style);
        settings.fail_on = Some(fail_on);
        settings.rule_docs = &super::check::rule_docs;
        self.write(&format::write(self.format, groups, &settings));
    }

    /// Says that nothing could be done at all.
    pub fn cannot_run(&self, message: &str) {
        let (start, end) = if self.style.color {
            ("\x1b[1m\x1b[91m", "\x1b[0m")
        } else {
            ("", "")
        };
        self.write(&format!("{start}error{end}: {message}\n"));
    }

    /// A line that is no finding.
    pub fn note(&self, message: &str) {
        self.write(&format!("{message}\n"));
    }

    /// Standard error that is closed is nobody's to hear of.
    fn write(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}
