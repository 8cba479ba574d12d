//! One chart with all its sets of values.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rutter::chart::Chart;
use rutter::check::{self, Checker};
use rutter::compile;
use rutter::config::{self, Settings};
use rutter::diagnostic::{Diagnostic, Severity, codes};
use rutter::environment::Disk;
use rutter::helper::Helper;
use rutter::istio::Version;
use rutter::repo::ValueSet;
use rutter::source::Sources;
use rutter::suppress::{Baseline, Entry, Sift, chosen_rules, values_texts};
use rutter::values::{self, Inputs};
use rutter::{Failure, HelmVersion, Release};

use super::{plural, with_file};
use crate::cli::input::read_file;

/// A chart to look at, and everything that holds for it.
pub struct Job {
    pub chart: PathBuf,
    pub sets: Vec<ValueSet>,
    pub inputs: Inputs,
    pub release: Option<String>,
    pub namespace: Option<String>,
    pub helm: HelmVersion,
    pub istio: Version,
    pub fail_on: Severity,
    pub baseline: Option<Baseline>,
    /// The file from whose folder the baseline names files.
    pub root: Option<PathBuf>,
    pub settings: Settings,
}

/// What came of it.
pub struct Outcome {
    /// The chart's path.
    pub title: String,
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    /// Lines that are no findings.
    pub notes: Vec<String>,
    /// Why there is no result.
    pub error: Option<String>,
    pub has_helper: bool,
    /// Whether there were objects to look at, with some set of values.
    has_objects: bool,
}

impl Job {
    pub fn run(&self) -> Outcome {
        let mut outcome = Outcome {
            title: self.chart.to_string_lossy().into_owned(),
            sources: Sources::new(),
            diagnostics: Vec::new(),
            notes: Vec::new(),
            error: None,
            has_helper: true,
            has_objects: false,
        };
        match self.look(&mut outcome) {
            Ok(()) => self.sift(&mut outcome),
            Err(Failure::Error(error)) => outcome.error = Some(error.to_string()),
            Err(Failure::Diagnostics(found)) => {
                outcome.diagnostics = found;
                self.sift(&mut outcome);
            }
        }
        outcome
    }

    /// Reads the files that flags name as they are now.
    pub fn read_again(&mut self) {
        for file in &mut self.inputs.files {
            // What cannot be read again, standard input for one, is as it was.
            if let Ok(bytes) = read_file(&file.name) {
                file.bytes = bytes;
            }
        }
    }

    fn look(&self, outcome: &mut Outcome) -> Result<(), Failure> {
        let sources = &mut outcome.sources;
        let helper = match &self.settings.helper {
            Some(helper) => Some(Helper::find(helper, &Disk, &mut read_file, sources)?),
            None => None,
        };
        let chart = Chart::load(&Disk, &self.chart, sources, self.helm)?;
        if chart.metadata.is_library {
            outcome.has_helper = false;
            outcome.notes.push(format!(
                "{}: a library chart has no values of its own to check",
                outcome.title
            ));
            return Ok(());
        }
        let name = self.release_name(&chart);
        let namespace = self.namespace.as_deref().unwrap_or("");
        let mut release = Release::new(&name, namespace)?.in_sources(sources);
        release.name_is_given = self.release.is_some();
        release.namespace_is_given = self.namespace.is_some();
        let mut options = check::Options::default();
        options.compile = compile::Options::default();
        options.compile.helm = self.helm;
        options.compile.helper = helper;
        options.istio = self.istio;
        options.rules = Some(chosen_rules(&self.settings));
        let checker = Checker::new(options);
        let mut runs = Vec::new();
        for set in &self.sets {
            let inputs = with_file(&self.inputs, set)?;
            let sources = &mut outcome.sources;
            let found = match values::compute(&chart, &inputs, sources, self.helm, &mut read_file) {
                Ok(values) => {
                    let checked = checker.check(&chart, &values, &release, &outcome.sources);
                    outcome.has_objects |= !checked.compilation.objects.is_empty();
                    checked.diagnostics
                }
                Err(Failure::Diagnostics(found)) => found,
                Err(error) => return Err(error),
            };
            if found
                .iter()
                .any(|found| found.code == codes::HELPER_MISSING)
            {
                outcome.has_helper = false;
                outcome.notes.push(format!(
                    "{}: the chart carries no ingress helper: there is nothing to check; \
                     `helm template {} | rutter post-render` checks what its own templates print",
                    outcome.title, outcome.title
                ));
                return Ok(());
            }
            runs.push((set.name.clone(), found));
        }
        outcome.diagnostics = check::merge(runs, &outcome.sources);
        Ok(())
    }

    /// The name that was given, else the chart's where a release can have it.
    fn release_name(&self, chart: &Chart) -> String {
        match &self.release {
            Some(name) => name.clone(),
            None if Release::name_problem(&chart.metadata.name).is_none() => {
                chart.metadata.name.clone()
            }
            None => "release-name".to_owned(),
        }
    }

    /// Takes out what is not to be told, and settles how bad the rest is.
    fn sift(&self, outcome: &mut Outcome) {
        let sources = &outcome.sources;
        let sift = Sift {
            settings: &self.settings,
            istio: self.istio,
            helm: self.helm,
            has_objects: outcome.has_objects,
        };
        let mut found = sift.told(
            std::mem::take(&mut outcome.diagnostics),
            sources,
            values_texts(sources),
        );
        if let Some(baseline) = &self.baseline {
            let name = |name: &str| self.name_of(name);
            let here: BTreeSet<String> = sources
                .ids()
                .filter_map(|id| Some(name(sources.get(id)?.name())))
                .collect();
            let was_looked_at = |entry: &Entry| here.contains(&entry.file);
            let filtered = baseline.filter(found, sources, &name, &was_looked_at);
            found = filtered.kept;
            let gone: usize = filtered.stale.iter().map(|entry| entry.count).sum();
            if gone > 0 {
                outcome.notes.push(format!(
                    "{}: {} of the baseline no longer found: --write-baseline makes it shorter",
                    outcome.title,
                    plural(gone, "finding", "findings")
                ));
            }
        }
        sift.settle(&mut found);
        outcome.diagnostics = found;
    }

    /// What a baseline calls a file: its path from the folder of the configuration.
    pub fn name_of(&self, name: &str) -> String {
        let relative = self
            .root
            .as_ref()
            .and_then(|root| config::relative(&Disk, root, Path::new(name)).ok());
        relative.unwrap_or_else(|| name.to_owned())
    }
}
