//! The model of a compiled release: its schema, what it holds for real charts, and its page in the
//! documentation.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

// Shared with tests/schema.rs, which uses more of it.
#[allow(dead_code)]
#[path = "oracles/schema/case.rs"]
mod case;

use std::path::{Path, PathBuf};
use std::{env, fs};

use case::Case;
use rutter::chart::Chart;
use rutter::compile::{Options, compile};
use rutter::environment::{Disk, Environment, Memory};
use rutter::helper::{self, Helper};
use rutter::model::{self, Model};
use rutter::source::Sources;
use rutter::values::{InputFile, Inputs, compute};
use rutter::{HelmVersion, Release};
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn build(files: &dyn Environment, chart: &Path, inputs: &Inputs, helper: Option<&str>) -> Value {
    let mut sources = Sources::new();
    let helm = HelmVersion::V3;
    let chart = Chart::load(files, chart, &mut sources, helm).unwrap();
    let mut read = |path: &str| {
        let path = root().join("tests/golden/values").join(path);
        Ok(fs::read(path).unwrap())
    };
    let values = compute(&chart, inputs, &mut sources, helm, &mut read).unwrap();
    let release = Release::registered("rel", "ns", &mut sources);
    let mut options = Options::default();
    options.helper = helper.and_then(Helper::built_in);
    let compilation = compile(&chart, &values, &release, &sources, &options);
    assert!(!compilation.has_errors(), "{:?}", compilation.diagnostics);
    let model = Model::new(&values, &release, &compilation);
    assert_eq!(model.objects.len(), compilation.objects.len());
    serde_json::to_value(&model).unwrap()
}

fn of_case(case: &Case) -> Value {
    let files = Memory::new()
        .file(
            "shop/Chart.yaml",
            "apiVersion: v2\nname: shop\nversion: 0.3.0\n",
        )
        .file("shop/values.yaml", case.defaults.clone());
    let mut inputs = Inputs::default();
    for path in &case.files {
        inputs.files.push(InputFile {
            name: path.display().to_string(),
            bytes: fs::read(path).unwrap(),
        });
    }
    for (flag, value) in &case.flags {
        let list = match flag.as_str() {
            "--set" => &mut inputs.set,
            "--set-string" => &mut inputs.set_string,
            "--set-json" => &mut inputs.set_json,
            "--set-file" => &mut inputs.set_file,
            "--set-literal" => &mut inputs.set_literal,
            other => panic!("{other}"),
        };
        list.push(value.clone());
    }
    build(&files, Path::new("shop"), &inputs, Some(&case.helper))
}

/// The schema with nothing allowed beside what it lists, so that a field it forgets is noticed.
fn closed() -> Value {
    fn close(schema: &mut Value) {
        let Some(map) = schema.as_object_mut() else {
            return;
        };
        // Of Istio's objects it lists what all of them have.
        if map.contains_key("properties") && !map["properties"]["apiVersion"].is_object() {
            map.insert("additionalProperties".to_owned(), false.into());
        }
        for value in map.values_mut() {
            close(value);
        }
    }
    let mut schema: Value = serde_json::from_str(&model::json_schema()).unwrap();
    close(&mut schema);
    schema
}

/// `RUTTER_UPDATE=1 cargo test --test model` writes it anew.
#[test]
fn the_committed_schema_is_current() {
    let path = root().join("schemas/model.schema.json");
    let text = model::json_schema();
    if env::var_os("RUTTER_UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "schemas/model.schema.json is out of date: RUTTER_UPDATE=1 cargo test --test model"
    );
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
}

#[test]
fn every_field_is_described() {
    let fields = model::fields();
    assert!(fields.len() > 80, "{}", fields.len());
    for field in fields {
        assert!(
            field.about.ends_with('.'),
            "{}: {:?}",
            field.path,
            field.about
        );
        assert!(!field.kind.is_empty(), "{}", field.path);
    }
}

