//! `rutter check`

mod chart;
mod fixing;
mod progress;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rutter::HelmVersion;
use rutter::config::{Level, Settings};
use rutter::diagnostic::format::{self, Group, RuleDoc};
use rutter::diagnostic::{Code, Severity};
use rutter::environment::Disk;
use rutter::istio::Version;
use rutter::repo::{self, ValueSet};
use rutter::rules;
use rutter::source::Sources;
use rutter::suppress::Baseline;
use rutter::values::Inputs;

use super::args::{Check, FailOn, FindingFormat};
use super::config::{Configs, selectors};
use super::report::Report;
use super::{CannotRun, Done, files, input, print};
use chart::{Job, Outcome};

pub fn run(args: &Check, report: &Report) -> Result<Done, CannotRun> {
    if args.diff && is_document(args.format.output_format) {
        return Err(CannotRun(
            "--diff prints a patch, and would spoil this --output-format: take full, concise or \
             github"
                .to_owned(),
        ));
    }
    let mut jobs = jobs(args, report)?;
    let outcomes = progress::all(&jobs);
    if let Some(file) = &args.write_baseline {
        return write_baseline(file, &jobs, outcomes, report);
    }
    let outcomes = if args.diff || args.fix || args.unsafe_fixes {
        fixing::run(args, &mut jobs, outcomes, report)?
    } else {
        outcomes
    };
    tell(args, &jobs, &outcomes, report)
}

/// What is to be looked at, in the order of the arguments, each chart once.
fn jobs(args: &Check, report: &Report) -> Result<Vec<Job>, CannotRun> {
    let mut sets: Vec<(PathBuf, Vec<ValueSet>)> = Vec::new();
    let mut places: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for path in &args.paths {
        let targets = repo::find(&Disk, path)
            .map_err(|error| rutter::Error::io(path.to_string_lossy(), &error))?;
        if targets.is_empty() {
            return Err(CannotRun(format!("{}: {}", path.display(), no_chart(path))));
        }
        for target in targets {
            let own = match target.values {
                Some(file) => vec![ValueSet::of_file(&target.chart, file)],
                None if args.layers.values.is_empty() => repo::value_sets(&Disk, &target.chart),
                None => vec![ValueSet::defaults()],
            };
            // However the way to it is spelt.
            let place = fs::canonicalize(&target.chart).unwrap_or_else(|_| target.chart.clone());
            let at = places.get(&place).copied();
            match at.and_then(|at: usize| sets.get_mut(at)) {
                Some((_, sets)) => {
                    for set in own {
                        if !sets.contains(&set) {
                            sets.push(set);
                        }
                    }
                }
                None => {
                    places.insert(place, sets.len());
                    sets.push((target.chart, own));
                }
            }
        }
    }
    if sets.len() > 1 && !args.layers.values.is_empty() {
        return Err(CannotRun(format!(
            "-f is for one chart, but {} were found: name the chart that the file belongs to",
            sets.len()
        )));
    }
    let mut inputs = input::inputs(&args.layers)?;
    inputs.go_on_against_schema = true;
    let select = selectors(&args.select, true)?;
    let ignore = selectors(&args.ignore, false)?;
    let mut configs = Configs::default();
    let mut jobs = Vec::new();
    for (chart, sets) in sets {
        let found = configs.of(&chart, &args.layers, report)?;
        let mut settings = found
            .as_ref()
            .map_or_else(Settings::default, |found| found.settings.clone());
        if !select.is_empty() {
            settings.select = Some(select.clone());
        }
        settings.ignore.extend(ignore.iter().cloned());
        if let Some(helper) = &args.layers.helper {
            settings.helper = Some(helper.clone());
        }
        let baseline = args
            .baseline
            .clone()
            .or_else(|| found.as_ref().and_then(|found| found.config.baseline()));
        let baseline_file = baseline.clone();
        jobs.push(Job {
            chart,
            sets,
            inputs: inputs.clone(),
            release: args.release.clone(),
            namespace: args
                .layers
                .namespace
                .clone()
                .filter(|name| !name.is_empty()),
            helm: args
                .layers
                .helm_version
                .map(HelmVersion::from)
                .or(settings.helm)
                .unwrap_or_default(),
            istio: istio(args, &settings)?,
            fail_on: fail_on(args, found.as_ref().and_then(|found| found.config.fail_on)),
            baseline: match baseline {
                Some(file) if args.write_baseline.is_none() => Some(read_baseline(&file, report)?),
                _ => None,
            },
            // A baseline names files as seen from where it lies itself.
            root: args
                .write_baseline
                .clone()
                .or(baseline_file)
                .or(found.map(|found| found.file)),
            settings,
        });
    }
    Ok(jobs)
}

