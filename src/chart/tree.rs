//! The files of a chart before anything is read from them: the same shape for a folder and for
//! an archive.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The files of one chart that can matter, and the charts below it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// By path below the chart, `templates/ingress.yaml`.
    pub(super) files: BTreeMap<String, File>,
    /// What stands in `charts/`, by name.
    pub(super) charts: BTreeMap<String, Below>,
    /// Whether it has files at all.
    has_files: bool,
}

/// Something in `charts/`.
#[derive(Debug, Default)]
pub(super) struct Below {
    /// It is a file: an archive, or something that should not be there.
    pub(super) file: Option<File>,
    /// It is a folder with these files.
    pub(super) tree: Tree,
}

/// A file that has not been looked into.
#[derive(Debug)]
pub(super) struct File {
    pub(super) content: Content,
    /// Where it leads, if it is a symbolic link.
    pub(super) link: Option<String>,
}

/// Where the bytes of a file are.
#[derive(Debug)]
pub(super) enum Content {
    /// In the environment, at this path.
    At(PathBuf),
    /// Unpacked from an archive.
    #[cfg(feature = "archive")]
    Held(Vec<u8>),
}

/// Charts nest deeper than this only in files made to do harm.
pub(super) const MOST_LEVELS: usize = 50;

/// Subcharts of subcharts nest beyond [`MOST_LEVELS`].
#[derive(Debug)]
pub(super) struct TooDeep;

impl Tree {
    pub(super) fn is_empty(&self) -> bool {
        !self.has_files
    }

    /// Puts a file where Helm looks for it; files that cannot matter are only noticed.
    pub(super) fn insert(&mut self, path: &str, file: File) -> Result<(), TooDeep> {
        let mut tree = self;
        let mut rest = path;
        for _ in 0..MOST_LEVELS {
            tree.has_files = true;
            let Some(below) = rest.strip_prefix("charts/") else {
                if matters(rest) {
                    tree.files.insert(rest.to_owned(), file);
                }
                return Ok(());
            };
            // Provenance files are never charts, and both prefixes hide a folder (observed).
            if below.ends_with(".prov") || below.starts_with(['_', '.']) {
                return Ok(());
            }
            let (name, inner) = match below.split_once('/') {
                Some((name, inner)) => (name, Some(inner)),
                None => (below, None),
            };
            let chart = tree.charts.entry(name.to_owned()).or_default();
            let Some(inner) = inner else {
                chart.file = Some(file);
                return Ok(());
            };
            tree = &mut chart.tree;
            rest = inner;
        }
        Err(TooDeep)
    }
}

/// Whether the compiler ever looks into a file of a chart.
pub(super) fn matters(path: &str) -> bool {
    path.starts_with("templates/")
        || matches!(
            path,
            "Chart.yaml"
                | "values.yaml"
                | "values.schema.json"
                | "requirements.yaml"
                | "package.json"
                | "package.lock"
        )
}