#[test]
fn the_models_of_golden_cases_fit_the_schema() {
    let schema = jsonschema::draft7::new(&closed()).unwrap();
    let (mut compared, mut gateways, mut services) = (0, 0, 0);
    for id in helper::ids() {
        for case in case::golden(root(), id) {
            let model = of_case(&case);
            if let Err(error) = schema.validate(&model) {
                panic!("{id}: {}: {error} at {}", case.name, error.instance_path());
            }
            compared += 1;
            gateways += model["gateways"].as_array().unwrap().len();
            services += model["services"].as_array().unwrap().len();
        }
    }
    assert!(
        compared > 800 && gateways > 600 && services > 600,
        "{compared} {gateways} {services}"
    );
}

/// What `spec` lists of the model must be what it says; the rest is not looked at.
fn holds(found: &Value, wanted: &Value, at: &str) {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => {
            for (key, value) in wanted {
                holds(found.get(key).unwrap(), value, &format!("{at}.{key}"));
            }
        }
        (Value::Array(found), Value::Array(wanted)) => {
            assert_eq!(found.len(), wanted.len(), "{at}: {found:?}");
            for (number, (found, wanted)) in found.iter().zip(wanted).enumerate() {
                holds(found, wanted, &format!("{at}[{number}]"));
            }
        }
        _ => assert_eq!(found, wanted, "{at}"),
    }
}

fn of_chart(chart: &str, values: &str) -> Value {
    let mut inputs = Inputs::default();
    inputs.files.push(InputFile {
        name: "values".to_owned(),
        bytes: values.as_bytes().to_vec(),
    });
    let path = root().join(chart);
    let model = build(&Disk, &path, &inputs, None);
    jsonschema::draft7::new(&closed())
        .unwrap()
        .validate(&model)
        .unwrap();
    model
}

#[test]
fn charts_of_this_repository_have_models_that_fit() {
    let mut compared = 0;
    for entry in fs::read_dir(root().join("charts")).unwrap() {
        let chart: PathBuf = entry.unwrap().path();
        let model = of_chart(chart.to_str().unwrap(), "");
        compared += model["objects"].as_array().unwrap().len();
    }
    assert!(compared >= 9);
}

#[test]
fn a_gateway_of_others_has_only_name_and_hosts() {
    let values = "ingress:\n  existingGateway: edge/main\n  routeHosts: [a.example.org, '*.b.example.org']\n";
    let model = of_chart("charts/plain", values);
    let wanted = json!({
        "version": 1,
        "release": {"name": "rel", "namespace": "ns"},
        "charts": [{"name": "plain", "path": "", "helper": "1.0", "enabled": true}],
        "gateways": [{
            "reference": "edge/main", "created": false, "chart": 0, "servers": [],
            "selector": {"istio": "ingressgateway"},
            "hosts": ["a.example.org", "*.b.example.org"],
        }],
        "credentials": [],
        "hosts": [
            {"name": "a.example.org", "wildcard": false, "external": true, "scheme": null,
             "gateways": ["edge/main"], "virtualServices": ["ns/plain-rel"]},
            {"name": "*.b.example.org", "wildcard": true, "external": true},
        ],
    });
    holds(&model, &wanted, "");
}

