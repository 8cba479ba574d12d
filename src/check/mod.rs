//! A release checked: what does not compile, what Istio would refuse, what is surely not meant.

mod merge;
pub(crate) mod objects;
mod written;

pub use merge::merge;

use std::collections::BTreeMap;

use crate::Release;
use crate::chart::Chart;
use crate::compile::{self, Compilation, compile};
use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::istio::Version;
use crate::rules::engine::Plan;
use crate::rules::{self, Rule};
use crate::source::{Sources, Span};
use crate::values::Values;

/// How to check.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// How to compile.
    pub compile: compile::Options,
    /// The version of Istio that the objects are for.
    pub istio: Version,
    /// Which rules are looked for; `None` for all that are stable.
    pub rules: Option<Vec<(&'static Rule, Severity)>>,
}

/// What was found, and the objects.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Checked {
    /// What was found, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What the release came to; its diagnostics stand in [`Checked::diagnostics`].
    pub compilation: Compilation,
}

/// Which rules to look for, ready for any number of releases.
#[derive(Debug)]
pub struct Checker {
    options: Options,
    plan: Plan,
}

impl Checker {
    /// A checker with these options. Rules that do not hold for the version of Istio are left out.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let istio = options.istio;
        let plan = match &options.rules {
            Some(rules) => Plan::new(
                rules
                    .iter()
                    .copied()
                    .filter(|(rule, _)| rule.holds_for(istio)),
            ),
            None => Plan::new(rules::default_rules(istio)),
        };
        Checker { options, plan }
    }

    /// Checks a release. It never fails; what is wrong stands in [`Checked::diagnostics`], what
    /// was noticed while reading chart and values included.
    #[must_use]
    pub fn check(
        &self,
        chart: &Chart,
        values: &Values<'_>,
        release: &Release,
        sources: &Sources,
    ) -> Checked {
        let mut compilation = compile(chart, values, release, sources, &self.options.compile);
        let setting = rules::Setting {
            plan: &self.plan,
            istio: self.options.istio,
            sources,
            release,
        };
        let mut diagnostics = compilation.all_diagnostics(chart, values);
        compilation.diagnostics.clear();
        diagnostics.extend(rules::run(&compilation, values, &setting));
        spare(&mut diagnostics);
        sort(&mut diagnostics);
        Checked {
            diagnostics,
            compilation,
        }
    }
}

/// Takes out what a chart's schema says about a place of which a rule says more.
fn spare_schema(diagnostics: &mut Vec<Diagnostic>) {
    let is_schemas = |finding: &Diagnostic| finding.code == codes::SCHEMA_VIOLATION;
    if !diagnostics.iter().any(is_schemas) {
        return;
    }
    let place = |finding: &Diagnostic| finding.primary.as_ref().map(|label| label.span);
    let others: Vec<Span> = diagnostics
        .iter()
        .filter(|finding| finding.severity == Severity::Error && !is_schemas(finding))
        .filter_map(place)
        .collect();
    // The rule may point at the value where the schema points at its key, which is just before it.
    const NEAR: u32 = 3;
    let is_told = |span: Span| {
        others.iter().any(|other| {
            other.source == span.source
                && other.start <= span.end.saturating_add(NEAR)
                && span.start <= other.end.saturating_add(NEAR)
        })
    };
    diagnostics.retain(|finding| !is_schemas(finding) || !place(finding).is_some_and(is_told));
}

/// The first refusal at a place, and the object that it is about.
type Refusal = (Code, Option<(&'static str, String)>);

/// Takes out what only repeats an error of Istio's at the same place: what another object says
/// about the same value, and what else may be suspicious about it. The first thing to mend is the
/// error; the rest is told again if it is still there.
fn spare(diagnostics: &mut Vec<Diagnostic>) {
    spare_schema(diagnostics);
    let place = |finding: &Diagnostic| finding.primary.as_ref().map(|label| label.span);
    let object = |finding: &Diagnostic| {
        finding
            .field
            .as_ref()
            .map(|field| (field.kind, field.name.clone()))
    };
    let is_istios = |finding: &Diagnostic| (3000..4000).contains(&finding.code.number());
    let is_of_objects = |finding: &Diagnostic| is_istios(finding) || finding.code.number() >= 4100;
    let mut refused: BTreeMap<Span, Refusal> = BTreeMap::new();
    for finding in diagnostics.iter() {
        if finding.severity == Severity::Error
            && is_istios(finding)
            && let Some(span) = place(finding)
        {
            let known = refused
                .entry(span)
                .or_insert((finding.code, object(finding)));
            if finding.code < known.0 {
                *known = (finding.code, object(finding));
            }
        }
    }
    if refused.is_empty() {
        return;
    }
    diagnostics.retain(|finding| {
        let refusal = place(finding).and_then(|span| refused.get(&span));
        refusal.is_none_or(|(code, first)| {
            let same_object = object(finding) == *first;
            !is_of_objects(finding) || finding.code == *code || (is_istios(finding) && same_object)
        })
    });
}

/// By place, then by code; the same finding at the same place once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let place = |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map(|label| label.span);
    let order = |span: Option<Span>| span.map(|span| (span.source, span.start, span.end));
    // The sort is stable: what is found first about a place stays first.
    diagnostics.sort_by_key(|diagnostic| (order(place(diagnostic)), diagnostic.code));
    diagnostics.dedup_by(|later, earlier| {
        let path = |finding: &Diagnostic| finding.field.as_ref().map(|field| field.path.clone());
        // One value may stand in several fields: three hosts that begin with it, two objects.
        let other_field = later.field != earlier.field && path(later) != path(earlier);
        later.code == earlier.code
            && place(later) == place(earlier)
            && place(later).is_some()
            && (later.message == earlier.message || other_field)
    });
}
