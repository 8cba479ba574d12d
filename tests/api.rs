//! The documented library beside the command: the same objects, and nothing lost on the way through
//! serde.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use rutter::environment::Disk;
use rutter::istio::Object;
use rutter::{Chart, HelmVersion, Options, Release, Values, check, check_objects, compile};

const RELEASES: &[(&str, &str, &[&str])] = &[
    ("etherpad", "charts/etherpad", &[]),
    ("etherpad", "charts/etherpad", &["values/staging.yaml"]),
    ("plain", "charts/plain", &["values/production.yaml"]),
    (
        "one",
        "charts/shared-host",
        &["charts/shared-host/values-one.yaml"],
    ),
    (
        "two",
        "charts/shared-host",
        &["charts/shared-host/values-two.yaml"],
    ),
];

fn release((name, chart, files): (&str, &str, &[&str])) -> (Chart, Values, Release) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chart = Chart::load(&Disk, root.join(chart), HelmVersion::V3).unwrap();
    let mut values = Values::new();
    for file in files {
        values = values.file(&Disk, root.join(file)).unwrap();
    }
    (chart, values, Release::new(name, "pad").unwrap())
}

#[test]
fn objects_go_through_serde_and_come_back() {
    for given in RELEASES {
        let (chart, values, release) = release(*given);
        let compilation = compile(&chart, &values, &release, &Options::new());
        assert!(compilation.objects.len() >= 2, "{}", compilation.summary());
        for object in &compilation.objects {
            let json = serde_json::to_string(object).unwrap();
            let from_json: Object = serde_json::from_str(&json).unwrap();
            assert_eq!(&from_json, object);
            let yaml = serde_yaml::to_string(object).unwrap();
            let from_yaml: Object = serde_yaml::from_str(&yaml).unwrap();
            assert_eq!(&from_yaml, object);
        }
    }
}

#[test]
fn what_is_printed_is_checked_to_the_same_verdict() {
    let mut refused = 0;
    for given in RELEASES {
        let (chart, values, release) = release(*given);
        let checked = check(&chart, &values, &release, &Options::new());
        let again = check_objects(
            [("printed.yaml", checked.yaml())],
            &release,
            &Options::new(),
        );
        assert_eq!(again.objects, checked.objects);
        let istios = |found: &rutter::Compilation| -> Vec<_> {
            let codes = found.diagnostics.iter().map(|found| found.code);
            codes
                .filter(|code| (3000..4000).contains(&code.number()))
                .collect()
        };
        assert_eq!(istios(&again), istios(&checked));
        refused += istios(&checked).len();
    }
    assert!(
        refused > 0,
        "etherpad's `timeout: 0s` is refused on purpose"
    );
}

#[test]
fn every_field_that_has_an_origin_stands_there() {
    let (chart, values, release) = release(RELEASES[0]);
    let compilation = compile(&chart, &values, &release, &Options::new());
    let of = |kind: &str, field: &str| {
        let mut kinds = compilation.objects.iter().map(Object::kind);
        let at = kinds.position(|found| found == kind).unwrap();
        compilation.origin(at, field).unwrap()
    };
    let timeout = of("VirtualService", "spec.http[0].timeout");
    assert!(timeout.file.ends_with("charts/etherpad/values.yaml"));
    assert_eq!(timeout.text, "0s");
    let line = std::fs::read_to_string(timeout.file).unwrap();
    let line = line.lines().nth(timeout.start.line - 1).unwrap();
    assert!(line.contains("timeout: 0s"), "{line}");
}

#[test]
fn a_place_that_set_filled_in_is_blamed_on_the_flag() {
    let (chart, _, release) = release(RELEASES[0]);
    let values = Values::new().set("ingress.httproutes[3].timeout=15s");
    let compilation = compile(&chart, &values, &release, &Options::new());
    let finding = &compilation.diagnostics[0];
    let place = compilation.place(finding).unwrap();
    assert_eq!((place.file, place.start.column), ("<--set 1>", 9));
    assert!(
        finding.notes[0].contains("starts a new list"),
        "{finding:?}"
    );
}

#[test]
fn what_is_no_object_of_the_compilation_is_told() {
    let release = Release::new("pad", "pad").unwrap();
    let gateway =
        "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: pad}, spec: {}}";
    for (from, to, code) in [
        ("apiVersion: networking.istio.io/v1, ", "", 2170),
        ("istio.io/v1", "istio.io/v2", 2170),
        ("kind: Gateway", "kind: gateway", 2171),
        ("spec: {}", "spec: []", 2173),
    ] {
        let text = gateway.replace(from, to);
        let checked = check_objects([("gateway.yaml", text)], &release, &Options::new());
        assert!(checked.objects.is_empty(), "{to}");
        let mut codes = checked.diagnostics.iter().map(|found| found.code.number());
        assert!(codes.any(|found| found == code), "{}", checked.summary());
    }
    let twice = check_objects([("a", gateway), ("b", gateway)], &release, &Options::new());
    assert_eq!(twice.objects.len(), 2);
    assert!(twice.summary().contains("RT2174"), "{}", twice.summary());
}
