//! What is wrong with objects before anybody asks what they say: a version or a kind that does not
//! exist, no name, no spec, two of one name. What a helper prints has none of this; what somebody
//! writes may.

use std::collections::HashMap;

use super::Checker;
use super::objects::{GROUP, KINDS};
use crate::Release;
use crate::diagnostic::{Code, Diagnostic, ObjectField, codes};
use crate::source::{Sources, Span};
use crate::suggest;
use crate::yaml::{Data, Node};

/// The kinds of `networking.istio.io` (Istio 1.30, `pkg/config/schema/collections`).
const ALL_KINDS: [&str; 9] = [
    "DestinationRule",
    "EnvoyFilter",
    "Gateway",
    "ProxyConfig",
    "ServiceEntry",
    "Sidecar",
    "VirtualService",
    "WorkloadEntry",
    "WorkloadGroup",
];

/// The versions of the three kinds that are looked at (Istio 1.30, `manifests/charts/base`).
const VERSIONS: [&str; 3] = ["v1", "v1beta1", "v1alpha3"];

impl Checker {
    /// [`Checker::trees`] for those among the objects that are looked at, and what is wrong with
    /// them as objects.
    pub(crate) fn written(
        &self,
        all: &[Node],
        release: &Release,
        sources: &Sources,
    ) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = all.iter().filter_map(unknown_kind).collect();
        let mut sound: Vec<Node> = Vec::new();
        let mut names: HashMap<(&str, &str, &str), Span> = HashMap::new();
        for tree in all {
            let Some(object) = Written::new(tree) else {
                continue;
            };
            let (version, name, spec) = (object.version(), object.name(), object.spec());
            let is_sound = spec.is_none();
            found.extend([version, name, spec].into_iter().flatten());
            let namespace = object.text("namespace").unwrap_or(&release.namespace);
            let id = (object.kind, namespace, object.text("name").unwrap_or(""));
            let place = object.meta("name").map_or(tree.span, |name| name.span);
            match names.get(&id) {
                Some(first) if !id.2.is_empty() => found.push(object.twice(id, *first, place)),
                // Rules would tell again what they told of the first, or that the two disagree.
                _ => {
                    names.insert(id, place);
                    if is_sound {
                        sound.push(tree.clone());
                    }
                }
            }
        }
        found.extend(self.trees(&sound, release, sources));
        super::sort(&mut found);
        found
    }
}

/// An object that is meant as one of Istio's three.
struct Written<'a> {
    kind: &'static str,
    kind_span: Span,
    tree: &'a Node,
}

impl<'a> Written<'a> {
    fn new(tree: &'a Node) -> Option<Self> {
        let kind = tree.get("kind")?;
        let is_ours = tree.get("apiVersion").is_none_or(|version| {
            version.is_null() || version.as_str().is_some_and(|text| group(text) == GROUP)
        });
        let name = KINDS.into_iter().find(|name| kind.as_str() == Some(name))?;
        is_ours.then_some(Written {
            kind: name,
            kind_span: kind.span,
            tree,
        })
    }

