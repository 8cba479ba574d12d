//! The JSON Schemas of charts' values: what they say, and what becomes of good and bad values when
//! a chart carries them as its `values.schema.json`, in rutter and in both Helms.
//!
//! Helm is asked where it is on the machine (`tests/oracles/fetch`): about every written value, and
//! about every eighth case of the golden suite or, with `RUTTER_LIVE=all`, about all of them.

#![cfg(all(feature = "json-schema", feature = "schema"))]
// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "oracles/schema/case.rs"]
mod case;
#[path = "oracles/schema/judge.rs"]
mod judge;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, fs};

use case::Case;
use judge::Verdict;
use rutter::HelmVersion;
use rutter::helper::{self, Helper};
use rutter::ingress::keys;
use rutter::schema::{Root, json_schema};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The schema of a helper, made once.
fn schema(id: &str, root: Root) -> &'static str {
    static MADE: Mutex<BTreeMap<(String, bool), &'static str>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    made.entry((id.to_owned(), root == Root::Open))
        .or_insert_with(|| {
            let definition = Helper::built_in(id).unwrap().definition;
            json_schema(&definition, root).leak()
        })
}

fn every_schema() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for id in helper::ids() {
        for root in [Root::Open, Root::Closed] {
            let text = schema(id, root);
            all.push((
                format!("{id} {root:?}"),
                serde_json::from_str(text).unwrap(),
            ));
        }
    }
    assert_eq!(all.len(), 26);
    all
}

/// `RUTTER_UPDATE=1 cargo test --test schema` writes them anew.
#[test]
fn the_committed_schemas_are_current() {
    let folder = root().join("schemas");
    let mut wanted = BTreeSet::new();
    for id in helper::ids() {
        let name = format!("ingress-{id}.schema.json");
        let path = folder.join(&name);
        let text = schema(id, Root::Open);
        if env::var_os("RUTTER_UPDATE").is_some() {
            fs::write(&path, text).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "schemas/{name} is out of date: RUTTER_UPDATE=1 cargo test --test schema"
        );
        wanted.insert(name);
    }
    let there: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("ingress-"))
        .collect();
    assert_eq!(there, wanted);
}

#[test]
fn every_schema_is_valid_draft_07() {
    for (name, schema) in every_schema() {
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        if let Err(error) = jsonschema::draft7::meta::validate(&schema) {
            panic!("{name}: {error} at {}", error.instance_path());
        }
        // Every reference leads somewhere.
        jsonschema::draft7::new(&schema).unwrap();
    }
}

/// Every schema that stands for a value below `schema`, with its place: what is below `if`, `then`
/// and `else` only adds conditions.
fn values_of<'s>(schema: &'s Value, place: String, found: &mut Vec<(String, &'s Value)>) {
    for maps in ["properties", "definitions"] {
        for (name, below) in schema[maps].as_object().into_iter().flatten() {
            values_of(below, format!("{place}.{name}"), found);
        }
    }
    for one in ["items", "additionalProperties"] {
        if schema[one].is_object() {
            values_of(&schema[one], format!("{place}[]"), found);
        }
    }
    found.push((place, schema));
}

#[test]
fn nothing_is_required_and_null_is_allowed_everywhere() {
    for (name, schema) in every_schema() {
        let mut values = Vec::new();
        values_of(&schema, String::new(), &mut values);
        assert!(values.len() > 100, "{name}");
        for (place, value) in values {
            let holds = |key: &str, null: Value| {
                value[key]
                    .as_array()
                    .is_none_or(|words| words.contains(&null))
                    && !value[key].is_string()
            };
            assert!(value["required"].is_null(), "{name}: {place}");
            assert!(
                holds("type", "null".into()) && holds("enum", Value::Null),
                "{name}: {place}"
            );
        }
    }
}

