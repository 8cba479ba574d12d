//! Which helper a chart uses, whether it is the genuine one, and how the chart includes it.
//!
//! ```
//! use rutter::chart::helper::{Namespace, Options, find};
//! # use rutter::{HelmVersion, chart::Chart, environment::Memory, source::Sources};
//! # let files = Memory::new().file("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n");
//! # let mut sources = Sources::new();
//! let chart = Chart::load(&files, "c".as_ref(), &mut sources, HelmVersion::V3);
//! # if let Ok(chart) = chart {
//! let namespace = Namespace::read(&chart, &sources, &|_| true);
//! let found = find(&chart, &namespace, &sources, &Options::default());
//! assert!(found.helper.is_none());
//! # }
//! ```

pub mod fingerprint;
mod genuine;
mod identify;
mod include;
mod known;
mod mutation;
mod namespace;
mod packages;

pub use known::{Known, SHIPPED};
pub use namespace::Namespace;

use crate::chart::Chart;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::source::{Sources, Span};
use crate::suggest;
use identify::Answer;

/// How to look for a helper.
#[derive(Clone, Copy, Debug)]
pub struct Options<'k> {
    /// The helpers that may be found.
    pub known: &'k [Known<'k>],
    /// Changed and redefined templates become warnings (`--ignore-redefined`).
    pub ignore_redefined: bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            known: SHIPPED,
            ignore_redefined: false,
        }
    }
}

/// What a chart's templates say about its helper.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Found<'k> {
    /// The helper; `None` when the chart carries none, or none that can be used.
    pub helper: Option<Known<'k>>,
    /// What says so: the vendored file, or the entry of a package file.
    pub span: Span,
    /// Whether Helm prints what the helper yields.
    pub printing: Printing,
    /// Errors stop the compilation; without any, the helper can be compiled.
    pub diagnostics: Vec<Diagnostic>,
}

/// How often a chart prints its helper's objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Printing {
    /// No template includes the helper: Helm prints nothing, whatever the values say.
    Never,
    /// Once, as it should be.
    Once,
    /// More than once; the objects are the same each time.
    Repeated,
}

/// Finds the helper of one chart of a release.
///
/// A chart that includes a helper which another chart of the release carries uses that one: Helm
/// shares templates among all charts. Without any helper and without errors the chart is none of
/// ours; see [`missing`] for what to say when no chart of a release has one.
#[must_use]
pub fn find<'k>(
    chart: &Chart,
    namespace: &Namespace<'_>,
    sources: &Sources,
    options: &Options<'k>,
) -> Found<'k> {
    let mut found = Found {
        helper: None,
        span: Span::NOWHERE,
        printing: Printing::Never,
        diagnostics: Vec::new(),
    };
    let severity = if options.ignore_redefined {
        Severity::Warning
    } else {
        Severity::Error
    };
    let answer = match choose(chart, namespace, sources, options, &mut found.diagnostics) {
        Ok(Some(answer)) => answer,
        Ok(None) => return found,
        Err(diagnostic) => {
            found.diagnostics.push(*diagnostic);
            return found;
        }
    };
    found.helper = Some(answer.known);
    found.span = answer.span;
    syntax(namespace, &answer, &mut found.diagnostics);
    found.printing = include::check(
        chart,
        namespace,
        &answer.known,
        severity,
        &mut found.diagnostics,
    );
    if found.printing == Printing::Never {
        let misspelt = misspelt(chart, namespace, &answer.known);
        let never = misspelt.unwrap_or_else(|| not_included(chart, &answer));
        found.diagnostics.push(never);
    } else {
        found
            .diagnostics
            .extend(genuine::check(namespace, &answer, severity));
        mutation::check(chart, namespace, &mut found.diagnostics);
    }
    found
}

/// The helper that a chart carries; of several unrelated ones the one that it includes; without
/// one, the helper of another chart that it includes.
fn choose<'k>(
    chart: &Chart,
    namespace: &Namespace<'_>,
    sources: &Sources,
    options: &Options<'k>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Option<Answer<'k>>, Box<Diagnostic>> {
    let own = identify::answers(chart, namespace, sources, options.known, warnings)?;
    match own.as_slice() {
        [] => {}
        [only] => return Ok(Some(*only)),
        [first, ..] => {
            let mut own = own.iter();
            let included =
                own.find(|answer| include::is_called(chart, namespace, answer.known.include));
            return Ok(Some(*included.unwrap_or(first)));
        }
    }
    let mut tried: Vec<Known<'_>> = Vec::new();
    for known in options.known {
        if tried.iter().any(|other| other.is_kin(known)) {
            continue;
        }
        tried.push(*known);
        if !include::is_called(chart, namespace, known.include) {
            continue;
        }
        let Some(owner) = namespace.winner(known.include) else {
            return Err(undefined(chart, namespace, known));
        };
        let Some(file) = namespace.files.get(owner.file) else {
            continue;
        };
        let mut unheard = Vec::new();
        let answers =
            identify::answers(file.chart, namespace, sources, options.known, &mut unheard)?;
        let answer = answers
            .into_iter()
            .find(|answer| answer.known.is_kin(known));
        return match answer {
            Some(answer) => Ok(Some(answer)),
            None => Err(anonymous(namespace, owner, known)),
        };
    }
    Ok(None)
}

