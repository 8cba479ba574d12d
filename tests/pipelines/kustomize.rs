//! The real kustomize runs the function.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::{ROOT, RUTTER, command, copy, objects, program, text};

fn build(kustomize: &Path, folder: &Path) -> Output {
    command(kustomize)
        .args(["build", "--enable-alpha-plugins", "--enable-exec"])
        .arg(folder)
        .output()
        .unwrap()
}

/// The example with another chart's path, since it is elsewhere here.
fn example(folder: &Path) {
    copy(&Path::new(ROOT).join("pipelines/kustomize"), folder);
    copy(&Path::new(ROOT).join("charts"), &folder.join("charts"));
    change(&folder.join("compile.yaml"), "../../charts", "charts");
}

fn change(file: &Path, from: &str, to: &str) {
    let old = fs::read_to_string(file).unwrap();
    assert!(old.contains(from), "{}", file.display());
    fs::write(file, old.replace(from, to)).unwrap();
}

#[test]
fn a_chart_is_compiled_to_the_objects_of_rutter_compile() {
    let Some(kustomize) = program("RUTTER_KUSTOMIZE") else {
        return;
    };
    let done = build(&kustomize, &Path::new(ROOT).join("pipelines/kustomize"));
    assert!(done.status.success(), "{}", text(&done.stderr));
    let mut built = objects(&text(&done.stdout));
    for object in &mut built {
        let metadata = object["metadata"].as_object_mut().unwrap();
        // All that kustomize leaves of annotations is the origin, which was asked for, and the
        // release of what was compiled.
        let mut annotations = metadata.remove("annotations").unwrap();
        let annotations = annotations.as_object_mut().unwrap();
        annotations.remove("config.kubernetes.io/origin").unwrap();
        match metadata["name"].as_str().unwrap() {
            "status" => assert!(annotations.is_empty()),
            _ => assert_eq!(
                serde_json::to_string(annotations).unwrap(),
                r#"{"rutter.dev/compiled-by":"pad/plain"}"#
            ),
        }
    }
    let compiled = command(RUTTER)
        .args(["compile", "plain", "charts/plain", "-n", "pad"])
        .args([
            "-f",
            "pipelines/kustomize/values.yaml",
            "--set",
            "ingress.staging=true",
        ])
        .output()
        .unwrap();
    let routes = fs::read_to_string(Path::new(ROOT).join("pipelines/kustomize/base/routes.yaml"));
    let compiled = format!("{}---\n{}", text(&compiled.stdout), routes.unwrap());
    let compiled = objects(&compiled);
    assert_eq!(compiled.len(), 4);
    assert_eq!(built, compiled);
}

#[test]
fn nothing_is_built_where_a_route_is_wrong() {
    let Some(kustomize) = program("RUTTER_KUSTOMIZE") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    example(folder.path());
    change(
        &folder.path().join("base/routes.yaml"),
        "timeout: 5s",
        "timeout: 0s",
    );
    let done = build(&kustomize, folder.path());
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(text(&done.stdout), "");
    let said = text(&done.stderr);
    assert!(said.contains("error[RT3248]"), "{said}");
    assert!(said.contains("--> base/routes.yaml:12:16"), "{said}");

    // Behind a prefix and without origins the line is unknown, and the field is named.
    let kustomization = folder.path().join("kustomization.yaml");
    change(
        &kustomization,
        "buildMetadata: [originAnnotations]",
        "namePrefix: x-",
    );
    let said = text(&build(&kustomize, folder.path()).stderr);
    let field = "this is `spec.http[0].timeout` of VirtualService `x-status`";
    assert!(said.contains(field), "{said}");
}

