//! A chart, read once and compiled as often as wanted.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::environment::Environment;
use crate::source::Sources;
use crate::{Error, Failure, HelmVersion, chart};

/// A chart and everything below it, read once; any number of releases can be compiled from it.
///
/// What is wrong inside its files is told by each compilation, so that an editor can hold a chart
/// that is half written.
#[derive(Debug)]
pub struct Chart {
    pub(super) read: Result<chart::Chart, Vec<Diagnostic>>,
    pub(super) sources: Sources,
    pub(super) helm: HelmVersion,
    path: String,
}

impl Chart {
    /// Reads the chart in a folder, or with the feature `archive` a packaged `.tgz`, as this
    /// version of Helm does.
    ///
    /// Messages name files by `path` and what follows below it, `charts/pad/values.yaml`.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound),
    /// [`NotAChart`](crate::ErrorKind::NotAChart) and
    /// [`Unreadable`](crate::ErrorKind::Unreadable) where there is nothing to read,
    /// [`Unsupported`](crate::ErrorKind::Unsupported) for an archive without that feature.
    pub fn load(
        files: &dyn Environment,
        path: impl AsRef<Path>,
        helm: HelmVersion,
    ) -> Result<Self, Error> {
        let path = path.as_ref();
        let mut sources = Sources::new();
        let read = match chart::Chart::load(files, path, &mut sources, helm) {
            Ok(chart) => Ok(chart),
            Err(Failure::Diagnostics(found)) => Err(found),
            Err(Failure::Error(error)) => return Err(error),
        };
        Ok(Chart {
            read,
            sources,
            helm,
            path: path.to_string_lossy().into_owned(),
        })
    }

    /// The path that it was read from.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// `name` of Chart.yaml; `None` where the chart cannot be used as it is.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let chart = self.read.as_ref().ok()?;
        Some(&chart.metadata.name)
    }

    /// `version` of Chart.yaml; `None` where the chart cannot be used as it is.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        let chart = self.read.as_ref().ok()?;
        Some(&chart.metadata.version)
    }
}
