//! What a `functionConfig` asks for.
//!
//! `IngressCheck` and `IngressCompile` of `rutter.dev/v1alpha1` say it below `spec`. A ConfigMap,
//! the simple form of kpt, says it below `data`: the same keys, lists as one text with commas, and
//! it is a compilation where `chart` is among them.

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::source::{Sources, Span};
use crate::yaml::{Data, Map, Node};
use crate::{HelmVersion, Release, suggest};

use super::super::objects::Identity;
use super::super::policy::Wishes;
use super::words::{Reader, Word};

/// The API version of the two kinds.
pub(super) const API_VERSION: &str = "rutter.dev/v1alpha1";

const CHECK: &str = "IngressCheck";
const COMPILE: &str = "IngressCompile";
const CONFIG_MAP: &str = "ConfigMap";

/// The keys for checking.
const CHECK_KEYS: &[&str] = &["istioVersion", "select", "ignore", "failOn", "namespace"];
/// The keys for compiling, besides those.
const COMPILE_KEYS: &[&str] = &[
    "chart",
    "releaseName",
    "valuesFiles",
    "values",
    "set",
    "templates",
    "helper",
    "helmVersion",
    "check",
    "path",
];
/// What the same thing is called elsewhere (kustomize's `helmCharts`, Argo CD, Helm's flags).
const OTHER_WORDS: &[(&str, &str)] = &[
    ("name", "releaseName"),
    ("release", "releaseName"),
    ("repo", "chart"),
    ("valuesInline", "values"),
    ("valuesObject", "values"),
    ("additionalValuesFiles", "valuesFiles"),
    ("valueFiles", "valuesFiles"),
    ("parameters", "set"),
    ("severity", "failOn"),
];

/// What to do.
#[derive(Debug)]
pub(super) enum Order {
    Check(Check),
    Compile(Box<Compile>),
}

/// Check the items.
#[derive(Debug, Default)]
pub(super) struct Check {
    pub(super) wishes: Wishes,
    /// Where objects are that do not say it.
    pub(super) namespace: Option<String>,
}

/// Compile a chart into the items.
#[derive(Debug)]
pub(super) struct Compile {
    pub(super) wishes: Wishes,
    pub(super) chart: Word,
    pub(super) release: String,
    pub(super) namespace: Option<String>,
    pub(super) values_files: Vec<Word>,
    pub(super) values: Option<Inline>,
    pub(super) set: Vec<String>,
    /// Templates whose objects follow Istio's.
    pub(super) templates: Vec<Word>,
    pub(super) helper: Option<Word>,
    pub(super) helm: Option<HelmVersion>,
    /// Whether the objects are checked, or only compiled.
    pub(super) check: bool,
    /// The file in which the objects are kept, where an orchestrator keeps files.
    pub(super) path: String,
}

/// Values that stand in the functionConfig itself.
#[derive(Clone, Debug)]
pub(super) enum Inline {
    /// As a map, at this place.
    Map(Span),
    /// As a text that holds YAML.
    Text(String),
}

/// Reads what to do; without a functionConfig the items are checked.
///
/// # Errors
/// Everything that is wrong with it; at least one.
pub(super) fn read(config: Option<&Node>, sources: &Sources) -> Result<Order, Vec<Diagnostic>> {
    let Some(config) = config else {
        return Ok(Order::Check(Check::default()));
    };
    let mut reader = Reader {
        sources,
        found: Vec::new(),
        is_config_map: false,
    };
    let order = reader.order(config);
    match order {
        Some(order) if reader.found.is_empty() => Ok(order),
        _ => {
            let mut found = reader.found;
            found.sort_by_key(|finding| finding.primary.as_ref().map(|label| label.span));
            Err(found)
        }
    }
}

