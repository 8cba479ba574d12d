//! From the text of a `rutter.yaml` to a [`Config`], with the place of everything that is wrong.

use serde::de::DeserializeOwned;

use super::{Config, PathConfig, Selector, is_path, pattern};
use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::serde_de::from_node;
use crate::yaml::{Data, Entry, List, Map, Node, entry, read_document};
use crate::{helper, suggest};

/// The keys of the file, and an example of each.
const KEYS: &[(&str, &str)] = &[
    ("version", "version: 1"),
    ("helper", "helper: istio-1.3.0"),
    ("helm", "helm: 3"),
    ("istio", "istio: \"1.30\""),
    ("fail-on", "fail-on: warning"),
    ("select", "select: [RT3, RT4001]"),
    ("ignore", "ignore: [RT4001]"),
    ("severity", "severity: {RT4001: info}"),
    (
        "paths",
        "paths: [{match: [charts/legacy], ignore: [RT4001]}]",
    ),
    ("baseline", "baseline: rutter-baseline.json"),
];

/// The keys of an entry of `paths`, and an example of each.
const PATH_KEYS: &[(&str, &str)] = &[
    ("match", "match: [charts/legacy]"),
    ("helper", "helper: istio-1.3.0"),
    ("helm", "helm: 3"),
    ("istio", "istio: \"1.30\""),
    ("select", "select: [RT3, RT4001]"),
    ("ignore", "ignore: [RT4001]"),
    ("severity", "severity: {RT4001: info}"),
];

pub(super) fn parse(
    sources: &Sources,
    source: SourceId,
    known: &[Code],
) -> Result<Config, Vec<Diagnostic>> {
    let reading = read_document(sources, source).map_err(|problem| vec![*problem])?;
    let mut reader = Reader {
        sources,
        known,
        found: Vec::new(),
    };
    for warning in reading.warnings {
        reader.found.push(lost(warning, sources));
    }
    let root = reading.documents.into_iter().next().unwrap_or(Node::null());
    let config = reader.config(&root, Span::new(source, 0, 0));
    let mut found = reader.found;
    found.sort_by_key(|diagnostic| diagnostic.primary.as_ref().map(|label| label.span));
    match config {
        Some(config) if found.is_empty() => Ok(config),
        _ => Err(found),
    }
}

/// What YAML lets pass although it loses something (a key that is given twice) is worth stopping
/// for here. The reader's own words are about Helm, which does not read this file.
fn lost(warning: Diagnostic, sources: &Sources) -> Diagnostic {
    if warning.code != codes::DUPLICATE_KEY {
        return Diagnostic {
            severity: Severity::Error,
            ..warning
        };
    }
    let place = warning.primary.map_or(Span::NOWHERE, |label| label.span);
    let message = format!("the key `{}` is given twice", sources.text(place));
    let finding = Diagnostic::error(codes::DUPLICATE_KEY, message).at(place, "");
    let earlier = warning.secondary.into_iter();
    earlier
        .fold(finding, |finding, label| {
            finding.also(label.span, "and here")
        })
        .help("keep one of them, with everything that belongs under this key")
}