#[test]
fn nothing_is_built_where_values_are_wrong() {
    let Some(kustomize) = program("RUTTER_KUSTOMIZE") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    example(folder.path());
    change(
        &folder.path().join("values.yaml"),
        "gatewayHosts",
        "gatewayHots",
    );
    let done = build(&kustomize, folder.path());
    assert_eq!(done.status.code(), Some(1));
    let said = text(&done.stderr);
    assert!(
        said.contains("error[RT4000]: `ingress` has no key `gatewayHots`"),
        "{said}"
    );
    assert!(said.contains("--> values.yaml:2:3"), "{said}");

    change(
        &folder.path().join("values.yaml"),
        "gatewayHots",
        "gatewayHosts",
    );
    change(
        &folder.path().join("compile.yaml"),
        "valuesFiles",
        "valueFiles",
    );
    let said = text(&build(&kustomize, folder.path()).stderr);
    assert!(said.contains("did you mean `valuesFiles`?"), "{said}");
}

#[test]
fn a_compilation_can_be_a_transformer_as_well() {
    let Some(kustomize) = program("RUTTER_KUSTOMIZE") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    example(folder.path());
    let before = build(&kustomize, folder.path());
    let kustomization = folder.path().join("kustomization.yaml");
    change(&kustomization, "generators:\n  - compile.yaml\n", "");
    change(
        &kustomization,
        "transformers:\n",
        "transformers:\n  - compile.yaml\n",
    );
    change(&kustomization, "buildMetadata: [originAnnotations]", "");
    let after = build(&kustomize, folder.path());
    assert!(after.status.success(), "{}", text(&after.stderr));
    let strip = |output: &Output| {
        let mut objects = objects(&text(&output.stdout));
        for object in &mut objects {
            object["metadata"]
                .as_object_mut()
                .unwrap()
                .remove("annotations");
        }
        objects
    };
    assert_eq!(strip(&before), strip(&after));
    let after = text(&after.stdout);
    assert_eq!(after.matches("annotations:").count(), 3, "{after}");
    let owner = "  annotations:\n    rutter.dev/compiled-by: pad/plain\n  labels:\n";
    assert_eq!(after.matches(owner).count(), 3, "{after}");
}

#[test]
fn releases_of_one_name_in_two_namespaces_are_both_built() {
    let Some(kustomize) = program("RUTTER_KUSTOMIZE") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    example(folder.path());
    let compile = folder.path().join("compile.yaml");
    let staging = folder.path().join("staging.yaml");
    fs::copy(&compile, &staging).unwrap();
    change(&staging, "namespace: pad", "namespace: staging");
    let kustomization = folder.path().join("kustomization.yaml");
    change(&kustomization, "generators:\n  - compile.yaml\n", "");
    change(
        &kustomization,
        // The check would rightly say that both serve the same hosts.
        "transformers:\n  - check.yaml\n",
        "transformers:\n  - compile.yaml\n  - staging.yaml\n",
    );
    let done = build(&kustomize, folder.path());
    assert!(done.status.success(), "{}", text(&done.stderr));
    let built = objects(&text(&done.stdout));
    let of = |namespace: &str| {
        let is_of = |object: &&serde_json::Value| {
            let metadata = &object["metadata"];
            metadata["namespace"] == namespace && metadata["name"] == "plain"
        };
        built.iter().filter(is_of).count()
    };
    assert_eq!((of("pad"), of("staging")), (3, 3), "{built:?}");
}

/// Why the documentation says `transformers`. When this fails, `validators` may be used.
#[test]
fn kustomize_takes_no_function_of_ours_as_a_validator_not_even_cat() {
    let Some(kustomize) = program("RUTTER_KUSTOMIZE") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    example(folder.path());
    let kustomization = folder.path().join("kustomization.yaml");
    change(&kustomization, "transformers:", "validators:");
    change(
        &folder.path().join("check.yaml"),
        "path: rutter\n        args: [krm-function]",
        "path: cat",
    );
    let said = text(&build(&kustomize, folder.path()).stderr);
    assert!(
        said.contains("validator shouldn't modify the resource map"),
        "{said}"
    );
}
