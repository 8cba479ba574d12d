//! The file system of the machine.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::{Entry, Environment, Kind};

/// The file system of the machine. The library itself never reaches for it: who embeds the
/// library passes it, or something else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

fn kind(file_type: FileType) -> Kind {
    if file_type.is_symlink() {
        Kind::Link
    } else if file_type.is_dir() {
        Kind::Folder
    } else if file_type.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

impl Environment for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        Ok(fs::metadata(path)?.len())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().into_string().map_err(|name| {
                let message = format!("the name {} is no UTF-8", name.display());
                io::Error::new(io::ErrorKind::InvalidData, message)
            })?;
            entries.push(Entry {
                name,
                kind: kind(entry.file_type()?),
            });
        }
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        Ok(kind(fs::metadata(path)?.file_type()))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }
}
