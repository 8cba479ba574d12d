//! Files that are replaced as a whole: a reader sees the old one or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside its place and moves it there.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let beside = folder.join(format!(".rutter-{}.tmp", std::process::id()));
    // What stands there already, a link for example, is not written through.
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)?;
    write_all(file, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .inspect_err(|_| {
            // What could not take its place must not stay behind; that failing changes nothing.
            let _ = fs::remove_file(&beside);
        })
}

fn write_all(mut file: fs::File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name that can be a file's on any system: what is no letter, digit, dot or dash becomes a
/// dash.
pub fn safe_name(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => c,
            _ => '-',
        })
        .collect()
}
