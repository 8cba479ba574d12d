//! Charts below a folder, and the values files that their authors test them with.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::environment::{Environment, Kind};

/// A chart to look at, and what was said about its values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Target {
    /// The chart's folder or archive, spelt as the path that led to it.
    pub chart: PathBuf,
    /// The values file inside it that was asked for.
    pub values: Option<PathBuf>,
}

/// One set of values files to look at a chart with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValueSet {
    /// What to call it: the path of its file below the chart, `defaults` where there is none.
    pub name: String,
    /// The file that lies over the chart's defaults.
    pub file: Option<PathBuf>,
}

impl ValueSet {
    /// A chart's defaults alone.
    #[must_use]
    pub fn defaults() -> Self {
        ValueSet {
            name: "defaults".to_owned(),
            file: None,
        }
    }

    /// A values file inside a chart.
    #[must_use]
    pub fn of_file(chart: &Path, file: PathBuf) -> Self {
        let below = file.strip_prefix(chart).unwrap_or(&file);
        ValueSet {
            name: below.to_string_lossy().into_owned(),
            file: Some(file),
        }
    }
}

/// Folders nest deeper than this only where links lead in a circle.
const MOST_LEVELS: usize = 40;

/// The charts that a path means: the chart itself, the chart around a values file, or every chart
/// below a folder, sorted. Charts inside another chart's `charts/` belong to that one.
///
/// # Errors
/// When there is nothing at the path, or a folder cannot be read.
pub fn find(environment: &dyn Environment, path: &Path) -> io::Result<Vec<Target>> {
    if environment.kind(path)? != Kind::Folder {
        return Ok(of_file(environment, path).into_iter().collect());
    }
    let mut found = Vec::new();
    let mut pending = vec![(path.to_owned(), 0)];
    while let Some((folder, level)) = pending.pop() {
        let entries = environment.list(&folder)?;
        if entries.iter().any(|entry| entry.name == "Chart.yaml") {
            found.push(Target {
                chart: folder,
                values: None,
            });
            continue;
        }
        if level == MOST_LEVELS {
            continue;
        }
        for entry in entries.iter().rev() {
            let hidden = entry.name.starts_with('.');
            let is_folder = entry.kind == Kind::Folder;
            if is_folder && !hidden && entry.name != "node_modules" && entry.name != "target" {
                pending.push((join(&folder, &entry.name), level + 1));
            }
        }
    }
    found.sort_by(|a, b| a.chart.cmp(&b.chart));
    Ok(found)
}

/// `./charts/x` is called `charts/x`, as an author would.
fn join(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") {
        PathBuf::from(name)
    } else {
        folder.join(name)
    }
}

/// A packaged chart, or the chart around a values file.
fn of_file(environment: &dyn Environment, path: &Path) -> Option<Target> {
    let name = path.file_name()?.to_string_lossy();
    if name.ends_with(".tgz") || name.ends_with(".tar.gz") {
        return Some(Target {
            chart: path.to_owned(),
            values: None,
        });
    }
    let mut folder = path.parent()?;
    for _ in 0..MOST_LEVELS {
        let here = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        if environment.kind(&here.join("Chart.yaml")).is_ok() {
            let below = path.strip_prefix(folder).unwrap_or(path);
            let is_values = is_values_file(&below.to_string_lossy().replace('\\', "/"));
            return Some(Target {
                chart: here.to_owned(),
                values: is_values.then(|| path.to_owned()),
            });
        }
        // Above a relative path there is nothing to climb to by cutting names off.
        if !matches!(folder.components().next_back(), Some(Component::Normal(_))) {
            return None;
        }
        folder = folder.parent()?;
    }
    None
}

/// Whether a file of a chart, by its path below it, holds values to lay over the defaults. Of other
/// files that are named, a template for example, the chart as a whole is meant.
fn is_values_file(below: &str) -> bool {
    let is_yaml = below.ends_with(".yaml") || below.ends_with(".yml");
    let is_chart_file = matches!(below, "values.yaml" | "Chart.yaml" | "requirements.yaml");
    is_yaml && !is_chart_file && !below.starts_with("templates/") && !below.starts_with("crds/")
}

/// The defaults of a chart alone, and each of its fixtures: `.fixtures/*.yaml` and
/// `ci/*-values.yaml` (the convention of chart-testing), sorted.
#[must_use]
pub fn value_sets(environment: &dyn Environment, chart: &Path) -> Vec<ValueSet> {
    let mut sets = vec![ValueSet::defaults()];
    for (folder, ending) in [(".fixtures", ".yaml"), ("ci", "-values.yaml")] {
        let path = chart.join(folder);
        for entry in environment.list(&path).unwrap_or_default() {
            let file = join(&path, &entry.name);
            let is_file = match entry.kind {
                Kind::File => true,
                Kind::Link => environment.kind(&file).is_ok_and(|kind| kind == Kind::File),
                _ => false,
            };
            if is_file && entry.name.ends_with(ending) {
                sets.push(ValueSet::of_file(chart, file));
            }
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Memory;

    fn repository() -> Memory {
        Memory::new()
            .file("charts/b/Chart.yaml", "")
            .file("charts/b/values.yaml", "")
            .file("charts/b/charts/inner/Chart.yaml", "")
            .file("charts/b/package.json", "")
            .file("charts/b/templates/ingress.yaml", "")
            .file("charts/b/.fixtures/one.yaml", "")
            .file("charts/b/ci/two-values.yaml", "")
            .file("charts/b/ci/readme.yaml", "")
            .file("charts/a/Chart.yaml", "")
            .file("charts/.hidden/Chart.yaml", "")
            .file("other/values.yaml", "")
    }

    fn charts(path: &str) -> Vec<String> {
        let targets = find(&repository(), path.as_ref()).unwrap();
        targets
            .iter()
            .map(|target| {
                let values = target
                    .values
                    .as_ref()
                    .map(|file| format!(" {}", file.display()));
                format!("{}{}", target.chart.display(), values.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn a_folder_means_every_chart_below_it() {
        assert_eq!(charts("charts"), ["charts/a", "charts/b"]);
        assert_eq!(charts("charts/b"), ["charts/b"]);
        assert_eq!(charts("other"), [""; 0]);
    }

    #[test]
    fn a_values_file_means_the_chart_around_it() {
        assert_eq!(charts("charts/b/values.yaml"), ["charts/b"]);
        assert_eq!(
            charts("charts/b/.fixtures/one.yaml"),
            ["charts/b charts/b/.fixtures/one.yaml"]
        );
        for file in ["templates/ingress.yaml", "Chart.yaml", "package.json"] {
            assert_eq!(charts(&format!("charts/b/{file}")), ["charts/b"], "{file}");
        }
        assert_eq!(charts("other/values.yaml"), [""; 0]);
        assert!(find(&repository(), "nothing".as_ref()).is_err());
    }

    #[test]
    fn fixtures_are_sets_of_values() {
        let names = |chart: &str| -> Vec<String> {
            let sets = value_sets(&repository(), chart.as_ref());
            sets.into_iter().map(|set| set.name).collect()
        };
        assert_eq!(
            names("charts/b"),
            ["defaults", ".fixtures/one.yaml", "ci/two-values.yaml"]
        );
        assert_eq!(names("charts/a"), ["defaults"]);
    }
}
