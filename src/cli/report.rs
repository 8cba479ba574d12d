//! Diagnostics and errors on standard error.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use rutter::diagnostic::render::{Style, render};
use rutter::diagnostic::{Diagnostic, Severity};
use rutter::source::Sources;

use super::args::Color;

/// How to write to standard error.
pub struct Report {
    style: Style,
}

impl Report {
    pub fn new(color: Color) -> Self {
        let terminal = io::stderr().is_terminal();
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            // https://no-color.org: any value but the empty one.
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        let width = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok())
            .unwrap_or(140);
        Report {
            style: Style { color, width },
        }
    }

    /// Writes all diagnostics, and how many there were; tells whether one is an error.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) -> bool {
        let mut text = String::new();
        for diagnostic in diagnostics {
            text.push_str(&render(diagnostic, sources, self.style));
            text.push('\n');
        }
        let errors = count(diagnostics, Severity::Error);
        let warnings = count(diagnostics, Severity::Warning);
        if errors + warnings > 1 {
            let parts: Vec<String> = [(errors, "error"), (warnings, "warning")]
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
                .collect();
            let _ = writeln!(text, "{}", parts.join(", "));
        }
        self.write(&text);
        errors > 0
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

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}
