//! Files that are replaced as a whole: a reader sees the old one or the new one.

use std::fs;
use std::io;
use std::path::Path;

/// Writes a file beside its place and moves it there.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    fs::write(&beside, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .inspect_err(|_| {
            // What could not take its place must not stay behind; that failing changes nothing.
            let _ = fs::remove_file(&beside);
        })
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