#[test]
fn every_key_has_its_texts() {
    for (name, schema) in every_schema() {
        let mut values = Vec::new();
        values_of(&schema, String::new(), &mut values);
        let mut texts = 0;
        for (place, value) in values {
            if place.ends_with("[]") {
                continue;
            }
            for key in ["description", "markdownDescription"] {
                let text = value[key].as_str().unwrap_or_default();
                assert!(text.ends_with('.'), "{name}: {place}: {text:?}");
                texts += 1;
            }
        }
        assert!(texts > 200, "{name}: {texts}");
    }
}

#[test]
fn unknown_keys_are_refused_where_all_keys_are_known() {
    for (name, schema) in every_schema() {
        let mut values = Vec::new();
        values_of(&schema, String::new(), &mut values);
        let open: BTreeSet<String> = values
            .into_iter()
            .filter(|(_, value)| value["properties"].is_object())
            .filter(|(_, value)| value["additionalProperties"] != false)
            .map(|(place, _)| place)
            .collect();
        // The root, and the maps of the TLS terminator, which other templates read, too.
        let allowed = ["", ".mesh", ".mesh.certmanager", ".tls"];
        assert!(
            open.iter().all(|place| allowed.contains(&place.as_str())),
            "{name}: {open:?}"
        );
        assert_eq!(open.contains(""), name.ends_with("Open"), "{name}");
    }
}

/// The cases of a file, judged by `judge`; what is not as the file says.
fn disagreements(good: bool, judge: impl Fn(&Case) -> Verdict) -> Vec<String> {
    let file = if good { "good.yaml" } else { "bad.yaml" };
    let cases = case::written(&root().join("tests/oracles/schema").join(file));
    assert!(cases.len() >= 25, "{file}: {}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        match (good, judge(case)) {
            (true, Verdict::Accepted) => {}
            (false, Verdict::Refused(said)) if case.is_named_in(&said) => {}
            (_, verdict) => wrong.push(format!("{file}: {}: {verdict:?}", case.name)),
        }
    }
    wrong
}

#[test]
fn rutter_judges_written_values_as_expected() {
    for helm in [HelmVersion::V3, HelmVersion::V4] {
        for good in [true, false] {
            let wrong = disagreements(good, |case| judge::in_process(case, helm));
            assert!(wrong.is_empty(), "{helm:?}: {}", wrong.join("\n"));
        }
    }
}

#[test]
fn helm_judges_written_values_as_expected() {
    for helm in judge::helms() {
        for good in [true, false] {
            let wrong = disagreements(good, |case| helm.judge(case));
            assert!(wrong.is_empty(), "{}: {}", helm.name, wrong.join("\n"));
        }
    }
}

#[test]
fn the_values_of_this_repository_are_good() {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in fs::read_dir(root().join("charts")).unwrap() {
        for entry in fs::read_dir(folder.unwrap().path()).unwrap() {
            files.push(entry.unwrap().path());
        }
    }
    for entry in fs::read_dir(root().join("values")).unwrap() {
        files.push(entry.unwrap().path());
    }
    files.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        path.is_file() && name.ends_with(".yaml") && name != "Chart.yaml"
    });
    assert!(files.len() >= 7);
    let helms = judge::helms();
    for file in files {
        let mut case = Case::new("1.0", &file.display().to_string());
        case.files.push(file);
        assert_eq!(judge::in_process(&case, HelmVersion::V3), Verdict::Accepted);
        for helm in &helms {
            assert_eq!(helm.judge(&case), Verdict::Accepted, "{}", case.name);
        }
    }
}

/// Values of the golden suite that compile although their types are not what the key is for: the
/// upstream helpers ask for no types, and what is not printed is not looked at.
const ODD: &[(&str, &str)] = &[
    ("chart-name-zero", "chartName"),
    ("cors-default-route", "ingress.base_cors_policy"),
    ("enabled-empty-list", "ingress.enabled"),
    ("enabled-map", "ingress.enabled"),
    ("enabled-text", "ingress.enabled"),
    ("enabled-zero", "ingress.enabled"),
    ("port-odd", "tls.public_port"),
    ("port-text", "mesh.public_port"),
    ("port-text", "tls.public_port"),
    ("port-word", "tls.public_port"),
    ("routes-empty-map-instead", "ingress.httproutes"),
    ("routes-empty-text", "ingress.httproutes"),
    ("routes-not-typed", "ingress.httproutes[0]."),
    ("routes-numbers", "ingress.httproutes[0].unknown"),
    ("service-port-only", "mesh"),
    ("service-port-only", "tls"),
    ("set-enabled-text", "ingress.enabled"),
    ("set-port-text", "mesh.public_port"),
    ("set-port-text", "tls.public_port"),
];

