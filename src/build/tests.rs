use super::*;
use crate::environment::Memory;
use crate::{ErrorKind, Helper};

const CHART: &str = "apiVersion: v2\nname: pad\nversion: 1.0.0\n";

fn files(values: &str) -> Memory {
    Memory::new()
        .file("charts/pad/Chart.yaml", CHART)
        .file("charts/pad/values.yaml", values)
}

fn pad() -> Build {
    Build::new("charts/pad").helper(Helper::built_in("1.0").unwrap())
}

fn messages(build: &Build, values: &str) -> Vec<String> {
    build.plan(&files(values)).unwrap().message_lines()
}

const GOOD: &str = "ingress:\n  enabled: true\n";
const MISSPELT: &str = "ingress:\n  enabled: true\n  gatewayHots: [pad.example.org]\n";
/// Refused by Istio, and only by its rules.
const REFUSED: &str = "ingress:\n  enabled: true\n  gatewayHosts: ['pad_1.example.org']\n";
/// Not refused, and surely not meant.
const DOUBTFUL: &str = "ingress:\n  enabled: true\n  gatewayHosts: [PAD.example.org]\n";

#[test]
fn an_error_is_a_line_for_cargo_and_a_report_with_the_authors_line() {
    let built = pad()
        .objects("ingress.yaml")
        .plan(&files(MISSPELT))
        .unwrap();
    assert!(built.failed());
    assert_eq!(built.outputs, []);
    assert_eq!(
        built.message_lines(),
        [
            "cargo::error=charts/pad/values.yaml:3:3: [RT4000] `ingress` has no key `gatewayHots`; \
             help: did you mean `gatewayHosts`?"
        ]
    );
    let report = built.report();
    assert!(report.starts_with("error[RT4000]: "), "{report}");
    assert!(report.contains("3 |   gatewayHots: [pad.example.org]"));
}

#[test]
fn what_only_istio_refuses_passes_where_nothing_is_checked() {
    assert!(pad().plan(&files(REFUSED)).unwrap().failed());
    assert!(!pad().compile_only().plan(&files(REFUSED)).unwrap().failed());
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let built = pad().plan(&files(DOUBTFUL)).unwrap();
    let lines = built.message_lines();
    assert!(!built.failed() && !lines.is_empty());
    assert!(lines.iter().all(|line| line.starts_with("cargo::warning=")));
    assert_eq!(built.report(), "");

    let built = pad().deny_warnings().plan(&files(DOUBTFUL)).unwrap();
    let lines = built.message_lines();
    assert!(built.failed() && !built.report().is_empty());
    assert!(lines.iter().all(|line| line.starts_with("cargo::error=")));
}

#[test]
fn comments_and_a_configuration_silence_findings() {
    let ignored = MISSPELT.replace("org]", "org] # rutter: ignore[RT4000] not now");
    assert_eq!(messages(&pad(), &ignored), [""; 0]);

    let with = |config: &str| {
        let files = files(MISSPELT).file("rutter.yaml", config);
        let built = pad().config("rutter.yaml").plan(&files).unwrap();
        assert!(built.watched.contains(&"rutter.yaml".to_owned()));
        built.message_lines()
    };
    let of_chart = "version: 1\npaths:\n  - match: [charts/pad]\n    ignore: [RT4000]\n";
    assert_eq!(with(of_chart), [""; 0]);
    let of_another = of_chart.replace("charts/pad", "charts/other");
    assert_eq!(with(&of_another).len(), 1);
    let broken = with("version: 1\nignroe: []\n");
    assert!(broken[0].starts_with("cargo::error=rutter.yaml:2:1: "));
}

#[test]
fn nothing_in_a_chart_can_speak_to_cargo() {
    let values = "ingress:\n  enabled: true\n  \"a\\ncargo::rustc-env=A=B\\e[31m\": 1\n";
    let lines = messages(&pad(), values);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].contains("cargo::rustc-env"), "{lines:?}");
    assert!(!lines[0].contains(['\n', '\r', '\u{1b}']));
}

