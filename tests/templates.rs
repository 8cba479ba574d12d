//! The Helm templates that are committed are the ones that rutter generates: in the charts of the
//! golden suite, in the charts of the repository, and in the table of fingerprints by which a
//! vendored helper is recognised. `RUTTER_REGENERATE=1 cargo test --test templates` writes them.

// A test may end where something is not as it must be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rutter::chart::helper::fingerprint;
use rutter::chart::template::Outline;
use rutter::helper::{self, Helper, TemplateFile};

/// The charts that vendor a helper, besides those under `tests/golden/charts`, which are called
/// like the helper they vendor.
const CHARTS: &[(&str, &str)] = &[
    ("charts/etherpad", "1.0"),
    ("charts/plain", "1.0"),
    ("charts/shared-host", "1.0"),
    ("tests/golden/charts/parent/charts/api", "1.0"),
    ("tests/golden/charts/parent/charts/web", "istio-1.2.0"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[allow(clippy::unwrap_used)] // Only tests call it.
fn generated(id: &str) -> Vec<TemplateFile> {
    let helper = Helper::built_in(id).unwrap();
    helper::template(&helper.definition).unwrap()
}

/// Every committed file that is generated.
fn files() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let own = helper::ids().map(|id| (format!("tests/golden/charts/{id}"), id));
    let others = CHARTS.iter().map(|(path, id)| ((*path).to_owned(), *id));
    for (chart, id) in own.chain(others) {
        for file in generated(id) {
            files.insert(root().join(&chart).join(file.path), file.text);
        }
    }
    files.insert(
        root().join("common_templates/generated.txt"),
        fingerprints(),
    );
    files
}

/// The hash of every template that rutter generates, and the helpers that have it.
fn fingerprints() -> String {
    let mut table: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for id in helper::ids() {
        for file in generated(id) {
            for definition in Outline::of(&file.text).definitions {
                let hash = fingerprint::of(&file.text[definition.body]);
                table.entry((definition.name, hash)).or_default().push(id);
            }
        }
    }
    let mut text = String::from(
        "# The definitions in the templates that rutter generates, as in fingerprints.txt. Written by\n\
         # RUTTER_REGENERATE=1 cargo test --test templates\n",
    );
    for ((name, hash), ids) in table {
        text += &format!("{name} {hash} {}\n", ids.join(" "));
    }
    text
}

#[test]
fn committed_templates_are_the_generated_ones() {
    let write = std::env::var_os("RUTTER_REGENERATE").is_some();
    let mut stale = Vec::new();
    for (path, text) in files() {
        if fs::read_to_string(&path).ok().as_deref() == Some(&text) {
            continue;
        }
        if write {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
        } else {
            stale.push(path);
        }
    }
    assert!(
        stale.is_empty(),
        "run `RUTTER_REGENERATE=1 cargo test --test templates` and look at what changes: {stale:?}"
    );
}

#[test]
fn a_template_is_written_for_every_helper() {
    for id in helper::ids() {
        let definition = Helper::built_in(id).unwrap().definition;
        let files = helper::template(&definition).unwrap();
        assert_eq!(files[0].path, definition.carrier.path());
        let outline = Outline::of(&files[0].text);
        assert!(outline.flaw.is_none());
        let has = |name: &str| outline.definitions.iter().any(|found| found.name == name);
        assert!(has(&definition.carrier.include));
        assert!(
            definition
                .carrier
                .default_destination
                .iter()
                .all(|name| has(name))
        );
        assert!(
            !files
                .iter()
                .any(|file| file.text.contains("<%") || file.text.contains("<<"))
        );
    }
}
