//! What each output format makes of the same findings.
//!
//! `INSTA_UPDATE=always cargo test --test formats` writes the snapshots anew; read the difference
//! before committing it. With `RUTTER_FORMATS_OUT=FOLDER` the outputs are written there, too:
//! `tests/oracles/formats.py` has them judged by schemas and programs that are not ours.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use rutter::diagnostic::format::{Format, Group, RuleDoc, Settings, write};
use rutter::diagnostic::render::Style;
use rutter::diagnostic::{Code, Diagnostic, Edit, Fix, Severity, codes};
use rutter::source::{SourceId, Sources, Span};

const VALUES: &str = "\
# größer
ingress:
  enabled: yes
  routeHosts: [pad.example.org]
  routes:
    - destination:\tpad
      timeout: 0s
      retries:
        attempts: 3

extra: 1
";

const PRODUCTION: &str = "ingress:\n  enabled: false # später\n";

struct Sample {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Sample {
    fn group(&self, title: &'static str) -> Group<'_> {
        Group {
            title,
            sources: &self.sources,
            diagnostics: &self.diagnostics,
        }
    }
}

fn span(sources: &Sources, id: SourceId, text: &str) -> Span {
    let start = sources.get(id).unwrap().text().find(text).unwrap();
    Span::new(id, start, start + text.len())
}

/// Everything that a diagnostic can hold, and every kind of place.
fn pad() -> Sample {
    let mut sources = Sources::new();
    let values = sources.add("./charts/pad/values.yaml", VALUES);
    let production = sources.add("values/prod env,1.yaml", PRODUCTION);
    let empty = sources.add("charts/pad/ci/empty-values.yaml", "");
    let argument = sources.add("<--set 1>", "ingress.enabled=ja");
    let odd = sources.add(
        "odd\u{1b}[2J.yaml",
        "a: \u{1b}[31m\u{9b}x\u{202e}\u{ffff}\n",
    );
    let at = |text| span(&sources, values, text);

    let timeout = Diagnostic::error(codes::WRONG_TYPE, "`timeout` is 0s, which Istio refuses")
        .at(at("0s"), "must be at least 1ms")
        .also(at("destination:"), "of this route")
        .note("the whole VirtualService is refused:\nno route of this chart would change")
        .help("write `timeout: 15s`, or leave it out for no limit")
        .fixed_by(Fix::safe(
            "remove `timeout`",
            vec![Edit::replace(at("      timeout: 0s\n"), "")],
        ));
    let mut switched_off = Diagnostic::warning(
        codes::DUPLICATE_KEY,
        "100 % of `routes` have no effect:\n  the ingress is off, as its last value is false",
    )
    .at(span(&sources, production, "false"), "")
    .also(at("yes"), "switched on here")
    .fixed_by(Fix::risky(
        "write `enabled: true` twice, and the host first",
        vec![
            Edit::replace(at("[pad.example.org]"), "[\"größer\"]"),
            Edit::replace(at("yes"), "true"),
        ],
    ));
    switched_off.seen_with = ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]
        .map(str::to_owned)
        .to_vec();
    let block = Diagnostic::info(codes::NULL_MAP, "`retries` never happen")
        .at(at("retries:\n        attempts: 3\n\n"), "3 of them")
        .fixed_by(Fix::safe(
            "two edits in one suggestion",
            vec![
                Edit::replace(at("3\n\n"), "1\n"),
                Edit::replace(at("retries"), "retry"),
            ],
        ));
    let diagnostics = vec![
        timeout,
        switched_off,
        block,
        Diagnostic::info(codes::NOT_A_MAP, "the file is empty")
            .at(Span::new(empty, 0, 0), "nothing here"),
        Diagnostic::error(
            codes::WRONG_TYPE,
            "`enabled` is the text \"ja\" & no boolean",
        )
        .at(span(&sources, argument, "ja"), "counts as <true>")
        .fixed_by(Fix::safe(
            "write `true`",
            vec![Edit::replace(span(&sources, argument, "ja"), "true")],
        )),
        Diagnostic::warning(
            codes::FORBIDDEN_CHARACTER,
            "a bell \u{7} rings in \u{1b}[2Jit",
        )
        .at(span(&sources, odd, "x"), "label \u{7}")
        .note("note \u{ffff}]]>"),
        Diagnostic::error(codes::HELPER_MISSING, "the chart carries no helper"),
    ];
    Sample {
        sources,
        diagnostics,
    }
}

fn plain() -> Sample {
    let mut sources = Sources::new();
    let values = sources.add(
        "charts/plain/values.yaml",
        "host: a\n日本: x\nhost: b\nhost: a\n",
    );
    let warn = |start, end| {
        Diagnostic::warning(codes::DUPLICATE_KEY, "`host` is given twice")
            .at(Span::new(values, start, end), "this one counts")
    };
    Sample {
        diagnostics: vec![warn(18, 22), warn(26, 30)],
        sources,
    }
}

fn docs(code: Code) -> Option<RuleDoc> {
    (code == codes::WRONG_TYPE).then(|| {
        let mut doc = RuleDoc::new("a value that its field cannot hold");
        doc.text = Some("## What it does\nRefuses the *wrong* type.".into());
        doc.uri = Some("https://example.org/rules/RT1202".to_owned());
        doc
    })
}

fn settings() -> Settings<'static> {
    let mut settings = Settings::new(Style {
        color: false,
        width: 100,
    });
    settings.version = "1.2.3";
    settings.rule_docs = &docs;
    settings
}

