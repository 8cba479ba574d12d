//! Reading a chart: from the files of a folder or an archive to [`Chart`].

use std::io;
use std::path::Path;

use super::manifest::Manifest;
use super::tree::{Below, Content, File, MOST_LEVELS, Tree};
use super::{Chart, Template};
use crate::diagnostic::{Diagnostic, codes};
use crate::environment::{Environment, Kind};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{self, Node};
use crate::{Error, ErrorKind, Failure, HelmVersion};

/// Helm 3.17.3 loads no chart that has a larger file; 4.3.1 does (observed).
pub(super) const MOST_FILE_BYTES: u64 = 5 << 20;

pub(super) struct Loader<'a> {
    pub(super) environment: &'a dyn Environment,
    pub(super) sources: &'a mut Sources,
    pub(super) helm: HelmVersion,
    /// Bytes unpacked from archives so far.
    #[cfg(feature = "archive")]
    pub(super) unpacked: u64,
    warnings: Vec<Diagnostic>,
}

impl Chart {
    /// Reads a chart, a folder or a packaged `.tgz` (feature `archive`), with everything below it.
    ///
    /// All files that can matter become sources, named after `path` as it is given:
    /// `CHART/values.yaml`, `CHART/charts/NAME/values.yaml`, `x.tgz:NAME/values.yaml`. Files that
    /// Helm would load and that cannot change the objects are not read.
    ///
    /// # Errors
    /// [`Failure::Error`] when the path is missing or unreadable, or a folder without
    /// Chart.yaml; [`Failure::Diagnostics`] when Helm refuses what stands in the files.
    pub fn load(
        environment: &dyn Environment,
        path: &Path,
        sources: &mut Sources,
        helm: HelmVersion,
    ) -> Result<Chart, Failure> {
        let given = path.to_string_lossy();
        let name = match given.trim_end_matches('/') {
            "" => &given,
            name => name,
        };
        let mut loader = Loader {
            environment,
            sources,
            helm,
            #[cfg(feature = "archive")]
            unpacked: 0,
            warnings: Vec::new(),
        };
        let kind = environment.kind(path).map_err(|e| missing(name, &e))?;
        let mut chart = if kind == Kind::Folder {
            let tree = loader.folder(path, name)?;
            if !tree.files.contains_key("Chart.yaml") {
                let message = "there is no Chart.yaml in this folder: it is no chart";
                return Err(Error::new(ErrorKind::NotAChart, message)
                    .with_path(name)
                    .into());
            }
            loader.chart(tree, name.to_owned(), 0)?
        } else {
            let bytes = environment.read(path).map_err(|e| Error::io(name, &e))?;
            loader.packed(&bytes, name, 0)?
        };
        if chart.metadata.is_library {
            return Err(library(&chart).into());
        }
        chart.check_dependencies()?;
        chart.warnings = loader.warnings;
        Ok(chart)
    }

    /// Every declared dependency must stand in `charts/`, whatever its condition says. Helm asks
    /// this of the chart it is given, not of the charts below.
    fn check_dependencies(&self) -> Result<(), Box<Diagnostic>> {
        let missing = |dependency: &&super::Dependency| {
            let mut there = self.subcharts.iter().map(|chart| &chart.metadata.name);
            !there.any(|name| *name == dependency.name)
        };
        let Some(dependency) = self.metadata.dependencies.iter().find(missing) else {
            return Ok(());
        };
        Err(Box::new(
            Diagnostic::error(
                codes::DEPENDENCY_MISSING,
                format!(
                    "the dependency `{}` is declared, but there is no such chart in `{}/charts`",
                    dependency.name, self.path
                ),
            )
            .at(dependency.span, "declared here")
            .note("Helm asks for every declared dependency, also for those that a condition or a tag switches off")
            .help("fetch it with `helm dependency build`, or remove the entry"),
        ))
    }
}