struct Reader<'a> {
    sources: &'a Sources,
    known: &'a [Code],
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn config(&mut self, root: &Node, start: Span) -> Option<Config> {
        let map = match &root.data {
            Data::Map(map) => map.clone(),
            Data::Null => Map::new(),
            _ => {
                let message = format!("rutter.yaml must hold keys, and this is {}", root.kind());
                let finding = Diagnostic::error(codes::CONFIG_VALUE, message);
                self.found
                    .push(finding.at(root.span, "").help("begin with `version: 1`"));
                return None;
            }
        };
        self.version(&map, start);
        let mut map = self.tidy(map, KEYS);
        for (key, example) in KEYS {
            let Some(entry) = map.entry(key).cloned() else {
                continue;
            };
            match *key {
                "version" => {}
                "paths" if entry.value.as_list().is_some() => {
                    let paths = self.paths(&entry.value);
                    map.insert(Entry {
                        value: paths,
                        ..entry
                    });
                }
                _ => self.value::<Config>(version_one(), &entry, example),
            }
        }
        if !self.found.is_empty() {
            return None;
        }
        let whole = Node::new(Data::Map(map), root.span);
        match from_node(&whole) {
            Ok(config) => Some(config),
            Err(error) => {
                let finding = Diagnostic::error(codes::CONFIG_VALUE, error.message);
                self.found.push(finding.at(error.span, ""));
                None
            }
        }
    }

    fn version(&mut self, map: &Map, start: Span) {
        let first = map.entries().iter().min_by_key(|entry| entry.key_span);
        let Some(version) = map.entry("version") else {
            let place = first.map_or(start, |entry| entry.key_span);
            self.found.push(
                Diagnostic::error(
                    codes::CONFIG_VERSION,
                    "rutter.yaml does not say its version",
                )
                .at(place, "expected `version: 1` before this")
                .note("the version tells a later rutter how this file is meant")
                .help("write `version: 1` as the first line"),
            );
            return;
        };
        let is_one = match version.value.data {
            Data::Int(number) => number == 1,
            Data::Float(number) => number == 1.0,
            _ => false,
        };
        if !is_one {
            let written = self.sources.text(version.value.span);
            let message = match &version.value.data {
                Data::Null => "`version` has no value".to_owned(),
                Data::List(_) | Data::Map(_) => {
                    format!("`version` must be 1, and this is {}", version.value.kind())
                }
                _ => format!("this rutter reads version 1 of rutter.yaml, not {written}"),
            };
            let place = match version.value.span {
                span if span.start == span.end || span.is_nowhere() => version.key_span,
                span => span,
            };
            self.found.push(
                Diagnostic::error(codes::CONFIG_VERSION, message)
                    .at(place, "")
                    .help("write `version: 1`; a file of a later version needs a later rutter"),
            );
        } else if let Some(first) = first
            && first.key_span != version.key_span
        {
            self.found.push(
                Diagnostic::error(
                    codes::CONFIG_VERSION,
                    "`version` must be the first key of rutter.yaml",
                )
                .at(version.key_span, "")
                .also(first.key_span, "this stands before it")
                .help("move `version: 1` to the top"),
            );
        }
    }

    /// The map without keys that do not exist, which are reported, and without nulls: a key whose
    /// value is commented out says nothing.
    fn tidy(&mut self, mut map: Map, keys: &[(&str, &str)]) -> Map {
        for entry in map.clone().entries() {
            let name = &*entry.key;
            if keys.iter().any(|(key, _)| *key == name) {
                if entry.value.is_null() {
                    map.remove(name);
                }
                continue;
            }
            map.remove(name);
            let names = keys.iter().map(|(key, _)| *key);
            let meant = suggest::closest(&name.replace('_', "-"), names.clone());
            let help = match meant.first() {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => {
                    let names: Vec<_> = names.collect();
                    format!("there are `{}`", names.join("`, `"))
                }
            };
            self.found.push(
                Diagnostic::error(
                    codes::CONFIG_UNKNOWN_KEY,
                    format!("there is no key `{name}` here"),
                )
                .at(entry.key_span, "")
                .help(help),
            );
        }
        map
    }

    fn paths(&mut self, list: &Node) -> Node {
        let mut tidied = Vec::new();
        for item in list.as_list().unwrap_or_default() {
            let Some(map) = item.as_map() else {
                self.wrong(
                    item,
                    format!("an entry of `paths` is a map, and this is {}", item.kind()),
                    "write `- match: [charts/legacy]` and below it what holds there",
                );
                continue;
            };
            let map = self.tidy(map.clone(), PATH_KEYS);
            if map.get("match").is_none_or(|patterns| {
                patterns
                    .as_list()
                    .is_some_and(|patterns| patterns.is_empty())
            }) {
                let first = map.entries().iter().min_by_key(|entry| entry.key_span);
                let place = first.map_or(item.span, |entry| entry.key_span);
                let finding = Diagnostic::error(
                    codes::CONFIG_VALUE,
                    "this entry of `paths` matches no chart",
                );
                self.found.push(
                    finding
                        .at(place, "")
                        .help("say for which charts it holds, such as `match: [charts/legacy]`"),
                );
            }
            for (key, example) in PATH_KEYS {
                if let Some(entry) = map.entry(key) {
                    self.value::<PathConfig>(no_match(), entry, example);
                }
            }
            tidied.push(Node::new(Data::Map(map), item.span));
        }
        Node::new(Data::List(List::new(tidied)), list.span)
    }

    /// Checks the value of one key: its type by reading `T` with this key and one that it needs,
    /// and what the type cannot tell.
    fn value<T: DeserializeOwned>(&mut self, needed: Entry, entry: &Entry, example: &str) {
        if &*entry.key == "istio" && self.is_misread_version(&entry.value) {
            return;
        }
        let one = Map::from_entries(vec![needed, entry.clone()]);
        if let Err(error) = from_node::<T>(&Node::new(Data::Map(one), entry.key_span)) {
            let message = format!("`{}` cannot be used: {}", entry.key, error.message);
            let finding = Diagnostic::error(codes::CONFIG_VALUE, message).at(error.span, "");
            self.found.push(finding.help(format!("write `{example}`")));
            return;
        }
        let items = entry.value.as_list().unwrap_or_default();
        match &*entry.key {
            "helper" => self.helper(&entry.value),
            "select" => self.rules(items, true),
            "ignore" => self.rules(items, false),
            "severity" => {
                for rule in entry.value.as_map().map_or(&[][..], Map::entries) {
                    self.rule(&rule.key, rule.key_span, false);
                }
            }
            "match" => items.iter().for_each(|item| self.pattern(item)),
            "baseline" if entry.value.as_str() == Some("") => {
                let help = format!("write `{example}`");
                self.wrong(&entry.value, "`baseline` names no file".to_owned(), &help);
            }
            _ => {}
        }
    }

    /// Reports a version whose digits YAML does not keep: `1.30` is the number 1.3.
    fn is_misread_version(&mut self, value: &Node) -> bool {
        let Data::Float(number) = value.data else {
            return false;
        };
        let written = self.sources.text(value.span);
        let read = number.to_string();
        // Istio 1.1 to 1.9 are history: `1.3` is a 1.30 that some program wrote back.
        let is_short = written.len() <= "1.9".len();
        if !written.contains('.') || (written == read && !is_short) {
            return false;
        }
        let (version, label) = match is_short {
            true => (
                format!("{written}0"),
                "this looks like a version that lost its last digit".to_owned(),
            ),
            false => (
                written.to_owned(),
                format!("to YAML this is the number {read}"),
            ),
        };
        self.found.push(
            Diagnostic::error(
                codes::CONFIG_UNQUOTED_VERSION,
                "the version of Istio must stand in quotes",
            )
            .at(value.span, label)
            .help(format!("write `istio: \"{version}\"`")),
        );
        true
    }

    fn helper(&mut self, value: &Node) {
        let Some(written) = value.as_str() else {
            return;
        };
        if is_path(written) || helper::ids().any(|id| id == written) {
            return;
        }
        // Of versions that are equally near the newest.
        let help = match suggest::closest(written, helper::ids()).iter().max() {
            Some(id) => format!("did you mean `{id}`?"),
            None => {
                let ids: Vec<_> = helper::ids().collect();
                format!("there are {}", ids.join(", "))
            }
        };
        self.found.push(
            Diagnostic::error(
                codes::CONFIG_UNKNOWN_HELPER,
                format!("there is no helper `{written}`"),
            )
            .at(value.span, "")
            .help(help)
            .help("the path of a definition needs a `/`, such as ./helper.yaml"),
        );
    }

    fn rules(&mut self, items: &[Node], selects: bool) {
        for item in items {
            self.rule(item.as_str().unwrap_or(""), item.span, selects);
        }
    }

    fn rule(&mut self, text: &str, span: Span, selects: bool) {
        if let Err(unknown) = Selector::parse(text, self.known, selects) {
            let finding = Diagnostic::error(codes::CONFIG_UNKNOWN_RULE, unknown.message);
            self.found.push(finding.at(span, "").help(unknown.help));
        }
    }

    fn pattern(&mut self, item: &Node) {
        if let Some((message, help)) = pattern::problem(item.as_str().unwrap_or("")) {
            let finding = Diagnostic::error(codes::CONFIG_PATTERN, message);
            self.found.push(finding.at(item.span, "").help(help));
        }
    }

    fn wrong(&mut self, node: &Node, message: String, help: &str) {
        let finding = Diagnostic::error(codes::CONFIG_VALUE, message);
        self.found.push(finding.at(node.span, "").help(help));
    }
}

