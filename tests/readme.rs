//! The transcripts of README.md, docs/extensions.md and docs/pipelines.md are what the programs print.
//!
//! Every line `$ rutter ...` in a `console` block is run in the repository's folder; `< file`
//! behind it is what it reads. A line `? N` behind it is the exit status (0 without one); what
//! follows, up to the next command, is standard output and standard error. `$ cargo run --release
//! -- ...` stands for `$ rutter ...`; where nothing follows a command, only its status is compared.
//!
//! `$ kustomize` and `$ helm` (Helm 4 in a block that begins with `console helm4`) are run where
//! RUTTER_KUSTOMIZE, RUTTER_HELM3 and RUTTER_HELM4 name them, and else are skipped.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::ffi::OsString;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

#[derive(Debug)]
struct Transcript {
    command: String,
    status: i32,
    printed: String,
    is_helm_4: bool,
}

fn transcripts(readme: &str) -> Vec<Transcript> {
    let mut found: Vec<Transcript> = Vec::new();
    let mut inside = false;
    let mut is_helm_4 = false;
    for line in readme.lines() {
        match (inside, line) {
            (false, "```console" | "```console helm4") => {
                inside = true;
                is_helm_4 = line.ends_with("helm4");
            }
            (true, "```") => inside = false,
            (true, line) => match (line.strip_prefix("$ "), found.last_mut()) {
                (Some(command), _) => found.push(Transcript {
                    command: command.replace("cargo run --release --", "rutter"),
                    status: 0,
                    printed: String::new(),
                    is_helm_4,
                }),
                (None, Some(last)) => match line.strip_prefix("? ") {
                    Some(status) => last.status = status.parse().unwrap(),
                    None => last.printed.push_str(&format!("{line}\n")),
                },
                (None, None) => {}
            },
            _ => {}
        }
    }
    found
}

/// The program that a word stands for; none where it is not here.
fn program(word: &str, is_helm_4: bool) -> Option<OsString> {
    let variable = match word {
        "rutter" => return Some(env!("CARGO_BIN_EXE_rutter").into()),
        "kustomize" => "RUTTER_KUSTOMIZE",
        "helm" if is_helm_4 => "RUTTER_HELM4",
        "helm" => "RUTTER_HELM3",
        other => panic!("a transcript of {other}"),
    };
    let program = std::env::var_os(variable);
    if program.is_none() {
        eprintln!("SKIPPED: transcripts of {word}: {variable} is not set");
    }
    program
}

/// Runs all of them, one after the other: Helm remembers its plugins from one to the next.
fn are_true(transcripts: &[Transcript]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = tempfile::tempdir().unwrap();
    let here = Path::new(env!("CARGO_BIN_EXE_rutter")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    for transcript in transcripts {
        let command = &transcript.command;
        let (command_line, input) = match command.split_once(" < ") {
            Some((line, file)) => (line, File::open(root.join(file)).unwrap().into()),
            None => (command.as_str(), Stdio::null()),
        };
        let mut words = command_line.split_whitespace();
        let Some(program) = program(words.next().unwrap(), transcript.is_helm_4) else {
            continue;
        };
        let version = if transcript.is_helm_4 { "4" } else { "3" };
        let done = Command::new(program)
            .args(words)
            .current_dir(root)
            .env("COLUMNS", "140")
            .env("PATH", format!("{}:{path}", here.display()))
            .env("HELM_DATA_HOME", home.path().join(format!("data{version}")))
            .env("HELM_CONFIG_HOME", home.path().join("config"))
            .env("HELM_CACHE_HOME", home.path().join("cache"))
            .env_remove("HELM_PLUGINS")
            .env_remove("HELM_NAMESPACE")
            .stdin(input)
            .output()
            .unwrap();
        let printed = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        let printed = printed.replace(here.to_str().unwrap(), "/usr/local/bin");
        assert_eq!(
            done.status.code(),
            Some(transcript.status),
            "{command}\n{printed}"
        );
        if !transcript.printed.is_empty() {
            similar_asserts(&transcript.printed, &printed);
        }
    }
}

#[test]
fn every_transcript_is_true() {
    let transcripts = transcripts(include_str!("../README.md"));
    assert!(transcripts.len() >= 4, "README.md has lost its transcripts");
    are_true(&transcripts);
}

#[test]
fn every_transcript_about_templates_is_true() {
    let transcripts = transcripts(include_str!("../docs/extensions.md"));
    assert!(
        transcripts.len() >= 3,
        "docs/extensions.md has lost its transcripts"
    );
    are_true(&transcripts);
}

#[test]
fn every_transcript_about_pipelines_is_true() {
    let transcripts = transcripts(include_str!("../docs/pipelines.md"));
    let of = |word: &str| {
        let is_of = |it: &&Transcript| it.command.starts_with(word);
        transcripts.iter().filter(is_of).count()
    };
    assert!(of("rutter") > 0 && of("kustomize") > 1 && of("helm") > 4);
    are_true(&transcripts);
}

fn similar_asserts(expected: &str, found: &str) {
    let difference = similar::TextDiff::from_lines(expected, found);
    assert_eq!(expected, found, "\n{}", difference.unified_diff());
}
