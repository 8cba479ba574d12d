//! `rutter check` from outside: what is looked at, what is printed, exit codes, fixes, and living
//! with old findings.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Status, standard output, standard error.
struct Done {
    status: i32,
    out: String,
    err: String,
}

fn rutter(folder: &Path, arguments: &[&str]) -> Done {
    let done = Command::new(env!("CARGO_BIN_EXE_rutter"))
        .args(arguments)
        .current_dir(folder)
        .env("COLUMNS", "110")
        .output()
        .unwrap();
    Done {
        status: done.status.code().unwrap(),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A repository with one chart, `charts/pad`, that vendors helper 1.0 and has these values.
fn repository(values: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &root().join("charts/plain"),
        &folder.path().join("charts/pad"),
    );
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("charts/pad/values.yaml"), values).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

/// A route with a timeout that Istio refuses, on line 5.
const BAD: &str = "\
ingress:
  enabled: true
  httproutes:
    - match: [{uri: {prefix: /}}]
      timeout: 0s # no limit
      route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
";

#[test]
fn the_only_finding_of_the_examples_is_the_timeout_of_etherpad() {
    let done = rutter(root(), &["check", "charts", "--output-format", "concise"]);
    let lines: Vec<&str> = done.out.lines().collect();
    assert_eq!(lines.len(), 1, "{}", done.out);
    let values = fs::read_to_string(root().join("charts/etherpad/values.yaml")).unwrap();
    let line = values.lines().position(|line| line.contains("timeout: 0s"));
    let place = format!(
        "charts/etherpad/values.yaml:{}:16: error[RT",
        line.unwrap() + 1
    );
    assert!(lines[0].starts_with(&place), "{}", lines[0]);
    assert!(lines[0].contains("vs-timeout"), "{}", lines[0]);
    assert_eq!(done.status, 1);
}

#[test]
fn the_values_of_the_examples_have_no_finding() {
    for (chart, file) in [
        ("charts/shared-host", "charts/shared-host/values-one.yaml"),
        ("charts/shared-host", "charts/shared-host/values-two.yaml"),
        ("charts/plain", "values/production.yaml"),
        ("charts/plain", "values/staging.yaml"),
    ] {
        let done = rutter(root(), &["check", chart, "-f", file]);
        assert_eq!((done.status, done.out.as_str()), (0, ""), "{chart} {file}");
    }
}

#[test]
fn the_exit_status_is_the_same_in_every_format() {
    let bad = repository(BAD);
    let good = repository("ingress: {enabled: true}\n");
    for format in [
        "full", "concise", "json", "jsonl", "github", "gitlab", "junit", "sarif", "rdjson",
    ] {
        let arguments = ["check", "charts", "--output-format", format];
        assert_eq!(rutter(bad.path(), &arguments).status, 1, "{format}");
        assert_eq!(rutter(good.path(), &arguments).status, 0, "{format}");
        let missing = ["check", "nothing", "--output-format", format];
        assert_eq!(rutter(bad.path(), &missing).status, 2, "{format}");
    }
}

#[test]
fn what_cannot_be_run_is_said() {
    let folder = repository(BAD);
    copy(
        &root().join("charts/plain"),
        &folder.path().join("charts/other"),
    );
    write(&folder, "empty/readme", "");
    write(&folder, "v.yaml", "");
    for (arguments, said) in [
        (
            &["check", "charts", "-f", "v.yaml"][..],
            "-f is for one chart, but 2 were found",
        ),
        (
            &["check", "empty"],
            "there is no chart in this folder or below it",
        ),
        (&["check", "v.yaml"], "this file belongs to no chart"),
        (&["check", "nothing"], "there is no such file"),
        (&["check", "charts", "--select", "vs-timeuot"], "vs-timeout"),
        (
            &["check", "charts", "--helper", "istio-9"],
            "there is no helper",
        ),
        (
            &["check", "charts", "--istio-version", "1.99"],
            "1.18 to 1.32",
        ),
        (
            &["check", "charts", "--release", "No"],
            "is no name for a release",
        ),
        (
            &["check", "charts", "--baseline", "nothing.json"],
            "nothing.json",
        ),
    ] {
        let done = rutter(folder.path(), arguments);
        assert_eq!(done.status, 2, "{arguments:?}");
        assert!(done.err.contains(said), "{arguments:?}: {}", done.err);
    }
}

#[test]
fn a_finding_of_several_fixtures_is_told_once() {
    let folder = repository(BAD);
    write(
        &folder,
        "charts/pad/.fixtures/a.yaml",
        "ingress: {gatewayHosts: [a.example.org]}\n",
    );
    write(
        &folder,
        "charts/pad/ci/b-values.yaml",
        "ingress: {gatewayHosts: [b]}\n",
    );
    let done = rutter(
        folder.path(),
        &["check", "charts", "--output-format", "json"],
    );
    let document: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let of = |name: &str| -> Vec<&serde_json::Value> {
        findings.iter().filter(|f| f["name"] == name).collect()
    };
    assert_eq!(of("vs-timeout").len(), 1);
    assert_eq!(
        of("vs-timeout")[0]["seen_with"],
        serde_json::json!(["defaults", ".fixtures/a.yaml", "ci/b-values.yaml"])
    );
    assert_eq!(
        of("gw-host-short")[0]["file"],
        "charts/pad/ci/b-values.yaml"
    );
}

#[test]
fn a_values_file_is_checked_with_its_chart() {
    let folder = repository("ingress: {enabled: true}\n");
    write(
        &folder,
        "charts/pad/values-prod.yaml",
        "ingress: {gatewayHosts: [pad]}\n",
    );
    assert_eq!(
        rutter(folder.path(), &["check", "charts/pad/values.yaml"]).status,
        0
    );
    let done = rutter(
        folder.path(),
        &[
            "check",
            "charts/pad/values-prod.yaml",
            "--output-format",
            "concise",
        ],
    );
    assert!(
        done.out
            .starts_with("charts/pad/values-prod.yaml:1:26: error"),
        "{}",
        done.out
    );
}

#[test]
fn a_fix_keeps_everything_else() {
    let folder = repository(BAD);
    let shown = rutter(folder.path(), &["check", "charts", "--diff"]);
    assert!(
        shown.out.contains("-      timeout: 0s # no limit\n"),
        "{}",
        shown.out
    );
    assert_eq!(
        read(&folder, "charts/pad/values.yaml"),
        BAD,
        "a diff changes nothing"
    );
    let done = rutter(folder.path(), &["check", "charts", "--fix"]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    let expected = BAD.replace("      timeout: 0s # no limit\n", "");
    assert_eq!(read(&folder, "charts/pad/values.yaml"), expected);
}

#[test]
fn an_ignore_comment_needs_a_reason_and_a_finding() {
    let with = |comment: &str| {
        let folder = repository(&BAD.replace("# no limit", comment));
        rutter(
            folder.path(),
            &["check", "charts", "--output-format", "concise"],
        )
    };
    let done = with("# rutter: ignore[vs-timeout] an open pad never ends");
    assert_eq!((done.status, done.out.as_str()), (0, ""));
    let off = BAD.replace("enabled: true", "enabled: false");
    let folder = repository(&off.replace("# no limit", "# rutter: ignore[vs-timeout] later"));
    let done = rutter(
        folder.path(),
        &["check", "charts", "--output-format", "concise"],
    );
    assert!(!done.out.contains("ignore"), "not looked for: {}", done.out);
    let done = with("# rutter: ignore[vs-timeout]");
    assert_eq!(done.status, 1);
    assert_eq!(done.out.lines().count(), 2, "{}", done.out);
    let done = with("# rutter: ignore[vs-timeout, gw-host-short] an open pad never ends");
    assert!(done.out.contains("gw-host-short"), "{}", done.out);
    assert_eq!(done.status, 0);
}

#[test]
fn a_configuration_holds_for_what_is_below_it() {
    let folder = repository(BAD);
    let run = |config: &str| {
        write(&folder, "rutter.yaml", config);
        rutter(
            folder.path(),
            &["check", "charts", "--output-format", "concise"],
        )
    };
    assert_eq!(run("version: 1\nignore: [vs-timeout]\n").out, "");
    let done = run("version: 1\nseverity: {vs-timeout: warning}\n");
    assert!(done.out.contains("warning["), "{}", done.out);
    assert_eq!(done.status, 0);
    assert_eq!(
        run("version: 1\nseverity: {vs-timeout: warning}\nfail-on: warning\n").status,
        1
    );
    let elsewhere = "version: 1\npaths: [{match: [charts/other], ignore: [vs-timeout]}]\n";
    assert_eq!(run(elsewhere).status, 1);
    let here = "version: 1\npaths: [{match: [charts/*], ignore: [vs-timeout]}]\n";
    assert_eq!(run(here).status, 0);
    let done = run("version: 1\nignroe: []\n");
    assert_eq!(done.status, 2);
    assert!(done.err.contains("ignore"), "{}", done.err);
    let flags = ["check", "charts", "--no-config"];
    assert_eq!(rutter(folder.path(), &flags).status, 1);
}

#[test]
fn compile_takes_the_helper_from_the_configuration() {
    let folder = repository("ingress: {enabled: true}\n");
    write(&folder, "rutter.yaml", "version: 1\nhelper: istio-1.3.0\n");
    let done = rutter(folder.path(), &["compile", "pad", "charts/pad"]);
    assert_eq!(done.status, 1, "istio-1.3.0 needs gatewayHosts");
    let flags = ["compile", "pad", "charts/pad", "--helper", "1.0"];
    assert_eq!(rutter(folder.path(), &flags).status, 0);
}

#[test]
fn old_findings_live_in_a_baseline() {
    let folder = repository(BAD);
    let done = rutter(
        folder.path(),
        &["check", "charts", "--write-baseline", "old.json"],
    );
    assert_eq!(done.status, 0, "{}", done.err);
    let check = [
        "check",
        "charts",
        "--baseline",
        "old.json",
        "--output-format",
        "concise",
    ];
    assert_eq!(rutter(folder.path(), &check).status, 0);
    let below = ["check", ".", "--baseline", "../old.json"];
    let done = rutter(&folder.path().join("charts"), &below);
    assert_eq!(done.status, 0, "from another folder: {}", done.out);
    let moved = BAD.replace(
        "ingress:\n",
        "# a new line\ningress:\n  gatewayHosts: [pad]\n",
    );
    write(&folder, "charts/pad/values.yaml", &moved);
    let done = rutter(folder.path(), &check);
    assert!(
        done.out.contains("gw-host-short") && !done.out.contains("vs-timeout"),
        "{}",
        done.out
    );
    assert_eq!(done.status, 1);
}

#[test]
fn statistics_count_the_findings_of_each_rule() {
    let folder = repository(&BAD.replace("enabled: true", "enabled: true\n  gatewayHosts: [a, b]"));
    let done = rutter(folder.path(), &["check", "charts", "--statistics"]);
    let lines: Vec<&str> = done.out.lines().collect();
    assert!(
        lines[0].contains("2  RT") && lines[0].contains("gw-host-short"),
        "{}",
        done.out
    );
    assert_eq!(done.status, 1);
}

#[test]
fn every_rule_is_explained() {
    let listed = rutter(root(), &["rule", "list"]);
    assert!(listed.out.lines().count() > 100);
    for line in listed.out.lines() {
        let code = line.split_whitespace().next().unwrap();
        assert!(line.len() > 40, "{line}");
        if code.ends_with('0') {
            let done = rutter(root(), &["explain", code]);
            assert!(done.out.contains("## Why it matters"), "{code}");
        }
    }
    let done = rutter(root(), &["explain", "vs-timeuot"]);
    assert_eq!(done.status, 2);
    assert!(
        done.err.contains("did you mean `vs-timeout`?"),
        "{}",
        done.err
    );
    assert_eq!(rutter(root(), &["explain", "duplicate-key"]).status, 0);
}

#[test]
fn the_output_does_not_depend_on_the_number_of_threads() {
    let folder = repository(BAD);
    for name in ["a", "b", "c", "d", "e"] {
        copy(
            &folder.path().join("charts/pad"),
            &folder.path().join("charts").join(name),
        );
    }
    let first = rutter(folder.path(), &["check", "charts"]).out;
    for _ in 0..5 {
        assert_eq!(rutter(folder.path(), &["check", "charts"]).out, first);
    }
}

#[test]
fn a_template_that_is_named_stands_for_its_chart() {
    let folder = repository("ingress: {enabled: true}\n");
    let done = rutter(
        folder.path(),
        &["check", "charts/pad/templates/ingress.yaml", "charts/pad"],
    );
    assert_eq!((done.status, done.out.as_str()), (0, ""), "{}", done.err);
}

#[test]
fn a_schema_does_not_keep_the_rules_from_speaking() {
    let folder = repository(&BAD.replace("timeout: 0s", "timeuot: 0s"));
    let schema = rutter(root(), &["schema"]).out;
    write(&folder, "charts/pad/values.schema.json", &schema);
    let done = rutter(
        folder.path(),
        &["check", "charts", "--output-format", "concise"],
    );
    assert!(done.out.contains("s-unknown-field"), "{}", done.out);
    assert_eq!(done.out.lines().count(), 1, "{}", done.out);
}

#[test]
#[cfg(unix)]
fn a_fix_keeps_links_and_permissions_and_leaves_what_is_read_only() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = repository("");
    let values = folder.path().join("charts/pad/values.yaml");
    let real = folder.path().join("real.yaml");
    fs::write(&real, BAD).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    fs::remove_file(&values).unwrap();
    symlink("../../real.yaml", &values).unwrap();
    let done = rutter(folder.path(), &["check", "charts", "--fix"]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    assert!(values.is_symlink());
    assert!(!read(&folder, "real.yaml").contains("timeout"));
    let mode = fs::metadata(&real).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);

    fs::write(&real, BAD).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
    let done = rutter(folder.path(), &["check", "charts", "--fix"]);
    assert_eq!(done.status, 2);
    assert!(done.err.contains("it is read-only"), "{}", done.err);
    assert_eq!(read(&folder, "real.yaml"), BAD);
}

#[test]
#[cfg(unix)]
fn a_baseline_is_written_to_what_is_no_file() {
    let folder = repository(BAD);
    let arguments = ["check", "charts", "--write-baseline", "/dev/stdout"];
    let done = rutter(folder.path(), &arguments);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("vs-timeout"), "{}", done.out);
}

