//! The commands from outside: formats, files, exit codes, and inputs made to hurt.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn rutter(arguments: &[&str]) -> Output {
    with_input(arguments, b"")
}

fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rutter"))
        .args(arguments)
        .current_dir(ROOT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone before all of it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let done = rutter(arguments);
    assert!(done.status.success(), "{}", text(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

const ETHERPAD: [&str; 5] = ["compile", "etherpad", "charts/etherpad", "-n", "etherpad"];

#[test]
fn all_formats_hold_the_same_objects() {
    let of = |format| printed(&[&ETHERPAD[..], &["-o", format]].concat());
    let list: serde_json::Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(list["kind"], "List");
    let lines: Vec<serde_json::Value> = of("jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let documents: Vec<serde_json::Value> = of("yaml")
        .split("---\n")
        .map(|document| serde_yaml::from_str(document).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(list["items"], serde_json::Value::from(lines.clone()));
    assert_eq!(lines, documents);
}

#[test]
fn nothing_is_an_empty_list() {
    let off = ["compile", "charts/plain", "--set", "ingress.enabled=false"];
    assert_eq!(printed(&off), "");
    assert_eq!(printed(&[&off[..], &["-o", "jsonl"]].concat()), "");
    let list: serde_json::Value =
        serde_json::from_str(&printed(&[&off[..], &["-o", "json"]].concat())).unwrap();
    assert_eq!(list["items"], serde_json::json!([]));
}

#[test]
fn an_output_folder_gets_one_whole_file_an_object() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er");
    let path = path.to_str().unwrap();
    let chart = "tests/golden/charts/istio-1.3.0";
    let set = "ingress.enabled=true,ingress.destinationrulehosts={a b,a-b,A-B}";
    for _ in 0..2 {
        printed(&["compile", "rel", chart, "--set", set, "--output-dir", path]);
    }
    let mut names: Vec<String> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "destinationrule-A-B-3.yaml",
            "destinationrule-a-b-2.yaml",
            "destinationrule-a-b.yaml",
            "gateway-shop-rel.yaml",
            "virtualservice-shop-rel.yaml"
        ]
    );
    for name in names {
        let text = fs::read_to_string(Path::new(path).join(name)).unwrap();
        serde_yaml::from_str::<serde_json::Value>(&text).unwrap();
    }
}

#[test]
fn a_given_helper_leaves_the_charts_below_theirs() {
    let parent = "tests/golden/charts/parent";
    let count = |more: &[&str]| {
        let all = ["compile", "rel", parent, "-n", "ns", "-o", "jsonl"];
        printed(&[&all[..], more].concat()).lines().count()
    };
    assert_eq!(count(&[]), count(&["--helper", "1.0"]));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

#[test]
fn switched_off_charts_are_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let chart = "apiVersion: v2\nname: all\nversion: 0.1.0\ndependencies:\n- {name: plain, version: 1.0.0, condition: plain.wanted}\n";
    fs::write(folder.path().join("Chart.yaml"), chart).unwrap();
    let below = folder.path().join("charts/plain");
    copy(&Path::new(ROOT).join("charts/plain"), &below);
    let path = folder.path().to_str().unwrap();
    assert_ne!(printed(&["compile", "rel", path]), "");
    let done = rutter(&["compile", "rel", path, "--set", "plain.wanted=false"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert!(done.stdout.is_empty());
    assert!(text(&done.stderr).contains("switched off"));
}

#[test]
fn helpers_are_listed_shown_and_generated() {
    let list = printed(&["helper", "list"]);
    let folders = fs::read_dir(Path::new(ROOT).join("common_templates"))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(list.lines().count(), folders.count());
    for line in list.lines() {
        let id = line.split_whitespace().next().unwrap();
        assert!(printed(&["helper", "show", id]).contains("carrier:"));
        let whole = printed(&["helper", "template", id]);
        assert!(whole.contains("{{- define \""), "{id}");
        let bare = printed(&["helper", "template", id, "--without-names"]);
        assert!(whole.starts_with(&bare), "{id}");
    }
    assert_eq!(rutter(&["helper", "show", "0.5"]).status.code(), Some(2));
}

#[test]
fn a_definition_of_ones_own_works_at_run_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acme.yaml");
    let definition = printed(&["helper", "show", "1.0"])
        .replace("id: \"1.0\"", "id: acme")
        .replace("domains: [discovery.wmnet]", "domains: [apps.example.com]");
    fs::write(&path, definition).unwrap();
    let helper = path.to_str().unwrap();
    let objects = printed(&["compile", "charts/plain", "-n", "pad", "--helper", helper]);
    assert!(objects.contains("pad.apps.example.com"), "{objects}");

    fs::write(&path, "id: acme\ntitle: x\ndomain: y\n").unwrap();
    let broken = rutter(&["compile", "charts/plain", "--helper", helper]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(
        text(&broken.stderr).contains("acme.yaml:"),
        "{}",
        text(&broken.stderr)
    );
}

#[test]
fn completions_and_the_manual_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            printed(&["completions", shell]).contains("helm-version"),
            "{shell}"
        );
    }
    let manual = printed(&["man"]);
    assert!(manual.contains("rutter\\-compile") && manual.contains("rutter\\-helper\\-template"));
}

#[test]
fn colours_come_when_asked_for() {
    let broken = [
        "compile",
        "charts/plain",
        "--set",
        "ingress.enabled=yes",
        "--color",
    ];
    let with = |when| rutter(&[&broken[..], &[when]].concat()).stderr;
    assert!(with("always").contains(&0x1b));
    assert!(!with("auto").contains(&0x1b));
}

/// Every hostile input is refused or read in the end, with a diagnostic that can be read.
#[test]
fn hostile_values_neither_crash_nor_flood() {
    let bomb: String = ('b'..='z')
        .zip('a'..)
        .map(|(name, before)| {
            let aliases = vec![format!("*{before}"); 9].join(",");
            format!("{name}: &{name} [{aliases}]\n")
        })
        .collect();
    let inputs: [(&str, String, i32); 8] = [
        ("brackets", format!("a: {}", "[".repeat(100_000)), 1),
        (
            "closed brackets",
            format!("a: {}{}", "[".repeat(100_000), "]".repeat(100_000)),
            1,
        ),
        ("dashes", format!("a:\n{}x", "- ".repeat(100_000)), 1),
        (
            "a long line",
            format!("a: {}\nb: [", "x".repeat(50_000_000)),
            1,
        ),
        (
            "a long good line",
            format!("a: {}\n", "x".repeat(50_000_000)),
            0,
        ),
        (
            "an alias bomb",
            format!("a: &a [x,x,x,x,x,x,x,x,x]\n{bomb}"),
            1,
        ),
        (
            "nine thousand levels",
            format!("a: {}{}", "[".repeat(9_000), "]".repeat(9_000)),
            0,
        ),
        (
            "many keys",
            (0..200_000).map(|n| format!("k{n}: {n}\n")).collect(),
            0,
        ),
    ];
    for (name, input, status) in inputs {
        let done = with_input(&["compile", "charts/plain", "-f", "-"], input.as_bytes());
        assert_eq!(done.status.code(), Some(status), "{name}");
        assert!(done.stderr.len() < 10_000, "{name}");
        if status == 1 {
            assert!(
                done.stdout.is_empty() && text(&done.stderr).contains("<stdin>:"),
                "{name}"
            );
        }
    }
}
