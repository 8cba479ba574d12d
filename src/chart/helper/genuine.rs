//! Whether the templates that a helper consists of are the ones that rutter knows: a changed or
//! replaced template makes Helm print something else than what the helper's facts say.

use std::collections::BTreeSet;

use super::fingerprint;
use super::identify::Answer;
use super::known::Known;
use super::namespace::{Namespace, Place};
use crate::diagnostic::{Code, Diagnostic, Severity, codes};

/// Looks at every template that the helper reaches. What is found is as severe as `severity`.
pub(super) fn check(
    namespace: &Namespace<'_>,
    answer: &Answer<'_>,
    severity: Severity,
) -> Vec<Diagnostic> {
    let mut check = Check {
        namespace,
        known: answer.known,
        severity,
        table: fingerprint::Table::read(),
        found: Vec::new(),
    };
    let mut seen: BTreeSet<&str> = BTreeSet::from([answer.known.include]);
    let mut pending = vec![(answer.known.include, answer.span)];
    while let Some((name, asked)) = pending.pop() {
        let Some(winner) = namespace.winner(name) else {
            let message = format!("the template `{name}` is nowhere in the chart");
            check.report(
                Diagnostic::error(codes::TEMPLATE_MISSING, message)
                    .at(asked, "needed here")
                    .note("Helm fails when the template is included")
                    .help(format!(
                        "vendor the file that defines it: {}",
                        vendors(name)
                    )),
            );
            continue;
        };
        // What a changed template calls says nothing about the helper.
        let Some(genuine) = check.template(name, winner) else {
            continue;
        };
        let Some(file) = namespace.files.get(genuine.file) else {
            continue;
        };
        for call in namespace.calls_of(genuine) {
            if let Some(callee) = &call.name
                && seen.insert(callee)
            {
                pending.push((callee, file.span(&call.range)));
            }
        }
    }
    check.found
}

struct Check<'a> {
    namespace: &'a Namespace<'a>,
    known: Known<'a>,
    severity: Severity,
    table: fingerprint::Table,
    found: Vec<Diagnostic>,
}

/// What a definition turned out to be.
enum Verdict {
    Genuine,
    /// Genuine, but of these other versions.
    OtherVersion(String),
    Changed,
}

impl Check<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        // Behind the fix of the finding itself.
        let mut diagnostic = diagnostic.help(format!(
            "or compile as if the helper were whole with `--ignore-redefined` or `--helper {}`",
            self.known.id
        ));
        diagnostic.severity = self.severity;
        self.found.push(diagnostic);
    }

    /// Reports what is wrong with a template; gives back a genuine definition of it.
    fn template(&mut self, name: &str, winner: Place) -> Option<Place> {
        self.twice_in_a_file(name);
        let verdicts: Vec<_> = self
            .namespace
            .definitions(name)
            .iter()
            .map(|place| {
                let hash = fingerprint::of(self.namespace.body(*place));
                (*place, self.verdict(name, &hash))
            })
            .collect();
        let is_genuine = |verdict: &Verdict| matches!(verdict, Verdict::Genuine);
        let mut genuine = verdicts.iter().filter(|(_, verdict)| is_genuine(verdict));
        let genuine = genuine.next_back().map(|(place, _)| *place);
        let foreign = verdicts
            .into_iter()
            .rfind(|(_, verdict)| !is_genuine(verdict));
        match (genuine, foreign) {
            // Versions of what the helper calls differ in nothing that reaches the objects.
            (Some(_), None) => return Some(winner),
            (Some(genuine), Some((foreign, _))) => {
                self.redefined(name, foreign, genuine, winner);
                return Some(genuine);
            }
            (None, Some((place, Verdict::OtherVersion(versions)))) => {
                self.other_version(name, place, &versions);
            }
            (None, Some((place, _))) => self.changed(name, place),
            (None, None) => {}
        }
        None
    }

    /// Within one file Helm does not allow what it allows across files.
    fn twice_in_a_file(&mut self, name: &str) {
        let namespace = self.namespace;
        let places = namespace.definitions(name).iter();
        let full =
            places.filter(|place| namespace.definition(**place).is_some_and(|d| !d.is_empty));
        let full: Vec<_> = full.copied().collect();
        let mut pairs = full.iter().zip(full.iter().skip(1));
        let Some((first, second)) = pairs.find(|(first, second)| first.file == second.file) else {
            return;
        };
        let message = format!(
            "the template `{name}` is defined twice in `{}`: Helm fails",
            namespace.file_name(*first)
        );
        self.found.push(
            Diagnostic::error(codes::TEMPLATE_SYNTAX, message)
                .at(namespace.span(*second), "the second")
                .also(namespace.span(*first), "the first")
                .help("remove one of them"),
        );
    }

    fn verdict(&self, name: &str, hash: &str) -> Verdict {
        let own = self.known.owns(name);
        let mut elsewhere = Vec::new();
        for genuine in self.table.of(name) {
            if genuine.hash == hash {
                if !own || genuine.versions().any(|version| version == self.known.id) {
                    return Verdict::Genuine;
                }
                elsewhere.extend(genuine.versions());
            }
        }
        if elsewhere.is_empty() {
            Verdict::Changed
        } else {
            Verdict::OtherVersion(elsewhere.join(", "))
        }
    }

    /// Two definitions that differ.
    fn redefined(&mut self, name: &str, foreign: Place, genuine: Place, winner: Place) {
        let namespace = self.namespace;
        let message = format!(
            "the template `{name}`, which the helper {} needs, is defined a second time in `{}`",
            self.known.id,
            namespace.file_name(foreign)
        );
        let fate = |place| {
            if place == winner {
                "Helm uses this one"
            } else {
                "Helm ignores this one"
            }
        };
        self.report(
            self.finding(codes::TEMPLATE_REDEFINED, message)
                .at(namespace.span(foreign), fate(foreign))
                .also(namespace.span(genuine), fate(genuine))
                .note(SHARED)
                .help("give the chart's own template another name"),
        );
    }

    fn changed(&mut self, name: &str, place: Place) {
        let message = format!(
            "the template `{name}` in `{}` is not the one of the helper {}: it was changed",
            self.namespace.file_name(place),
            self.known.id
        );
        self.report(
            self.finding(codes::HELPER_CHANGED, message)
                .at(self.namespace.span(place), "differs from the original")
                .help("vendor the original file again"),
        );
    }

    fn other_version(&mut self, name: &str, place: Place, versions: &str) {
        let message = format!(
            "the template `{name}` in `{}` is that of {versions}, but the chart says that its helper is {}",
            self.namespace.file_name(place),
            self.known.id
        );
        self.report(
            self.finding(codes::HELPER_CHANGED, message)
                .at(self.namespace.span(place), "of another version")
                .help("vendor the file again, so that its name says what it holds"),
        );
    }

    fn finding(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::error(code, message)
            .note("what Helm prints cannot be told from the values alone")
    }
}

const SHARED: &str = "all charts of a release share their templates: one with the same name replaces the other, in subcharts too";

/// Where a template usually comes from, in words.
fn vendors(name: &str) -> String {
    match name.split_once('.') {
        Some(("base" | "mesh" | "ingress", rest)) => {
            let namespace = name.split('.').next().unwrap_or_default();
            let module = rest.split('.').next().unwrap_or_default();
            format!("`templates/vendor/{namespace}/{module}_VERSION.tpl`")
        }
        Some(("tls", _)) => "`templates/_tls_helpers.tpl`".to_owned(),
        Some(("wmf", _)) => "`templates/_helpers.tpl`".to_owned(),
        _ => "the helper's own".to_owned(),
    }
}
