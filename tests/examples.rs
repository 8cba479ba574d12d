//! The programs in `examples/` do what docs/embedding.md says of them.

// The examples are whole programs; the tests call their `run`.
#![allow(dead_code, clippy::unwrap_used)]

#[path = "../examples/compile.rs"]
mod compile;
#[path = "../examples/editor.rs"]
mod editor;
#[path = "../examples/objects.rs"]
mod objects;
#[path = "../examples/settings.rs"]
mod settings;

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn compile_prints_what_the_command_prints() {
    let (objects, found) =
        compile::run(&words("plain charts/plain values/production.yaml")).unwrap();
    assert!(
        objects.starts_with("apiVersion: networking.istio.io/v1beta1\nkind: DestinationRule\n")
    );
    assert_eq!(found, "");
    assert!(compile::run(&words("plain")).is_err());
    assert!(compile::run(&words("plain charts/nope")).is_err());
}

/// What docs/embedding.md says that an example prints.
fn documented(name: &str) -> String {
    let page = include_str!("../docs/embedding.md");
    let (_, after) = page
        .split_once(&format!("```console\n$ cargo run --example {name}\n"))
        .unwrap();
    after.split_once("```").unwrap().0.to_owned()
}

#[test]
fn settings_are_values() {
    assert_eq!(settings::run().unwrap(), documented("settings"));
}

#[test]
fn an_editor_hears_of_what_is_being_typed() {
    assert_eq!(editor::run().unwrap(), documented("editor"));
}

#[test]
fn objects_are_built_and_checked() {
    assert_eq!(objects::run().unwrap(), documented("objects"));
}
