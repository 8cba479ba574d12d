//! Whether a document is a Kubernetes object.
//!
//! What every object has is checked: its type, its name, its labels. What a kind means by its
//! other fields is between the author and the cluster.

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{At, Document, Finding};
use crate::diagnostic::codes;
use crate::istio::syntax::label::{kubernetes_label_value, label_key};
use crate::model::Model;
use crate::source::Span;
use crate::yaml::walk::Step;
use crate::yaml::{Data, Entry, Map, Node};

/// The most bytes of a name (kubernetes: apimachinery/pkg/util/validation,
/// `DNS1123SubdomainMaxLength`).
const MOST_NAME: usize = 253;
/// The most bytes of one of its parts, and of a namespace (`DNS1123LabelMaxLength`).
const MOST_LABEL: usize = 63;

/// By what objects are told apart: group, kind, namespace and name.
type Identity = (String, String, String, String);

/// The objects that are there already.
pub(super) struct Known {
    /// The namespace of objects that name none.
    namespace: String,
    objects: BTreeMap<Identity, Option<At>>,
}

impl Known {
    /// Istio's objects, as nothing may take their place.
    pub fn of(model: &Model) -> Self {
        let mut known = Known {
            namespace: model.release.namespace.clone(),
            objects: BTreeMap::new(),
        };
        for object in &model.objects {
            if let Some(identity) = known.identity(object) {
                known.objects.insert(identity, None);
            }
        }
        known
    }

    fn identity(&self, object: &Node) -> Option<Identity> {
        let version = object.get("apiVersion")?.as_str()?;
        let group = version.split_once('/').map_or("", |(group, _)| group);
        let metadata = object.get("metadata")?;
        let namespace = metadata.get("namespace").and_then(Node::as_str);
        Some((
            group.to_owned(),
            object.get("kind")?.as_str()?.to_owned(),
            namespace.unwrap_or(&self.namespace).to_owned(),
            metadata.get("name")?.as_str()?.to_owned(),
        ))
    }

    /// Gives the objects of a template their places among the sources.
    pub fn locate(&mut self, place: &dyn Fn(Range<usize>) -> Option<Span>) {
        for at in self.objects.values_mut() {
            if let Some(At::Output(range)) = at {
                let span = place(range.clone()).unwrap_or(Span::NOWHERE);
                *at = Some(At::Source(span));
            }
        }
    }
}

/// Looks at one document.
pub(super) fn check(document: &Document<'_>, known: &mut Known, found: &mut Vec<Finding>) {
    let root = document.root;
    let Data::Map(object) = &root.data else {
        let message = format!(
            "the template prints {}, which is no Kubernetes object",
            root.kind()
        );
        let help = "every document begins with `apiVersion` and `kind`; `---` on a line of its own \
                    separates two";
        found.push(error(document, root.span, message, "").help(help));
        return;
    };
    let before = found.len();
    let kind = kind(document, object, found);
    let Some(metadata) = part(document, object, "metadata", found) else {
        return;
    };
    let Data::Map(metadata_map) = &metadata.data else {
        let message = format!("`metadata` is {}, and must be a map", metadata.kind());
        found.push(error(document, metadata.span, message, ""));
        return;
    };
    check_name(document, &kind, object, metadata_map, found);
    check_namespace(document, metadata_map, found);
    labels(document, metadata_map, found);
    selectors(document, found);
    if found.len() > before {
        return;
    }
    let Some(identity) = known.identity(root) else {
        return;
    };
    let name = metadata_map.get("name");
    let at = document.range(name.map_or(root.span, |name| name.span));
    match known.objects.get(&identity) {
        None => {
            known.objects.insert(identity, Some(At::Output(at)));
        }
        Some(earlier) => {
            let (_, kind, namespace, name) = &identity;
            let message =
                format!("there are two of the {kind} `{name}` in namespace `{namespace}`");
            let label = "the same name again";
            let mut finding = Finding::error(codes::EXTENSION_DUPLICATE, message, at, label)
                .help("put what tells them apart into the name");
            match earlier {
                Some(earlier) => finding
                    .secondary
                    .push((earlier.clone(), "the first one".into())),
                None => finding
                    .notes
                    .push("the first one is the helper's own".to_owned()),
            }
            found.push(finding);
        }
    }
}

fn error(document: &Document<'_>, span: Span, message: String, label: &str) -> Finding {
    Finding::error(
        codes::EXTENSION_NO_OBJECT,
        message,
        document.range(span),
        label,
    )
}

