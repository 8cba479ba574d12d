//! What `rutter check` says of values as a platform with many charts has them.
//!
//! `alarms/fine`: values that are right. Nothing above an information may be found in them, and each
//! information stands in the snapshot, so that it is there on purpose.
//!
//! `alarms/incidents`: mistakes that have happened. Each is found at its line, by the rule that its
//! first line names; the snapshot has what the author reads.
//!
//! The first line of a file says with what it is checked: the helper (the chart of that name in
//! `golden/charts`), the namespace, the release (`main` unless said otherwise), and the files of
//! `alarms/layers` that are given before it. What is right is checked without namespace and release,
//! too: a default name must not be taken for the real one.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A values file, and what its first line says of it.
struct Case {
    path: PathBuf,
    name: String,
    words: BTreeMap<String, String>,
}

/// Severity, rule and line.
type Found = (String, String, u64);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/alarms")
}

fn cases(kind: &str) -> Vec<Case> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder().join(kind))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let cases = paths.into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        let first = text.lines().next().and_then(|line| line.strip_prefix("# "));
        let words = first.unwrap_or_default().split(", ");
        let words = words.filter_map(|word| word.split_once(": "));
        Case {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            words: words
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
            path,
        }
    });
    cases.collect()
}

impl Case {
    fn word(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    fn list(&self, key: &str) -> impl Iterator<Item = &str> {
        self.word(key).unwrap_or_default().split_whitespace()
    }

    /// What is printed about it, in this format.
    fn check(&self, format: &str, is_named: bool) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let within = |path: &Path| path.strip_prefix(root).unwrap().to_owned();
        let helper = self.word("helper").unwrap_or("1.0");
        let mut command = Command::new(env!("CARGO_BIN_EXE_rutter"));
        command
            .current_dir(root)
            .env("COLUMNS", "110")
            .args(["check", "--output-format", format])
            .arg(Path::new("tests/golden/charts").join(helper));
        if is_named {
            command
                .args(["-n", self.word("namespace").unwrap_or("demo")])
                .args(["--release", self.word("release").unwrap_or("main")]);
        }
        for layer in self.list("over") {
            let path = match layer.strip_prefix("values/") {
                Some(_) => PathBuf::from(layer),
                None => within(&folder()).join("layers").join(layer),
            };
            command.arg("-f").arg(path);
        }
        let done = command.arg("-f").arg(within(&self.path)).output().unwrap();
        let errors = String::from_utf8(done.stderr).unwrap();
        assert!(
            matches!(done.status.code(), Some(0 | 1)),
            "{}: {errors}",
            self.name
        );
        String::from_utf8(done.stdout).unwrap()
    }

    fn found(&self, is_named: bool) -> Vec<Found> {
        let lines = self.check("jsonl", is_named);
        let found = lines.lines().map(|line| {
            let found: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| found.get(key).unwrap().as_str().unwrap().to_owned();
            let line = found.get("line").unwrap().as_u64().unwrap();
            (text("severity"), text("name"), line)
        });
        found.collect()
    }
}

#[test]
fn what_is_right_raises_no_alarm() {
    let cases = cases("fine");
    assert!(cases.len() >= 40, "only {} files", cases.len());
    let mut alarms = Vec::new();
    let mut informations = Vec::new();
    for case in &cases {
        for (severity, rule, line) in case.found(true) {
            let found = format!("{}:{line}: {rule}", case.name);
            if severity == "info" {
                informations.push(found);
            } else {
                alarms.push(found);
            }
        }
    }
    assert!(alarms.is_empty(), "false alarms:\n{}", alarms.join("\n"));
    insta::with_settings!({snapshot_path => "alarms", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("informations", informations.join("\n"));
    });
}

#[test]
fn names_that_nobody_gave_are_not_judged() {
    for case in cases("fine") {
        let found = case.found(false).into_iter();
        let alarms: BTreeSet<String> = found
            .filter(|found| found.0 != "info")
            .map(|found| found.1)
            .collect();
        assert_eq!(alarms, BTreeSet::new(), "{}", case.name);
    }
}

#[test]
fn what_has_happened_is_found_at_its_line() {
    let cases = cases("incidents");
    assert!(cases.len() >= 25, "only {} files", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let (rule, line) = case.word("finds").unwrap().split_once(" at ").unwrap();
        let found = case.found(true);
        let line: u64 = line.parse().unwrap();
        if !found.iter().any(|found| found.1 == rule && found.2 == line) {
            wrong.push(format!("{}: not found at its line: {found:?}", case.name));
        }
        let known: BTreeSet<&str> = case.list("also").chain([rule]).collect();
        let names: BTreeSet<&str> = found.iter().map(|found| found.1.as_str()).collect();
        if names != known {
            wrong.push(format!("{}: {found:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let texts: Vec<String> = cases
        .iter()
        .map(|case| format!("## {}\n\n{}", case.name, case.check("full", true)))
        .collect();
    insta::with_settings!({snapshot_path => "alarms", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("incidents", texts.join("\n"));
    });
}