/// Whether a program reads the whole output, and nothing else may stand in it.
fn is_document(format: FindingFormat) -> bool {
    use FindingFormat::{Concise, Full, Github};
    !matches!(format, Full | Concise | Github)
}

/// Why there is nothing to look at.
fn no_chart(path: &Path) -> &'static str {
    if path.is_dir() {
        "there is no chart in this folder or below it (no Chart.yaml)"
    } else {
        "this file belongs to no chart (no Chart.yaml in its folder or above)"
    }
}

fn istio(args: &Check, settings: &Settings) -> Result<Version, CannotRun> {
    match (args.istio_version, &settings.istio) {
        (Some(version), _) => Ok(version),
        (None, Some(text)) => text
            .parse()
            .map_err(|error| CannotRun(format!("rutter.yaml: `istio: \"{text}\"`: {error}"))),
        (None, None) => Ok(Version::default()),
    }
}

fn fail_on(args: &Check, config: Option<Level>) -> Severity {
    match (args.fail_on, config) {
        (Some(FailOn::Error), _) => Severity::Error,
        (Some(FailOn::Warning), _) => Severity::Warning,
        (Some(FailOn::Info), _) => Severity::Info,
        (None, Some(level)) => level.into(),
        (None, None) => Severity::Error,
    }
}

fn read_baseline(file: &Path, report: &Report) -> Result<Baseline, CannotRun> {
    let name = file.to_string_lossy();
    let text = String::from_utf8(input::read_file(&name)?)
        .map_err(|_| CannotRun(format!("{name}: this is no UTF-8 text")))?;
    let mut sources = Sources::new();
    let source = sources.add(name.as_ref(), text);
    Baseline::parse(&sources, source).map_err(|found| {
        report.diagnostics(&name, &[*found], &sources);
        CannotRun(format!("{name} cannot be used"))
    })
}

fn write_baseline(
    file: &Path,
    jobs: &[Job],
    outcomes: Vec<Outcome>,
    report: &Report,
) -> Result<Done, CannotRun> {
    let mut baseline = Baseline::default();
    for (job, outcome) in jobs.iter().zip(&outcomes) {
        if let Some(error) = &outcome.error {
            return Err(CannotRun(error.clone()));
        }
        let name = |name: &str| job.name_of(name);
        baseline.extend(Baseline::of(&outcome.diagnostics, &outcome.sources, &name));
    }
    files::replace(file, baseline.write().as_bytes())
        .map_err(|error| CannotRun(format!("{}: {error}", file.display())))?;
    let count: usize = baseline.entries().map(|entry| entry.count).sum();
    report.note(&format!(
        "{}: {}",
        file.display(),
        plural(count, "finding", "findings")
    ));
    Ok(Done::Well)
}

