//! The `rutter.yaml` that holds for a chart, read once however many charts it holds for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rutter::config::{self, Config, Selector, Settings, UnknownRule};
use rutter::environment::Disk;

use rutter::source::Sources;
use rutter::suppress::all_codes;

use super::report::Report;
use super::{CannotRun, args, input};

/// Finds configurations and remembers those it has read.
#[derive(Default)]
pub struct Configs {
    read: BTreeMap<PathBuf, Arc<Config>>,
}

/// A configuration, and the path of the chart as its patterns see it.
#[derive(Clone)]
pub struct Found {
    pub config: Arc<Config>,
    pub file: PathBuf,
    pub settings: Settings,
}

impl Configs {
    /// What holds for a chart; `None` without a configuration.
    ///
    /// # Errors
    /// When the configuration cannot be read or used; what is wrong with it has been reported.
    pub fn of(
        &mut self,
        chart: &Path,
        args: &args::Layers,
        report: &Report,
    ) -> Result<Option<Found>, CannotRun> {
        let file = match &args.config {
            _ if args.no_config => return Ok(None),
            Some(file) => file.clone(),
            None => match config::find(&Disk, chart) {
                Ok(Some(file)) => file,
                // A chart that is not there is told where it is loaded.
                Ok(None) | Err(_) => return Ok(None),
            },
        };
        let config = match self.read.get(&file) {
            Some(config) => config.clone(),
            None => {
                let config = Arc::new(read(&file, report)?);
                self.read.insert(file.clone(), config.clone());
                config
            }
        };
        let seen = config::relative(&Disk, &file, chart)
            .map_err(|error| CannotRun(format!("{}: {error}", chart.display())))?;
        Ok(Some(Found {
            settings: config.for_path(&seen),
            config,
            file,
        }))
    }
}

fn read(file: &Path, report: &Report) -> Result<Config, CannotRun> {
    let name = file.to_string_lossy();
    let text = String::from_utf8(input::read_file(&name)?)
        .map_err(|_| CannotRun(format!("{name}: this is no UTF-8 text")))?;
    let mut sources = Sources::new();
    let source = sources.add(name.as_ref(), text);
    Config::parse(&sources, source, &all_codes()).map_err(|found| {
        report.diagnostics(&name, &found, &sources);
        CannotRun(format!("{name} cannot be used"))
    })
}

/// Rules that a flag names.
///
/// # Errors
/// When there is no such rule.
pub fn selectors(texts: &[String], selects: bool) -> Result<Vec<Selector>, CannotRun> {
    let known = all_codes();
    texts
        .iter()
        .map(|text| {
            Selector::parse(text, &known, selects).map_err(
                |UnknownRule { message, help, .. }| CannotRun(format!("{message}: {help}")),
            )
        })
        .collect()
}