/// A key that must be there, with a value.
fn part<'o>(
    document: &Document<'_>,
    object: &'o Map,
    key: &str,
    found: &mut Vec<Finding>,
) -> Option<&'o Node> {
    let value = object.get(key).filter(|value| !value.is_null());
    if value.is_none() {
        let first = object.entries().iter().map(|entry| entry.key_span);
        let first = first.min_by_key(|span| span.start);
        let label = "this document";
        let finding = error(
            document,
            object
                .entry(key)
                .map(|entry| entry.key_span)
                .or(first)
                .unwrap_or(Span::NOWHERE),
            format!("a Kubernetes object has `{key}`, and this document has none"),
            label,
        );
        found.push(finding.help(match key {
            "apiVersion" => "write it as documentation of the kind shows it, such as `apiVersion: cert-manager.io/v1`",
            "kind" => "write what it is, such as `kind: Certificate`",
            _ => "write at least `metadata: {name: ...}`",
        }));
    }
    value
}

/// `apiVersion` and `kind`; gives the kind, for messages.
fn kind(document: &Document<'_>, object: &Map, found: &mut Vec<Finding>) -> String {
    let version = part(document, object, "apiVersion", found);
    if let Some(version) = version {
        let parts = version
            .as_str()
            .map(|text| text.rsplit_once('/').unwrap_or(("core", text)));
        let good = parts.is_some_and(|(group, version)| {
            subdomain(group, MOST_NAME).is_ok() && is_version(version)
        });
        if !good {
            let message = "`apiVersion` is a version such as `v1`, or group and version such as \
                           `cert-manager.io/v1`";
            found.push(error(document, version.span, message.to_owned(), ""));
        }
    }
    let Some(kind) = part(document, object, "kind", found) else {
        return "object".to_owned();
    };
    let text = kind.as_str().unwrap_or("");
    let is_word = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric());
    if !is_word {
        let message = "`kind` is a word that begins in upper case, such as `Certificate`";
        found.push(error(document, kind.span, message.to_owned(), ""));
        return "object".to_owned();
    }
    if text.ends_with("List") && object.get("items").is_some() {
        let message = format!("a `{text}` holds objects and is none");
        let help = "print its items as documents of their own, with a line `---` between them";
        found.push(error(document, kind.span, message, "").help(help));
    }
    text.to_owned()
}

fn is_version(text: &str) -> bool {
    text.starts_with('v') && text.len() > 1 && subdomain(text, MOST_LABEL).is_ok()
}

fn check_name(
    document: &Document<'_>,
    kind: &str,
    object: &Map,
    metadata: &Map,
    found: &mut Vec<Finding>,
) {
    let name = metadata.get("name").filter(|name| !name.is_null());
    let Some(name) = name else {
        let place = object.entry("metadata").map(|entry| entry.key_span);
        let place = place.unwrap_or(Span::NOWHERE);
        let finding = error(document, place, format!("this {kind} has no name"), "");
        found.push(match metadata.get("generateName") {
            Some(_) => finding.note("`generateName` makes another object at every deploy"),
            None => finding.help("write `metadata: {name: ...}`"),
        });
        return;
    };
    let Some(text) = name.as_str() else {
        let message = format!(
            "the name of this {kind} is {}, and must be a text",
            name.kind()
        );
        let help = "`{{ value | tojson }}` writes the quotes that keep it one";
        let at = document.range(name.span);
        let finding = Finding::error(codes::EXTENSION_NAME, message, at, "");
        found.push(finding.help(help));
        return;
    };
    let version = object
        .get("apiVersion")
        .and_then(Node::as_str)
        .unwrap_or("");
    let problem = if version.starts_with("rbac.authorization.k8s.io/") {
        // As parts of a path (kubernetes: apimachinery/pkg/api/validation/path).
        let is_part = !matches!(text, "" | "." | "..") && !text.contains(['/', '%']);
        if is_part {
            Ok(())
        } else {
            Err("`/` and `%` are not allowed".to_owned())
        }
    } else if version == "v1" && matches!(kind, "Service" | "Namespace") {
        label(text)
    } else {
        subdomain(text, MOST_NAME)
    };
    if let Err(why) = problem {
        let message = format!("`{text}` is no name for this {kind}: {why}");
        let finding = Finding::error(
            codes::EXTENSION_NAME,
            message,
            document.range(name.span),
            "",
        );
        found.push(finding.help("the filter `dns_label` makes a name of any text"));
    }
}

fn check_namespace(document: &Document<'_>, metadata: &Map, found: &mut Vec<Finding>) {
    let Some(entry) = metadata.entry("namespace") else {
        return;
    };
    let message = match &entry.value.data {
        Data::Str(text) => match label(text) {
            Ok(()) => return,
            Err(why) => format!("`{text}` is no namespace: {why}"),
        },
        Data::Null => "`namespace` is empty".to_owned(),
        _ => format!("`namespace` is {}, and must be a text", entry.value.kind()),
    };
    let at = if entry.value.is_null() {
        entry.key_span
    } else {
        entry.value.span
    };
    let finding = Finding::error(codes::EXTENSION_NAME, message, document.range(at), "");
    found.push(finding.help("leave `namespace` out for the namespace of the release"));
}

