//! Packaged charts, with the checks and limits of Helm 3.17.3 and 4.3.1 (observed).

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::load::Loader;
use super::tree::{Content, File, Tree, matters};
use crate::Failure;
use crate::HelmVersion;
use crate::diagnostic::{Diagnostic, codes};

/// What one archive may unpack to.
const MOST_BYTES: u64 = 100 << 20;

/// What all archives of a chart, packed into each other, may unpack to. Helm has no such limit;
/// without it a small file could keep the compiler busy for hours.
const MOST_BYTES_TOGETHER: u64 = 1 << 30;

impl Loader<'_> {
    /// Unpacks an archive in memory. Gives back the name of the chart's folder in it, too.
    pub(super) fn archive(&mut self, bytes: &[u8], name: &str) -> Result<(Tree, String), Failure> {
        if !bytes.starts_with(&super::load::GZIP) {
            return Err(no_archive(name).into());
        }
        // The limits below count what entries hold; this one counts what stands between them, which
        // is read whole, too.
        let most = MOST_BYTES_TOGETHER.saturating_sub(self.unpacked);
        let mut archive = tar::Archive::new(MultiGzDecoder::new(bytes).take(most));
        let entries = archive
            .entries()
            .map_err(|error| unreadable(name, &broken(&error)))?;
        let mut tree = Tree::default();
        let mut folder = None;
        let mut remaining = MOST_BYTES;
        for entry in entries {
            let mut entry = entry.map_err(|error| unreadable(name, &broken(&error)))?;
            let full = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let kind = entry.header().entry_type();
            if kind.is_dir()
                || full.ends_with('/')
                || kind.is_pax_global_extensions()
                || kind.is_pax_local_extensions()
            {
                continue;
            }
            let (top, below) = place(&full).map_err(|problem| misplaced(name, &full, problem))?;
            folder.get_or_insert(top);
            let size = entry.size();
            if size > remaining {
                return Err(too_large(name, "100 MiB, which Helm refuses").into());
            }
            if self.unpacked.saturating_add(size) > MOST_BYTES_TOGETHER {
                return Err(too_large(name, "1 GiB with the archives around it").into());
            }
            if self.helm == HelmVersion::V3 && size > super::load::MOST_FILE_BYTES {
                return Err(super::load::file_too_large(&format!("{name}:{full}")).into());
            }
            remaining -= size;
            self.unpacked += size;
            let mut content = Vec::new();
            if kind.is_file() && (matters(&below) || below.starts_with("charts/")) {
                entry
                    .read_to_end(&mut content)
                    .map_err(|error| unreadable(name, &broken(&error)))?;
            }
            let file = File {
                content: Content::Held(content),
                link: None,
            };
            tree.insert(&below, file).map_err(|_| self.too_deep(name))?;
        }
        match folder {
            Some(folder) => Ok((tree, folder)),
            None => Err(unreadable(name, "there are no files in it").into()),
        }
    }
}

/// The top folder of an entry and the path below it.
fn place(full: &str) -> Result<(String, String), &'static str> {
    let slashes = if full.contains('\\') {
        full.replace('\\', "/")
    } else {
        full.to_owned()
    };
    let (top, below) = slashes.split_once('/').unwrap_or((&slashes, ""));
    if below.starts_with('/') {
        return Err("its path is absolute");
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in below.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts
                    .pop()
                    .ok_or("its path leads out of the chart's folder")?;
            }
            part => parts.push(part),
        }
    }
    match parts.first() {
        None => Err("it lies beside the chart's folder, not in it"),
        Some(drive) if parts.len() > 1 && is_drive(drive) => Err("its path names a drive"),
        Some(_) if top == "Chart.yaml" => Err("Chart.yaml is a folder"),
        Some(_) => Ok((top.to_owned(), parts.join("/"))),
    }
}

fn is_drive(part: &str) -> bool {
    matches!(part.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

/// The library's own words may quote what the file holds.
fn broken(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => "it is cut off".to_owned(),
        _ => "what it holds is damaged, or no tar archive".to_owned(),
    }
}

/// Most often somebody names a file of a chart instead of its folder.
fn no_archive(name: &str) -> Diagnostic {
    Diagnostic::error(
        codes::ARCHIVE_UNREADABLE,
        format!("`{name}` is a file, and no packaged chart: it is not compressed with gzip"),
    )
    .help("give the folder of the chart, or the .tgz that `helm package` makes of it")
}

fn unreadable(name: &str, problem: &str) -> Diagnostic {
    Diagnostic::error(
        codes::ARCHIVE_UNREADABLE,
        format!("`{name}` is no packaged chart: {problem}"),
    )
    .help("package the chart again with `helm package`, or give its folder")
}

fn misplaced(name: &str, entry: &str, problem: &str) -> Diagnostic {
    Diagnostic::error(
        codes::ARCHIVE_PATH,
        format!("`{name}` holds the file `{entry}`, which Helm refuses: {problem}"),
    )
    .help("package the chart again with `helm package`: everything in the archive must lie in one folder")
}

fn too_large(name: &str, limit: &str) -> Diagnostic {
    Diagnostic::error(
        codes::ARCHIVE_TOO_LARGE,
        format!("`{name}` unpacks to more than {limit}"),
    )
    .help("keep large files out of the chart, for example with .helmignore")
}
