//! Charts: what a directory or an archive holds, before any values are merged.

#[cfg(feature = "archive")]
mod archive;
mod folder;
pub mod helper;
mod ignore;
mod load;
mod manifest;
pub mod template;
mod tree;
pub(crate) mod version;

use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Span};
use crate::yaml::Node;

/// A chart and everything below it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Chart {
    /// How messages name it: the path as given, `x.tgz:NAME`, `PARENT/charts/NAME`.
    pub path: String,
    /// What Chart.yaml says.
    pub metadata: Metadata,
    /// The documents of values.yaml: one under Helm 3, none where there is no file.
    pub defaults: Vec<Node>,
    /// `values.schema.json`, registered as a source.
    pub schema: Option<SourceId>,
    /// `package.json`: the modules that the chart's authors asked for.
    pub package_json: Option<SourceId>,
    /// `package.lock`: the modules that were vendored.
    pub package_lock: Option<SourceId>,
    /// The files under `templates/`, registered as sources, in byte order of their paths.
    pub templates: Vec<Template>,
    /// The charts under `charts/`, declared or not, in byte order of their names.
    pub subcharts: Vec<Chart>,
    /// What was noticed while reading the chart and the charts below it; only the chart that
    /// was asked for has any.
    pub warnings: Vec<Diagnostic>,
}

/// What Chart.yaml says, as far as values and names depend on it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Metadata {
    /// `name`
    pub name: String,
    /// `version`, kept to the letter.
    pub version: String,
    /// Whether `type` is `library`: it cannot be rendered on its own and prints nothing.
    pub is_library: bool,
    /// `dependencies`, in order.
    pub dependencies: Vec<Dependency>,
    /// Where the name stands.
    pub span: Span,
    /// Where `type` stands, if it is set.
    pub type_span: Option<Span>,
}

/// One entry of `dependencies`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Dependency {
    /// `name`
    pub name: String,
    /// `version`, a range. Empty when absent.
    pub version: String,
    /// `alias`, when set.
    pub alias: Option<String>,
    /// `condition`: paths separated by commas. Empty when absent.
    pub condition: String,
    /// `tags`
    pub tags: Vec<String>,
    /// `import-values`, as written.
    pub import_values: Vec<Node>,
    /// Where the entry stands.
    pub span: Span,
}

/// A file under `templates/`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Template {
    /// Its path below the chart, `templates/ingress.yaml`.
    pub path: String,
    /// Its text.
    pub source: SourceId,
    /// Where it leads, if it is a symbolic link.
    pub link: Option<String>,
}

#[cfg(test)]
mod tests;
