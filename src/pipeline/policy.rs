//! What is looked for, and what of it counts.

use std::path::Path;

use crate::config::{self, Config, Selector, Settings, UnknownRule};
use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::environment::Environment;
use crate::istio::Version;
use crate::rules::{self, Rule, Status};
use crate::source::{SourceId, Sources};
use crate::suppress::Ignores;
use crate::yaml;
use crate::{Error, ErrorKind, Failure, HelmVersion, check};

/// What somebody asks for; what is not asked for is as `rutter.yaml` says.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Wishes {
    /// The version of Istio that the objects are for.
    pub istio: Option<Version>,
    /// The only rules that are looked for: codes, names, beginnings of codes.
    pub select: Vec<Selector>,
    /// The rules that are not looked for.
    pub ignore: Vec<Selector>,
    /// From which severity on a finding fails the run.
    pub fail_on: Option<Severity>,
}

/// What is looked for, and what of it counts: wishes and `rutter.yaml` together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Policy {
    /// The version of Istio that the objects are for.
    pub istio: Version,
    /// From which severity on a finding fails the run.
    pub fail_on: Severity,
    settings: Settings,
}

/// Every code there is.
#[must_use]
pub fn all_codes() -> Vec<Code> {
    let others = codes::REGISTRY.iter().map(|info| info.code);
    others.chain(rules::rules().map(|rule| rule.code)).collect()
}

impl Policy {
    /// What was wished for, on top of the settings that a `rutter.yaml` gives.
    ///
    /// # Errors
    /// When the `rutter.yaml` names a version of Istio whose rules are not known.
    pub fn new(
        wishes: &Wishes,
        mut settings: Settings,
        fail_on: Option<Severity>,
    ) -> Result<Policy, Error> {
        let istio = match (wishes.istio, &settings.istio) {
            (Some(version), _) => version,
            (None, Some(text)) => text.parse().map_err(|error| {
                let message = format!("rutter.yaml: `istio: \"{text}\"`: {error}");
                Error::new(ErrorKind::Usage, message)
            })?,
            (None, None) => Version::default(),
        };
        if !wishes.select.is_empty() {
            settings.select = Some(wishes.select.clone());
        }
        settings.ignore.extend(wishes.ignore.iter().cloned());
        Ok(Policy {
            istio,
            fail_on: wishes.fail_on.or(fail_on).unwrap_or(Severity::Error),
            settings,
        })
    }

    /// What holds for a path, with the `rutter.yaml` that is nearest above it.
    ///
    /// # Errors
    /// When there is a `rutter.yaml` that cannot be used.
    pub(super) fn find(
        wishes: &Wishes,
        env: &dyn Environment,
        path: &Path,
        sources: &mut Sources,
    ) -> Result<Policy, Failure> {
        // What is not there is told where it is read.
        let Ok(Some(file)) = config::find(env, path) else {
            return Ok(Policy::new(wishes, Settings::default(), None)?);
        };
        let name = file.to_string_lossy();
        let bytes = env
            .read(&file)
            .map_err(|error| Error::io(name.as_ref(), &error))?;
        let source = yaml::register(sources, &name, &bytes)?;
        let config = Config::parse(sources, source, &all_codes()).map_err(Failure::Diagnostics)?;
        let seen = config::relative(env, &file, path)
            .map_err(|error| Error::io(path.to_string_lossy(), &error))?;
        let fail_on = config.fail_on.map(Severity::from);
        Ok(Policy::new(wishes, config.for_path(&seen), fail_on)?)
    }

    /// The helper that `rutter.yaml` names.
    pub(super) fn helper(&self) -> Option<&str> {
        self.settings.helper.as_deref()
    }

    /// The version of Helm that `rutter.yaml` names.
    pub(super) fn helm(&self) -> Option<HelmVersion> {
        self.settings.helm
    }

    /// How to check by this.
    #[must_use]
    pub fn options(&self) -> check::Options {
        check::Options {
            istio: self.istio,
            rules: Some(self.rules()),
            ..check::Options::default()
        }
    }

    fn rules(&self) -> Vec<(&'static Rule, Severity)> {
        rules::rules()
            .filter(|rule| {
                let asked_for = rule.status != Status::Stable;
                self.settings.looks_at(rule.code, asked_for)
            })
            .map(|rule| (rule, rule.severity))
            .collect()
    }

    /// Takes out what is not to be told, by a setting or by a comment in one of the `texts`, and
    /// settles how bad the rest is. `has_objects` says whether there were objects to look at: else
    /// a comment about one of them is not called unused.
    #[must_use]
    pub fn sift(
        &self,
        mut found: Vec<Diagnostic>,
        sources: &Sources,
        texts: impl IntoIterator<Item = SourceId>,
        has_objects: bool,
    ) -> Vec<Diagnostic> {
        let level = |code: Code, severity| {
            let rule = rules::rules().find(|rule| rule.code == code);
            let asked_for = rule.is_some_and(|rule| rule.status != Status::Stable);
            self.settings.level(code, severity, asked_for)
        };
        found.retain(|finding| level(finding.code, finding.severity).is_some());
        let ignores = Ignores::collect(sources, texts, HelmVersion::V3, &all_codes());
        let was_run = |code: Code| {
            let rule = rules::rules().find(|rule| rule.code == code);
            rule.is_none_or(|rule| {
                rule.holds_for(self.istio) && (has_objects || !rule.needs_objects())
            }) && level(code, Severity::Info).is_some()
        };
        found = ignores.apply(found, sources, &was_run).kept;
        for finding in &mut found {
            if let Some(severity) = level(finding.code, finding.severity) {
                finding.severity = severity;
            }
        }
        check::sort(&mut found);
        found
    }

    /// Whether one of the findings fails the run.
    #[must_use]
    pub fn fails(&self, found: &[Diagnostic]) -> bool {
        // That there was nothing to look at is said, and is no fault.
        let counts = |finding: &&Diagnostic| finding.code != codes::NOTHING_TO_CHECK;
        let mut found = found.iter().filter(counts);
        found.any(|finding| finding.severity >= self.fail_on)
    }
}

impl Wishes {
    /// Rules that somebody names.
    ///
    /// # Errors
    /// When there is no such rule; says which one may have been meant.
    pub fn selectors(texts: &[String], selects: bool) -> Result<Vec<Selector>, UnknownRule> {
        let known = all_codes();
        texts
            .iter()
            .map(|text| Selector::parse(text, &known, selects))
            .collect()
    }
}
