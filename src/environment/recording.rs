//! An environment that remembers what it was asked for.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Entry, Environment, Kind};

/// Another environment, and a memory of everything that was asked of it: what a result depends on,
/// for whoever must know when to compute it again.
///
/// ```
/// use std::path::Path;
/// use rutter::environment::{Environment as _, Memory, Recording, Seen};
///
/// let files = Recording::new(Memory::new().file("pad/values.yaml", "a: 1"));
/// files.list(Path::new("pad"))?;
/// files.read(Path::new("pad/values.yaml"))?;
/// assert!(files.read(Path::new("pad/Chart.yaml")).is_err());
///
/// let seen: Vec<_> = files.seen().into_iter().collect();
/// assert_eq!(seen, [
///     ("pad".into(), Seen::Folder),
///     ("pad/Chart.yaml".into(), Seen::Nothing),
///     ("pad/values.yaml".into(), Seen::File),
/// ]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Recording<E> {
    inner: E,
    seen: Mutex<BTreeMap<PathBuf, Seen>>,
}

/// What was found at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Seen {
    /// A file, or something else that is no folder.
    File,
    /// A folder. What stands in it may have been listed, so that a new name in it can change the
    /// result.
    Folder,
    /// Nothing; what comes to stand there can change the result.
    Nothing,
}

impl<E: Environment> Recording<E> {
    /// Remembers what is asked of this environment from now on.
    pub fn new(inner: E) -> Self {
        Recording {
            inner,
            seen: Mutex::default(),
        }
    }

    /// What was asked for, by path as it was asked for. Where a link was followed, its target stands
    /// here, too.
    #[must_use]
    pub fn seen(&self) -> BTreeMap<PathBuf, Seen> {
        self.lock().clone()
    }

    /// The environment behind it.
    pub fn into_inner(self) -> E {
        self.inner
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Seen>> {
        // An insertion that panicked on another thread left the map whole.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember<T>(&self, path: &Path, answer: &io::Result<T>, seen: impl FnOnce(&T) -> Seen) {
        let seen = match answer {
            Ok(answer) => seen(answer),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Seen::Nothing,
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => Seen::Folder,
            Err(_) => Seen::File,
        };
        self.lock().insert(path.to_path_buf(), seen);
    }
}

fn of_kind(kind: Kind) -> Seen {
    match kind {
        Kind::Folder => Seen::Folder,
        _ => Seen::File,
    }
}

impl<E: Environment> Environment for Recording<E> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let answer = self.inner.read(path);
        self.remember(path, &answer, |_| Seen::File);
        answer
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        let answer = self.inner.size(path);
        self.remember(path, &answer, |_| Seen::File);
        answer
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let answer = self.inner.list(folder);
        self.remember(folder, &answer, |_| Seen::Folder);
        answer
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let answer = self.inner.kind(path);
        self.remember(path, &answer, |kind| of_kind(*kind));
        answer
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let answer = self.inner.resolve(path);
        let seen = |target: &PathBuf| self.inner.kind(target).map_or(Seen::File, of_kind);
        self.remember(path, &answer, seen);
        if let Ok(target) = &answer {
            let seen = seen(target);
            self.lock().insert(target.clone(), seen);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Memory;

    #[test]
    fn links_are_remembered_with_their_targets() {
        let files = Recording::new(Memory::new().file("b/x", "").link("a/x", "../b/x"));
        files.resolve(Path::new("a/x")).unwrap();
        let seen = files.seen();
        assert_eq!(seen.get(Path::new("a/x")), Some(&Seen::File));
        assert_eq!(seen.get(Path::new("b/x")), Some(&Seen::File));
    }

    #[test]
    fn a_folder_read_as_a_file_is_a_folder_and_what_is_missing_is_remembered() {
        let files = Recording::new(Memory::new().file("b/x", ""));
        assert!(files.read(Path::new("b")).is_err());
        assert!(files.kind(Path::new("c")).is_err());
        let seen: Vec<_> = files.seen().into_values().collect();
        assert_eq!(seen, [Seen::Folder, Seen::Nothing]);
    }
}
