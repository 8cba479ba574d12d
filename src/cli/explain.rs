//! `rutter explain` and `rutter rule list`

use std::fmt::Write as _;

use rutter::diagnostic::{Severity, codes};
use rutter::rules::{self, Rule};
use serde::Serialize;

use super::args::{self, RuleFormat};
use super::{CannotRun, Done, print};

/// `rutter explain CODE|NAME`
pub fn explain(asked: &str) -> Result<Done, CannotRun> {
    if let Some(rule) = rules::find(asked) {
        return print(page(rule).as_bytes());
    }
    let other = codes::REGISTRY
        .iter()
        .find(|info| info.code.is_called(asked));
    match other {
        Some(info) => print(entry(info).as_bytes()),
        None => Err(CannotRun(unknown(asked))),
    }
}

/// What there is to say about a diagnostic that is no rule.
fn entry(info: &codes::Info) -> String {
    let mut text = format!(
        "{} {}\n\n{}.\n",
        info.code,
        info.code.name(),
        capital(info.summary)
    );
    if !info.more.is_empty() {
        let _ = write!(text, "\n{}\n", wrapped(info.more));
    }
    text.push_str(
        "\nThis is no rule of `rutter check`: it is found whenever a chart is read or\n\
         compiled, and cannot be switched off where it is an error.\n",
    );
    text
}

/// Lines of at most 80 characters, broken at blanks.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length <= 80 {
            lines.push(' ');
            width += 1 + length;
        } else {
            if width > 0 {
                lines.push('\n');
            }
            width = length;
        }
        lines.push_str(word);
    }
    lines
}

/// What to say about a rule that is none.
pub fn unknown(asked: &str) -> String {
    let names = rules::rules().map(|rule| rule.code.name());
    let names = names.chain(codes::REGISTRY.iter().map(|info| info.code.name()));
    let hint = match rutter::suggest::closest(asked, names).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`rutter rule list` lists the rules".to_owned(),
    };
    format!("there is no rule `{asked}`: {hint}")
}

/// What there is to say about a rule, as plain text: Markdown as it stands in its documentation.
fn page(rule: &Rule) -> String {
    let docs = rule.docs();
    let mut text = format!("{} {}\n\n{}\n", rule.code, rule.code.name(), docs.what);
    let _ = write!(
        text,
        "\n{}, {}",
        severity(rule.severity),
        rule.status.word()
    );
    match (rule.since, rule.until) {
        (None, None) => {}
        (Some(since), None) => {
            let _ = write!(text, ", since Istio {since}");
        }
        (None, Some(until)) => {
            let _ = write!(text, ", up to Istio {until}");
        }
        (Some(since), Some(until)) => {
            let _ = write!(text, ", Istio {since} to {until}");
        }
    }
    text.push('\n');
    for section in &docs.sections {
        let _ = write!(text, "\n## {}\n\n{}\n", section.title, section.text);
    }
    text
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "info",
    }
}

/// `rutter rule ...`
pub fn rule(args: &args::Rule) -> Result<Done, CannotRun> {
    let args::Rule::List { output } = args;
    match output {
        RuleFormat::Text => print(table().as_bytes()),
        RuleFormat::Json => print(json()?.as_bytes()),
    }
}

fn table() -> String {
    let width = rules::rules()
        .map(|rule| rule.code.name().len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for rule in rules::rules() {
        let _ = writeln!(
            text,
            "{}  {:7}  {:width$}  {}",
            rule.code,
            severity(rule.severity),
            rule.code.name(),
            rule.docs().summary
        );
    }
    text
}

fn json() -> Result<String, CannotRun> {
    #[derive(Serialize)]
    struct Row {
        code: String,
        name: &'static str,
        severity: &'static str,
        status: &'static str,
        since: Option<String>,
        until: Option<String>,
        summary: String,
    }
    let rows: Vec<Row> = rules::rules()
        .map(|rule| Row {
            code: rule.code.to_string(),
            name: rule.code.name(),
            severity: severity(rule.severity),
            status: rule.status.word(),
            since: rule.since.map(|version| version.to_string()),
            until: rule.until.map(|version| version.to_string()),
            summary: rule.docs().summary,
        })
        .collect();
    let text = serde_json::to_string_pretty(&rows);
    text.map(|text| text + "\n")
        .map_err(|error| CannotRun(error.to_string()))
}
