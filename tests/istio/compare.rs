//! Both verdicts of many cases, and the smallest case of each way in which they differ.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::case::{Case, Rutter, Said};
use crate::deviations::Deviations;
use crate::generate::{Step, part_mut};
use crate::judge::{Judge, Verdict};

/// How many ways to differ are shown of each kind.
const SHOWN: usize = 60;

/// A way to differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    /// Istio refuses, and rutter says nothing; what Istio says.
    Silent(String),
    /// rutter refuses, and Istio does not; by which rules.
    Refused(Vec<&'static str>),
    /// Istio warns, and rutter says nothing.
    WarningMissed(String),
    /// rutter warns, and Istio does not.
    WarningOnly(Vec<&'static str>),
    /// `istioctl analyze` says what this rule does not.
    AnalysisMissed(&'static str),
    /// This rule says what `istioctl analyze` does not.
    AnalysisOnly(&'static str),
}

/// What an analyzer says, by its code and a part of its message, and the rule that says the same.
/// The last tells whether one object decides: what a release refers to may well be elsewhere.
const ANALYZERS: &[(&str, &str, &str, bool)] = &[
    ("IST0002", "", "delay-percent-deprecated", true),
    ("IST0101", "subset", "subset-undefined", false),
    ("IST0109", "", "mesh-host-conflict", false),
    ("IST0128", "", "service-unverified", true),
    ("IST0129", "", "service-port-unverified", true),
    ("IST0132", "", "host-not-in-gateway", false),
    ("IST0138", "", "gateway-certificate-twice", false),
    ("IST0145", "", "gateway-conflict", false),
];

pub struct Comparison {
    rutter: Rutter,
    judge: Judge,
    deviations: Deviations,
    releases: usize,
    objects: usize,
    refused: usize,
    uncompiled: usize,
    accepted: BTreeMap<Vec<&'static str>, usize>,
    lost: BTreeMap<String, usize>,
    differing: BTreeMap<Difference, Vec<Case>>,
    counts: BTreeMap<Difference, usize>,
}

impl Comparison {
    pub fn new(rutter: Rutter, judge: Judge, deviations: Deviations) -> Self {
        Comparison {
            rutter,
            judge,
            deviations,
            releases: 0,
            objects: 0,
            refused: 0,
            uncompiled: 0,
            accepted: BTreeMap::new(),
            lost: BTreeMap::new(),
            differing: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Asks both about each case.
    pub fn compare(&mut self, cases: &[Case]) {
        let said: Vec<Said> = cases.iter().map(|case| self.rutter.says(case)).collect();
        let objects: Vec<&[String]> = said.iter().map(|said| &said.objects[..]).collect();
        let verdicts = self.judge.ask(&objects);
        for ((case, said), verdict) in cases.iter().zip(&said).zip(&verdicts) {
            for rule in &said.lost {
                *self.lost.entry(rule.clone()).or_default() += 1;
            }
            if said.objects.is_empty() {
                self.uncompiled += 1;
                continue;
            }
            self.releases += 1;
            self.objects += said.objects.len();
            self.refused += usize::from(!verdict.errors.is_empty());
            if let Some(difference) = differ(said, verdict) {
                if matches!(difference, Difference::Refused(_))
                    && self.deviations.accept(&said.errors)
                {
                    *self.accepted.entry(rules(&said.errors)).or_default() += 1;
                    continue;
                }
                *self.counts.entry(difference.clone()).or_default() += 1;
                let kept = self.differing.entry(difference).or_default();
                if kept.len() < 3 {
                    kept.push(case.clone());
                }
            }
        }
    }

    fn ask(&mut self, case: &Case) -> (Said, Verdict) {
        let said = self.rutter.says(case);
        if said.objects.is_empty() {
            return (said, Verdict::default());
        }
        let verdict = self.judge.ask(&[&said.objects]).swap_remove(0);
        (said, verdict)
    }

    /// Takes out of a case what it does not need to differ in the same way.
    fn minimise(&mut self, mut case: Case, difference: &Difference) -> Case {
        loop {
            let mut paths = Vec::new();
            parts(&case.tree, Vec::new(), &mut paths);
            let mut smaller = false;
            // An object without a name is another matter.
            let name = Step::Key("metadata".to_owned());
            for path in paths.into_iter().filter(|path| path[0] != name) {
                let mut less = case.clone();
                if !remove(&mut less.tree, &path) {
                    continue;
                }
                let (said, verdict) = self.ask(&less);
                if differ(&said, &verdict).as_ref() == Some(difference) {
                    case = less;
                    smaller = true;
                }
            }
            if !smaller {
                return case;
            }
        }
    }

    /// Prints what differs, the smallest case of each; how many fail.
    pub fn report(mut self) -> usize {
        let differing = std::mem::take(&mut self.differing);
        let counts = std::mem::take(&mut self.counts);
        let mut failed = 0;
        let accepted: usize = self.accepted.values().sum();
        let (mut silent, mut refused) = (0, accepted);
        let (mut missed, mut only) = (0, 0);
        let mut shown: BTreeMap<u8, usize> = BTreeMap::new();
        let mut by_count: Vec<_> = counts.iter().collect();
        by_count.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (difference, count) in by_count {
            let (kind, what) = match difference {
                Difference::Silent(message) => {
                    silent += count;
                    failed += 1;
                    (
                        0,
                        format!("FAILED: Istio refuses, rutter does not: {message}"),
                    )
                }
                Difference::Refused(rules) => {
                    refused += count;
                    failed += 1;
                    (
                        1,
                        format!(
                            "FAILED: rutter refuses, Istio does not: {}",
                            rules.join(", ")
                        ),
                    )
                }
                Difference::WarningMissed(message) => {
                    missed += count;
                    (2, format!("Istio warns, rutter does not: {message}"))
                }
                Difference::WarningOnly(rules) => {
                    only += count;
                    (
                        3,
                        format!("rutter warns, Istio does not: {}", rules.join(", ")),
                    )
                }
                Difference::AnalysisMissed(rule) => {
                    (4, format!("only istioctl analyze says what {rule} says"))
                }
                Difference::AnalysisOnly(rule) => {
                    (5, format!("istioctl analyze does not say what {rule} says"))
                }
            };
            println!("{what} ({count} times)");
            let shown = shown.entry(kind).or_default();
            *shown += 1;
            if *shown > SHOWN {
                continue;
            }
            let case = differing[difference][0].clone();
            let case = self.minimise(case, difference);
            let (said, verdict) = self.ask(&case);
            println!("    {}: {}", case.maker, shorten(&case.text()));
            for (rule, message) in said.errors.iter().chain(&said.warnings) {
                println!("    rutter: {rule}: {message}");
            }
            for rule in &said.analysis {
                println!("    rutter: {rule}");
            }
            let heard = verdict.errors.iter().chain(&verdict.warnings);
            let analysis = verdict.analysis.iter().filter(|_| kind >= 4);
            for message in heard.chain(analysis) {
                println!("    Istio: {}", shorten(message));
            }
        }
        for (rule, count) in &self.lost {
            println!("FAILED: {rule} finds something without a place ({count} times)");
            failed += 1;
        }
        println!(
            "{} objects of {} releases compared ({} did not compile), {} releases refused by Istio",
            self.objects, self.releases, self.uncompiled, self.refused
        );
        println!(
            "Istio refuses and rutter does not: {silent}; rutter refuses and Istio does not: \
             {refused}, of which {accepted} are listed in tests/deviations-istio.yaml"
        );
        for (rules, count) in &self.accepted {
            println!("    {}: {count}", rules.join(", "));
        }
        println!("only Istio warns: {missed}; only rutter warns: {only}");
        if self.objects == 0 {
            println!("FAILED: nothing was compared");
            failed += 1;
        }
        // One in a thousand, the listed ones included; of few objects it says nothing.
        if self.objects >= 20_000 && refused * 1000 > self.objects {
            println!("FAILED: rutter refuses too much that Istio accepts");
            failed += 1;
        }
        failed
    }
}

/// Analyzers look at what is accepted.
fn analysis(said: &Said, verdict: &Verdict) -> Option<Difference> {
    ANALYZERS.iter().find_map(|(code, part, rule, alone)| {
        let mut findings = verdict.analysis.iter();
        let istio = findings.any(|text| text.starts_with(code) && text.contains(part));
        match (istio, said.analysis.contains(rule)) {
            (true, false) if *alone => Some(Difference::AnalysisMissed(rule)),
            (false, true) => Some(Difference::AnalysisOnly(rule)),
            _ => None,
        }
    })
}

fn rules(found: &[(&'static str, String)]) -> Vec<&'static str> {
    let mut rules: Vec<_> = found.iter().map(|(rule, _)| *rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

fn differ(said: &Said, verdict: &Verdict) -> Option<Difference> {
    if said.objects.is_empty() {
        return None;
    }
    match (said.errors.first(), verdict.errors.first()) {
        (None, Some(message)) => Some(Difference::Silent(outline(message))),
        (Some(_), None) => Some(Difference::Refused(rules(&said.errors))),
        (Some(_), Some(_)) => None,
        (None, None) => match (said.warnings.first(), verdict.warnings.first()) {
            (None, Some(_)) if said.suspicious => None,
            (None, Some(message)) => Some(Difference::WarningMissed(outline(message))),
            (Some(_), None) => Some(Difference::WarningOnly(rules(&said.warnings))),
            _ => analysis(said, verdict),
        },
    }
}

/// A message without what differs from one case to the next: quoted texts and numbers.
fn outline(message: &str) -> String {
    let mut out = String::new();
    let mut quote = None;
    for char in message.chars() {
        match quote {
            Some(open) if char == open => quote = None,
            Some(_) => {}
            None if matches!(char, '"' | '`') => {
                quote = Some(char);
                out.push('…');
            }
            None if char.is_ascii_digit() => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            None => out.push(char),
        }
    }
    out.chars().take(110).collect()
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(1500).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The ways to all parts, those nearer to the root first, so that much goes at once.
fn parts(tree: &Json, path: Vec<Step>, paths: &mut Vec<Vec<Step>>) {
    let mut pending = std::collections::VecDeque::from([(tree, path)]);
    while let Some((part, path)) = pending.pop_front() {
        let below = |step: Step| [path.clone(), vec![step]].concat();
        match part {
            Json::Object(map) => {
                for (key, value) in map {
                    pending.push_back((value, below(Step::Key(key.clone()))));
                }
            }
            Json::Array(list) => {
                // Backwards: what is taken out does not move what comes before it.
                for (at, value) in list.iter().enumerate().rev() {
                    pending.push_back((value, below(Step::Item(at))));
                }
            }
            _ => {}
        }
        if !path.is_empty() {
            paths.push(path);
        }
    }
}

fn remove(tree: &mut Json, path: &[Step]) -> bool {
    let Some((last, above)) = path.split_last() else {
        return false;
    };
    match (part_mut(tree, above), last) {
        (Some(Json::Object(map)), Step::Key(key)) => map.remove(key).is_some(),
        (Some(Json::Array(list)), Step::Item(at)) if *at < list.len() => {
            list.remove(*at);
            true
        }
        _ => false,
    }
}