/// Prints what was found; says what it came to.
fn tell(
    args: &Check,
    jobs: &[Job],
    outcomes: &[Outcome],
    report: &Report,
) -> Result<Done, CannotRun> {
    let groups: Vec<Group<'_>> = outcomes
        .iter()
        .map(|outcome| Group {
            title: &outcome.title,
            sources: &outcome.sources,
            diagnostics: &outcome.diagnostics,
        })
        .collect();
    let text = if args.statistics {
        statistics(&groups, args.format.output_format)?
    } else {
        let mut settings = format::Settings::new(report.output_style());
        settings.fail_on = jobs.iter().map(|job| job.fail_on).min();
        settings.rule_docs = &rule_docs;
        format::write(args.format.output_format.into(), &groups, &settings)
    };
    print(text.as_bytes())?;
    let mut notes = BTreeSet::new();
    for note in outcomes.iter().flat_map(|outcome| &outcome.notes) {
        if notes.insert(note) {
            report.note(note);
        }
    }
    if args.format.output_format == FindingFormat::Full
        && outcomes
            .iter()
            .all(|outcome| outcome.diagnostics.is_empty() && outcome.error.is_none())
    {
        let looked_at = outcomes.iter().filter(|outcome| outcome.has_helper).count();
        if looked_at > 0 {
            report.note(&format!(
                "{}: nothing found",
                plural(looked_at, "chart", "charts")
            ));
        }
    }
    let errors: Vec<&String> = outcomes
        .iter()
        .filter_map(|outcome| outcome.error.as_ref())
        .collect();
    if let Some((last, before)) = errors.split_last() {
        for error in before {
            report.cannot_run(error);
        }
        return Err(CannotRun((*last).clone()));
    }
    let fails = jobs.iter().zip(outcomes).any(|(job, outcome)| {
        let mut found = outcome.diagnostics.iter();
        found.any(|diagnostic| diagnostic.severity >= job.fail_on)
    });
    Ok(if fails {
        Done::WithFindings
    } else {
        Done::Well
    })
}

/// What the formats for programs carry along about a rule.
pub fn rule_docs(code: Code) -> Option<RuleDoc> {
    let rule = rules::rules().find(|rule| rule.code == code)?;
    let docs = rule.docs();
    let mut doc = RuleDoc::new(docs.summary);
    let mut text = docs.what;
    for section in docs.sections {
        let _ = write!(text, "\n\n## {}\n\n{}", section.title, section.text);
    }
    doc.text = Some(text.into());
    Some(doc)
}

/// How often each rule found something, the most frequent first.
fn statistics(groups: &[Group<'_>], format: FindingFormat) -> Result<String, CannotRun> {
    #[derive(serde::Serialize)]
    struct Row {
        code: String,
        name: &'static str,
        count: usize,
        fixable: usize,
    }
    let mut counts: BTreeMap<Code, (usize, usize)> = BTreeMap::new();
    for diagnostic in groups.iter().flat_map(|group| group.diagnostics) {
        let (count, fixable) = counts.entry(diagnostic.code).or_default();
        *count += 1;
        *fixable += usize::from(diagnostic.fix.is_some());
    }
    let mut rows: Vec<Row> = counts
        .into_iter()
        .map(|(code, (count, fixable))| Row {
            code: code.to_string(),
            name: code.name(),
            count,
            fixable,
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    if format == FindingFormat::Jsonl {
        let lines: Result<String, _> = rows
            .iter()
            .map(|row| serde_json::to_string(row).map(|line| line + "\n"))
            .collect();
        return lines.map_err(|error| CannotRun(error.to_string()));
    }
    if format == FindingFormat::Json {
        let text = serde_json::to_string_pretty(&rows);
        return text
            .map(|text| text + "\n")
            .map_err(|error| CannotRun(error.to_string()));
    }
    let mut text = String::new();
    for row in &rows {
        let _ = write!(text, "{:>6}  {}  {}", row.count, row.code, row.name);
        if row.fixable > 0 {
            let _ = write!(text, "  ({} fixable)", row.fixable);
        }
        text.push('\n');
    }
    Ok(text)
}

/// `1 chart`, `2 charts`.
fn plural(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// The inputs with the file of a set behind those of the flags.
fn with_file(inputs: &Inputs, set: &ValueSet) -> Result<Inputs, rutter::Error> {
    let mut inputs = inputs.clone();
    if let Some(file) = &set.file {
        let name = file.to_string_lossy().into_owned();
        let bytes = input::read_file(&name)?;
        inputs.files.push(rutter::values::InputFile { name, bytes });
    }
    Ok(inputs)
}