/// The output, kept for the programs that judge it.
fn kept(name: &str, format: Format, groups: &[Group<'_>], settings: &Settings<'_>) -> String {
    let out = write(format, groups, settings);
    if let Some(folder) = std::env::var_os("RUTTER_FORMATS_OUT") {
        std::fs::write(Path::new(&folder).join(format!("{name}.{format}")), &out).unwrap();
    }
    out
}

fn sample(format: Format) -> String {
    let (pad, plain, clean) = (pad(), plain(), Sources::new());
    let clean = Group {
        title: "charts/clean",
        sources: &clean,
        diagnostics: &[],
    };
    let groups = [pad.group("charts/pad"), plain.group("charts/plain"), clean];
    kept("sample", format, &groups, &settings())
}

macro_rules! snapshots {
    ($($name:ident: $format:ident;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(sample(Format::$format));
        }
    )*};
}

snapshots! {
    full: Full;
    concise: Concise;
    json: Json;
    jsonl: Jsonl;
    github: Github;
    gitlab: Gitlab;
    junit: Junit;
    sarif: Sarif;
    rdjson: Rdjson;
}

#[test]
fn nothing_found() {
    let sources = Sources::new();
    let clean = Group {
        title: "charts/clean",
        sources: &sources,
        diagnostics: &[],
    };
    let mut all = String::new();
    for format in Format::ALL {
        let out = kept("clean", *format, &[clean], &settings());
        all.push_str(&format!("== {format}\n{out}"));
        kept("none", *format, &[], &settings());
    }
    insta::assert_snapshot!(all);
}

#[test]
fn nothing_that_a_terminal_obeys_gets_through() {
    for format in Format::ALL {
        let out = sample(*format);
        let obeyed = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
        assert!(!out.contains(obeyed), "{format}");
        assert!(!out.contains('\u{202e}'), "{format}");
        assert!(out.ends_with('\n'), "{format}");
    }
}

#[test]
fn lines_stay_lines() {
    let findings = pad().diagnostics.len() + plain().diagnostics.len();
    for format in [Format::Concise, Format::Jsonl, Format::Github] {
        assert_eq!(sample(format).lines().count(), findings, "{format}");
    }
}

#[test]
fn junit_fails_what_fails_the_run() {
    let failures = |name, fail_on| {
        let (pad, mut settings) = (pad(), settings());
        settings.fail_on = fail_on;
        let out = kept(name, Format::Junit, &[pad.group("p")], &settings);
        out.matches("<failure ").count()
    };
    assert_eq!(failures("none-fails", None), 0);
    assert_eq!(failures("errors-fail", Some(Severity::Error)), 3);
    assert_eq!(failures("warnings-fail", Some(Severity::Warning)), 5);
    assert_eq!(failures("infos-fail", Some(Severity::Info)), 7);
}
