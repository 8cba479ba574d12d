//! What the function makes of what it is given, case by case: a folder of `krm/` holds an
//! `input.yaml`, the files beside it, and in `expected.txt` the exit status and what the libraries
//! of kustomize and kpt understand (tests/oracles/krm prints the same lines).

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{ROOT, RUTTER, command, copy, given, program, text};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(ROOT).join("tests/pipelines/krm");
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 8);
    cases
}

/// What the function writes, and its exit status.
fn run(case: &Path) -> (String, String, Option<i32>) {
    let input = fs::read_to_string(case.join("input.yaml")).unwrap();
    let mut function = command(RUTTER);
    let done = given(
        function.arg("krm-function").current_dir(case),
        input.as_bytes(),
    );
    (input, text(&done.stdout), done.status.code())
}

/// The lines that tests/oracles/krm prints.
fn lines(output: &str) -> String {
    let list: Value = serde_yaml::from_str(output).unwrap();
    let word = |node: &Value, path: &str, otherwise: &str| match node.pointer(path) {
        None | Some(Value::Null) => otherwise.to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let mut lines = String::new();
    for item in list["items"].as_array().unwrap_or(&Vec::new()) {
        let annotation = |key: &str, otherwise: &str| {
            let own = format!("/metadata/annotations/internal.config.kubernetes.io~1{key}");
            word(item, &own, otherwise)
        };
        let _ = writeln!(
            lines,
            "item {} {}/{} {} {}",
            word(item, "/kind", ""),
            word(item, "/metadata/namespace", ""),
            word(item, "/metadata/name", ""),
            annotation("path", ""),
            annotation("index", "-1"),
        );
    }
    for result in list["results"].as_array().unwrap_or(&Vec::new()) {
        let resource = match result.get("resourceRef") {
            Some(it) => format!("{}/{}", word(it, "/kind", ""), word(it, "/name", "")),
            None => "-".to_owned(),
        };
        let _ = writeln!(
            lines,
            "result {} {resource} {} {} {} {} {} {}: {}",
            word(result, "/severity", ""),
            word(result, "/field/path", "-"),
            word(result, "/field/currentValue", "<nil>"),
            word(result, "/field/proposedValue", "<nil>"),
            word(result, "/file/path", "-"),
            word(result, "/file/index", "0"),
            word(result, "/tags/line", ""),
            word(result, "/message", ""),
        );
    }
    lines
}

#[test]
fn every_case_comes_to_what_is_expected() {
    for case in cases() {
        let (_, output, status) = run(&case);
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
        let found = format!("exit {}\n{}", status.unwrap(), lines(&output));
        assert_eq!(found, expected, "{}", case.display());
    }
}

#[test]
fn the_libraries_of_kustomize_and_kpt_read_the_same() {
    let Some(judge) = program("RUTTER_KRM_JUDGE") else {
        return;
    };
    for case in cases() {
        let (_, output, _) = run(&case);
        let judged = given(&mut command(&judge), output.as_bytes());
        let (said, complaint) = (text(&judged.stdout), text(&judged.stderr));
        assert!(judged.status.success(), "{}: {complaint}", case.display());
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
        let (_, expected) = expected.split_once('\n').unwrap();
        assert_eq!(said, expected, "{}", case.display());
    }
}

#[test]
fn what_is_only_checked_comes_back_byte_by_byte() {
    let mut compared = 0;
    for case in cases() {
        let (input, output, _) = run(&case);
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let without_results = match output.split_once("\nresults:\n") {
            Some((before, _)) => format!("{before}\n"),
            None => output.clone(),
        };
        if name.starts_with("compile-a") || input.starts_with('{') {
            continue;
        }
        assert_eq!(without_results, input, "{name}");
        compared += 1;
    }
    assert!(compared > 5);
}

#[test]
fn items_that_are_not_touched_stay_byte_by_byte_among_others() {
    let case = Path::new(ROOT).join("tests/pipelines/krm/compile-again-replaces-and-takes-out");
    let (input, output, _) = run(&case);
    let part = |from: &str, to: &str| {
        let start = input.find(from).unwrap();
        let end = input[start..].find(to).unwrap();
        &input[start..start + end]
    };
    for kept in [
        part("items:", "# is gone"),
        part(
            "- apiVersion: networking.istio.io/v1\n  kind: VirtualService\n  metadata: {name: not-ours",
            "functionConfig",
        ),
        part("functionConfig:", "    set:"),
    ] {
        assert!(output.contains(kept), "{kept}\n---\n{output}");
    }
    assert!(!output.contains("plain-old\n"));
}

#[test]
fn the_function_twice_changes_nothing_more() {
    let case = Path::new(ROOT).join("tests/pipelines/krm/compile-adds-objects");
    let (_, once, _) = run(&case);
    let (items, _) = once.split_once("\nresults:\n").unwrap();
    let mut function = command(RUTTER);
    let again = given(
        function.arg("krm-function").current_dir(&case),
        items.as_bytes(),
    );
    assert_eq!(text(&again.stdout), once);
}

#[test]
fn texts_that_end_like_comments_stay_as_they_are() {
    let case =
        Path::new(ROOT).join("tests/pipelines/krm/compile-after-texts-that-end-like-comments");
    let (input, output, _) = run(&case);
    let (before, _) = input.split_once("- apiVersion: networking").unwrap();
    assert!(output.starts_with(before), "{output}");
    for kept in [
        "    a: \"x\n      # no comment\"\n- apiVersion: v1\n",
        "    a: |+\n      # kept\n\n      # to the end\n-",
    ] {
        assert!(output.contains(kept), "{output}");
    }
}

#[test]
fn releases_of_one_name_in_two_namespaces_live_side_by_side() {
    let compile = |items: &str, namespace: &str| {
        let list = format!(
            "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n{items}functionConfig:\n  \
             apiVersion: rutter.dev/v1alpha1\n  kind: IngressCompile\n  metadata: {{name: plain, namespace: {namespace}}}\n  \
             spec: {{chart: charts/plain}}\n"
        );
        let done = given(command(RUTTER).arg("krm-function"), list.as_bytes());
        assert!(done.status.success(), "{}", text(&done.stderr));
        let output = text(&done.stdout);
        assert!(!output.contains("\nresults:"), "{output}");
        let items = output.find("items:\n").unwrap();
        match output.split_once("\nfunctionConfig:") {
            Some((before, _)) if before.len() > items => format!("{}\n", &before[items..]),
            _ => output[items..].to_owned(),
        }
    };
    let one = compile("", "pad");
    let both = compile(&one, "staging");
    assert!(both.starts_with(&one), "{both}");
    assert_eq!(both.matches("\n    namespace: pad\n").count(), 3, "{both}");
    assert_eq!(
        both.matches("\n    namespace: staging\n").count(),
        3,
        "{both}"
    );
    assert_eq!(compile(&both, "pad"), both);
    assert_eq!(compile(&both, "staging"), both);
}

/// It would wait for ever, or until all memory is taken.
#[cfg(unix)]
#[test]
fn an_annotation_leads_to_no_pipe_and_no_device() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path().join("pipe.yaml"))
        .status();
    assert!(made.unwrap().success());
    let zero = format!("{}dev/zero", "../".repeat(30));
    for path in ["pipe.yaml", &zero] {
        let list = format!(
            "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n\
             - apiVersion: networking.istio.io/v1\n  kind: Gateway\n  metadata:\n    name: pad\n    \
             annotations: {{config.kubernetes.io/path: {path}}}\n  spec: {{servers: []}}\n"
        );
        let mut function = command(RUTTER);
        let done = given(
            function.arg("krm-function").current_dir(folder.path()),
            list.as_bytes(),
        );
        assert_eq!(done.status.code(), Some(1));
        assert!(text(&done.stdout).contains("rule: gw-servers-required"));
    }
}

