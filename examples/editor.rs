//! What an editor does: a file that is being typed lies over the one on disk, and the findings come
//! back as ranges. Nothing is written, and nothing but the environment below touches a file.
//!
//! ```sh
//! cargo run --example editor
//! ```

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use rutter::environment::{Disk, Entry, Environment, Kind};
use rutter::{Chart, HelmVersion, Options, Release, Values, check};

/// The disk, with one file as it stands in an open window.
struct Open {
    path: PathBuf,
    text: String,
}

impl Environment for Open {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == self.path {
            return Ok(self.text.clone().into_bytes());
        }
        Disk.read(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        Disk.list(folder)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        Disk.kind(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.resolve(path)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}

/// What the window underlines, a line each.
pub fn run() -> Result<String, Box<dyn Error>> {
    let window = Open {
        path: PathBuf::from("charts/plain/values.yaml"),
        text: "ingress:\n  enabled: true\n  # still typing\n  staing: true\n".to_owned(),
    };
    let chart = Chart::load(&window, "charts/plain", HelmVersion::V3)?;
    let release = Release::new("plain", "pad")?;
    let checked = check(&chart, &Values::new(), &release, &Options::new());
    let mut lines = String::new();
    for finding in &checked.diagnostics {
        let Some(place) = checked.place(finding) else {
            continue;
        };
        let (start, end) = (place.start, place.end);
        lines += &format!(
            "{}-{}, {}-{}: {}\n",
            start.line, end.line, start.column, end.column, finding.message
        );
        if let Some(fix) = &finding.fix {
            lines += &format!("    offered: {}\n", fix.title);
        }
    }
    Ok(lines)
}
