use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::module;
use crate::Helper;
use crate::build::Build;
use crate::environment::{Disk, Memory};
use crate::istio::Object;

/// Every kind of character that could end a literal, a comment or a line, or trip a lint.
const ODD: &str = "a\"b\\c'd{}\n\r\t\0// */ r#\" é \u{202e}\u{2066}\u{feff}\u{1f600}#{x}";

fn objects_of(httproutes: &serde_json::Value) -> Vec<Object> {
    let files = Memory::new()
        .file(
            "pad/Chart.yaml",
            "apiVersion: v2\nname: pad\nversion: 1.0.0\n",
        )
        .file("pad/values.yaml", "ingress: {enabled: true}\n");
    let built = Build::new("pad")
        .helper(Helper::built_in("1.0").unwrap())
        .serialize(
            "v",
            &serde_json::json!({"ingress": {"httproutes": httproutes}}),
        )
        .compile_only()
        .plan(&files)
        .unwrap();
    assert!(!built.failed(), "{}", built.report());
    built.compilation.objects
}

fn forward() -> serde_json::Value {
    serde_json::json!([{"destination": {"host": "pad"}}])
}

fn odd() -> Vec<Object> {
    objects_of(&serde_json::json!([
        {
            "name": ODD,
            "match": [
                {"uri": {"regex": ODD}, "ignoreUriCase": true, "scheme": {"exact": "http"},
                 "method": {"prefix": ODD}, "authority": {"exact": ODD},
                 "headers": {ODD: {}, "x": {"exact": ODD}},
                 "withoutHeaders": {"y": {}}, "queryParams": {ODD: {"regex": "."}}, "port": 443,
                 "gateways": [ODD], "sourceLabels": {ODD: ODD}, "sourceNamespace": ODD},
                {},
            ],
            "route": [
                {"destination": {"host": ODD, "subset": ODD, "port": {"number": 1}}, "weight": 1},
                {"destination": {"host": "b"}},
            ],
            "rewrite": {"uri": ODD, "authority": ODD, "uriRegexRewrite": {"match": ODD, "rewrite": ODD}},
            "timeout": "1.5s",
            "retries": {"attempts": 3, "perTryTimeout": "20ms", "retryOn": ODD},
            ODD: ODD,
        },
        {"redirect": {"uri": ODD, "authority": ODD, "scheme": ODD, "derivePort": "FROM_REQUEST_PORT"}},
        {"directResponse": {"status": 503, "body": {"string": ODD}}},
        {"directResponse": {"status": 200, "body": {"bytes": "YQ=="}}},
        {"delegate": {"name": ODD, "namespace": ODD}},
    ]))
}

fn of_chart(chart: &str, values: Option<&str>) -> Vec<Object> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut build = Build::new(root.join(chart)).compile_only();
    if let Some(values) = values {
        build = build.values(root.join(values));
    }
    let objects = build.plan(&Disk).unwrap().compilation.objects;
    assert!(!objects.is_empty(), "{chart}");
    objects
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()))
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_modules_compile_in_every_edition_without_a_warning_and_without_std() {
    let modules = [
        module(&odd(), "ns"),
        module(&[], "ns"),
        module(
            &of_chart("charts/etherpad", Some("values/production.yaml")),
            "etherpad",
        ),
        module(&of_chart("charts/plain", None), "plain"),
        module(
            &of_chart(
                "charts/shared-host",
                Some("charts/shared-host/values-two.yaml"),
            ),
            "s",
        ),
        module(
            &of_chart("examples/embedded-service/charts/notes", None),
            "notes",
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut program = String::from(
        "//! All of them.\n#![no_std]\n#![deny(warnings, missing_docs, missing_debug_implementations)]\n",
    );
    for (index, text) in modules.iter().enumerate() {
        let path = folder.path().join(format!("m{index}.rs"));
        fs::write(&path, text).unwrap();
        // Public, so that documentation is asked for; and private, so that nothing is used.
        for kind in ["/// One.\npub mod public", "mod private"] {
            program += &format!("{kind}{index} {{ include!({path:?}); }}\n");
        }
    }
    let main = folder.path().join("all.rs");
    fs::write(&main, program).unwrap();
    for edition in ["2018", "2021", "2024"] {
        run(rustc()
            .args([
                "--crate-type=lib",
                "--emit=metadata",
                "--edition",
                edition,
                "--out-dir",
            ])
            .arg(folder.path())
            .arg(&main));
    }
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024"]);
    rustfmt.args((0..modules.len()).map(|index| folder.path().join(format!("m{index}.rs"))));
    match rustfmt.output() {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stdout)
            );
        }
        Err(_) => eprintln!("SKIPPED: there is no rustfmt here"),
    }
}