impl Loader<'_> {
    /// One chart and those below it. Recursion is as deep as charts nest, at most
    /// [`MOST_LEVELS`].
    fn chart(&mut self, mut tree: Tree, path: String, level: usize) -> Result<Chart, Failure> {
        if level > MOST_LEVELS {
            return Err(self.too_deep(&path).into());
        }
        let mut take = |file: &str| tree.files.remove(file);
        let [manifest, requirements, values, schema, json, lock] = [
            "Chart.yaml",
            "requirements.yaml",
            "values.yaml",
            "values.schema.json",
            "package.json",
            "package.lock",
        ]
        .map(|name| take(name).map(|file| (format!("{path}/{name}"), file)));
        let Some(manifest) = manifest else {
            return Err(no_chart_yaml(&path).into());
        };

        let (source, node) = self.document(manifest)?;
        let mut metadata = Manifest::new(source);
        metadata.read(&node, self.sources)?;
        if let Some(requirements) = requirements {
            let (_, node) = self.document(requirements)?;
            metadata.read(&node, self.sources)?;
        }
        let metadata = metadata.finish(self.helm)?;

        let defaults = match values {
            Some((name, file)) => {
                let bytes = self.bytes(&name, file)?;
                let reading = yaml::read_values(self.sources, &name, &bytes, self.helm)?;
                self.warnings.extend(reading.warnings);
                reading.documents
            }
            None => Vec::new(),
        };
        let mut add = |file: Option<(String, File)>| match file {
            Some((name, file)) => self.source(name, file).map(Some),
            None => Ok(None),
        };
        let schema = add(schema)?;
        let package_json = add(json)?;
        let package_lock = add(lock)?;

        let mut templates = Vec::with_capacity(tree.files.len());
        for (below, mut file) in tree.files {
            let link = file.link.take();
            let source = self.source(format!("{path}/{below}"), file)?;
            templates.push(Template {
                path: below,
                source,
                link,
            });
        }

        let mut subcharts = Vec::new();
        for (name, below) in tree.charts {
            let path = format!("{path}/charts/{name}");
            if let Some(chart) = self.below(below, path, level + 1)? {
                subcharts.push(chart);
            }
        }
        subcharts.sort_by(|a, b| a.metadata.name.cmp(&b.metadata.name));

        Ok(Chart {
            path,
            metadata,
            defaults,
            schema,
            package_json,
            package_lock,
            templates,
            subcharts,
            warnings: Vec::new(),
        })
    }

    /// What stands in `charts/`: a folder, an archive, or something that Helm takes for a chart
    /// and then refuses.
    fn below(
        &mut self,
        below: Below,
        path: String,
        level: usize,
    ) -> Result<Option<Chart>, Failure> {
        let is_archive = path.ends_with(".tgz");
        match below.file {
            Some(file) if is_archive => {
                let bytes = self.bytes(&path, file)?;
                self.packed(&bytes, &path, level).map(Some)
            }
            Some(_) => Err(no_chart_yaml(&path).into()),
            None if below.tree.is_empty() => Ok(None),
            None if is_archive => Err(Diagnostic::error(
                codes::ARCHIVE_UNREADABLE,
                format!("`{path}` is a folder, but its name says that it is a packaged chart"),
            )
            .help("rename the folder: Helm refuses the chart")
            .into()),
            None => self.chart(below.tree, path, level).map(Some),
        }
    }

    #[cfg(feature = "archive")]
    fn packed(&mut self, bytes: &[u8], name: &str, level: usize) -> Result<Chart, Failure> {
        if level > MOST_LEVELS {
            return Err(self.too_deep(name).into());
        }
        let (tree, folder) = self.archive(bytes, name)?;
        self.chart(tree, format!("{name}:{folder}"), level)
    }

    #[cfg(not(feature = "archive"))]
    fn packed(&mut self, bytes: &[u8], name: &str, _: usize) -> Result<Chart, Failure> {
        if !bytes.starts_with(&GZIP) {
            let message = "this is a file, and no packaged chart: give the chart's folder";
            return Err(Error::new(ErrorKind::NotAChart, message)
                .with_path(name)
                .into());
        }
        let message = "this build of rutter reads no packaged charts: that needs its feature \
                       `archive`";
        Err(Error::new(ErrorKind::Unsupported, message)
            .with_path(name)
            .into())
    }

    fn bytes(&self, name: &str, file: File) -> Result<Vec<u8>, Failure> {
        let mut bytes = match file.content {
            Content::At(path) => self
                .environment
                .read(&path)
                .map_err(|error| Error::io(name, &error))?,
            #[cfg(feature = "archive")]
            Content::Held(bytes) => bytes,
        };
        if self.helm == HelmVersion::V3 && bytes.len() as u64 > MOST_FILE_BYTES {
            return Err(file_too_large(name).into());
        }
        if bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(bytes)
    }

    fn source(&mut self, name: String, file: File) -> Result<SourceId, Failure> {
        let bytes = self.bytes(&name, file)?;
        Ok(self.sources.add(name, text(bytes)))
    }

    /// A file of which Helm reads the first document, in both versions.
    fn document(&mut self, (name, file): (String, File)) -> Result<(SourceId, Node), Failure> {
        let bytes = self.bytes(&name, file)?;
        let source = self.sources.add(name, text(bytes));
        let reading = yaml::read_document(self.sources, source)?;
        self.warnings.extend(reading.warnings);
        let mut documents = reading.documents.into_iter();
        Ok((source, documents.next().unwrap_or_else(Node::null)))
    }

    pub(super) fn too_deep(&self, path: &str) -> Diagnostic {
        Diagnostic::error(
            codes::SUBCHARTS_TOO_DEEP,
            format!("charts stand in charts more than {MOST_LEVELS} levels deep below `{path}`"),
        )
        .help("flatten the dependencies")
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a file; bytes that are no UTF-8 become U+FFFD.
pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// How every packaged chart begins.
pub(super) const GZIP: [u8; 2] = [0x1f, 0x8b];

fn missing(name: &str, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        let message = "there is no such chart: neither a folder nor a packaged .tgz";
        return Error::new(ErrorKind::NotFound, message).with_path(name);
    }
    Error::io(name, error)
}

pub(super) fn file_too_large(name: &str) -> Diagnostic {
    Diagnostic::error(
        codes::CHART_FILE_TOO_LARGE,
        format!("`{name}` is larger than 5 MiB, and Helm 3 loads no chart with such a file"),
    )
    .help("keep large files out of the chart, for example with .helmignore")
}

fn no_chart_yaml(path: &str) -> Diagnostic {
    Diagnostic::error(
        codes::SUBCHART_WITHOUT_CHART_YAML,
        format!("there is no Chart.yaml in `{path}`, and Helm takes it for a chart"),
    )
    .note("Helm loads everything in `charts/` as a chart, except names that begin with `_` or `.`")
    .help("add the Chart.yaml, or move what is no chart out of `charts/`")
}

fn library(chart: &Chart) -> Diagnostic {
    let metadata = &chart.metadata;
    Diagnostic::error(
        codes::LIBRARY_CHART,
        format!(
            "`{}` is a library chart: it can be a dependency, but it cannot be installed",
            metadata.name
        ),
    )
    .at(metadata.type_span.unwrap_or(metadata.span), "said here")
    .help("compile the chart that depends on it")
}

/// The place of a whole file.
pub(super) fn whole(source: SourceId) -> Span {
    Span::new(source, 0, 0)
}
