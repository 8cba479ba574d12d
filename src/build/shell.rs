//! The part that touches the world: the environment of Cargo, the disk, standard output.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::built::{Built, error_line};
use super::plan::unique;
use super::settings::{Build, usage};
use crate::environment::{Disk, Entry, Environment, Kind};
use crate::{Error, ErrorKind};

/// The disk, seen from a folder.
struct Below {
    folder: PathBuf,
}

impl Below {
    /// What is not there, with the folder in which it was looked for: nobody sees that in a path.
    fn seen_from(&self, error: Error) -> Error {
        match error.path() {
            Some(path) if error.kind() == ErrorKind::NotFound && Path::new(path).is_relative() => {
                let folder = self.folder.display();
                let message = format!("{} (seen from {folder})", error.message());
                Error::new(error.kind(), message).with_path(path)
            }
            _ => error,
        }
    }
}

impl Environment for Below {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Disk.read(&self.folder.join(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        Disk.list(&self.folder.join(folder))
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        Disk.kind(&self.folder.join(path))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.resolve(&self.folder.join(path))
    }
}

impl Build {
    /// Compiles, checks and writes, tells Cargo what to watch and what was found, and ends the build
    /// script with status 1 if that fails the build. For build scripts; several releases are best
    /// given to [`run_all`] together.
    pub fn run(self) {
        run_all([self]);
    }

    /// The same without a word and without an end: it writes to `OUT_DIR` unless it failed
    /// ([`Built::failed`]), and leaves the lines for Cargo ([`Built::rerun_lines`],
    /// [`Built::message_lines`]) to the caller. Without any `rerun-if-changed`, Cargo runs a build
    /// script again whenever a file of the package changes.
    ///
    /// # Errors
    /// When it cannot be run: a file is missing or cannot be read or written, a setting cannot be
    /// used, or this is no build script.
    pub fn try_run(self) -> Result<Built, Error> {
        let files = package()?;
        let built = self.plan(&files).map_err(|error| files.seen_from(error))?;
        write_all(std::slice::from_ref(&built))?;
        Ok(built)
    }
}

/// [`Build::run`] for several charts or releases: what is wrong with any of them is told before the
/// build fails, and then nothing is written.
pub fn run_all(builds: impl IntoIterator<Item = Build>) {
    let mut all = Vec::new();
    let mut errors = Vec::new();
    match package() {
        Ok(files) => {
            for build in builds {
                match build.plan(&files) {
                    Ok(built) => all.push(built),
                    Err(error) => errors.push(files.seen_from(error)),
                }
            }
        }
        Err(error) => errors.push(error),
    }
    if errors.is_empty() {
        errors.extend(write_all(&all).err());
    }
    let failed = !errors.is_empty() || all.iter().any(Built::failed);
    let errors = errors.iter().map(|error| error_line(&error.to_string()));
    let mut lines: Vec<String> = errors.collect();
    // What failed is run again anyway, and Cargo repeats all that it was told before a failure.
    if !failed {
        lines.extend(all.iter().flat_map(Built::rerun_lines));
    }
    lines.extend(all.iter().flat_map(Built::message_lines));
    for line in each_once(lines) {
        println!("{line}");
    }
    if failed {
        for report in each_once(all.iter().flat_map(Built::reports)) {
            eprintln!("{report}");
        }
        std::process::exit(1);
    }
}

/// Releases of one chart have much in common.
fn each_once(texts: impl IntoIterator<Item = String>) -> impl Iterator<Item = String> {
    let mut told = BTreeSet::new();
    let texts = texts.into_iter();
    texts.filter(move |text| told.insert(text.clone()))
}

/// The files of the package.
fn package() -> Result<Below, Error> {
    let folder = variable("CARGO_MANIFEST_DIR")?.into();
    Ok(Below { folder })
}

/// Writes everything, or where something failed nothing.
fn write_all(all: &[Built]) -> Result<(), Error> {
    if all.iter().any(Built::failed) {
        return Ok(());
    }
    let outputs = || all.iter().flat_map(|built| &built.outputs);
    unique(outputs())?;
    if outputs().next().is_none() {
        return Ok(());
    }
    let folder = PathBuf::from(variable("OUT_DIR")?);
    for output in outputs() {
        let path = folder.join(&output.name);
        write(&path, &output.text).map_err(|error| {
            let kind = ErrorKind::Unreadable;
            Error::new(kind, format!("cannot write it: {error}")).with_path(path.to_string_lossy())
        })?;
    }
    Ok(())
}

/// Cargo sets it for every build script, and runs the script again when it changes.
fn variable(name: &str) -> Result<OsString, Error> {
    std::env::var_os(name).ok_or_else(|| {
        usage(format!(
            "{name} is not set: this is for build scripts, which Cargo runs"
        ))
    })
}

/// Writes a file, unless it is there with this text: what is not newer builds nothing again.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_with_the_folder_it_was_looked_for_in() {
        let folder = tempfile::tempdir().unwrap();
        let files = Below {
            folder: folder.path().to_owned(),
        };
        let error = files.seen_from(Build::new("charts/notes").plan(&files).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::NotFound);
        let told = error.to_string();
        let from = format!("(seen from {})", folder.path().display());
        assert!(
            told.starts_with("charts/notes: ") && told.ends_with(&from),
            "{told}"
        );
        let other = Error::new(ErrorKind::Usage, "no").with_path("charts/notes");
        assert_eq!(files.seen_from(other).message(), "no");
    }

    #[test]
    fn a_file_that_is_as_it_should_be_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/ingress.yaml");
        write(&path, "one").unwrap();
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(long_ago).unwrap();
        write(&path, "one").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
        write(&path, "two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }
}
