//! Files that an embedder or a test holds in memory.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{Entry, Environment, Kind};

/// Files held in memory. Folders exist where files are below them.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    nodes: BTreeMap<PathBuf, Held>,
}

#[derive(Clone, Debug)]
enum Held {
    File(Vec<u8>),
    Folder,
    Link(PathBuf),
}

/// As many links as Linux follows in one path.
const MOST_LINKS: usize = 40;

impl Memory {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, and the folders above it; replaces what was there.
    #[must_use]
    pub fn file(mut self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) -> Self {
        self.insert(path.as_ref(), Held::File(bytes.into()));
        self
    }

    /// Adds a folder, and the folders above it.
    #[must_use]
    pub fn folder(mut self, path: impl AsRef<Path>) -> Self {
        self.insert(path.as_ref(), Held::Folder);
        self
    }

    /// Adds a symbolic link; the target is relative to the folder of the link, or absolute.
    #[must_use]
    pub fn link(mut self, path: impl AsRef<Path>, target: impl AsRef<Path>) -> Self {
        self.insert(path.as_ref(), Held::Link(target.as_ref().to_path_buf()));
        self
    }

    fn insert(&mut self, path: &Path, held: Held) {
        let path = plain(path);
        for above in path.ancestors().skip(1) {
            self.nodes
                .entry(above.to_path_buf())
                .or_insert(Held::Folder);
        }
        self.nodes.insert(path, held);
    }
}

/// The path without `.` and without `..`, as text; links are not looked at.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Environment for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.nodes.get(&self.resolve(path)?) {
            Some(Held::File(bytes)) => Ok(bytes.clone()),
            Some(_) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(not_found()),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let folder = self.resolve(folder)?;
        match self.nodes.get(&folder) {
            Some(Held::Folder) => {}
            Some(_) => return Err(io::ErrorKind::NotADirectory.into()),
            None => return Err(not_found()),
        }
        let mut entries: Vec<_> = self
            .nodes
            .range(folder.clone()..)
            .take_while(|(path, _)| path.starts_with(&folder))
            .filter(|(path, _)| path.parent() == Some(&folder))
            .filter_map(|(path, held)| {
                Some(Entry {
                    name: path.file_name()?.to_str()?.to_owned(),
                    kind: match held {
                        Held::File(_) => Kind::File,
                        Held::Folder => Kind::Folder,
                        Held::Link(_) => Kind::Link,
                    },
                })
            })
            .collect();
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        match self.nodes.get(&self.resolve(path)?) {
            Some(Held::File(_)) => Ok(Kind::File),
            Some(_) => Ok(Kind::Folder),
            None => Err(not_found()),
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let mut resolved = PathBuf::new();
        let mut pending: Vec<PathBuf> = parts(path);
        let mut links = 0;
        while let Some(part) = pending.pop() {
            match part.components().next() {
                Some(Component::ParentDir) => {
                    resolved.pop();
                    continue;
                }
                Some(Component::CurDir) | None => continue,
                _ => resolved.push(&part),
            }
            match self.nodes.get(&resolved) {
                Some(Held::Link(target)) => {
                    links += 1;
                    if links > MOST_LINKS {
                        return Err(io::Error::other("too many levels of symbolic links"));
                    }
                    resolved.pop();
                    pending.extend(parts(target));
                }
                Some(_) => {}
                None => return Err(not_found()),
            }
        }
        Ok(resolved)
    }
}

/// The components of a path, last first; an absolute part replaces what stands before it when
/// pushed onto a path.
fn parts(path: &Path) -> Vec<PathBuf> {
    let mut parts: Vec<_> = path
        .components()
        .map(|component| PathBuf::from(component.as_os_str()))
        .collect();
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_listed_by_name_and_links_are_followed() {
        let memory = Memory::new()
            .file("c/t/b.yaml", "b")
            .file("c/t/a/x", "x")
            .file("c/t-1", "")
            .link("c/t/l", "../u/f")
            .file("c/u/f", "linked");
        let names: Vec<_> = memory
            .list(Path::new("./c/t"))
            .unwrap()
            .into_iter()
            .map(|entry| (entry.name, entry.kind))
            .collect();
        assert_eq!(
            names,
            [
                ("a".to_owned(), Kind::Folder),
                ("b.yaml".to_owned(), Kind::File),
                ("l".to_owned(), Kind::Link),
            ]
        );
        assert_eq!(memory.read(Path::new("c/t/l")).unwrap(), b"linked");
        assert_eq!(
            memory.resolve(Path::new("c/t/l")).unwrap(),
            Path::new("c/u/f")
        );
        assert!(memory.read(Path::new("c/t")).is_err());
        assert!(memory.read(Path::new("c/nope")).is_err());
    }

    #[test]
    fn links_in_a_circle_are_an_error() {
        let memory = Memory::new().link("a", "b").link("b", "a");
        assert!(memory.kind(Path::new("a")).is_err());
    }
}