#[test]
fn what_cannot_be_run_at_all_writes_nothing() {
    for (input, words) in [
        (&b""[..], "standard input is empty"),
        (
            b"kind: Deployment\n",
            "`rutter post-render` reads plain manifests",
        ),
        (b"a: [", "error[RT0001]"),
        (b"\xff\xfe\x00", "error"),
    ] {
        let done = given(command(RUTTER).arg("krm-function"), input);
        assert!(!done.status.success());
        assert_eq!(text(&done.stdout), "");
        assert!(text(&done.stderr).contains(words), "{}", text(&done.stderr));
    }
}

#[test]
fn manifests_go_through_a_post_renderer_byte_by_byte_or_not_at_all() {
    let good = "# Source: pad/templates/a.yaml\r\napiVersion: v1\nkind: Service   # é\n---\n---\n";
    let post_render = |flags: &[&str], input: &str| {
        let mut renderer = command(RUTTER);
        given(renderer.arg("post-render").args(flags), input.as_bytes())
    };
    let done = post_render(&[], good);
    assert!(done.status.success());
    assert_eq!(text(&done.stdout), good);

    let bad = format!(
        "{good}---\n# Source: pad/templates/vs.yaml\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: pad}}\nspec:\n  hosts: [pad.example.org]\n  http: [{{timeout: 0s, route: [{{destination: {{host: pad.pads.svc.cluster.local}}}}]}}]\n"
    );
    let done = post_render(&[], &bad);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(text(&done.stdout), "");
    let said = text(&done.stderr);
    for words in [
        "error[RT3248]",
        "<pad/templates/vs.yaml, rendered>:7:20",
        "`spec.http[0].timeout` of VirtualService `pad`, printed by pad/templates/vs.yaml",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(
        text(&post_render(&["--ignore", "vs-timeout"], &bad).stdout),
        bad
    );
    assert_eq!(text(&post_render(&["--select", "RT31"], &bad).stdout), bad);
    let json = post_render(&["--output-format", "json"], &bad);
    let json: Value = serde_json::from_slice(&json.stderr).unwrap();
    let codes = json["findings"].as_array().unwrap().iter();
    assert!(codes.map(|it| &it["code"]).any(|code| code == "RT3248"));
    let done = post_render(&["-f", "values.yaml"], good);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("name it with --chart"));
}