#[test]
fn hosts_of_the_platform_are_not_external() {
    let values = "ingress:\n  httpsRedirect: true\n  platform: {domains: [pads.example.org]}\n  gatewayHosts: {extraFQDNs: [pad.example.org, pads.example.org, x.pads.example.org, y.staging.discovery.wmnet]}\n";
    let model = of_chart("charts/plain", values);
    let external: Vec<(&str, bool)> = model["hosts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|host| {
            (
                host["name"].as_str().unwrap(),
                host["external"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        external,
        [
            ("ns.pads.example.org", false),
            ("pad.example.org", true),
            ("pads.example.org", false),
            ("x.pads.example.org", false),
            ("y.staging.discovery.wmnet", false),
        ]
    );
    // Two servers for each host: the one that speaks TLS decides.
    assert!(
        model["hosts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|host| host["scheme"] == "https")
    );
}

#[test]
fn routes_and_services_are_split_up() {
    let values = fs::read_to_string(root().join("tests/extensions/values/services.yaml")).unwrap();
    let model = of_chart("charts/plain", &values);
    let gateway = "ns/plain-rel";
    let wanted = json!({
        "virtualServices": [{
            "gateways": [gateway],
            "routes": [
                {"protocol": "http", "matches": [{"uri": {"prefix": "/api/"}}], "destinations": [
                    {"host": "api", "name": "api", "namespace": "ns", "port": 9001, "weight": 90},
                    {"host": "api.ns.svc.cluster.local", "name": "api", "port": 801, "weight": 10},
                ]},
                {"destinations": [], "redirect": {"authority": "old.example.org", "code": 301}},
                {"destinations": [{"name": "shared", "namespace": "elsewhere"}]},
                {"destinations": [{"host": "www.example.org", "name": null, "namespace": null}]},
                {"matches": [], "destinations": [{"name": "web", "port": null}],
                 "mirrors": [{"name": "copy"}, {"name": "web"}], "redirect": null, "timeout": null},
            ],
        }],
        "services": [
            {"host": "api.ns.svc.cluster.local", "name": "api", "ports": [801, 9001], "anyPort": false,
             "gateways": [gateway], "chart": 0},
            {"host": "shared.elsewhere.svc.cluster.local", "namespace": "elsewhere", "ports": [80]},
            {"host": "www.example.org", "name": null, "namespace": null, "ports": [443]},
            {"host": "web.ns.svc.cluster.local", "ports": [8080], "anyPort": true},
            {"host": "copy.ns.svc.cluster.local", "ports": [10443], "anyPort": false},
        ],
    });
    holds(&model, &wanted, "");
}

/// Two charts of one release that put their certificates into one secret.
#[test]
fn a_secret_of_two_gateways_is_one_credential() {
    let model = of_chart("tests/golden/charts/parent", "");
    let charts = model["charts"].as_array().unwrap();
    assert!(charts.len() > 1, "{charts:?}");
    let created = model["gateways"].as_array().unwrap().iter();
    let created = created.filter(|gateway| gateway["created"] == true).count();
    let credentials = model["credentials"].as_array().unwrap();
    let users: usize = credentials
        .iter()
        .map(|credential| credential["gateways"].as_array().unwrap().len())
        .sum();
    assert!(
        created > credentials.len() && users == created,
        "{credentials:?}"
    );
}

#[test]
fn without_ingress_there_are_charts_and_nothing_else() {
    let model = of_chart("charts/plain", "ingress: {enabled: false}\n");
    let wanted = json!({
        "charts": [{"enabled": false, "labels": {}}],
        "gateways": [], "credentials": [], "hosts": [], "virtualServices": [],
        "destinationRules": [], "services": [], "objects": [],
        "values": {"ingress": {"enabled": false}},
    });
    holds(&model, &wanted, "");
}

/// The table of fields in docs/extensions.md; `RUTTER_UPDATE=1 cargo test --test model` writes it.
#[test]
fn the_documented_fields_are_those_there_are() {
    const START: &str = "<!-- fields -->\n";
    const END: &str = "<!-- end of fields -->\n";
    let mut table = String::from("| field | holds | meaning |\n| --- | --- | --- |\n");
    for field in model::fields() {
        let about = field.about.replace('|', "\\|");
        table += &format!("| `{}` | {} | {about} |\n", field.path, field.kind);
    }
    let path = root().join("docs/extensions.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(START).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    if env::var_os("RUTTER_UPDATE").is_some() {
        fs::write(&path, [before, START, &table, END, after].concat()).unwrap();
    } else {
        assert_eq!(found, table, "RUTTER_UPDATE=1 cargo test --test model");
    }
}

#[test]
fn the_commands_print_model_and_schema() {
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rutter"));
        let done = command
            .args(arguments)
            .current_dir(root())
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        String::from_utf8(done.stdout).unwrap()
    };
    assert_eq!(run(&["schema", "--model"]), model::json_schema());
    let release = ["model", "rel", "charts/plain", "-n", "ns"];
    let as_json: Value =
        serde_json::from_str(&run(&[&release[..], &["-o", "json"]].concat())).unwrap();
    let as_yaml: Value = serde_yaml::from_str(&run(&release)).unwrap();
    assert_eq!(as_json, as_yaml);
    assert_eq!(as_json, of_chart("charts/plain", ""));
}
