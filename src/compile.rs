//! A release compiled: every chart in it that carries the helper.

use crate::chart::helper::{self as detection, Namespace, Printing};
use crate::chart::{Chart, Metadata};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::helm::HelmVersion;
use crate::helper::Helper;
use crate::ingress::{self, Compiled, Scope};
use crate::release::Release;
use crate::source::Sources;
use crate::values::Values;

/// How to compile.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The Helm to be equal to.
    pub helm: HelmVersion,
    /// Compile the release's chart as if it vendored and included this helper, genuine and
    /// whole, whatever it carries. Charts below that carry a helper keep theirs.
    pub helper: Option<Helper>,
    /// Changed and re-defined templates of the helper are warnings instead of errors.
    pub ignore_redefined: bool,
}

/// What a release came to.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Compilation {
    /// The objects in Helm's order: by kind, and within a kind charts below others first. Empty
    /// when a diagnostic is an error.
    pub objects: Vec<Compiled>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// A line for each chart that carries a helper but prints nothing, because `ingress.enabled`
    /// is not true or the chart is switched off.
    pub disabled: Vec<String>,
    /// The charts whose stanza a helper read, those below others first.
    pub charts: Vec<CompiledChart>,
}

/// A chart whose stanza a helper read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CompiledChart {
    /// Which of [`Values::scopes`] it is.
    pub scope: usize,
    /// What Chart.yaml says, under the name that the chart goes by in this release.
    pub metadata: Metadata,
    /// The helper that read its stanza.
    pub helper: Helper,
    /// Whether `ingress.enabled` is true.
    pub enabled: bool,
}

impl Compilation {
    /// Whether anything was found that stops a release.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let mut all = self.diagnostics.iter();
        all.any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Compilation {
    /// What was found, and what was noticed while reading the chart and its values before.
    #[must_use]
    pub fn all_diagnostics(&self, chart: &Chart, values: &Values<'_>) -> Vec<Diagnostic> {
        let before = chart.warnings.iter().chain(&values.warnings);
        before.chain(&self.diagnostics).cloned().collect()
    }
}

/// Compiles the ingress stanzas of a release: of its chart, and of every enabled chart below it
/// that carries a helper.
///
/// It never fails; what is wrong stands in [`Compilation::diagnostics`].
#[must_use]
pub fn compile(
    chart: &Chart,
    values: &Values<'_>,
    release: &Release,
    sources: &Sources,
    options: &Options,
) -> Compilation {
    let mut compilation = Compilation::default();
    // Library charts print nothing and have no values of their own, but their templates count.
    let enabled = |chart: &Chart| {
        let mut scopes = values.scopes.iter();
        chart.metadata.is_library || scopes.any(|scope| std::ptr::eq(scope.chart, chart))
    };
    // With a helper given and no charts below there is nothing to find.
    let namespace = (options.helper.is_none() || !chart.subcharts.is_empty())
        .then(|| Namespace::read(chart, sources, &enabled));
    let detection = detection::Options {
        ignore_redefined: options.ignore_redefined,
        ..detection::Options::default()
    };
    let mut carriers = 0;
    let mut objects = Vec::new();
    // Helm renders the charts below before the chart above.
    for (index, scope) in values.scopes.iter().enumerate().rev() {
        let chart = scope.chart;
        let mut times = 1;
        let helper = match (&options.helper, &namespace) {
            (Some(helper), _) if scope.path.is_empty() => Some(helper.clone()),
            (_, Some(namespace)) => {
                let found = detection::find(chart, namespace, sources, &detection);
                let usable = !found
                    .diagnostics
                    .iter()
                    .any(|diagnostic| diagnostic.severity == Severity::Error);
                carriers += usize::from(found.helper.is_some() || !usable);
                compilation.diagnostics.extend(found.diagnostics);
                match found.printing {
                    Printing::Never => times = 0,
                    Printing::Once => {}
                    Printing::Repeated => times = 2,
                }
                found
                    .helper
                    .filter(|_| usable && times > 0)
                    .and_then(|known| Helper::built_in(known.id))
            }
            _ => None,
        };
        let Some(helper) = helper else { continue };
        carriers += usize::from(options.helper.is_some());
        let mut metadata = chart.metadata.clone();
        if let Some(alias) = scope.path.last() {
            // An aliased chart goes by its alias in every name.
            metadata.name = alias.to_string();
        }
        let chart_scope = scope;
        let scope = Scope::new(
            &chart_scope.values,
            &metadata,
            release,
            &helper.definition,
            options.helm,
        )
        .with_layers(values, &chart_scope.path);
        let outcome = ingress::compile(&scope);
        let first_new = compilation.diagnostics.len();
        compilation.diagnostics.extend(outcome.diagnostics);
        if chart.defaults.is_empty() {
            let mut new = compilation.diagnostics.iter_mut().skip(first_new);
            if let Some(missing) = new.find(|found| found.code == codes::MISSING_MAP) {
                let note = format!("the chart `{}` has no values.yaml", chart.metadata.name);
                missing.notes.push(note);
            }
        }
        if !outcome.enabled {
            let decides = scope.values.get("ingress").and_then(|i| i.get("enabled"));
            let place = decides.and_then(|node| sources.place(node.span));
            compilation.disabled.push(match place {
                Some((file, at)) => format!(
                    "{}: `ingress.enabled` is not true ({file}:{}:{}), so there is nothing to print",
                    chart.path, at.line, at.column
                ),
                None => format!(
                    "{}: `ingress.enabled` is not set, so there is nothing to print",
                    chart.path
                ),
            });
        }
        for _ in 0..times {
            objects.extend(outcome.objects.iter().cloned().map(|mut compiled| {
                compiled.chart = compilation.charts.len();
                compiled
            }));
        }
        compilation.charts.push(CompiledChart {
            scope: index,
            enabled: outcome.enabled,
            metadata,
            helper,
        });
    }
    if carriers == 0 {
        let off = switched_off(chart, &enabled, sources, &detection);
        if off.is_empty() {
            compilation.diagnostics.push(detection::missing(chart));
        }
        compilation.disabled.extend(off);
    }
    if !compilation.has_errors() {
        objects.sort_by_key(|compiled| compiled.object.kind());
        compilation.objects = objects;
    }
    compilation
}

/// A line for each chart that carries a helper and is switched off by a condition or a tag.
fn switched_off(
    root: &Chart,
    is_enabled: &dyn Fn(&Chart) -> bool,
    sources: &Sources,
    options: &detection::Options<'_>,
) -> Vec<String> {
    let namespace = Namespace::read(root, sources, &|_| true);
    let mut lines = Vec::new();
    let mut pending: Vec<&Chart> = root.subcharts.iter().rev().collect();
    while let Some(chart) = pending.pop() {
        pending.extend(chart.subcharts.iter().rev());
        let carries = || {
            detection::find(chart, &namespace, sources, options)
                .helper
                .is_some()
        };
        if !is_enabled(chart) && carries() {
            lines.push(format!(
                "{}: the chart is switched off by its condition or tags, so there is nothing to print",
                chart.path
            ));
        }
    }
    lines
}