fn labels(document: &Document<'_>, metadata: &Map, found: &mut Vec<Finding>) {
    for (key, what) in [("labels", "label"), ("annotations", "annotation")] {
        let Some(value) = metadata.get(key).filter(|value| !value.is_null()) else {
            continue;
        };
        let Data::Map(map) = &value.data else {
            let message = format!("`{key}` is {}, and must be a map", value.kind());
            let at = document.range(value.span);
            found.push(Finding::error(codes::EXTENSION_LABEL, message, at, ""));
            continue;
        };
        for entry in map.entries() {
            check_label(document, entry, what, found);
        }
    }
}

/// The selectors of any kind choose by labels as well.
fn selectors(document: &Document<'_>, found: &mut Vec<Finding>) {
    for step in document.root.walk() {
        if let Step::Key(entry) = step
            && &*entry.key == "matchLabels"
            && let Data::Map(map) = &entry.value.data
        {
            for entry in map.entries() {
                check_label(document, entry, "label", found);
            }
        }
    }
}

fn check_label(document: &Document<'_>, entry: &Entry, what: &str, found: &mut Vec<Finding>) {
    let key = &entry.key;
    let bad = |message: String, at: Span| {
        Finding::error(codes::EXTENSION_LABEL, message, document.range(at), "")
    };
    let prefix = key.split_once('/').map(|(prefix, _)| prefix);
    let problem = match label_key(key) {
        Err(problem) => Some(problem.to_string()),
        Ok(()) => prefix.and_then(|prefix| subdomain(prefix, MOST_NAME).err()),
    };
    if let Some(problem) = problem {
        let article = if what == "label" {
            "a label"
        } else {
            "an annotation"
        };
        let message = format!("`{key}` is no key of {article}: {problem}");
        found.push(bad(message, entry.key_span));
    }
    let value = &entry.value;
    match &value.data {
        Data::Str(text) if what == "label" => {
            if let Err(problem) = kubernetes_label_value(text) {
                let message = format!("`{text}` is no value of a label: {problem}");
                let help =
                    "the filter `dns_label` makes one of any text; annotations hold anything";
                found.push(bad(message, value.span).help(help));
            }
        }
        Data::Str(_) => {}
        Data::Null => {
            let message = format!("the {what} `{key}` has no value");
            let help = "write `\"\"` for an empty one";
            found.push(bad(message, entry.key_span).help(help));
        }
        _ => {
            let message = format!("the {what} `{key}` is {}, and must be a text", value.kind());
            let help = "put it in quotes; `{{ value | tojson }}` writes them";
            let note = match document.text(value.span) {
                text @ ("true" | "false") => format!("without quotes `{text}` is no text"),
                text => format!("YAML reads `{text}` without quotes as {}", value.kind()),
            };
            let note = format!("{note}, and Kubernetes refuses the object");
            let mut finding = bad(message, value.span).note(note).help(help);
            let written = document.text(entry.key_span);
            if !written.contains(&**key) {
                let note = format!("YAML reads the key `{written}` without quotes as `{key}`");
                finding = finding.note(note);
            }
            found.push(finding);
        }
    }
}

fn label(text: &str) -> Result<(), String> {
    if text.contains('.') {
        return Err("`.` is not allowed".to_owned());
    }
    subdomain(text, MOST_LABEL)
}

/// Labels of lower-case letters, digits and dashes, separated by dots (RFC 1123 as Kubernetes
/// reads it: apimachinery/pkg/util/validation, `IsDNS1123Subdomain`).
fn subdomain(text: &str, most: usize) -> Result<(), String> {
    let inside = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '.');
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    if let Some(c) = text.chars().find(|c| c.is_ascii_uppercase()) {
        return Err(format!("upper case such as `{c}` is not allowed"));
    }
    if let Some(c) = text.chars().find(|c| !inside(*c)) {
        return Err(match c {
            ' ' => "a space is not allowed".to_owned(),
            c => format!("`{}` is not allowed", c.escape_debug()),
        });
    }
    if text.len() > most {
        return Err(format!(
            "it has {} bytes, and at most {most} are allowed",
            text.len()
        ));
    }
    let mut parts = text.split('.');
    if parts.any(|part| part.is_empty() || part.starts_with('-') || part.ends_with('-')) {
        return Err("its parts must begin and end with a letter or a digit".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_dns() {
        for good in ["a", "a-b.c", "0", &"a".repeat(253)] {
            assert_eq!(subdomain(good, MOST_NAME), Ok(()), "{good}");
        }
        for bad in [
            "",
            "A",
            "a_b",
            "a b",
            "-a",
            "a-",
            "a..b",
            ".a",
            "a.-b",
            &"a".repeat(254),
        ] {
            assert!(subdomain(bad, MOST_NAME).is_err(), "{bad}");
        }
        assert!(label("a.b").is_err());
        assert!(is_version("v1beta1") && !is_version("v") && !is_version("1"));
    }
}
