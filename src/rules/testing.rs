//! Runs the examples that stand in the documentation of the rules.
//!
//! An example is a values file, given with `-f` to a chart with helper 1.0. Several documents are
//! the chart's own values.yaml and then one values file each. Words behind `yaml` say otherwise:
//! `helper=istio-1.0.3`, `istio=1.31`, `release=demo`, `namespace=demo`; `object`: the documents are
//! Istio objects, for rules that no helper's values can break; `repeat=1000`: `…` stands for so many
//! letters.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use super::object::Object;
use super::{Example, Rule, rules};
use crate::chart::Chart;
use crate::check::{Checker, Options};
use crate::compile;
use crate::diagnostic::fix::apply;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::environment::Memory;
use crate::helper::Helper;
use crate::istio::Version;
use crate::source::Sources;
use crate::values::{InputFile, Inputs, compute};
use crate::yaml::{json, read_document};
use crate::{Error, ErrorKind, HelmVersion, Release};

/// What was found in an example, and the texts.
pub(super) struct Run {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    /// The compiled objects as JSON; none for an example of objects.
    objects: Vec<String>,
}

fn istio(example: &Example) -> Version {
    word(example, "istio").map_or(Version::default(), |text| text.parse().unwrap())
}

/// All rules that are stable, and this one.
fn chosen(istio: Version, rule: &'static Rule) -> Vec<(&'static Rule, Severity)> {
    let others = super::default_rules(istio).filter(|(other, _)| other.code != rule.code);
    others.chain([(rule, rule.severity)]).collect()
}

fn release(example: &Example, sources: &mut Sources) -> Release {
    let name = word(example, "release").unwrap_or("demo");
    let namespace = word(example, "namespace").unwrap_or("demo");
    Release::registered(name, namespace, sources)
}

/// What the charts that vendor an upstream helper have in their values.yaml.
const DEFAULTS: &str = "mesh:\n  enabled: true\n  public_port: 4443\ntls:\n  enabled: true\n  \
    public_port: 4443\ningress:\n  enabled: false\n  gatewayHosts: HOSTS\n  \
    existingGatewayName: \"\"\n  routeHosts: []\n  httproutes: []\n";

fn defaults(helper: &Helper) -> String {
    use crate::helper::definition::GatewayHosts;
    let hosts = match helper
        .definition
        .pasted
        .as_ref()
        .map(|facts| facts.gateway_hosts)
    {
        None => return String::new(),
        Some(GatewayHosts::List) => "[]",
        Some(_) => "{default: \"\", disableDefaultHosts: false, extraFQDNs: []}",
    };
    DEFAULTS.replace("HOSTS", hosts)
}

/// The texts of an example that is no object: the chart's values.yaml, and files with their names.
#[derive(Clone)]
struct Texts {
    defaults: String,
    files: Vec<(String, String)>,
}

/// The chart's values.yaml, as messages name it.
const DEFAULTS_NAME: &str = "demo/values.yaml";

impl Texts {
    fn of(example: &Example, helper: &Helper) -> Texts {
        let text = match word(example, "repeat") {
            Some(count) => example
                .text
                .replace('…', &"x".repeat(count.parse().unwrap())),
            None => example.text.clone(),
        };
        let mut documents: Vec<&str> = text.split("---\n").collect();
        let defaults = if documents.len() > 1 {
            documents.remove(0).to_owned()
        } else {
            defaults(helper)
        };
        let names = ["values.yaml", "values-second.yaml", "values-third.yaml"];
        let files = documents.iter().zip(names).map(|(text, name)| {
            // A comment in the first line may say what the file is called.
            let first = text.lines().next().and_then(|line| line.strip_prefix("# "));
            let given = first.filter(|name| name.ends_with(".yaml") && !name.contains(' '));
            (given.unwrap_or(name).to_owned(), (*text).to_owned())
        });
        Texts {
            defaults,
            files: files.collect(),
        }
    }