#[test]
fn an_ingress_that_is_switched_off_says_so() {
    let built = pad()
        .constants("i.rs")
        .plan(&files("ingress: {enabled: false}\n"))
        .unwrap();
    assert!(!built.failed());
    assert_eq!(
        built.message_lines(),
        ["cargo::warning=charts/pad: `ingress.enabled` is not true \
             (charts/pad/values.yaml:1:20), so there is nothing to print"]
    );
    assert!(
        built.outputs[0]
            .text
            .contains("pub const ROUTES: &[Route] = &[];")
    );
}

#[test]
fn everything_that_took_part_is_watched() {
    let files = Memory::new()
        .file("charts/pad/Chart.yaml", CHART)
        .file("charts/pad/package.json", "[\"ingress.rutter:1.0\"]")
        .file(
            "charts/pad/charts/db/Chart.yaml",
            CHART.replace("pad", "db"),
        )
        .file("charts/pad/charts/db/values.yaml", "a: 1\n")
        .file("shared/values.yaml", GOOD)
        .file("shared/helper.yaml", Helper::built_in("1.0").unwrap().text)
        .file("shared/_names.tpl", "")
        .file("charts/pad/README.md", "")
        .link("charts/pad/values.yaml", "../../shared/values.yaml")
        .link(
            "charts/pad/templates/_names.tpl",
            "../../../shared/_names.tpl",
        )
        .file("values/production.yaml", "{}");
    let built = Build::new("charts/pad")
        .helper_file("shared/helper.yaml")
        .values("values/production.yaml")
        .plan(&files)
        .unwrap();
    for path in [
        "charts/pad",
        "charts/pad/Chart.yaml",
        "charts/pad/charts",
        "charts/pad/charts/db",
        "charts/pad/charts/db/Chart.yaml",
        "charts/pad/charts/db/values.yaml",
        "charts/pad/package.json",
        "charts/pad/templates",
        "charts/pad/templates/_names.tpl",
        "charts/pad/values.yaml",
        "shared/_names.tpl",
        "shared/helper.yaml",
        "values/production.yaml",
    ] {
        assert!(built.watched.iter().any(|one| one == path), "{path}");
    }
    assert!(!built.watched.iter().any(|one| one.ends_with("README.md")));
    assert_eq!(built.rerun_lines()[0], "cargo::rerun-if-changed=charts/pad");
}

#[test]
fn a_chart_at_the_top_of_the_package_does_not_watch_what_is_built() {
    let files = Memory::new()
        .file("Chart.yaml", CHART)
        .file("values.yaml", GOOD)
        .file("target/debug/x", "");
    let built = Build::new(".")
        .helper(Helper::built_in("1.0").unwrap())
        .plan(&files)
        .unwrap();
    assert_eq!(built.watched, ["./Chart.yaml", "./values.yaml"]);
}

#[test]
fn outputs_are_what_their_endings_say() {
    let built = pad()
        .objects("a/ingress.yaml")
        .objects("ingress.json")
        .objects("ingress.jsonl")
        .plan(&files(GOOD))
        .unwrap();
    let starts = ["apiVersion:", "{\n", "{\"apiVersion\":"];
    assert_eq!(built.outputs.len(), 3);
    for (output, start) in built.outputs.iter().zip(starts) {
        assert!(output.text.starts_with(start), "{}", output.name);
    }
    for bad in [
        "ingress.toml",
        "ingress",
        "../ingress.yaml",
        "/ingress.yaml",
        "",
    ] {
        let error = pad().objects(bad).plan(&files(GOOD)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Usage, "{bad}");
    }
    let twice = pad()
        .objects("i.yaml")
        .constants("i.yaml")
        .plan(&files(GOOD));
    assert_eq!(twice.unwrap_err().kind(), ErrorKind::Usage);
}