#[test]
fn what_a_flag_names_is_read_again_after_a_fix() {
    let folder = repository("ingress: {}\n");
    write(&folder, "over.yaml", BAD);
    let done = rutter(
        folder.path(),
        &["check", "charts/pad", "-f", "over.yaml", "--fix"],
    );
    assert_eq!((done.status, done.out.as_str()), (0, ""), "{}", done.err);
    assert!(done.err.contains("1 finding fixed"), "{}", done.err);
    assert!(!read(&folder, "over.yaml").contains("timeout"));
}

#[test]
fn a_file_that_is_read_twice_is_not_fixed() {
    // Each copy makes the other one look superfluous.
    let folder = repository("ingress: {}\n");
    write(&folder, "over.yaml", BAD);
    let twice = ["check", "charts/pad", "-f", "over.yaml", "-f", "over.yaml"];
    let done = rutter(folder.path(), &[&twice[..], &["--unsafe-fixes"]].concat());
    assert_eq!(done.status, 1);
    assert_eq!(read(&folder, "over.yaml"), BAD);
    assert_eq!(
        done.err.matches("not fixed: several").count(),
        1,
        "{}",
        done.err
    );
}

#[test]
fn a_chart_is_looked_at_once_however_it_is_named() {
    let folder = repository(BAD);
    let whole = folder.path().join("charts/pad");
    let paths = ["charts/pad", "./charts", "charts/pad/values.yaml"];
    let mut arguments = vec![
        "check",
        "--output-format",
        "concise",
        whole.to_str().unwrap(),
    ];
    arguments.extend(paths);
    let done = rutter(folder.path(), &arguments);
    assert_eq!(done.out.lines().count(), 1, "{}", done.out);
}

#[test]
fn a_patch_does_not_spoil_a_document() {
    let folder = repository(BAD);
    for format in ["json", "jsonl", "gitlab", "junit", "sarif", "rdjson"] {
        let arguments = ["check", "charts", "--diff", "--output-format", format];
        let done = rutter(folder.path(), &arguments);
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{format}");
    }
    let lines = [
        "check",
        "charts",
        "--statistics",
        "--output-format",
        "jsonl",
    ];
    let done = rutter(folder.path(), &lines);
    assert_eq!(done.out.lines().count(), 1, "{}", done.out);
}

#[test]
fn a_chart_without_a_helper_is_told_how_its_templates_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    write(
        &folder,
        "own/Chart.yaml",
        "apiVersion: v2\nname: own\nversion: 1.0.0\n",
    );
    write(&folder, "own/templates/a.yaml", "kind: Gateway\n");
    let done = rutter(folder.path(), &["check", "own"]);
    assert_eq!(done.status, 0);
    let advice = "`helm template own | rutter post-render`";
    assert!(done.err.contains(advice), "{}{}", done.out, done.err);
}
