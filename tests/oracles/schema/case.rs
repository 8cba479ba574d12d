//! Values, and the schema that they are held against.

use std::fs;
use std::path::{Path, PathBuf};

use rutter::schema::Root;
use serde::Deserialize;
use serde_json::Value;

/// Values of one release.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    /// The id of the helper.
    pub helper: String,
    pub root: Root,
    /// The chart's `values.yaml`.
    pub defaults: Vec<u8>,
    /// What is given with `-f`.
    pub files: Vec<PathBuf>,
    /// Flags and their arguments, in order.
    pub flags: Vec<(String, String)>,
    /// What a refusal must name.
    pub at: Option<String>,
}

impl Case {
    pub fn new(helper: &str, name: &str) -> Self {
        Case {
            name: name.to_owned(),
            helper: helper.to_owned(),
            root: Root::Open,
            defaults: Vec::new(),
            files: Vec::new(),
            flags: Vec::new(),
            at: None,
        }
    }

    /// Whether a refusal names the value that is wrong: rutter by its path, Helm in one of its two
    /// notations, or, for a key that is too many, by the key alone.
    pub fn is_named_in(&self, said: &str) -> bool {
        let Some(at) = &self.at else { return false };
        let dots = at.replace('[', ".").replace(']', "");
        let slashes = format!("'/{}'", dots.replace('.', "/"));
        let last = dots.rsplit('.').next().unwrap_or_default();
        said.contains(&format!("`{at}`"))
            || said.contains(&format!("- {dots}: "))
            || said.contains(&slashes)
            || said.contains(&format!("Additional property {last} is not allowed"))
            || said.contains(&format!("additional properties '{last}' not allowed"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(default)]
    helper: Option<String>,
    #[serde(default)]
    root: Option<String>,
    #[serde(default)]
    at: Option<String>,
    values: String,
}

/// The cases of `good.yaml` or `bad.yaml`.
pub fn written(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    let cases: Vec<Written> = serde_yaml::from_str(&text).unwrap();
    cases
        .into_iter()
        .map(|written| {
            let helper = written.helper.as_deref().unwrap_or("1.0");
            let mut case = Case::new(helper, &written.name);
            case.root = match written.root.as_deref() {
                None => Root::Open,
                Some("closed") => Root::Closed,
                Some(other) => panic!("{}: root {other}", written.name),
            };
            case.defaults = written.values.into_bytes();
            case.at = written.at;
            case
        })
        .collect()
}

#[derive(Deserialize)]
struct Golden {
    name: String,
    #[serde(default)]
    on: Option<Vec<String>>,
    #[serde(default)]
    files: Option<Vec<String>>,
    #[serde(default)]
    args: Vec<String>,
}

/// The cases of the golden suite that compile with a helper, in both Helms and without text that
/// is read as something else.
pub fn golden(root: &Path, helper: &str) -> Vec<Case> {
    let golden = root.join("tests/golden");
    let read = |path: PathBuf| fs::read_to_string(path).unwrap();
    let cases: Vec<Golden> = serde_json::from_str(&read(golden.join("cases.json"))).unwrap();
    let expected: Value =
        serde_json::from_str(&read(golden.join(format!("expected/{helper}.json")))).unwrap();
    let defaults = read(golden.join(format!("charts/{helper}/values.yaml")));
    let compiles = |case: &Golden| {
        let outcome = &expected["cases"][&case.name];
        let contract = |of: &Value| of["contract"] == "equal";
        match outcome.get("helm3") {
            Some(three) => contract(three) && contract(&outcome["helm4"]),
            None => contract(outcome),
        }
    };
    let wanted = |case: &Golden| match &case.on {
        Some(on) => on.iter().any(|id| id == helper),
        None => true,
    };
    cases
        .iter()
        .filter(|case| wanted(case) && compiles(case))
        .map(|golden_case| {
            let mut case = Case::new(helper, &golden_case.name);
            case.defaults = defaults.clone().into_bytes();
            let own = vec![golden_case.name.clone()];
            let files = golden_case.files.as_ref().unwrap_or(&own).iter();
            let folder = golden.join("values");
            case.files = files
                .map(|file| folder.join(format!("{file}.yaml")))
                .collect();
            let pairs = golden_case.args.chunks(2);
            case.flags = pairs
                .map(|pair| (pair[0].clone(), pair[1].clone()))
                .collect();
            case
        })
        .collect()
}
