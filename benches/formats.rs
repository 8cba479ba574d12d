//! How long ten thousand findings take in each output format: `cargo bench --bench formats`.

#![allow(missing_docs)] // A bench is no library.

use std::fmt::Write as _;

use rutter::diagnostic::format::{Format, Group, Settings, write};
use rutter::diagnostic::render::Style;
use rutter::diagnostic::{Diagnostic, Edit, Fix, codes};
use rutter::source::{Sources, Span};

const FINDINGS: usize = 10_000;

fn main() {
    divan::main();
}

/// One finding for each line of a file, with a label two lines above and a fix.
#[divan::bench(args = Format::ALL)]
fn ten_thousand(bencher: divan::Bencher<'_, '_>, format: &Format) {
    let mut text = String::new();
    for number in 0..FINDINGS {
        let _ = writeln!(text, "key{number:05}: größer");
    }
    let line = text.len() / FINDINGS;
    let mut sources = Sources::new();
    let id = sources.add("charts/pad/values.yaml", text);
    let key = |number: usize| Span::new(id, number * line, number * line + 8);
    let diagnostics: Vec<Diagnostic> = (0..FINDINGS)
        .map(|number| {
            Diagnostic::warning(codes::WRONG_TYPE, format!("`key{number:05}` is no number"))
                .at(key(number), "this one")
                .also(key(number.saturating_sub(2)), "compare with this")
                .note("the helper prints it as it is, and Istio refuses the object")
                .help("write a number")
                .fixed_by(Fix::safe(
                    "rename it",
                    vec![Edit::replace(key(number), "k")],
                ))
        })
        .collect();
    let groups = [Group {
        title: "charts/pad",
        sources: &sources,
        diagnostics: &diagnostics,
    }];
    let mut settings = Settings::new(Style {
        color: true,
        width: 120,
    });
    settings.fail_on = Some(rutter::diagnostic::Severity::Info);
    bencher.bench(|| write(*format, &groups, &settings));
}
