//! Files that are replaced as a whole: a reader sees the old one or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside its place and moves it there. A link stays one, and leads to what is new; a
/// file keeps its permissions.
///
/// # Errors
/// When a file is read-only, or its folder cannot be written to.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = target.as_path();
    let permissions = match fs::metadata(path) {
        // A device or a pipe can only be written to.
        Ok(there) if !there.is_file() && !there.is_dir() => return fs::write(path, bytes),
        Ok(there) if there.permissions().readonly() => {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "it is read-only",
            ));
        }
        Ok(there) => Some(there.permissions()),
        Err(_) => None,
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let beside = folder.join(format!(".rutter-{}.tmp", std::process::id()));
    // What stands there already, a link for example, is not written through.
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)?;
    let permitted = permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions));
    permitted
        .and_then(|()| write_all(file, bytes))
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
