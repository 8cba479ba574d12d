//! All the input that the library ever asks for. The command line passes [`Disk`]; an editor, a
//! browser or a test passes what it has ([`Memory`]).

mod disk;
mod memory;
mod recording;

pub use disk::Disk;
pub use memory::Memory;
pub use recording::{Recording, Seen};

use std::io;
use std::path::{Path, PathBuf};

/// A place that holds files.
pub trait Environment {
    /// The bytes of a file, symbolic links followed.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// How many bytes a file has, symbolic links followed; what takes them from somewhere else than
    /// a disk says 0 (Linux: `/proc`). Asked before files that nobody named are read.
    ///
    /// # Errors
    /// When there is no such file.
    fn size(&self, path: &Path) -> io::Result<u64> {
        Ok(self.read(path)?.len() as u64)
    }

    /// What stands directly in a folder, in byte order of the names.
    ///
    /// # Errors
    /// When there is no such folder, it cannot be read, or a name in it is no UTF-8.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// What stands at a path, symbolic links followed; never [`Kind::Link`].
    ///
    /// # Errors
    /// When there is nothing, or a link leads nowhere.
    fn kind(&self, path: &Path) -> io::Result<Kind>;

    /// The same path with every symbolic link in it followed.
    ///
    /// # Errors
    /// When there is nothing, or links go round in a circle.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
}

impl<E: Environment + ?Sized> Environment for &E {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        (**self).read(path)
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        (**self).size(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        (**self).list(folder)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        (**self).kind(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        (**self).resolve(path)
    }
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name, without the folder's path.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, to be followed with [`Environment::resolve`].
    Link,
    /// A socket, a device, a named pipe.
    Other,
}
