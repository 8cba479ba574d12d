//! The reference pages under `docs/rules`, one a rule, and their index. What they show of rutter's
//! own words is what it prints about the example.
//!
//! `RUTTER_UPDATE=1 cargo test --lib rules::reference` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::testing::Run;
use super::{Rule, rules};
use crate::diagnostic::Severity;
use crate::diagnostic::render::{Style, render};

const STYLE: Style = Style {
    color: false,
    width: 100,
};

fn severity(rule: &Rule) -> &'static str {
    match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn versions(rule: &Rule) -> String {
    match (rule.since, rule.until) {
        (None, None) => String::new(),
        (Some(since), None) => format!(" Holds since Istio {since}."),
        (None, Some(until)) => format!(" Holds up to Istio {until}."),
        (Some(since), Some(until)) => format!(" Holds for Istio {since} to {until}."),
    }
}

fn page(rule: &'static Rule) -> String {
    let docs = rule.docs();
    let mut text = format!(
        "<!-- Written by a test from src/rules; change the rule instead. -->\n\
         # {} {}\n\n{}\n\nSeverity: {}. Status: {}.{}\n",
        rule.code,
        rule.code.name(),
        docs.what,
        severity(rule),
        rule.status.word(),
        versions(rule)
    );
    for section in &docs.sections {
        let _ = write!(text, "\n## {}\n\n{}\n", section.title, section.text);
        if section.title != "Example" {
            continue;
        }
        let Some(example) = docs.examples("Example").into_iter().next() else {
            continue;
        };
        let run = Run::of(&example, rule);
        let said: String = run
            .diagnostics
            .iter()
            .filter(|found| found.code == rule.code)
            .map(|found| render(found, &run.sources, STYLE))
            .collect();
        let _ = write!(text, "\n```text\n{said}```\n");
    }
    text
}

fn index() -> String {
    let mut text = String::from(
        "<!-- Written by a test from src/rules; change the rules instead. -->\n\
         # Rules\n\n\
         What `rutter check` looks for. Codes from 3000 say that Istio refuses or warns, codes from\n\
         4000 that what is accepted is surely not meant. `rutter explain CODE` prints the same pages.\n\n\
         | code | name | severity | what is found |\n| --- | --- | --- | --- |\n",
    );
    for rule in rules() {
        let name = rule.code.name();
        let summary = rule.docs().summary.replace('|', "\\|");
        let _ = writeln!(
            text,
            "| {} | [{name}]({name}.md) | {} | {summary} |",
            rule.code,
            severity(rule)
        );
    }
    text
}

#[test]
fn the_reference_pages_are_what_the_rules_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let mut pages: BTreeMap<PathBuf, String> = rules()
        .map(|rule| (folder.join(format!("{}.md", rule.code.name())), page(rule)))
        .collect();
    pages.insert(folder.join("README.md"), index());
    let update = std::env::var_os("RUTTER_UPDATE").is_some();
    if update {
        std::fs::create_dir_all(&folder).unwrap();
    }
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if !pages.contains_key(&path) {
            assert!(update, "{} belongs to no rule", path.display());
            std::fs::remove_file(&path).unwrap();
        }
    }
    for (path, page) in &pages {
        if update {
            std::fs::write(path, page).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            found == *page,
            "{} is out of date: RUTTER_UPDATE=1 cargo test --lib rules::reference",
            path.display()
        );
    }
}
