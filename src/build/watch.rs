//! What Cargo has to watch.
//!
//! Cargo runs a build script again when a path of `rerun-if-changed` is newer than the last run; of
//! a folder, all that is in it counts (The Cargo Book, "Build Scripts", rerun-if-changed). A path
//! that does not exist makes it run every time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::environment::{Environment, Kind, Seen};

/// What there is to print, in order: the files, and the folders where a new name may turn up. The
/// package's own folder and those above it are left out: what is built lies below them, so that
/// they always are newer.
pub fn paths(seen: &BTreeMap<PathBuf, Seen>, files: &dyn Environment) -> Vec<String> {
    let package = files.resolve(Path::new(".")).ok();
    let holds_package = |folder: &Path| {
        let folder = files.resolve(folder).ok();
        folder.is_none_or(|folder| {
            let package = package.as_ref();
            package.is_none_or(|package| package.starts_with(folder))
        })
    };
    let mut watched = BTreeSet::new();
    for (path, seen) in seen {
        let path = match seen {
            Seen::File => Some(path.as_path()),
            Seen::Folder => Some(path.as_path()).filter(|path| !holds_package(path)),
            Seen::Nothing => above(path, files).filter(|path| !holds_package(path)),
        };
        let Some(text) = path.and_then(Path::to_str) else {
            continue;
        };
        watched.insert(text.to_owned());
    }
    watched.into_iter().collect()
}

/// The nearest folder above that exists.
fn above<'p>(path: &'p Path, files: &dyn Environment) -> Option<&'p Path> {
    let mut folders = path.ancestors().skip(1);
    folders.find(|folder| matches!(files.kind(folder), Ok(Kind::Folder)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::{Memory, Recording};

    fn watched(ask: impl Fn(&dyn Environment)) -> Vec<String> {
        let files = Memory::new()
            .file("charts/pad/values.yaml", "")
            .file("Cargo.toml", "");
        let recording = Recording::new(&files);
        ask(&recording);
        paths(&recording.seen(), &files)
    }

    #[test]
    fn what_is_missing_is_watched_by_the_nearest_folder_that_is_there() {
        let found = watched(|files| {
            assert!(files.read(Path::new("charts/pad/a/b.yaml")).is_err());
        });
        assert_eq!(found, ["charts/pad"]);
    }

    #[test]
    fn the_folder_of_the_package_is_never_watched_and_its_files_are() {
        let found = watched(|files| {
            files.list(Path::new(".")).unwrap();
            files.read(Path::new("./Cargo.toml")).unwrap();
            assert!(files.read(Path::new("values.yaml")).is_err());
        });
        assert_eq!(found, ["./Cargo.toml"]);
    }
}
