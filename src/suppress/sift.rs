//! What is told of what was found: as the settings and the comments in the files have it.

use super::Ignores;
use crate::HelmVersion;
use crate::check;
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::istio::Version;
use crate::rules::{self, Rule, Status};
use crate::source::{SourceId, Sources, is_values_file};

/// Takes out what is not to be told, and settles how bad the rest is.
#[derive(Clone, Copy, Debug)]
pub struct Sift<'a> {
    /// What holds for the chart.
    pub settings: &'a Settings,
    /// The version of Istio that was checked for.
    pub istio: Version,
    /// The version of Helm that reads the files.
    pub helm: HelmVersion,
    /// Whether there were objects to look at; without any, most rules had nothing to say, and no
    /// comment about them is called unused.
    pub has_objects: bool,
}

/// Every code that a comment or a configuration may name.
#[must_use]
pub fn all_codes() -> Vec<Code> {
    let others = codes::REGISTRY.iter().map(|info| info.code);
    others.chain(rules::rules().map(|rule| rule.code)).collect()
}

impl Sift<'_> {
    /// What neither the settings nor a comment in one of these texts silences; comments that silence
    /// nothing are found in turn.
    #[must_use]
    pub fn told(
        &self,
        mut found: Vec<Diagnostic>,
        sources: &Sources,
        texts: impl IntoIterator<Item = SourceId>,
    ) -> Vec<Diagnostic> {
        found.retain(|finding| self.level(finding.code, finding.severity).is_some());
        let ignores = Ignores::collect(sources, texts, self.helm, &all_codes());
        let was_run = |code: Code| {
            let by_rule = |rule: &Rule| {
                rule.holds_for(self.istio) && (self.has_objects || !rule.needs_objects())
            };
            rule(code).is_none_or(by_rule) && self.level(code, Severity::Info).is_some()
        };
        ignores.apply(found, sources, &was_run).kept
    }

    /// How bad each finding is, by place.
    pub fn settle(&self, found: &mut Vec<Diagnostic>) {
        for finding in found.iter_mut() {
            if let Some(severity) = self.level(finding.code, finding.severity) {
                finding.severity = severity;
            }
        }
        check::sort(found);
    }

    fn level(&self, code: Code, severity: Severity) -> Option<Severity> {
        let asked_for = rule(code).is_some_and(|rule| rule.status != Status::Stable);
        self.settings.level(code, severity, asked_for)
    }
}

fn rule(code: Code) -> Option<&'static Rule> {
    rules::rules().find(|rule| rule.code == code)
}

/// The rules that the settings do not leave out. How bad their findings are is settled last.
#[must_use]
pub fn chosen_rules(settings: &Settings) -> Vec<(&'static Rule, Severity)> {
    rules::rules()
        .filter(|rule| settings.looks_at(rule.code, rule.status != Status::Stable))
        .map(|rule| (rule, rule.severity))
        .collect()
}

/// The texts that hold values.
pub fn values_texts(sources: &Sources) -> impl Iterator<Item = SourceId> + '_ {
    sources.ids().filter(|id| {
        let source = sources.get(*id);
        source.is_some_and(|source| is_values_file(source.name()))
    })
}
