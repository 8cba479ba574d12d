//! What a Helm post-renderer is given: the manifests of a release, as its templates printed them.
//!
//! Helm hands over everything that it is about to install, except the files of `crds/` and, up to
//! Helm 3, hooks. It says in a comment (Helm 3) or an annotation (Helm 4) which template printed a
//! document (3.17.3 and 4.3.1, observed).

use std::collections::HashMap;

use super::documents::{self, Document};
use super::objects::{Identity, is_meant, object_of};
use super::policy::Policy;
use crate::Release;
use crate::check::objects::{is_istios, of_manifest, unwrap_list};
use crate::check::{self as stage, Checker};
use crate::diagnostic::{Diagnostic, codes};
use crate::release::DEFAULT_NAMESPACE;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Node, read_document};

/// What was found among the manifests of a release.
#[derive(Debug)]
#[non_exhaustive]
pub struct Found {
    /// What was found, in the order of the manifests.
    pub diagnostics: Vec<Diagnostic>,
    /// How many of Istio's objects were looked at.
    pub objects: usize,
}

/// Checks Istio's objects among the manifests of a release, one document after the other as Helm
/// prints them. Each document with one of them becomes a source, named after the template that
/// printed it: `<pad/templates/ingress.yaml, rendered>`. Where nothing says which one that was, places
/// are those of the whole stream, `<stdin>`.
///
/// Objects that name no namespace are in that of the release, which is `None` where nobody knows.
///
/// ```
/// use rutter::pipeline::{Policy, Wishes, post_render};
/// use rutter::source::Sources;
///
/// let manifests = "---
/// ## Source: pad/templates/ingress.yaml
/// apiVersion: networking.istio.io/v1
/// kind: VirtualService
/// metadata: {name: pad}
/// spec:
///   hosts: [pad.example.org]
///   http: [{timeout: 0s, route: [{destination: {host: pad}}]}]
/// ".replace("##", "#");
/// let policy = Policy::new(&Wishes::default(), Default::default(), None)?;
/// let mut sources = Sources::new();
/// let found = post_render::check(&manifests, Some("pad"), &policy, &mut sources);
/// assert!(policy.fails(&found.diagnostics));
/// let place = found.diagnostics.first().and_then(|found| found.primary.as_ref());
/// let (name, at) = sources.place(place.unwrap().span).unwrap();
/// assert_eq!(name, "<pad/templates/ingress.yaml, rendered>");
/// # Ok::<(), rutter::Error>(())
/// ```
#[must_use]
pub fn check(
    manifests: &str,
    namespace: Option<&str>,
    policy: &Policy,
    sources: &mut Sources,
) -> Found {
    let mut release = Release::registered(
        "release-name",
        namespace.unwrap_or(DEFAULT_NAMESPACE),
        sources,
    );
    release.name_is_given = false;
    release.namespace_is_given = namespace.is_some();
    let mut found = Vec::new();
    let mut texts: Vec<SourceId> = Vec::new();
    let mut templates: Vec<(SourceId, Option<String>)> = Vec::new();
    let mut trees: Vec<Node> = Vec::new();
    let mut parts: HashMap<SourceId, usize> = HashMap::new();
    for document in documents::split(manifests) {
        let text = manifests.get(document.range.clone()).unwrap_or_default();
        let id = sources.add(name(&document), text);
        if document.template.is_none() {
            parts.insert(id, document.range.start);
        }
        match read_document(sources, id) {
            Ok(reading) => {
                let objects = reading.documents.into_iter().flat_map(unwrap_list);
                let objects: Vec<Node> = objects.filter(is_meant).collect();
                if !objects.is_empty() {
                    found.extend(reading.warnings);
                    texts.push(id);
                    templates.push((id, document.template.map(str::to_owned)));
                    trees.extend(objects);
                }
            }
            // Helm reads with the same eyes, and would stop here next.
            Err(problem) => found.push(of_manifest(*problem)),
        }
    }
    let checker = Checker::new(policy.options());
    found.extend(checker.written(&trees, &release, sources));
    for finding in &mut found {
        if let Some(note) = whereabouts(finding, &trees, &templates) {
            finding.notes.push(note);
        }
    }
    let objects = trees.iter().filter(|tree| is_istios(tree)).count();
    let mut diagnostics = policy.sift(found, sources, texts, objects > 0);
    if objects == 0 {
        diagnostics.push(super::krm::nothing_to_check("manifests"));
    }
    if !parts.is_empty() {
        let stream = sources.add(STREAM, manifests);
        for finding in &mut diagnostics {
            into_stream(finding, stream, &parts);
        }
    }
    stage::sort(&mut diagnostics);
    Found {
        diagnostics,
        objects,
    }
}

/// The name of everything that came in.
const STREAM: &str = "<stdin>";

