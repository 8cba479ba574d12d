//! rutter inside of other people's programs.
//!
//! `cases` runs always. The others need the real programs, and say that they are skipped where the
//! variables that name them are not set: RUTTER_KUSTOMIZE, RUTTER_KRM_JUDGE, RUTTER_HELM3,
//! RUTTER_HELM4, RUTTER_ARGOCD_CMP. `.ci/run` builds or fetches all of them.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod argocd;
mod cases;
mod helm;
mod kustomize;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const RUTTER: &str = env!("CARGO_BIN_EXE_rutter");

/// A program that a variable names; says so where it does not.
fn program(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        eprintln!("SKIPPED: {variable} is not set");
    }
    path
}

/// A command in the repository's folder that finds rutter on its path.
fn command(program: impl AsRef<Path>) -> Command {
    let folder = Path::new(RUTTER).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(program.as_ref());
    command
        .current_dir(ROOT)
        .env("PATH", format!("{}:{path}", folder.display()))
        .env("COLUMNS", "140")
        .env_remove("HELM_NAMESPACE")
        .stdin(Stdio::null());
    command
}

/// What a command comes to when it is given this to read.
fn given(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone before all of it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Copies a folder, links followed.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The objects of a stream of YAML, by kind and name; orchestrators order them otherwise.
fn objects(stream: &str) -> Vec<serde_json::Value> {
    use serde::Deserialize;
    let mut objects: Vec<serde_json::Value> = serde_yaml::Deserializer::from_str(stream)
        .map(|document| serde_json::Value::deserialize(document).unwrap())
        .filter(|object| !object.is_null())
        .collect();
    let word = |object: &serde_json::Value, path: &str| object.pointer(path).cloned();
    objects.sort_by_key(|object| {
        let words = [word(object, "/kind"), word(object, "/metadata/name")];
        format!("{words:?}")
    });
    objects
}
