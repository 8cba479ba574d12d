//! Whether a document is a Kubernetes object.
//!
//! What every object has is checked: its type, its name, its labels. What a kind means by its
//! other fields is between the author and the cluster.

mod label;
mod name;

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{At, Document, Finding};
use crate::diagnostic::codes;
use crate::model::Model;
use crate::source::Span;
use crate::yaml::{Data, Map, Node};

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
    label::check(document, metadata_map, found);
    label::check_selectors(document, found);
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
            name::subdomain(group, name::MOST).is_ok() && name::is_version(version)
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
        name::label(text)
    } else {
        name::subdomain(text, name::MOST)
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
        Data::Str(text) => match name::label(text) {
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