impl Reader<'_> {
    fn order(&mut self, config: &Node) -> Option<Order> {
        let Some(map) = config.as_map() else {
            let message = format!(
                "functionConfig must be an object, and this is {}",
                config.kind()
            );
            self.say(codes::FUNCTION_KIND, message, config.span, KINDS_HELP);
            return None;
        };
        let text = |key: &str| map.get(key).and_then(Node::as_str);
        let place = |key: &str| {
            let entry = map.entry(key);
            entry.map_or(config.span, |entry| entry.value.span)
        };
        let kind = text("kind").unwrap_or("");
        self.is_config_map = kind == CONFIG_MAP;
        let version = text("apiVersion").unwrap_or("");
        let (expected, body_key) = match self.is_config_map {
            true => ("v1", "data"),
            false => (API_VERSION, "spec"),
        };
        if ![CHECK, COMPILE, CONFIG_MAP].contains(&kind) {
            let near = suggest::closest(kind, [CHECK, COMPILE]);
            let help = match near.first() {
                Some(near) => format!("did you mean `kind: {near}`?"),
                None => KINDS_HELP.to_owned(),
            };
            let message = match kind {
                "" => "functionConfig has no `kind`".to_owned(),
                _ => format!("rutter has no function for `kind: {kind}`"),
            };
            self.say(codes::FUNCTION_KIND, message, place("kind"), help);
            return None;
        }
        if version != expected {
            let message = format!("this rutter has no {kind} of `apiVersion: {version}`");
            let help = format!("write `apiVersion: {expected}`");
            self.say(codes::FUNCTION_KIND, message, place("apiVersion"), help);
        }
        let compiles = kind == COMPILE
            || self.is_config_map
                && map
                    .get(body_key)
                    .is_some_and(|data| data.get("chart").is_some());
        let keys: Vec<&str> = match compiles {
            true => [CHECK_KEYS, COMPILE_KEYS].concat(),
            false => CHECK_KEYS.to_vec(),
        };
        for entry in map.entries() {
            let key = &*entry.key;
            let of_config_map = ["binaryData", "immutable"].contains(&key) && self.is_config_map;
            if ["apiVersion", "kind", "metadata", body_key].contains(&key) || of_config_map {
                continue;
            }
            let help = match keys.contains(&key) {
                true => format!("it belongs below `{body_key}`"),
                false => guess(key, &[body_key]).unwrap_or_else(|| {
                    format!("what the function is told stands below `{body_key}`")
                }),
            };
            let message = format!("{kind} has no key `{key}`");
            self.say(codes::FUNCTION_UNKNOWN_KEY, message, entry.key_span, help);
        }
        let empty = Map::new();
        let body = match map.entry(body_key) {
            None => &empty,
            Some(entry) => match &entry.value.data {
                Data::Map(body) => body,
                Data::Null => &empty,
                _ => {
                    let message = format!(
                        "`{body_key}` must be a map, and this is {}",
                        entry.value.kind()
                    );
                    self.say(codes::FUNCTION_VALUE, message, entry.value.span, "");
                    return None;
                }
            },
        };
        self.unknown_keys(body, &keys, kind, compiles);
        if !compiles {
            return Some(Order::Check(Check {
                wishes: self.wishes(body),
                namespace: self.word(body, "namespace").map(|word| word.text),
            }));
        }
        let place = map
            .entry(body_key)
            .map_or(config.span, |entry| entry.key_span);
        self.compile(body, config, place)
            .map(|compile| Order::Compile(Box::new(compile)))
    }

    fn unknown_keys(&mut self, body: &Map, keys: &[&str], kind: &str, compiles: bool) {
        for entry in body.entries() {
            let key = &*entry.key;
            if keys.contains(&key) {
                continue;
            }
            let help = match guess(key, keys) {
                Some(help) => help,
                None if !compiles && COMPILE_KEYS.contains(&key) => {
                    format!("`{key}` is for compiling: `kind: {COMPILE}`, or a `chart` beside it")
                }
                None => format!("there are {}", keys.join(", ")),
            };
            let message = format!("{kind} has no key `{key}`");
            self.say(codes::FUNCTION_UNKNOWN_KEY, message, entry.key_span, help);
        }
    }

    fn compile(&mut self, body: &Map, config: &Node, place: Span) -> Option<Compile> {
        let identity = Identity::of(config);
        let wishes = self.wishes(body);
        let chart = self.word(body, "chart");
        if chart.is_none() && self.found.is_empty() {
            let message = format!("{COMPILE} does not say which `chart`");
            let help = "give the folder of a chart, seen from where the function runs: `chart: charts/pad`";
            self.say(codes::FUNCTION_VALUE, message, place, help);
        }
        let given = self.word(body, "releaseName");
        let name = given
            .as_ref()
            .map_or(identity.name.as_str(), |word| &word.text);
        if let Some(problem) = Release::name_problem(name) {
            let own_name = config.get("metadata").and_then(|it| it.get("name"));
            let otherwise = own_name.map_or(place, |name| name.span);
            let span = given.as_ref().map_or(otherwise, |word| word.span);
            let message = match name {
                "" => "the release has no name".to_owned(),
                _ => format!("`{name}` is no name for a release: {problem}"),
            };
            let help = "give a `releaseName`; without it, it is the function's `metadata.name`";
            self.say(codes::FUNCTION_VALUE, message, span, help);
        }
        let namespace = self.word(body, "namespace").map(|word| word.text);
        let values_files = self.words(body, "valuesFiles", true);
        let values = self.values(body);
        let set = self.words(body, "set", false);
        let path = self.word(body, "path").map(|word| word.text);
        Some(Compile {
            wishes,
            release: name.to_owned(),
            namespace: namespace.or_else(|| identity.namespace.clone()),
            values_files,
            values,
            templates: self.words(body, "templates", true),
            set: set.into_iter().map(|word| word.text).collect(),
            helper: self.word(body, "helper"),
            helm: self.helm(body),
            check: self.truth(body, "check").unwrap_or(true),
            path: path.unwrap_or_else(|| format!("ingress-{name}.yaml")),
            chart: chart?,
        })
    }

    fn wishes(&mut self, body: &Map) -> Wishes {
        let mut wishes = Wishes::default();
        if let Some(word) = self.word(body, "istioVersion") {
            match word.text.parse() {
                Ok(version) => wishes.istio = Some(version),
                Err(error) => {
                    let message = format!("`istioVersion: {}`: {error}", word.text);
                    self.say(codes::FUNCTION_VALUE, message, word.span, "");
                }
            }
        }
        for (key, selects) in [("select", true), ("ignore", false)] {
            for word in self.words(body, key, true) {
                match Wishes::selectors(std::slice::from_ref(&word.text), selects) {
                    Ok(selectors) if selects => wishes.select.extend(selectors),
                    Ok(selectors) => wishes.ignore.extend(selectors),
                    Err(unknown) => {
                        let (message, help) = (unknown.message, unknown.help);
                        self.say(codes::FUNCTION_VALUE, message, word.span, help);
                    }
                }
            }
        }
        if let Some(word) = self.word(body, "failOn") {
            let severities = [
                ("error", Severity::Error),
                ("warning", Severity::Warning),
                ("info", Severity::Info),
            ];
            let found = severities.iter().find(|(name, _)| *name == word.text);
            wishes.fail_on = found.map(|(_, severity)| *severity);
            if found.is_none() {
                let names = severities.iter().map(|(name, _)| *name);
                let mut near = suggest::closest(&word.text, names.clone());
                near.extend(names.filter(|name| name.starts_with(&word.text)));
                let help = match near.first() {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "there are error, warning and info".to_owned(),
                };
                let message = format!("`failOn` cannot be `{}`", word.text);
                self.say(codes::FUNCTION_VALUE, message, word.span, help);
            }
        }
        wishes
    }

    fn helm(&mut self, body: &Map) -> Option<HelmVersion> {
        let entry = body.entry("helmVersion")?;
        let version = match &entry.value.data {
            Data::Null => return None,
            Data::Str(text) => text.parse::<f64>().ok(),
            Data::Float(number) => Some(*number),
            _ => None,
        };
        match version {
            Some(3.0) => Some(HelmVersion::V3),
            Some(4.0) => Some(HelmVersion::V4),
            _ => {
                let message = "`helmVersion` must be 3 or 4";
                self.say(codes::FUNCTION_VALUE, message, entry.value.span, "");
                None
            }
        }
    }

    fn values(&mut self, body: &Map) -> Option<Inline> {
        let entry = body.entry("values")?;
        match &entry.value.data {
            Data::Null => None,
            Data::Map(_) if !self.is_config_map => Some(Inline::Map(entry.value.span)),
            Data::Str(text) if self.is_config_map => Some(Inline::Text(text.to_string())),
            _ => {
                let what = match self.is_config_map {
                    true => "a text that holds YAML (`values: |`)",
                    false => "a map",
                };
                self.type_error(entry, what);
                None
            }
        }
    }
}

const KINDS_HELP: &str =
    "there are IngressCheck and IngressCompile of `rutter.dev/v1alpha1`, and ConfigMap";

/// What an unknown key was meant to be.
fn guess(key: &str, keys: &[&str]) -> Option<String> {
    let other = OTHER_WORDS
        .iter()
        .find(|(word, meant)| *word == key && keys.contains(meant));
    let near = match other {
        Some((_, meant)) => Some(*meant),
        None => suggest::closest(key, keys.iter().copied()).first().copied(),
    };
    Some(format!("did you mean `{}`?", near?))
}