/// What a file needs besides the key that is checked.
fn version_one() -> Entry {
    entry("version", Node::new(Data::Int(1), Span::NOWHERE))
}

/// What an entry of `paths` needs besides the key that is checked.
fn no_match() -> Entry {
    entry(
        "match",
        Node::new(Data::List(List::default()), Span::NOWHERE),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_an_example_that_reads() {
        const RULE: &[Code] = &[Code::new(3001, "first"), Code::new(4001, "second")];
        let read = |text: String| {
            let mut sources = Sources::new();
            let id = sources.add("rutter.yaml", text);
            parse(&sources, id, RULE)
        };
        for (_, example) in &KEYS[1..] {
            assert!(
                read(format!("version: 1\n{example}\n")).is_ok(),
                "{example}"
            );
        }
        for (_, example) in &PATH_KEYS[1..] {
            let text = format!("version: 1\npaths:\n- match: [a]\n  {example}\n");
            assert!(read(text).is_ok(), "{example}");
        }
    }

    #[test]
    fn every_key_that_reads_is_listed() {
        let keys = |error: String| error.matches('`').count() / 2 - 1;
        let bad = |needed| {
            let bad = entry("nothing", Node::null());
            Node::new(
                Data::Map(Map::from_entries(vec![needed, bad])),
                Span::NOWHERE,
            )
        };
        let error = from_node::<Config>(&bad(version_one())).unwrap_err();
        assert_eq!(keys(error.message), KEYS.len());
        let error = from_node::<PathConfig>(&bad(no_match())).unwrap_err();
        assert_eq!(keys(error.message), PATH_KEYS.len());
    }
}