/// Whether the helper reads the value at this path of the values.
fn is_read(id: &str, path: &str) -> bool {
    let definition = Helper::built_in(id).unwrap().definition;
    let Some(path) = path.strip_prefix("ingress.") else {
        return true;
    };
    // A path into Istio's types lies below the key that holds them.
    let ends = path.match_indices(['.', '[']).map(|(end, _)| end);
    let mut keys = ends.chain([path.len()]).map(|end| &path[..end]);
    let is_group = |key: &str| key == "gatewayHosts" || key == "tls";
    keys.any(|key| keys::find(&definition, key).is_some() && (!is_group(key) || key == path))
}

#[test]
fn golden_cases_that_compile_are_good_unless_odd_or_of_another_version() {
    let mut odd: BTreeSet<(String, String)> = BTreeSet::new();
    let mut compared = 0;
    for id in helper::ids() {
        for case in case::golden(root(), id) {
            compared += 1;
            match judge::in_process(&case, HelmVersion::V3) {
                Verdict::Accepted => {}
                Verdict::Failed(why) => panic!("{id}: {}: {why}", case.name),
                Verdict::Refused(why) => odd.extend(
                    why.split('`')
                        .skip(1)
                        .step_by(2)
                        .filter(|path| is_read(id, path))
                        .map(|path| (case.name.clone(), path.to_owned())),
                ),
            }
        }
    }
    assert!(compared > 800, "{compared}");
    let known = ODD
        .iter()
        .map(|(name, path)| ((*name).into(), (*path).into()));
    assert_eq!(odd, known.collect());
}

#[test]
fn helm_agrees_about_the_golden_cases() {
    let helms = judge::helms();
    let all = env::var("RUTTER_LIVE").is_ok_and(|value| value == "all");
    let mut number = 0_usize;
    for id in helper::ids() {
        for case in case::golden(root(), id) {
            number += 1;
            if !all && !number.is_multiple_of(8) {
                continue;
            }
            // With a schema, Helm 3 writes the values as YAML again, which knows no such characters.
            if case.name == "routes-control-character" {
                continue;
            }
            for helm in &helms {
                let (ours, theirs) = (judge::in_process(&case, helm.version), helm.judge(&case));
                assert_eq!(
                    std::mem::discriminant(&ours),
                    std::mem::discriminant(&theirs),
                    "{id}: {}: rutter {ours:?}, {} {theirs:?}",
                    case.name,
                    helm.name
                );
            }
        }
    }
    assert!(number > 800);
}

#[cfg(feature = "cli")]
#[test]
fn the_command_prints_the_schemas() {
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rutter"));
        let done = command.arg("schema").args(arguments).output().unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    };
    let of = |id| (Some(0), schema(id, Root::Open).to_owned());
    let definition = root().join("common_templates/istio-1.2.0/helper.yaml");
    let config = fs::read_to_string(root().join("schemas/rutter.schema.json")).unwrap();
    for (arguments, wanted) in [
        (&[][..], of("1.0")),
        (&["--helper", "istio-1.2.0"], of("istio-1.2.0")),
        (
            &["--helper", definition.to_str().unwrap()],
            of("istio-1.2.0"),
        ),
        (
            &["--whole-values"],
            (Some(0), schema("1.0", Root::Closed).to_owned()),
        ),
        (&["--config"], (Some(0), config)),
        (&["--helper", "none"], (Some(2), String::new())),
    ] {
        assert!(run(arguments) == wanted, "rutter schema {arguments:?}");
    }
}