/// Turns places in documents that nobody can find by a name into places of the whole stream. `parts`
/// are these documents with the byte at which each begins.
fn into_stream(finding: &mut Diagnostic, stream: SourceId, parts: &HashMap<SourceId, usize>) {
    let move_on = |span: &mut Span| {
        if let Some(start) = parts.get(&span.source) {
            let (from, to) = (span.start as usize, span.end as usize);
            *span = Span::new(stream, start + from, start + to);
        }
    };
    let labels = finding.primary.iter_mut().chain(&mut finding.secondary);
    labels.for_each(|label| move_on(&mut label.span));
    let edits = finding.fix.iter_mut().flat_map(|fix| &mut fix.edits);
    edits.for_each(|edit| move_on(&mut edit.span));
}

fn name(document: &Document<'_>) -> String {
    match document.template {
        Some(template) => format!("<{template}, rendered>"),
        None => STREAM.to_owned(),
    }
}

/// Which field of which object this is about, and which template printed it.
fn whereabouts(
    finding: &Diagnostic,
    trees: &[Node],
    templates: &[(SourceId, Option<String>)],
) -> Option<String> {
    if finding.code == codes::NOTHING_TO_CHECK {
        return None;
    }
    let object = object_of(finding, trees)?;
    let object_name = Identity::of(object).words();
    let what = match &finding.field {
        Some(field) if !field.path.is_empty() => format!("`{}` of {object_name}", field.path),
        _ => object_name,
    };
    let printer = templates.iter().find(|(id, _)| *id == object.span.source);
    Some(match printer.and_then(|(_, template)| template.as_ref()) {
        Some(template) => format!("this is {what}, printed by {template}"),
        None => format!("this is {what}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Wishes;

    fn found(manifests: &str) -> (Vec<Diagnostic>, Sources) {
        let policy = Policy::new(&Wishes::default(), Default::default(), None).unwrap();
        let mut sources = Sources::new();
        let found = check(manifests, None, &policy, &mut sources);
        (found.diagnostics, sources)
    }

    const GATEWAY: &str = "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: pad}\nspec: {servers: []}\n";

    #[test]
    fn the_template_and_the_field_are_named() {
        let text = format!("---\n# Source: pad/templates/gw.yaml\n{GATEWAY}");
        let (found, sources) = found(&text);
        let place = sources.place(found[0].primary.as_ref().unwrap().span);
        assert_eq!(place.unwrap().0, "<pad/templates/gw.yaml, rendered>");
        let note = found[0].notes.last().unwrap();
        assert!(note.starts_with("this is `spec"), "{note}");
        assert!(note.ends_with("printed by pad/templates/gw.yaml"), "{note}");
    }

    #[test]
    fn lists_are_looked_into_and_other_groups_are_not() {
        let other = GATEWAY.replace("networking.istio.io", "gateway.networking.k8s.io");
        let (nothing, _) = found(&other);
        assert_eq!(nothing.len(), 1);
        assert_eq!(nothing[0].code, codes::NOTHING_TO_CHECK);
        let list = "{kind: List, items: [{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a}, spec: {}}]}";
        assert_ne!(found(list).0[0].code, codes::NOTHING_TO_CHECK);
    }

    #[test]
    fn without_a_template_places_are_those_of_the_stream() {
        let other = GATEWAY.replace("name: pad", "name: other");
        let text = format!("{GATEWAY}---\nkind: Service\n---\n{other}--- # last\n{other}");
        let (found, sources) = found(&text);
        let mut places: Vec<_> = found
            .iter()
            .filter(|found| found.code.number() < 4000)
            .map(|found| {
                let (name, at) = sources.place(found.primary.as_ref().unwrap().span).unwrap();
                (name, at.line)
            })
            .collect();
        places.dedup();
        assert_eq!(places, [("<stdin>", 4), ("<stdin>", 11), ("<stdin>", 15)]);
        let first = found.iter().find(|found| found.code == codes::OBJECT_TWICE);
        let first = first.unwrap().secondary[0].span;
        assert_eq!(sources.place(first).unwrap().1.line, 10);
    }

    #[test]
    fn an_object_without_a_name_is_spoken_of_all_the_same() {
        let (found, _) = found(&GATEWAY.replace("metadata: {name: pad}", "metadata: {}"));
        let finding = found.iter().find(|f| f.code == codes::OBJECT_NAME);
        let note = finding.unwrap().notes.last().unwrap();
        assert!(note.ends_with("of a Gateway without a name"), "{note}");
    }

    #[test]
    fn doubled_keys_of_other_objects_are_not_told() {
        let text = format!("kind: ConfigMap\ndata: {{a: 1, a: 2}}\n---\n{GATEWAY}");
        let (found, _) = found(&text);
        assert!(found.iter().all(|f| f.code != codes::DUPLICATE_KEY));
    }

    #[test]
    fn a_comment_in_the_manifest_is_heard() {
        let (before, _) = found(GATEWAY);
        let text = GATEWAY.replace(
            "spec: {servers: []}",
            "spec: {servers: []} # rutter: ignore[gw-servers-required] for the test",
        );
        let (after, _) = found(&text);
        assert!(
            before
                .iter()
                .any(|f| f.code.name() == "gw-servers-required")
        );
        assert!(after.iter().all(|f| f.code.name() != "gw-servers-required"));
    }
}
