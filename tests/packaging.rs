//! What is said about the crate in several places is the same in all of them: features in
//! Cargo.toml, README.md and CI, the version and the Rust that it needs.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

const MANIFEST: &str = include_str!("../Cargo.toml");
const README: &str = include_str!("../README.md");
const CHANGELOG: &str = include_str!("../CHANGELOG.md");
const CI: &str = include_str!("../.ci/run");

/// The lines of a section of Cargo.toml.
fn section(name: &str) -> Vec<&'static str> {
    let heading = format!("[{name}]");
    let lines: Vec<_> = MANIFEST
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .collect();
    assert!(!lines.is_empty(), "Cargo.toml has no section {heading}");
    lines
}

/// The value of a line `key = "value"` of the package's section.
fn package(key: &str) -> &'static str {
    section("package")
        .iter()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))
        .unwrap()
        .trim_end_matches('"')
}

/// Name and the line above it, of each feature but `default`.
fn features() -> Vec<(&'static str, &'static str)> {
    let lines = section("features");
    let mut found = Vec::new();
    let mut above = "";
    for line in lines {
        if let Some((name, _)) = line.split_once(" = [")
            && name != "default"
        {
            found.push((name, above));
        }
        above = line;
    }
    assert!(!found.is_empty(), "Cargo.toml has no features");
    found
}

fn names() -> BTreeSet<&'static str> {
    features().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn every_feature_says_in_the_manifest_what_it_adds() {
    for (name, above) in features() {
        assert!(
            above.starts_with("# "),
            "Cargo.toml: write a comment above the feature `{name}`"
        );
    }
}

#[test]
fn the_readme_has_a_row_for_every_feature_and_for_nothing_else() {
    let rows: BTreeSet<_> = README
        .lines()
        .skip_while(|line| !line.starts_with("| feature |"))
        .skip(2)
        .map_while(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(rows, names(), "left: README.md, right: Cargo.toml");
}

#[test]
fn ci_builds_every_feature_on_its_own() {
    let list = CI
        .lines()
        .find_map(|line| line.strip_prefix("for feature in ")?.strip_suffix("; do"))
        .unwrap();
    let mut built: BTreeSet<_> = list.split_whitespace().collect();
    // `cli` is in the default, so that every other step builds it.
    assert!(section("features").contains(&r#"default = ["build", "cli"]"#));
    built.insert("cli");
    assert_eq!(built, names(), "left: .ci/run, right: Cargo.toml");
}

/// Without `dep:`, an optional dependency is a feature that nobody documented.
#[test]
fn no_dependency_is_a_feature() {
    let features = section("features").join("\n");
    let mut optional = 0;
    for line in section("dependencies") {
        if line.contains("optional = true") {
            let (name, _) = line.split_once(" = ").unwrap();
            assert!(
                features.contains(&format!("\"dep:{name}\"")),
                "Cargo.toml: no feature has \"dep:{name}\""
            );
            optional += 1;
        }
    }
    assert!(optional > 0, "Cargo.toml has no optional dependencies");
}

#[test]
fn the_changelog_speaks_of_this_version() {
    let version = package("version");
    assert!(
        CHANGELOG.contains(version),
        "CHANGELOG.md does not mention {version}"
    );
}

#[test]
fn the_rust_that_is_needed_is_the_same_everywhere() {
    let rust = package("rust-version");
    assert!(
        README.contains(&format!("Rust toolchain ({rust} or later)")),
        "README.md does not say that Rust {rust} is needed"
    );
    assert!(
        CHANGELOG.contains(&format!("(now {rust})")),
        "CHANGELOG.md does not say that Rust {rust} is needed"
    );
}