#[test]
fn what_cannot_be_run_is_an_error_with_a_kind() {
    let kind = |build: Build| build.plan(&files(GOOD)).unwrap_err().kind();
    assert_eq!(kind(Build::new("charts/nope")), ErrorKind::NotFound);
    assert_eq!(kind(Build::new("charts")), ErrorKind::NotAChart);
    assert_eq!(kind(pad().values("nope.yaml")), ErrorKind::NotFound);
    assert_eq!(kind(pad().release("No_Name")), ErrorKind::Usage);
    assert_eq!(kind(pad().serialize("settings", &[1])), ErrorKind::Usage);
}

#[test]
fn a_helper_that_cannot_be_read_is_told_like_any_other_file() {
    let files = files(GOOD).file("helper.yaml", "[]\n");
    let built = Build::new("charts/pad")
        .helper_file("helper.yaml")
        .plan(&files)
        .unwrap();
    assert!(built.message_lines()[0].starts_with("cargo::error=helper.yaml:1:1: "));
    assert!(built.watched.contains(&"helper.yaml".to_owned()));
}

#[test]
fn values_are_laid_over_each_other_in_helms_order() {
    let files = files(GOOD).file("v.yaml", "ingress: {gatewayHosts: [file.example.org]}");
    let over = serde_json::json!({"ingress": {"gatewayHosts": ["serialized.example.org"]}});
    let yaml = |build: Build| {
        let built = build.objects("i.yaml").plan(&files).unwrap();
        built.outputs[0].text.clone()
    };
    assert!(yaml(pad().values("v.yaml").serialize("s", &over)).contains("serialized.example.org"));
    assert!(yaml(pad().serialize("s", &over).values("v.yaml")).contains("file.example.org"));
    let set = pad()
        .set("ingress.gatewayHosts={set.example.org}")
        .values("v.yaml");
    assert!(yaml(set).contains("set.example.org"));
}

#[cfg(not(feature = "schema"))]
#[test]
fn a_schema_that_is_not_looked_at_says_so() {
    let files = files(GOOD).file("charts/pad/values.schema.json", "{}");
    assert_eq!(pad().plan(&files).unwrap().message_lines().len(), 1);
    let skipped = pad().skip_schema_validation().plan(&files).unwrap();
    assert_eq!(skipped.message_lines(), [""; 0]);
}

#[test]
fn with_nothing_to_write_nothing_is_asked_of_cargo() {
    let chart = concat!(env!("CARGO_MANIFEST_DIR"), "/charts/etherpad");
    let built = Build::new(chart).compile_only().try_run().unwrap();
    assert!(!built.failed() && !built.compilation.objects.is_empty());
}

#[cfg(feature = "extensions")]
#[test]
fn a_template_takes_part_like_any_other_file() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: '{{ release.name }}'}\n";
    let build = pad().template("hosts.j2").objects("all.yaml");
    let built = build.plan(&files(GOOD).file("hosts.j2", text)).unwrap();
    assert!(built.watched.iter().any(|path| path == "hosts.j2"));
    assert!(built.outputs[0].text.contains("kind: ConfigMap"));

    let wrong = text.replace("release.name", "release.nam");
    let built = build.plan(&files(GOOD).file("hosts.j2", wrong)).unwrap();
    assert!(built.failed());
    assert!(built.message_lines()[0].starts_with("cargo::error=hosts.j2:3:"));
}

#[test]
fn an_ingress_that_is_switched_off_fails_where_warnings_are_denied() {
    let off = files("ingress:\n  enabled: false\n");
    let built = pad().constants("ingress.rs").plan(&off).unwrap();
    assert!(!built.failed());
    assert!(built.message_lines()[0].starts_with("cargo::warning=charts/pad: `ingress.enabled`"));
    let denied = pad().deny_warnings().constants("ingress.rs");
    let built = denied.plan(&off).unwrap();
    assert!(built.failed() && built.outputs.is_empty());
    assert!(built.message_lines()[0].starts_with("cargo::error=charts/pad: `ingress.enabled`"));
}

#[test]
fn a_file_that_cargo_cannot_be_told_of_is_refused() {
    let files = files(GOOD).file("v\nx.yaml", "ingress: {staging: true}\n");
    let error = pad().values("v\nx.yaml").plan(&files).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Usage);
    assert!(error.message().contains("line break"), "{error}");
}
