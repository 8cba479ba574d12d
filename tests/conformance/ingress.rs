//! `ingress/ID.json`: one helper version; the values of a release in, objects or an error out.

use rutter::HelmVersion;
use serde_json::Value as Json;

use crate::values::Setup;
use crate::{Run, same_json};

/// Compares every case of one helper version under both Helms.
pub fn cases(file: &Json, run: &mut Run<'_>) {
    let helper = file["generation"].as_str().expect("generation").to_owned();
    let defaults = file["defaults"].as_str().expect("defaults");
    for case in file["cases"].as_array().expect("cases") {
        for (helm, recorded) in [
            (HelmVersion::V3, "expect_helm3"),
            (HelmVersion::V4, "expect_helm4"),
        ] {
            let expect = case.get("expect").unwrap_or(&case[recorded]);
            let name = format!("{} (Helm {})", text(&case["name"]), helm_number(helm));
            run.compared(&name, compare(case, expect, &helper, defaults, helm));
        }
    }
}

pub fn helm_number(helm: HelmVersion) -> u8 {
    match helm {
        HelmVersion::V3 => 3,
        HelmVersion::V4 => 4,
    }
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_else(|| panic!("no string: {json}"))
}

fn compare(
    case: &Json,
    expect: &Json,
    helper: &str,
    defaults: &str,
    helm: HelmVersion,
) -> Result<(), String> {
    let chart = &case["chart"];
    let setup = Setup {
        chart_name: text(&chart["name"]),
        chart_version: text(&chart["version"]),
        defaults: (case["defaults"] != Json::Bool(false)).then_some(defaults),
        files: vec![text(&case["values"])],
        ..Setup::default()
    };
    let release = &case["release"];
    let ours = setup.compile(
        helper,
        text(&release["name"]),
        text(&release["namespace"]),
        helm,
    );
    let contract = text(&case["contract"]);
    match (contract, &ours, expect.get("objects")) {
        ("error", Err(found), None) => well_placed(found),
        ("error", Ok(objects), _) => Err(format!("Helm fails; compiled to {objects}")),
        ("reject?", Err(found), _) => well_placed(found),
        ("equal" | "reject?", Ok(objects), Some(expected)) => {
            if same_objects(objects, expected) {
                Ok(())
            } else {
                Err(format!("expected {expected}\n    compiled {objects}"))
            }
        }
        ("reject?", Ok(objects), None) => Err(format!("Helm fails; compiled to {objects}")),
        ("equal", Err(found), _) => Err(format!("refused: {}", found.join("; "))),
        _ => Err(format!("a case that says nothing: {contract}")),
    }
}

/// A refusal must say where in the author's files.
fn well_placed(found: &[String]) -> Result<(), String> {
    if found.is_empty() {
        return Err("refused without a word".to_owned());
    }
    match found.iter().find(|line| line.starts_with("nowhere")) {
        Some(line) => Err(format!("a diagnostic without a place: {line}")),
        None => Ok(()),
    }
}

/// Objects in any order.
fn same_objects(ours: &Json, expected: &Json) -> bool {
    let list = |json: &Json| json.as_array().cloned().unwrap_or_default();
    let (ours, mut expected) = (list(ours), list(expected));
    ours.len() == expected.len()
        && ours.iter().all(|object| {
            let found = expected.iter().position(|other| same_json(object, other));
            found.map(|at| expected.swap_remove(at)).is_some()
        })
}