    /// The same texts with the fixes of a rule in them; `None` where there is none.
    fn fixed(&self, run: &Run, rule: &Rule) -> Option<Texts> {
        let found = run
            .diagnostics
            .iter()
            .filter(|found| found.code == rule.code);
        let fixes: Vec<&Fix> = found.filter_map(|found| found.fix.as_ref()).collect();
        let applied = apply(&fixes, &run.sources);
        let mut texts = self.clone();
        for change in &applied.files {
            match texts.files.iter_mut().find(|(name, _)| name == change.name) {
                Some((_, text)) => text.clone_from(&change.after),
                None => texts.defaults.clone_from(&change.after),
            }
        }
        (applied.applied > 0).then_some(texts)
    }
}

fn word<'e>(example: &'e Example, key: &str) -> Option<&'e str> {
    let mut words = example.words.iter();
    words.find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
}

fn helper_of(example: &Example) -> Helper {
    Helper::built_in(word(example, "helper").unwrap_or("1.0")).unwrap()
}

fn is_object(example: &Example) -> bool {
    example.words.iter().any(|word| word == "object")
}

impl Run {
    /// Runs an example with all rules that are stable and this one.
    pub fn of(example: &Example, rule: &'static Rule) -> Run {
        if is_object(example) {
            return objects(example, rule);
        }
        let helper = helper_of(example);
        Run::with(example, &Texts::of(example, &helper), helper, rule)
    }

    fn with(example: &Example, texts: &Texts, helper: Helper, rule: &'static Rule) -> Run {
        let mut sources = Sources::new();
        let release = release(example, &mut sources);
        let files = Memory::new()
            .file(
                "demo/Chart.yaml",
                "apiVersion: v2\nname: demo\nversion: 1.0.0\n",
            )
            .file(DEFAULTS_NAME, &*texts.defaults);
        let helm = HelmVersion::V3;
        let chart = Chart::load(&files, "demo".as_ref(), &mut sources, helm).unwrap();
        let inputs = Inputs {
            files: texts
                .files
                .iter()
                .map(|(name, text)| InputFile {
                    name: name.clone(),
                    bytes: text.as_bytes().to_vec(),
                })
                .collect(),
            ..Inputs::default()
        };
        let mut none = |_: &str| Err(Error::new(ErrorKind::NotFound, "no files here"));
        let values = compute(&chart, &inputs, &mut sources, helm, &mut none).unwrap();
        let istio = istio(example);
        let checker = Checker::new(Options {
            compile: compile::Options {
                helper: Some(helper),
                ..compile::Options::default()
            },
            istio,
            rules: Some(chosen(istio, rule)),
        });
        let checked = checker.check(&chart, &values, &release, &sources);
        let compiled = checked.compilation.objects.iter();
        let objects = compiled.map(|one| json::pretty(&one.object.to_node()));
        Run {
            objects: objects.collect(),
            diagnostics: checked.diagnostics,
            sources,
        }
    }

    /// Whether the rule found something.
    pub fn has(&self, rule: &Rule) -> bool {
        self.diagnostics.iter().any(|found| found.code == rule.code)
    }

    fn texts(&self) -> Vec<String> {
        let text = |found: &Diagnostic| format!("{} {}", found.code.name(), found.message);
        self.diagnostics.iter().map(text).collect()
    }
}

/// What a rule says of an object.
pub(super) fn found(object: &str, rule: &'static Rule) -> Vec<String> {
    let found = of_rule(object, rule).into_iter();
    found.map(|found| found.message).collect()
}

/// The helps of what a rule finds in an object.
pub(super) fn helps(object: &str, rule: &'static Rule) -> Vec<String> {
    let found = of_rule(object, rule).into_iter();
    found.flat_map(|found| found.helps).collect()
}

fn of_rule(object: &str, rule: &'static Rule) -> Vec<Diagnostic> {
    let example = Example {
        words: vec!["object".to_owned()],
        text: object.to_owned(),
    };
    let found = Run::of(&example, rule).diagnostics.into_iter();
    found.filter(|found| found.code == rule.code).collect()
}

/// Objects as they are, without a chart.
fn objects(example: &Example, rule: &'static Rule) -> Run {
    let mut sources = Sources::new();
    let release = release(example, &mut sources);
    let istio = istio(example);
    let ids: Vec<_> = example
        .text
        .split("---\n")
        .map(|document| sources.add("object.yaml", document))
        .collect();
    for id in &ids {
        let tree = read_document(&sources, *id).unwrap().documents.remove(0);
        let object = Object::new(&tree, &release.namespace);
        assert!(object.is_some(), "no object: {}", example.text);
    }
    let checker = Checker::new(Options {
        istio,
        rules: Some(chosen(istio, rule)),
        ..Options::default()
    });
    let diagnostics = checker.objects(&ids, &release, &sources);
    Run {
        sources,
        diagnostics,
        objects: Vec::new(),
    }
}

