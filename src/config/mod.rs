//! `rutter.yaml`: what holds for a repository, or for some of its charts.
//!
//! [`find`] looks for the file, [`Config::parse`] reads it, [`Config::for_path`] says what holds
//! for one chart. What a flag says wins over all of it; `compile` reads only the helper and the
//! version of Helm.

mod find;
mod pattern;
mod read;
#[cfg(feature = "json-schema")]
mod schema;
mod selector;
mod settings;
#[cfg(test)]
mod tests;
mod versions;

pub use find::{FILE_NAME, find, relative};
#[cfg(feature = "json-schema")]
pub use schema::json_schema;
pub use selector::{Selector, UnknownRule};
pub(crate) use selector::{find as find_rule, stops_compilation, unknown as unknown_rule};
pub use settings::Settings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceId, Sources};
use crate::{Error, HelmVersion};

/// What holds for the charts of a repository: the content of `rutter.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The version of this format: 1. Must be the first key of the file.
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "schema::version"))]
    pub version: u8,
    /// The helper that charts are compiled with, whatever they vendor: an id that `rutter helper
    /// list` prints, or the path of a definition, seen from the folder of this file.
    #[serde(default)]
    pub helper: Option<String>,
    /// The version of Helm to be equal to: 3 or 4. Without it: 3.
    #[serde(default, deserialize_with = "versions::helm")]
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "schema::helm"))]
    pub helm: Option<HelmVersion>,
    /// The version of Istio whose verdict counts, in quotes: "1.30".
    #[serde(default, deserialize_with = "versions::istio")]
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "schema::istio"))]
    pub istio: Option<String>,
    /// From which severity on findings make `rutter check` fail. Without it: error.
    #[serde(default)]
    pub fail_on: Option<Level>,
    /// The rules that are looked at: codes, names, beginnings of codes, `stable` or `preview`.
    /// Without it: stable.
    #[serde(default)]
    pub select: Option<Vec<Selector>>,
    /// What is never reported: codes, names or beginnings of codes.
    #[serde(default)]
    pub ignore: Vec<Selector>,
    /// How bad a finding is, where that differs from what its rule says.
    #[serde(default)]
    pub severity: BTreeMap<Selector, Level>,
    /// What holds for some charts only. Of several entries that match, later ones win.
    #[serde(default)]
    pub paths: Vec<PathConfig>,
    /// The file that lists old findings, which are not reported; seen from the folder of this
    /// file.
    #[serde(default)]
    pub baseline: Option<String>,
    /// Where this was read.
    #[serde(skip)]
    file: PathBuf,
}

/// What holds for the charts whose folders match.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct PathConfig {
    /// Patterns of folders, seen from the folder of this file: `charts/legacy`, `charts/*-test`.
    /// `*` stands for any part of a name, `**` for any number of folders. A folder that matches
    /// stands for all that lies in it.
    #[serde(rename = "match")]
    #[cfg_attr(feature = "json-schema", schemars(length(min = 1)))]
    pub patterns: Vec<String>,
    /// The helper that these charts are compiled with, whatever they vendor.
    #[serde(default)]
    pub helper: Option<String>,
    /// The version of Helm to be equal to: 3 or 4.
    #[serde(default, deserialize_with = "versions::helm")]
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "schema::helm"))]
    pub helm: Option<HelmVersion>,
    /// The version of Istio whose verdict counts, in quotes: "1.30".
    #[serde(default, deserialize_with = "versions::istio")]
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "schema::istio"))]
    pub istio: Option<String>,
    /// The rules that are looked at, instead of those for all charts.
    #[serde(default)]
    pub select: Option<Vec<Selector>>,
    /// What is not reported here, besides what is ignored for all charts.
    #[serde(default)]
    pub ignore: Vec<Selector>,
    /// How bad a finding is here.
    #[serde(default)]
    pub severity: BTreeMap<Selector, Level>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Must be mended.
    Error,
    /// Surely not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        }
    }
}

impl Config {
    /// Reads a `rutter.yaml`, from its path and its text. The files that it names are seen from the
    /// folder of that path.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid), with a line for everything that is wrong.
    pub fn from_text(path: &str, text: &str) -> Result<Config, Error> {
        let mut sources = Sources::new();
        let source = sources.add(path, text);
        Config::parse(&sources, source, &crate::suppress::all_codes())
            .map_err(|found| Error::invalid(&found, &sources))
    }

    /// Reads a `rutter.yaml` that is registered under its path. `known` are all codes there are.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the file; at least one.
    #[doc(hidden)]
    pub fn parse(
        sources: &Sources,
        source: SourceId,
        known: &[Code],
    ) -> Result<Config, Vec<Diagnostic>> {
        let mut config = read::parse(sources, source, known)?;
        config.file = sources
            .get(source)
            .map(|source| PathBuf::from(source.name()))
            .unwrap_or_default();
        Ok(config)
    }

    /// What holds for a chart, named as [`relative`] names it.
    #[must_use]
    pub fn for_path(&self, chart: &str) -> Settings {
        let mut settings = Settings {
            helper: self.helper.as_deref().map(|helper| self.helper(helper)),
            helm: self.helm,
            istio: self.istio.clone(),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            severity: Vec::new(),
        };
        settings.grade(&self.severity);
        for entry in self
            .paths
            .iter()
            .filter(|entry| pattern::any_matches(&entry.patterns, chart))
        {
            if let Some(helper) = &entry.helper {
                settings.helper = Some(self.helper(helper));
            }
            settings.helm = entry.helm.or(settings.helm);
            settings.istio = entry.istio.clone().or(settings.istio);
            settings.select = entry.select.clone().or(settings.select);
            settings.ignore.extend(entry.ignore.iter().cloned());
            settings.grade(&entry.severity);
        }
        settings
    }

    /// Where the baseline stands, as seen from where this file was found.
    #[must_use]
    pub fn baseline(&self) -> Option<PathBuf> {
        self.baseline.as_deref().map(|path| self.beside(path))
    }

    /// What `--helper` would be given.
    fn helper(&self, written: &str) -> String {
        match is_path(written) {
            true => self.beside(written).to_string_lossy().into_owned(),
            false => written.to_owned(),
        }
    }

    /// A path that is written in this file.
    fn beside(&self, path: &str) -> PathBuf {
        match self.file.parent() {
            Some(folder) if folder != Path::new("") => {
                folder.join(path.strip_prefix("./").unwrap_or(path))
            }
            _ => PathBuf::from(path),
        }
    }
}

/// Whether a helper is named by the path of its definition.
fn is_path(helper: &str) -> bool {
    helper.contains('/') || helper.ends_with(".yaml") || helper.ends_with(".yml")
}
