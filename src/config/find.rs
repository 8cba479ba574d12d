//! Where the `rutter.yaml` of a chart stands.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::environment::{Environment, Kind};

/// The name of the file.
pub const FILE_NAME: &str = "rutter.yaml";

/// The nearest `rutter.yaml` from a chart's folder (or a file in it) upwards, not further than
/// the folder that holds `.git`. The path is relative where `from` is.
///
/// # Errors
/// When there is nothing at `from`, or a folder above it cannot be looked into.
pub fn find(env: &dyn Environment, from: &Path) -> io::Result<Option<PathBuf>> {
    let place = env.resolve(from)?;
    let is_file = env.kind(&place)? != Kind::Folder;
    let mut shown = from.to_path_buf();
    if is_file {
        shown = above(&shown);
    }
    for folder in place.ancestors().skip(usize::from(is_file)) {
        let file = folder.join(FILE_NAME);
        if kind(env, &file)? == Some(Kind::File) {
            // Above a symbolic link, `..` leads somewhere else than the written path says.
            let leads_there = env.resolve(&here(&shown)).is_ok_and(|path| path == folder);
            return Ok(Some(match leads_there {
                true if shown == Path::new(".") => PathBuf::from(FILE_NAME),
                true => shown.join(FILE_NAME),
                false => file,
            }));
        }
        if kind(env, &folder.join(".git"))?.is_some() {
            break;
        }
        shown = above(&shown);
    }
    Ok(None)
}

/// Where a chart or a file stands as seen from the folder of a `rutter.yaml`, with `/` between
/// the names; `.` for that folder itself. What does not lie below it keeps its whole path.
///
/// # Errors
/// When one of the two does not exist.
pub fn relative(env: &dyn Environment, config: &Path, path: &Path) -> io::Result<String> {
    let folder = env.resolve(&here(config.parent().unwrap_or(config)))?;
    let path = env.resolve(path)?;
    let below = path.strip_prefix(&folder).unwrap_or(&path);
    let names: Vec<_> = below
        .components()
        .map(|component| component.as_os_str().to_string_lossy())
        .collect();
    Ok(match names.is_empty() {
        true => ".".to_owned(),
        false => names.join("/"),
    })
}

fn kind(env: &dyn Environment, path: &Path) -> io::Result<Option<Kind>> {
    match env.kind(path) {
        Ok(kind) => Ok(Some(kind)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The folder above, as one would write it.
fn above(path: &Path) -> PathBuf {
    match path.components().next_back() {
        Some(Component::Normal(_)) => path.parent().unwrap_or(path).to_path_buf(),
        Some(Component::RootDir | Component::Prefix(_)) => path.to_path_buf(),
        Some(Component::ParentDir) => path.join(".."),
        Some(Component::CurDir) | None => PathBuf::from(".."),
    }
}

fn here(path: &Path) -> PathBuf {
    match path.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => path.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::{Disk, Memory};
    use std::fs;

    fn found(memory: &Memory, from: &str) -> Option<String> {
        find(memory, Path::new(from))
            .unwrap()
            .map(|path| path.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_nearest_file_wins() {
        let memory = Memory::new()
            .file("rutter.yaml", "")
            .file("charts/rutter.yaml", "")
            .file("charts/pad/values.yaml", "")
            .file("other/pad/values.yaml", "");
        assert_eq!(found(&memory, "charts/pad").unwrap(), "charts/rutter.yaml");
        assert_eq!(
            found(&memory, "./charts/pad/values.yaml").unwrap(),
            "./charts/rutter.yaml"
        );
        assert_eq!(found(&memory, "other/pad").unwrap(), "rutter.yaml");
        assert_eq!(found(&memory, ".").unwrap(), "rutter.yaml");
        assert!(find(&memory, Path::new("nope")).is_err());
    }

    #[test]
    fn the_repository_is_not_left() {
        let memory = Memory::new()
            .file("/rutter.yaml", "")
            .file("/repo/.git/HEAD", "")
            .file("/repo/charts/pad/values.yaml", "")
            .file("/worktree/.git", "gitdir: elsewhere")
            .file("/worktree/rutter.yaml", "")
            .file("/worktree/charts/pad/values.yaml", "")
            .file("/loose/pad/values.yaml", "");
        assert_eq!(found(&memory, "/repo/charts/pad"), None);
        assert_eq!(
            found(&memory, "/worktree/charts/pad").unwrap(),
            "/worktree/rutter.yaml"
        );
        assert_eq!(found(&memory, "/loose/pad").unwrap(), "/rutter.yaml");
    }

    #[test]
    fn a_folder_of_that_name_is_passed_by() {
        let memory = Memory::new()
            .file("rutter.yaml", "")
            .file("pad/rutter.yaml/values.yaml", "");
        assert_eq!(found(&memory, "pad").unwrap(), "rutter.yaml");
    }

    #[test]
    fn the_path_upwards_reads_as_one_would_write_it() {
        for (path, expected) in [
            ("charts/pad", "charts"),
            ("charts", ""),
            ("", ".."),
            (".", ".."),
            ("..", "../.."),
            ("../x", ".."),
            ("/x", "/"),
            ("/", "/"),
        ] {
            assert_eq!(above(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn a_link_leads_to_the_repository_of_the_chart() {
        let memory = Memory::new()
            .file("/repo/rutter.yaml", "")
            .file("/repo/charts/pad/values.yaml", "")
            .file("/elsewhere/rutter.yaml", "")
            .link("/elsewhere/pad", "/repo/charts/pad");
        assert_eq!(
            found(&memory, "/elsewhere/pad").unwrap(),
            "/repo/rutter.yaml"
        );
    }

    #[test]
    fn on_a_disk_a_chart_is_found_through_any_path() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("charts/pad")).unwrap();
        fs::create_dir(root.join(".git")).unwrap();
        assert_eq!(find(&Disk, &root.join("charts/pad")).unwrap(), None);
        fs::write(root.join(FILE_NAME), "version: 1\n").unwrap();
        let winding = root.join("charts/../charts/pad");
        let file = find(&Disk, &winding).unwrap().unwrap();
        assert_eq!(
            fs::canonicalize(&file).unwrap(),
            fs::canonicalize(root.join(FILE_NAME)).unwrap()
        );
        assert_eq!(relative(&Disk, &file, &winding).unwrap(), "charts/pad");
        assert_eq!(relative(&Disk, &file, root).unwrap(), ".");
    }

    #[test]
    fn a_chart_is_named_from_the_folder_of_the_file() {
        let memory = Memory::new()
            .file("a/rutter.yaml", "")
            .file("a/charts/pad/values.yaml", "")
            .file("b/values.yaml", "");
        let relative = |config: &str, path: &str| {
            super::relative(&memory, Path::new(config), Path::new(path)).unwrap()
        };
        assert_eq!(relative("a/rutter.yaml", "./a/charts/pad"), "charts/pad");
        assert_eq!(relative("a/rutter.yaml", "b"), "b");
        assert_eq!(relative("rutter.yaml", "a/charts"), "a/charts");
    }
}