#[test]
fn with_a_chart_the_authors_own_line_is_named() {
    let template = command(RUTTER)
        .args(["compile", "etherpad", "charts/etherpad", "-n", "etherpad"])
        .output()
        .unwrap();
    let mut renderer = command(RUTTER);
    renderer.args([
        "post-render",
        "--chart",
        "charts/etherpad",
        "-n",
        "etherpad",
    ]);
    let done = given(&mut renderer, &template.stdout);
    assert_eq!(done.status.code(), Some(1));
    let said = text(&done.stderr);
    assert!(said.contains("charts/etherpad/values.yaml:31:16"), "{said}");
    assert_eq!(said.matches("RT3248").count(), 1, "{said}");
}

#[test]
fn the_package_for_kpt_is_one() {
    let folder = Path::new(ROOT).join("pipelines/kpt");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let kptfile: Value = serde_yaml::from_str(&read("Kptfile")).unwrap();
    let validator = &kptfile["pipeline"]["validators"][0];
    assert_eq!(validator["exec"], "rutter krm-function");
    let config: Value =
        serde_yaml::from_str(&read(validator["configPath"].as_str().unwrap())).unwrap();
    let mut item: Value = serde_yaml::from_str(&read("routes.yaml")).unwrap();
    item["metadata"]["annotations"] = serde_json::json!({
        "internal.config.kubernetes.io/path": "routes.yaml",
        "internal.config.kubernetes.io/index": "0",
    });
    let mut run = |timeout: &str| {
        item["spec"]["http"][0]["timeout"] = timeout.into();
        let list = serde_json::json!({
            "apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList",
            "items": [item], "functionConfig": config,
        });
        let mut function = command(RUTTER);
        let done = given(
            function.arg("krm-function").current_dir(&folder),
            list.to_string().as_bytes(),
        );
        (done.status.code(), text(&done.stdout))
    };
    assert_eq!(run("5s").0, Some(0));
    let (status, output) = run("0s");
    assert_eq!(status, Some(1));
    assert!(output.contains("routes.yaml"), "{output}");
}

#[test]
fn the_post_renderer_adds_what_templates_print_or_hands_on_nothing() {
    let manifests = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: pad}";
    let run = |template: &str| {
        let mut renderer = command(RUTTER);
        let flags = ["--chart=charts/plain", "--release=plain", "--namespace=pad"];
        renderer.arg("post-render").args(flags);
        given(
            renderer.args(["--template", template]),
            manifests.as_bytes(),
        )
    };
    let added = run("extensions/probe.j2");
    let printed = text(&added.stdout);
    assert!(added.status.success(), "{}", text(&added.stderr));
    assert!(
        printed.starts_with(&format!(
            "{manifests}\n---\napiVersion: monitoring.coreos.com/v1\n"
        )),
        "{printed}"
    );

    let broken = "tests/pipelines/krm/compile-tells-the-line-of-a-template/hosts.j2";
    let refused = run(broken);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(text(&refused.stdout), "");
    assert!(text(&refused.stderr).contains(&format!("{broken}:4:12")));
}

/// What the chart's own objects come to, and one more that is as wrong as one of them.
#[test]
fn with_the_chart_known_only_its_own_objects_are_told_at_its_lines() {
    let chart = tempfile::tempdir().unwrap();
    copy(&Path::new(ROOT).join("charts/etherpad"), chart.path());
    let values = chart.path().join("values.yaml");
    let written = std::fs::read_to_string(&values).unwrap();
    let flag = format!("--chart={}", chart.path().display());
    let render = |manifests: &str| {
        let mut renderer = command(RUTTER);
        let flags = ["post-render", "--output-format=concise", &flag];
        given(renderer.args(flags), manifests.as_bytes())
    };
    let compiled = command(RUTTER)
        .args(["compile", "etherpad", "charts/etherpad"])
        .output()
        .unwrap();
    let own = "---\napiVersion: networking.istio.io/v1\nkind: VirtualService\n\
               metadata: {name: own}\nspec:\n  hosts: [own.example.org]\n  gateways: [pad/own]\n\
               \x20 http: [{timeout: 0s, route: [{destination: {host: own}}]}]\n";
    let both = text(&compiled.stdout) + own;
    let said = text(&render(&both).stderr);
    let lines: Vec<_> = said
        .lines()
        .filter(|line| line.contains("RT3248"))
        .collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(said.contains("values.yaml:31:16"), "{said}");

    // A comment in the chart silences it; what is no business of the chart's is still told.
    let comment = "timeout: 0s # rutter: ignore[RT3248] an Istio of old";
    std::fs::write(&values, written.replace("timeout: 0s", comment)).unwrap();
    assert!(render(&text(&compiled.stdout)).status.success());
    let said = text(&render(&both).stderr);
    assert_eq!(said.matches("RT3248").count(), 1, "{said}");
    assert!(!said.contains("values.yaml"), "{said}");
}
