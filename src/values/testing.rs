//! A chart in memory and what is laid over it, for tests.

use std::path::Path;

use super::{InputFile, Inputs, Values, compute};
use crate::chart::Chart;
use crate::environment::Memory;
use crate::source::Sources;
use crate::{Error, ErrorKind, Failure, HelmVersion};

pub(super) struct Setup {
    files: Memory,
    inputs: Inputs,
    pub helm: HelmVersion,
}

impl Setup {
    pub fn new() -> Self {
        let chart = "apiVersion: v2\nname: c\nversion: 0.1.0\n";
        Setup {
            files: Memory::new().file("c/Chart.yaml", chart),
            inputs: Inputs::default(),
            helm: HelmVersion::V3,
        }
    }

    pub fn helm4(mut self) -> Self {
        self.helm = HelmVersion::V4;
        self
    }

    pub fn file(mut self, path: &str, text: &str) -> Self {
        self.files = self.files.file(path, text);
        self
    }

    pub fn values_file(mut self, name: &str, text: &str) -> Self {
        self.inputs.files.push(InputFile {
            name: name.into(),
            bytes: text.into(),
        });
        self
    }

    pub fn set(mut self, text: &str) -> Self {
        self.inputs.set.push(text.into());
        self
    }

    pub fn set_string(mut self, text: &str) -> Self {
        self.inputs.set_string.push(text.into());
        self
    }

    pub fn chart(&self) -> (&'static Chart, Sources) {
        let mut sources = Sources::new();
        let chart = Chart::load(&self.files, Path::new("c"), &mut sources, self.helm).unwrap();
        // The values borrow the chart; a test may leak it.
        (Box::leak(Box::new(chart)), sources)
    }

    pub fn compute(&self) -> (Result<Values<'static>, Failure>, Sources) {
        let (chart, mut sources) = self.chart();
        let no_files = |path: &str| Err(Error::new(ErrorKind::NotFound, "none").with_path(path));
        let values = compute(chart, &self.inputs, &mut sources, self.helm, &mut {
            no_files
        });
        (values, sources)
    }

    pub fn values(&self) -> (Values<'static>, Sources) {
        let (values, sources) = self.compute();
        (values.unwrap(), sources)
    }

    /// `.Values` of the root chart as JSON.
    pub fn json(&self) -> String {
        crate::yaml::to_json(&self.values().0.root)
    }

    /// The codes of the warnings.
    pub fn warnings(&self) -> Vec<&'static str> {
        let warnings = self.values().0.warnings;
        warnings.iter().map(|warning| warning.code.name()).collect()
    }

    /// The code of the first diagnostic.
    pub fn refused(&self) -> &'static str {
        match self.compute().0 {
            Err(Failure::Diagnostics(found)) => found[0].code.name(),
            other => panic!("{other:?}"),
        }
    }
}