/// A file that takes part and cannot be read to its end makes Helm fail.
fn syntax(namespace: &Namespace<'_>, answer: &Answer<'_>, found: &mut Vec<Diagnostic>) {
    for file in &namespace.files {
        let Some(flaw) = file.outline.flaw else {
            continue;
        };
        if file.text.contains(answer.known.include) || answer.span.source == file.template.source {
            let at = file.span(&(flaw.at..flaw.at + 1));
            found.push(
                Diagnostic::error(
                    codes::TEMPLATE_SYNTAX,
                    format!("the template `{}` cannot be read: Helm fails", file.name()),
                )
                .at(at, flaw.problem)
                .help("`helm template` names the same place"),
            );
        }
    }
}

/// What to say when neither a chart nor a chart below it carries a helper.
#[must_use]
pub fn missing(chart: &Chart) -> Diagnostic {
    Diagnostic::error(
        codes::HELPER_MISSING,
        format!(
            "the chart `{}` carries no ingress helper that rutter knows",
            chart.metadata.name
        ),
    )
    .at(chart.metadata.span, "this chart")
    .note("looked for a file under `templates/vendor/`, for entries of `package.lock` and `package.json`, and for `templates/_ingress_helpers.tpl`")
    .help("compile it as if it had one with `--helper ID` (`rutter helper list` shows the ids), or with `--helper PATH` of your own definition")
    .help("or vendor one: `rutter helper template 1.0 > templates/vendor/ingress/rutter_1.0.0.tpl`, and include it from `templates/ingress.yaml`")
}

/// An include of a template that nobody defines, under almost the name of the helper's.
fn misspelt(chart: &Chart, namespace: &Namespace<'_>, known: &Known<'_>) -> Option<Diagnostic> {
    let own = namespace
        .files
        .iter()
        .filter(|file| std::ptr::eq(file.chart, chart));
    let mut calls = own.flat_map(|file| file.outline.calls.iter().map(move |call| (file, call)));
    calls.find_map(|(file, call)| {
        let name = call.name.as_deref()?;
        let near = !suggest::closest(name, [known.include]).is_empty();
        if !near || namespace.winner(name).is_some() {
            return None;
        }
        Some(
            Diagnostic::error(
                codes::TEMPLATE_MISSING,
                format!("no template is called `{name}`: Helm fails"),
            )
            .at(file.span(&call.range), "included here")
            .help(format!("did you mean `{}`?", known.include)),
        )
    })
}

fn not_included(chart: &Chart, answer: &Answer<'_>) -> Diagnostic {
    let include = answer.known.include;
    Diagnostic::warning(
        codes::HELPER_NOT_INCLUDED,
        format!(
            "the chart `{}` carries the helper {}, but no template includes it: nothing is printed",
            chart.metadata.name, answer.known.id
        ),
    )
    .at(answer.span, "the helper")
    .help(format!(
        "write `{{{{ include \"{include}\" . }}}}` into `templates/ingress.yaml`"
    ))
}

fn undefined(chart: &Chart, namespace: &Namespace<'_>, known: &Known<'_>) -> Box<Diagnostic> {
    let calls = namespace.files.iter().flat_map(|file| {
        let calls = file.outline.calls.iter();
        calls.map(move |call| (file, call))
    });
    let mut calls = calls.filter(|(_, call)| call.name.as_deref() == Some(known.include));
    let place = calls.next().map(|(file, call)| file.span(&call.range));
    Box::new(
        Diagnostic::error(
            codes::TEMPLATE_MISSING,
            format!(
                "the chart `{}` includes `{}`, but no chart of the release defines it: Helm fails",
                chart.metadata.name, known.include
            ),
        )
        .at(place.unwrap_or(Span::NOWHERE), "included here")
        .help("vendor the helper under `templates/vendor/`, or compile as if it were there with `--helper ID`"),
    )
}

fn anonymous(
    namespace: &Namespace<'_>,
    owner: namespace::Place,
    known: &Known<'_>,
) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            codes::HELPER_MISSING,
            format!(
                "`{}` defines `{}`, but nothing says which version of the helper it is",
                namespace.file_name(owner),
                known.include
            ),
        )
        .at(namespace.span(owner), "defined here")
        .help("name the file after its version, such as `templates/vendor/ingress/istio_1.2.0.tpl`, or choose a version with `--helper ID`"),
    )
}

#[cfg(test)]
mod tests;
