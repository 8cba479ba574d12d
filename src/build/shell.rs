//! The part that touches the world: the environment of Cargo, the disk, standard output.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::built::{Built, error_line};
use super::plan::unique;
use super::settings::{Build, usage};
use crate::Error;
use crate::environment::{Disk, Entry, Environment, Kind};

/// The disk, seen from a folder.
struct Below {
    folder: PathBuf,
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
        let mut all = try_run_all(&[self])?;
        all.pop().ok_or_else(|| usage("there is nothing to build"))
    }
}

/// [`Build::run`] for several charts or releases: what is wrong with any of them is told before the
/// build fails, and then nothing is written.
pub fn run_all(builds: impl IntoIterator<Item = Build>) {
    let builds: Vec<Build> = builds.into_iter().collect();
    let all = try_run_all(&builds).unwrap_or_else(|error| {
        println!("{}", error_line(&error.to_string()));
        std::process::exit(1)
    });
    let failed = all.iter().any(Built::failed);
    // What failed is run again anyway, and Cargo repeats all that it was told before a failure.
    let reruns: BTreeSet<String> = match failed {
        true => BTreeSet::new(),
        false => all.iter().flat_map(Built::rerun_lines).collect(),
    };
    // Releases of one chart find much of the same.
    let mut told = BTreeSet::new();
    let messages = all.iter().flat_map(Built::message_lines);
    for line in reruns
        .into_iter()
        .chain(messages.filter(|line| told.insert(line.clone())))
    {
        println!("{line}");
    }
    if failed {
        let mut told = BTreeSet::new();
        for report in all.iter().map(Built::report) {
            if !report.is_empty() && told.insert(report.clone()) {
                eprintln!("{report}");
            }
        }
        std::process::exit(1);
    }
}

fn try_run_all(builds: &[Build]) -> Result<Vec<Built>, Error> {
    let files = Below {
        folder: variable("CARGO_MANIFEST_DIR")?.into(),
    };
    let all: Vec<Built> = builds
        .iter()
        .map(|build| build.plan(&files))
        .collect::<Result<_, _>>()?;
    if all.iter().any(Built::failed) {
        return Ok(all);
    }
    let outputs = || all.iter().flat_map(|built| &built.outputs);
    unique(outputs())?;
    if outputs().next().is_some() {
        let folder = PathBuf::from(variable("OUT_DIR")?);
        for output in outputs() {
            let path = folder.join(&output.name);
            write(&path, &output.text).map_err(|error| {
                usage(format!("cannot write it: {error}")).with_path(path.to_string_lossy())
            })?;
        }
    }
    Ok(all)
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