/// `RUTTER_RULE=vs-timeout cargo test --lib rules::testing` looks at one rule and prints what is
/// said about its example.
#[test]
fn every_example_is_true() {
    let only = std::env::var("RUTTER_RULE").ok();
    let mut problems = Vec::new();
    let mut count = 0;
    for rule in rules().filter(|rule| only.as_deref().is_none_or(|name| rule.code.is_called(name)))
    {
        let name = rule.code.name();
        let docs = rule.docs();
        let (bad, good) = (docs.examples("Example"), docs.examples("Use instead"));
        if bad.is_empty() || good.is_empty() {
            problems.push(format!("{name}: an example is missing"));
        }
        for example in &bad {
            count += 1;
            let run = Run::of(example, rule);
            if !run.has(rule) {
                problems.push(format!(
                    "{name}: not found in\n{}{:?}",
                    example.text,
                    run.texts()
                ));
            }
            for found in run
                .diagnostics
                .iter()
                .filter(|found| found.code == rule.code)
            {
                if found
                    .primary
                    .as_ref()
                    .is_none_or(|label| run.sources.place(label.span).is_none())
                {
                    problems.push(format!("{name}: a finding without a place"));
                }
                if only.is_some() {
                    let style = crate::diagnostic::render::Style {
                        color: false,
                        width: 110,
                    };
                    println!(
                        "{}",
                        crate::diagnostic::render::render(found, &run.sources, style)
                    );
                }
            }
        }
        for example in &good {
            count += 1;
            let run = Run::of(example, rule);
            let is_error = |found: &Diagnostic| found.severity == Severity::Error;
            if run.has(rule) || run.diagnostics.iter().any(is_error) {
                problems.push(format!(
                    "{name}: found in\n{}{:?}",
                    example.text,
                    run.texts()
                ));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(count > 0, "no example was run");
}

/// A fix of a rule's example does what the rule says: it is not found again, nothing becomes an
/// error, and the objects stay as they are unless changing them is the purpose of the rule.
#[test]
fn every_fix_of_an_example_mends_it() {
    let mut problems = Vec::new();
    let mut count = 0;
    for rule in rules() {
        let name = rule.code.name();
        for example in &rule.docs().examples("Example") {
            if is_object(example) {
                continue;
            }
            let texts = Texts::of(example, &helper_of(example));
            let run = Run::of(example, rule);
            let Some(fixed) = texts.fixed(&run, rule) else {
                continue;
            };
            count += 1;
            let again = Run::with(example, &fixed, helper_of(example), rule);
            let tell =
                |what: &str| format!("{name}: {what}\n{:?}\n{:?}", fixed.files, again.texts());
            let errors = |run: &Run| {
                let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
                run.diagnostics.iter().filter(is_error).count()
            };
            if again.has(rule) {
                problems.push(tell("found again"));
            }
            if errors(&again) > errors(&run) {
                problems.push(tell("the fix brings errors"));
            }
            if !rule.changes_objects && again.objects != run.objects {
                problems.push(tell("the fix changes the objects"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(count > 20, "only {count} fixes were made");
}

#[test]
fn rules_are_sorted_and_documented() {
    let mut last = None;
    let mut names = std::collections::BTreeSet::new();
    for rule in rules() {
        let name = rule.code.name();
        assert!(
            last < Some(rule.code.number()),
            "{name}: the codes are not in order"
        );
        last = Some(rule.code.number());
        assert!(names.insert(name), "{name}: a name given twice");
        let docs = rule.docs();
        assert!(
            docs.summary.ends_with('.'),
            "{name}: the summary is no sentence"
        );
        assert!(
            !docs.section("Why it matters").is_empty(),
            "{name}: says not why it matters"
        );
        let known = ["Why it matters", "Example", "Use instead", "Source", "Fix"];
        for section in &docs.sections {
            assert!(
                known.contains(&section.title.as_str()),
                "{name}: {}",
                section.title
            );
        }
    }
}
