//! What rutter compiles, compared with what real Helm printed for the same charts and values.
//!
//! The expectations are written by Helm alone (`tests/golden/regenerate`). Where both Helms are on
//! the machine, Helm is asked again whether it still prints them: every eighth case, or all of them
//! with `RUTTER_LIVE=all`; where they are not, the check says that it is skipped.

// A test with its own harness: to panic is to fail, as in every other test.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The charts of the repository; the others lie under `tests/golden/charts`.
const OWN_CHARTS: &[&str] = &["etherpad", "plain", "shared-host"];

/// One entry of `cases.json`; `tests/golden/regenerate` says what the fields mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    on: Option<Vec<String>>,
    #[serde(default)]
    files: Option<Vec<String>>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    release: Option<String>,
    #[serde(default)]
    namespace: Option<String>,
    #[serde(default)]
    chart: Option<Map<String, Value>>,
    #[serde(default, rename = "pasted")]
    _pasted: Option<String>,
}

/// One file under `expected`.
#[derive(Debug, Deserialize)]
struct Expected {
    cases: Map<String, Value>,
    objects: Map<String, Value>,
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn chart_path(chart: &str) -> PathBuf {
    if OWN_CHARTS.contains(&chart) {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("charts")
            .join(chart)
    } else {
        golden().join("charts").join(chart)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let cases: Vec<Case> = read(&golden().join("cases.json"));
    let mut files: Vec<PathBuf> = fs::read_dir(golden().join("expected"))
        .expect("tests/golden/expected")
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let chart = file.file_stem().unwrap().to_string_lossy().into_owned();
        for helm in ["helm3", "helm4"] {
            let (chart, cases, file) = (chart.clone(), cases.clone(), file.clone());
            let name = format!("{helm}::{chart}");
            trials.push(Trial::test(name, move || {
                compare(&chart, helm, &cases, &read(&file))
            }));
        }
    }
    assert!(!trials.is_empty(), "no expectations: nothing compared");
    trials.push(Trial::test("live", live));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every case of one chart under one Helm.
fn compare(chart: &str, helm: &str, cases: &[Case], expected: &Expected) -> Result<(), Failed> {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for case in cases {
        let wanted = case
            .on
            .as_ref()
            .map_or(!OWN_CHARTS.contains(&chart) && chart != "parent", |on| {
                on.iter().any(|name| name == chart)
            });
        if !wanted {
            continue;
        }
        let Some(entry) = expected.cases.get(&case.name) else {
            wrong.push(format!("{}: Helm has not been asked", case.name));
            continue;
        };
        compared += 1;
        let outcome = entry.get(helm).unwrap_or(entry);
        if let Err(reason) = check(chart, helm, case, outcome, &expected.objects) {
            wrong.push(format!("{}: {reason}", case.name));
        }
    }
    if compared != expected.cases.len() {
        wrong.push(format!(
            "{compared} cases compared, but {} are expected",
            expected.cases.len()
        ));
    }
    if compared > 0 && wrong.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} of {compared} cases differ\n{}",
        wrong.len(),
        wrong.join("\n")
    )
    .into())
}

/// One case: equal objects, or a refusal where the contract allows or demands one.
fn check(
    chart: &str,
    helm: &str,
    case: &Case,
    outcome: &Value,
    objects: &Map<String, Value>,
) -> Result<(), String> {
    let contract = outcome["contract"].as_str().unwrap_or_default();
    let compiled = compile(chart, helm, case);
    let wanted: Vec<Value> = match outcome["objects"].as_array() {
        Some(names) => names
            .iter()
            .map(|name| objects[name.as_str().unwrap()].clone())
            .collect(),
        None => Vec::new(),
    };
    match (contract, compiled) {
        ("equal" | "reject?", Ok(found)) if canonical(&found) == canonical(&wanted) => Ok(()),
        ("equal" | "reject?", Ok(found)) => Err(difference(&found, &wanted)),
        ("equal", Err(message)) => Err(format!("refused, but Helm prints objects\n{message}")),
        ("reject?" | "error", Err(message)) => {
            // Every refusal says what is wrong.
            let said = message.lines().any(|line| line.starts_with("error"));
            said.then_some(())
                .ok_or_else(|| format!("refused without a reason: {message:?}"))
        }
        ("error", Ok(_)) => Err("compiles, but Helm fails".to_owned()),
        (other, _) => Err(format!("unknown contract {other:?}")),
    }
}

/// `rutter compile`: the objects, or standard error.
fn compile(chart: &str, helm: &str, case: &Case) -> Result<Vec<Value>, String> {
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut folder = chart_path(chart);
    if let Some(metadata) = &case.chart {
        let copy = scratch.path().join("chart");
        copy_folder(&folder, &copy);
        let mut text = String::from("apiVersion: v2\n");
        for (key, value) in metadata {
            text += &format!("{key}: {value}\n");
        }
        fs::write(copy.join("Chart.yaml"), text).map_err(|error| error.to_string())?;
        folder = copy;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_rutter"));
    command
        .current_dir(golden().join("values"))
        .arg("compile")
        .arg(case.release.as_deref().unwrap_or("rel"))
        .arg(folder)
        .args(["-n", case.namespace.as_deref().unwrap_or("ns")])
        .args(["--helm-version", helm.trim_start_matches("helm")])
        .args(["-o", "json"]);
    let own = vec![case.name.clone()];
    for file in case.files.as_ref().unwrap_or(&own) {
        command.arg("-f").arg(format!("{file}.yaml"));
    }
    let done = command
        .args(&case.args)
        .output()
        .map_err(|error| error.to_string())?;
    let errors = String::from_utf8_lossy(&done.stderr).into_owned();
    match done.status.code() {
        Some(0) => {
            let list: Value = serde_json::from_slice(&done.stdout)
                .map_err(|error| format!("error: what was printed is no JSON: {error}"))?;
            Ok(list["items"].as_array().cloned().unwrap_or_default())
        }
        Some(1 | 2) if done.stdout.is_empty() => Err(errors),
        other => Err(format!("ended with {other:?}\n{errors}")),
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Objects in an order of their own, with 3 and 3.0 the same.
fn canonical(objects: &[Value]) -> Vec<String> {
    let mut found: Vec<String> = objects
        .iter()
        .map(|object| plain(object).to_string())
        .collect();
    found.sort();
    found
}

fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

fn difference(found: &[Value], wanted: &[Value]) -> String {
    let text = |objects: &[Value]| {
        canonical(objects)
            .iter()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter_map(|value| serde_json::to_string_pretty(&value).ok())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let (wanted, found) = (text(wanted), text(found));
    similar::TextDiff::from_lines(&wanted, &found)
        .unified_diff()
        .header("Helm", "rutter")
        .to_string()
}

/// Asks Helm again.
fn live() -> Result<(), Failed> {
    let all = env::var("RUTTER_LIVE").is_ok_and(|value| value == "all");
    let mut command = Command::new("python3");
    command.arg(golden().join("regenerate")).arg("--check");
    if !all {
        command.arg("--every=8");
    }
    let done = match command.output() {
        Ok(done) => done,
        Err(error) => {
            println!("SKIPPED: the live comparison with Helm needs Python 3: {error}");
            return Ok(());
        }
    };
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    // The script ends with 77 where a Helm is missing.
    if matches!(done.status.code(), Some(0 | 77)) {
        println!("{}", text.trim_end());
        return Ok(());
    }
    Err(text.into())
}
