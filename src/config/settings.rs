//! What holds for one chart.

use std::collections::BTreeMap;

use super::selector::{is_rule, stops_compilation};
use super::{Level, Selector};
use crate::HelmVersion;
use crate::diagnostic::{Code, Severity};

/// What holds for one chart. The default is what holds without a `rutter.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// What `--helper` would be given: an id, or a path as seen from where `rutter.yaml` was
    /// found.
    pub helper: Option<String>,
    /// The version of Helm to be equal to.
    pub helm: Option<HelmVersion>,
    /// The version of Istio whose verdict counts, `1.30` or `1.30.1`.
    pub istio: Option<String>,
    /// The rules that are looked at; `None` for the stable ones.
    pub select: Option<Vec<Selector>>,
    /// What is not reported.
    pub ignore: Vec<Selector>,
    /// How bad findings are, later ones winning; within one, what names the code most exactly.
    pub(super) severity: Vec<BTreeMap<Selector, Severity>>,
}

impl Settings {
    /// How bad a finding is, given what its rule says; `None` when it is not to be reported.
    ///
    /// Codes below 3000 belong to no rule and need not be selected, and an error among them stops
    /// the compilation: it is always reported.
    #[must_use]
    pub fn level(&self, code: Code, default: Severity, is_preview: bool) -> Option<Severity> {
        if stops_compilation(code, default) {
            return Some(default);
        }
        if !self.looks_at(code, is_preview) {
            return None;
        }
        let given = self.severity.iter().rev().find_map(|layer| {
            layer
                .iter()
                .filter_map(|(selector, severity)| Some((selector.weight(code)?, *severity)))
                // A code and its name weigh the same: then the worse counts.
                .max()
        });
        Some(given.map_or(default, |(_, severity)| severity))
    }

    /// Whether findings of this code are to be reported; a rule of which this says no need not
    /// run.
    #[must_use]
    pub fn looks_at(&self, code: Code, is_preview: bool) -> bool {
        let selected = match &self.select {
            _ if !is_rule(code) => true,
            None => !is_preview,
            Some(select) => select
                .iter()
                .any(|selector| selector.selects(code, is_preview)),
        };
        selected && !self.ignore.iter().any(|selector| selector.covers(code))
    }

    /// Adds severities that win over those that are here.
    pub(super) fn grade(&mut self, severity: &BTreeMap<Selector, Level>) {
        if !severity.is_empty() {
            let layer = severity
                .iter()
                .map(|(selector, level)| (selector.clone(), Severity::from(*level)));
            self.severity.push(layer.collect());
        }
    }
}
