//! Compares rutter with the recorded behaviour of real Helm.
//!
//! The cases are read from the folder that `RUTTER_CONFORMANCE` names: `ingress/*.json` (each
//! helper version: values in, objects or an error out) and `values/*.json` (reading, merging,
//! `--set`, `toYaml`, reading back). Without the variable nothing is compared, and a line says so.
//! A run that compared nothing in a file it was given fails.

// A test may end where something is not as it must be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod deviations;
mod ingress;
mod values;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value as Json;

use deviations::Deviations;

/// What came of the cases of one file.
#[derive(Default)]
pub struct Tally {
    compared: usize,
    failures: Vec<String>,
    accepted: usize,
}

/// The cases of one file and where their outcomes go.
pub struct Run<'a> {
    file: &'a str,
    deviations: &'a Deviations,
    tally: Tally,
}

impl Run<'_> {
    /// Counts one comparison; `case` is how a failure is named and how an accepted deviation is
    /// found.
    pub fn compared(&mut self, case: &str, outcome: Result<(), String>) {
        self.tally.compared += 1;
        if let Err(problem) = outcome {
            if self.deviations.accepts(self.file, case) {
                self.tally.accepted += 1;
            } else {
                self.tally.failures.push(format!("{case}\n    {problem}"));
            }
        }
    }
}

fn main() -> ExitCode {
    let Some(folder) = std::env::var_os("RUTTER_CONFORMANCE").map(PathBuf::from) else {
        println!(
            "SKIPPED: conformance: RUTTER_CONFORMANCE names no folder with recorded cases of Helm"
        );
        return ExitCode::SUCCESS;
    };
    let deviations = Deviations::read();
    let mut passed = 0;
    let mut failed = 0;
    for (path, compare) in files(&folder) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let cases: Json = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        let mut run = Run {
            file: &name,
            deviations: &deviations,
            tally: Tally::default(),
        };
        compare(&cases, &mut run);
        let tally = run.tally;
        println!(
            "{name}: {} compared, {} failed, {} accepted deviations",
            tally.compared,
            tally.failures.len(),
            tally.accepted
        );
        for failure in &tally.failures {
            println!("  FAILED {name}: {failure}");
        }
        passed += tally.compared - tally.failures.len();
        failed += tally.failures.len();
        if tally.compared == 0 {
            println!("  FAILED {name}: nothing was compared");
            failed += 1;
        }
    }
    if passed + failed == 0 {
        println!("FAILED: no cases in {}", folder.display());
        failed += 1;
    }
    let unused = deviations.unused();
    for deviation in &unused {
        println!("FAILED: the accepted deviation is none (any more): {deviation}");
    }
    failed += unused.len();
    println!("{passed} passed, {failed} failed");
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

type Compare = fn(&Json, &mut Run<'_>);

/// The files there are, each with what compares it. Of the parts that are known some may be
/// missing, so that anyone can bring a folder of their own.
fn files(folder: &Path) -> Vec<(PathBuf, Compare)> {
    let mut files: Vec<(PathBuf, Compare)> = Vec::new();
    let values: [(&str, Compare); 5] = [
        ("yaml-scalars", values::yaml_scalars),
        ("toyaml", values::to_yaml),
        ("set-grammar", values::set_grammar),
        ("merge", values::merge),
        ("manifest-reread", values::manifest_reread),
    ];
    for (name, compare) in values {
        let path = folder.join("values").join(format!("{name}.json"));
        if path.exists() {
            files.push((path, compare));
        }
    }
    let mut helpers: Vec<PathBuf> = fs::read_dir(folder.join("ingress"))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    helpers.sort();
    files.extend(
        helpers
            .into_iter()
            .map(|path| (path, ingress::cases as Compare)),
    );
    files
}

/// `serde_json` keeps integers and floats apart; Helm's JSON does not.
pub fn same_json(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_json(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, value)| b.get(key).is_some_and(|other| same_json(value, other)))
        }
        _ => a == b,
    }
}