    fn meta(&self, key: &str) -> Option<&'a Node> {
        self.tree.get("metadata")?.get(key)
    }

    /// A text of the metadata that is not empty.
    fn text(&self, key: &str) -> Option<&'a str> {
        let text = self.meta(key).and_then(Node::as_str);
        text.filter(|text| !text.is_empty())
    }

    fn error(&self, code: Code, message: String, place: Span, path: &str) -> Diagnostic {
        let mut finding = Diagnostic::error(code, message).at(place, "");
        finding.field = Some(ObjectField {
            kind: self.kind,
            name: self.text("name").unwrap_or("").to_owned(),
            path: path.to_owned(),
        });
        finding
    }

    fn version(&self) -> Option<Diagnostic> {
        const PATH: &str = "apiVersion";
        let kind = self.kind;
        let code = codes::OBJECT_VERSION;
        let given = self.tree.get(PATH);
        let Some((given, text)) = given.and_then(|given| Some((given, given.as_str()?))) else {
            let message = format!("this {kind} has no `apiVersion`");
            let help = format!("write `apiVersion: {GROUP}/v1` above it, if it is one of Istio's");
            return Some(
                self.error(code, message, self.kind_span, PATH)
                    .note("Kubernetes takes no object without one: the deploy fails")
                    .help(help),
            );
        };
        let version = text.split_once('/').map_or("", |(_, version)| version);
        (!VERSIONS.contains(&version)).then(|| {
            let message = format!("there is no {kind} in `{text}`");
            self.error(code, message, given.span, PATH)
                .note("Kubernetes knows no such object: the deploy fails")
                .help(format!("write `{GROUP}/v1`"))
        })
    }

    fn name(&self) -> Option<Diagnostic> {
        // One that is written and is no name has a rule.
        if self.meta("name").is_some() || self.text("generateName").is_some() {
            return None;
        }
        let message = format!("this {} has no name", self.kind);
        Some(
            self.error(codes::OBJECT_NAME, message, self.kind_span, "metadata.name")
                .note("Kubernetes takes no object without a name: the deploy fails")
                .help("write one below `metadata`, as in `name: pad`"),
        )
    }

    fn spec(&self) -> Option<Diagnostic> {
        let spec = self.tree.get("spec");
        let kind = self.kind;
        let (code, path) = (codes::OBJECT_SPEC, "spec");
        if let Some(spec) = spec.filter(|spec| !spec.is_null()) {
            return spec.as_map().is_none().then(|| {
                let message = format!(
                    "the `spec` of this {kind} must be a map, and this is {}",
                    spec.kind()
                );
                self.error(code, message, spec.span, path)
                    .note("Kubernetes refuses the object, and the deploy fails")
                    .help("write keys and values below `spec:`, without a dash")
            });
        }
        let entries = self.tree.as_map().map(|map| map.entries());
        let mut entries = entries.unwrap_or_default().iter();
        let meant = entries.find(|entry| {
            matches!(entry.value.data, Data::Map(_))
                && !suggest::closest(&entry.key, [path]).is_empty()
        });
        let place = meant.map_or(self.kind_span, |meant| meant.key_span);
        let finding = self.error(code, format!("this {kind} has no `spec`"), place, path);
        let finding = finding.note("as it stands it says nothing, and nothing in it was checked");
        Some(match meant {
            Some(meant) => finding.help(format!("write `spec` instead of `{}`", meant.key)),
            None => finding.help("write what it says below `spec:`"),
        })
    }

    fn twice(&self, id: (&str, &str, &str), first: Span, place: Span) -> Diagnostic {
        let (kind, namespace, name) = id;
        let message = format!("a second {kind} is called `{name}` in the namespace `{namespace}`");
        let finding = self.error(codes::OBJECT_TWICE, message, place, "metadata.name");
        finding
            .also(first, "the first one")
            .note(
                "a cluster keeps one object of a kind and name: the deploy stops at the second, or \
                 the second replaces the first; only the first was checked",
            )
            .help("give one of them another name, or take it out")
    }
}

fn group(api_version: &str) -> &str {
    api_version.split('/').next().unwrap_or_default()
}