#[test]
fn a_program_reads_what_the_author_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ingress.rs");
    fs::write(&path, module(&odd(), "ns")).unwrap();
    let program = format!(
        "mod ingress {{ include!({path:?}); }}\n\
         use ingress::*;\n\
         fn main() {{\n\
             let route = ROUTES[0];\n\
             print!(\"{{}}\\u{{1}}\", route.name.unwrap());\n\
             print!(\"{{}}\\u{{1}}\", route.matches[0].headers[0].0);\n\
             match route.matches[0].uri {{ Some(Text::Regex(it)) => print!(\"{{}}\\u{{1}}\", it), _ => () }}\n\
             match route.action {{ Action::Forward(all) => print!(\"{{}}\\u{{1}}\", all[0].host), _ => () }}\n\
             print!(\"{{:?}}\", (route.timeout, route.retries.unwrap().per_try_timeout, ROUTES.len()));\n\
         }}\n"
    );
    let main = folder.path().join("main.rs");
    fs::write(&main, program).unwrap();
    let binary: PathBuf = folder.path().join("main");
    run(rustc()
        .args(["--edition", "2021", "-o"])
        .arg(&binary)
        .arg(&main));
    let said = run(&mut Command::new(&binary));
    let expected = [ODD, ODD, ODD, ODD, "(Some(1.5s), Some(20ms), 5)"].join("\u{1}");
    assert_eq!(said, expected);
}

/// The part of the module that has the routes.
fn routes(httproutes: serde_json::Value) -> String {
    let text = module(&objects_of(&httproutes), "ns");
    let from = text.find("pub const ROUTES").unwrap();
    let to = text.find("/// The services").unwrap();
    text[from..to].to_owned()
}

#[test]
fn what_the_types_cannot_say_is_a_comment() {
    let text = routes(serde_json::json!([
        {"route": forward(), "fault": {"abort": {"httpStatus": 500}}, "timeout": "soon", "odd": 1},
    ]));
    let comment = "// left out of the next route: \"odd\", \"fault\", \"timeout\"\n";
    assert!(text.contains(comment), "{text}");
    assert!(text.contains("timeout: None,"));
}

#[test]
fn a_match_without_one_of_its_conditions_is_left_out() {
    let text = routes(serde_json::json!([
        {"match": [{"uri": {"exact": "/a"}, "port": "https"}, {"uri": {"exact": "/b"}}],
         "route": forward()},
    ]));
    assert!(
        text.contains("left out of the next route: \"match[0]\""),
        "{text}"
    );
    assert!(!text.contains("\"/a\"") && text.contains("\"/b\""));
}

#[test]
fn a_route_without_its_only_match_or_its_action_is_left_out() {
    for route in [
        serde_json::json!({"match": [{"uri": {"glob": "/*"}}], "route": forward()}),
        serde_json::json!({"match": [{"uri": {}}], "route": forward()}),
        serde_json::json!({"match": [{"uri": {"exact": "/", "prefix": "/"}}], "route": forward()}),
        serde_json::json!({"match": "all", "route": forward()}),
        serde_json::json!({"route": [{"destination": {"host": "a"}, "weight": "x"}, {"destination": {"host": "b"}}]}),
        serde_json::json!({"route": forward(), "redirect": {"uri": "/"}}),
        serde_json::json!({"directResponse": {}}),
        serde_json::json!({"route": forward(), "rewrite": {"uri": 1}}),
    ] {
        let text = routes(serde_json::json!([route]));
        assert!(!text.contains("Route {"), "{text}");
        assert!(text.contains("// left out: http[0] of \"pad\": "), "{text}");
    }
}

#[test]
fn the_only_destination_gets_everything() {
    let text = routes(serde_json::json!([
        {"route": [{"destination": {"host": "a"}, "weight": 0}]},
        {"route": [{"destination": {"host": "b"}}, {"destination": {"host": "c"}, "weight": 3}]},
    ]));
    let weights: Vec<&str> = text
        .match_indices("weight: ")
        .map(|(at, _)| text[at + 8..].split(' ').next().unwrap())
        .collect();
    assert_eq!(weights, ["100", "0", "3"]);
}
