//! From arguments to a loaded chart with its values.

use std::io::{IsTerminal, Read};
use std::path::Path;

use rutter::chart::Chart;
use rutter::compile::{self, Compilation};
use rutter::diagnostic::Diagnostic;
use rutter::environment::Disk;
use rutter::helper::Helper;
use rutter::source::Sources;
use rutter::values::{self, InputFile, Inputs, Values};
use rutter::{Error, Failure, HelmVersion, Release};

use super::config::Configs;
use super::report::Report;
use super::{CannotRun, Done, args};

/// What the arguments name, read from disk.
pub struct Input {
    pub sources: Sources,
    pub chart: Chart,
    pub inputs: Inputs,
    pub release: Release,
    pub helper: Option<Helper>,
    pub helm: HelmVersion,
}

impl Input {
    /// The release compiled, and all that was found up to then.
    pub fn compiled(
        &self,
        values: &Values<'_>,
        ignore_redefined: bool,
    ) -> (Compilation, Vec<Diagnostic>) {
        let mut options = compile::Options::default();
        options.helm = self.helm;
        options.helper.clone_from(&self.helper);
        options.ignore_redefined = ignore_redefined;
        let (chart, sources) = (&self.chart, &self.sources);
        let compilation = compile::compile(chart, values, &self.release, sources, &options);
        let found = compilation.all_diagnostics(chart, values);
        (compilation, found)
    }
}

impl From<args::Helm> for HelmVersion {
    fn from(helm: args::Helm) -> Self {
        match helm {
            args::Helm::V3 => HelmVersion::V3,
            args::Helm::V4 => HelmVersion::V4,
        }
    }
}

/// Reads a release, computes its values and goes on with both; what is found to be wrong before is
/// reported.
pub fn with_release(
    args: &args::Release,
    report: &Report,
    go_on: impl FnOnce(&Input, &Values<'_>) -> Result<Done, CannotRun>,
) -> Result<Done, CannotRun> {
    with_release_and(
        args,
        report,
        |_| Ok(()),
        |input, values, ()| go_on(input, values),
    )
}

/// The same; `prepare` may register texts of its own and hands over what it makes of them.
pub fn with_release_and<T>(
    args: &args::Release,
    report: &Report,
    prepare: impl FnOnce(&mut Sources) -> Result<T, CannotRun>,
    go_on: impl FnOnce(&Input, &Values<'_>, T) -> Result<Done, CannotRun>,
) -> Result<Done, CannotRun> {
    let Some(mut input) = load(args, report)? else {
        return Ok(Done::WithFindings);
    };
    let prepared = prepare(&mut input.sources)?;
    let sources = &mut input.sources;
    let (inputs, helm) = (&input.inputs, input.helm);
    let values = values::compute(&input.chart, inputs, sources, helm, &mut read_file);
    match found(values, &input.chart.path, &input.sources, report)? {
        Some(values) => go_on(&input, &values, prepared),
        None => Ok(Done::WithFindings),
    }
}

fn load(args: &args::Release, report: &Report) -> Result<Option<Input>, CannotRun> {
    let (name, path) = match args.name_and_chart.as_slice() {
        [name, path] => (name.as_str(), path.as_str()),
        [path] => ("release-name", path.as_str()),
        _ => return Err(CannotRun("a release needs a chart".to_owned())),
    };
    let layers = &args.layers;
    let release = Release::new(name, layers.namespace.as_deref().unwrap_or(""))?;
    let inputs = inputs(layers)?;
    let settings = Configs::default()
        .of(Path::new(path), layers, report)?
        .map(|found| found.settings)
        .unwrap_or_default();
    let helm = layers.helm_version.map(HelmVersion::from).or(settings.helm);
    let helm = helm.unwrap_or_default();
    let helper = layers.helper.as_ref().or(settings.helper.as_ref());
    let mut sources = Sources::new();
    let Some(helper) = given_helper(helper.map(String::as_str), &mut sources, report)? else {
        return Ok(None);
    };
    let chart = Chart::load(&Disk, Path::new(path), &mut sources, helm);
    let Some(chart) = found(chart, path, &sources, report)? else {
        return Ok(None);
    };
    let release = release.in_sources(&mut sources);
    Ok(Some(Input {
        sources,
        chart,
        inputs,
        release,
        helper,
        helm,
    }))
}

/// The outcome, or `None` when something was found to be wrong and has been reported.
fn found<T>(
    result: Result<T, Failure>,
    title: &str,
    sources: &Sources,
    report: &Report,
) -> Result<Option<T>, CannotRun> {
    match result {
        Ok(outcome) => Ok(Some(outcome)),
        Err(Failure::Error(error)) => Err(error.into()),
        Err(Failure::Diagnostics(found)) => {
            report.diagnostics(title, &found, sources);
            Ok(None)
        }
    }
}

/// A file that a flag names.
pub fn read_file(path: &str) -> Result<Vec<u8>, Error> {
    std::fs::File::open(path)
        .and_then(read_most)
        .map_err(|error| Error::io(path, &error))
}

/// Standard input to its end, for a command that reads nothing else.
pub fn read_stdin(what: &str) -> Result<Vec<u8>, CannotRun> {
    if std::io::stdin().is_terminal() {
        return Err(CannotRun(format!(
            "{what} must be handed over on standard input, and this is a terminal"
        )));
    }
    read_most(std::io::stdin())
        .map_err(|error| CannotRun(format!("cannot read standard input: {error}")))
}

/// Everything, up to a size that no values file has and a device without end soon reaches.
fn read_most(from: impl Read) -> std::io::Result<Vec<u8>> {
    const MOST: u64 = 1 << 30;
    let mut bytes = Vec::new();
    from.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(std::io::Error::other("it is larger than 1 GiB"));
    }
    Ok(bytes)
}

pub fn inputs(args: &args::Layers) -> Result<Inputs, CannotRun> {
    let mut inputs = Inputs {
        set: args.set.clone(),
        set_string: args.set_string.clone(),
        set_json: args.set_json.clone(),
        set_file: args.set_file.clone(),
        set_literal: args.set_literal.clone(),
        skip_schema_validation: args.skip_schema_validation,
        ..Inputs::default()
    };
    for path in &args.values {
        let (name, bytes) = if path == "-" {
            let bytes = read_most(std::io::stdin())
                .map_err(|error| CannotRun(format!("cannot read standard input: {error}")))?;
            ("<stdin>".to_owned(), bytes)
        } else {
            (path.clone(), read_file(path)?)
        };
        inputs.files.push(InputFile { name, bytes });
    }
    Ok(inputs)
}

/// The helper of `--helper`: the outer `None` when its definition is wrong and that has been
/// reported, the inner when the flag is absent.
fn given_helper(
    given: Option<&str>,
    sources: &mut Sources,
    report: &Report,
) -> Result<Option<Option<Helper>>, CannotRun> {
    let Some(given) = given else {
        return Ok(Some(None));
    };
    Ok(find_helper(given, sources, report)?.map(Some))
}

/// A helper by id or by the path of its definition; `None` when the definition is wrong and that
/// has been reported.
pub fn find_helper(
    given: &str,
    sources: &mut Sources,
    report: &Report,
) -> Result<Option<Helper>, CannotRun> {
    let helper = Helper::find(given, &Disk, &mut read_file, sources);
    found(helper, given, sources, report)
}
