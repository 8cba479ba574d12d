//! The transcripts of README.md and of docs/extensions.md are what rutter prints.
//!
//! Every line `$ rutter ...` in a `console` block is run in the repository's folder. A line `? N`
//! behind it is the exit status (0 without one); what follows, up to the next command, is standard
//! output and standard error. `$ cargo run --release -- ...` stands for `$ rutter ...`; where
//! nothing follows a command, only its status is compared.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

struct Transcript {
    command: String,
    status: i32,
    printed: String,
}

fn transcripts(readme: &str) -> Vec<Transcript> {
    let mut found: Vec<Transcript> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, line) => match (line.strip_prefix("$ "), found.last_mut()) {
                (Some(command), _) => found.push(Transcript {
                    command: command.replace("cargo run --release --", "rutter"),
                    status: 0,
                    printed: String::new(),
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

#[test]
fn every_transcript_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = transcripts(include_str!("../README.md"));
    assert!(readme.len() >= 4, "README.md has lost its transcripts");
    let extensions = transcripts(include_str!("../docs/extensions.md"));
    assert!(
        extensions.len() >= 3,
        "docs/extensions.md has lost its transcripts"
    );
    let transcripts = readme.into_iter().chain(extensions);
    for transcript in transcripts {
        let mut words = transcript.command.split_whitespace();
        assert_eq!(words.next(), Some("rutter"), "{}", transcript.command);
        let done = Command::new(env!("CARGO_BIN_EXE_rutter"))
            .args(words)
            .current_dir(root)
            .env("COLUMNS", "140")
            .output()
            .unwrap();
        assert_eq!(
            done.status.code(),
            Some(transcript.status),
            "{}",
            transcript.command
        );
        let printed = [done.stdout, done.stderr].concat();
        if !transcript.printed.is_empty() {
            similar_asserts(&transcript.printed, &String::from_utf8(printed).unwrap());
        }
    }
}

fn similar_asserts(expected: &str, found: &str) {
    let difference = similar::TextDiff::from_lines(expected, found);
    assert_eq!(expected, found, "\n{}", difference.unified_diff());
}