/// An object of Istio's group whose kind is none, but nearly one.
fn unknown_kind(object: &Node) -> Option<Diagnostic> {
    let version = object.get("apiVersion")?;
    if version.as_str().map(group) != Some(GROUP) {
        return None;
    }
    let Some(kind) = object.get("kind").filter(|kind| !kind.is_null()) else {
        return Some(
            Diagnostic::error(codes::OBJECT_KIND, "this object of Istio's has no `kind`")
                .at(version.span, "")
                .note("Kubernetes takes no object without one: the deploy fails")
                .help(format!("write one below it: {}", KINDS.join(", "))),
        );
    };
    let text = kind.as_str()?;
    if ALL_KINDS.contains(&text) {
        return None;
    }
    let meant = suggest::closest(text, ALL_KINDS).into_iter().next()?;
    Some(
        Diagnostic::error(codes::OBJECT_KIND, format!("Istio has no kind `{text}`"))
            .at(kind.span, "")
            .note(
                "Kubernetes knows no such object: the deploy fails; and nothing in it was checked",
            )
            .help(format!("write `{meant}`")),
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Options, objects::read};
    use super::*;

    /// Code, line and message of the errors in a text.
    fn found(text: &str) -> Vec<(u16, usize, String)> {
        let mut sources = Sources::new();
        let id = sources.add("all.yaml", text);
        let release = Release::registered("pad", "pad", &mut sources);
        let all: Vec<Node> = read(&sources, id).flat_map(|(_, trees)| trees).collect();
        let found = Checker::new(Options::default()).written(&all, &release, &sources);
        let errors = found.into_iter().filter(|found| found.code.number() < 4000);
        errors
            .map(|found| {
                let place = found.primary.as_ref().unwrap().span;
                let line = sources.place(place).unwrap().1.line;
                (found.code.number(), line, found.message)
            })
            .collect()
    }

    fn rule(head: &str) -> String {
        format!("{head}spec: {{host: pad}}\n")
    }

    const HEAD: &str =
        "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: pad}\n";

    fn one(text: &str) -> (u16, usize, String) {
        let all = found(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.into_iter().next().unwrap()
    }

    #[test]
    fn a_sound_object_has_no_fault() {
        assert_eq!(found(&rule(HEAD)), []);
        let generated = HEAD.replace("name: pad", "generateName: pad-");
        assert_eq!(found(&rule(&generated)), []);
    }

    #[test]
    fn two_of_one_name_are_told_whatever_version_they_are_of() {
        let first = rule(HEAD);
        let old = first.replace("/v1", "/v1beta1");
        let (code, line, message) = one(&format!("{first}---\n{old}"));
        assert_eq!((code, line), (2174, 8));
        assert!(
            message.contains("DestinationRule is called `pad`"),
            "{message}"
        );
        let here = first.replace("name: pad", "name: pad, namespace: pad");
        assert_eq!(one(&format!("{first}---\n{here}")).0, 2174);
        let elsewhere = first.replace("name: pad", "name: pad, namespace: other");
        assert_eq!(found(&format!("{first}---\n{elsewhere}")), []);
    }

    #[test]
    fn a_name_is_needed() {
        for metadata in [
            "metadata: {}",
            "metadata: []",
            "metadata: {nam: pad}",
            "metadata:",
        ] {
            let text = rule(&HEAD.replace("metadata: {name: pad}", metadata));
            assert_eq!(one(&text).0, 2172, "{metadata}");
        }
        let gateway = "{apiVersion: networking.istio.io/v1, kind: Gateway, spec: {servers: []}}";
        assert!(found(gateway).iter().any(|found| found.0 == 2172));
    }

    #[test]
    fn a_version_must_be_one_of_istios() {
        let (code, line, message) = one(&rule(&HEAD.replace("/v1", "/v2")));
        assert_eq!((code, line), (2170, 1));
        assert!(message.contains("networking.istio.io/v2"), "{message}");
        let none = HEAD.replace("apiVersion: networking.istio.io/v1\n", "");
        let (code, line, _) = one(&rule(&none));
        assert_eq!((code, line), (2170, 1));
        let other = rule(&HEAD.replace("networking.istio.io/v1", "example.org/v1"));
        assert_eq!(found(&other), []);
    }

    #[test]
    fn a_kind_is_written_as_it_is() {
        for kind in ["Destinationrule", "DestinationRules", "destinationrule"] {
            let (code, line, message) = one(&rule(&HEAD.replace("DestinationRule", kind)));
            assert_eq!((code, line), (2171, 2), "{message}");
        }
        assert_eq!(one("apiVersion: networking.istio.io/v1\n").0, 2171);
        for kind in ["Sidecar", "SomethingNew"] {
            assert_eq!(found(&rule(&HEAD.replace("DestinationRule", kind))), []);
        }
    }

    #[test]
    fn a_spec_that_is_none_is_told_once() {
        for (spec, line, message) in [
            ("spec: []", 4, "must be a map"),
            ("spec:", 2, "has no `spec`"),
            ("specs: {host: pad}", 4, "has no `spec`"),
            ("", 2, "has no `spec`"),
        ] {
            let (code, at, told) = one(&format!("{HEAD}{spec}\n"));
            assert_eq!((code, at), (2173, line), "{spec}");
            assert!(told.contains(message), "{spec}: {told}");
        }
    }
}
