//! The library reaches for nothing: files come through an `Environment`, and there is no clock, no
//! network, no thread, no variable of the process. Only the rooms named here may touch the machine.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// What the core must do without.
const OUTSIDE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::net::Tcp",
    "std::net::Udp",
    "std::process",
    "std::thread",
    "std::time",
    "static mut",
    "thread_local!",
    "println!",
    "eprintln!",
    "print!(",
    "use std::{env",
    "use std::{fs",
];

/// The rooms whose business it is, and files that hold nothing but tests.
const MAY: &[&str] = &[
    "src/main.rs",
    "src/cli/",
    "src/build/",
    "src/environment/disk.rs",
    "src/rules/reference.rs",
    "src/rules/testing.rs",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn the_core_reaches_for_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    assert!(files.len() > 300, "the sources have moved");
    let mut reaching = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap().to_str().unwrap();
        let is_test = name.contains("/tests/") || name.ends_with("tests.rs");
        if is_test || MAY.iter().any(|may| name.starts_with(may)) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for (line, at) in code.lines().zip(1..) {
            let is_comment = line.trim_start().starts_with("//");
            if !is_comment && OUTSIDE.iter().any(|outside| line.contains(outside)) {
                reaching.push(format!("{name}:{at}: {}", line.trim()));
            }
        }
    }
    assert_eq!(reaching, Vec::<String>::new());
}
