//! Istio's objects checked as they are, without a chart behind them.

use super::{Checker, sort, spare};
use crate::Release;
use crate::diagnostic::{Diagnostic, codes};
use crate::rules;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Node, documents, read_parts};

impl Checker {
    /// Checks Gateways, VirtualServices and DestinationRules that are written down as such (YAML, or
    /// JSON, which is YAML), any number in a text, also in a `List`. They are looked at together;
    /// what is no such object is passed over. Where an object names no namespace it is in the
    /// release's.
    ///
    /// It never fails: a document that cannot be read is a finding. Rules about values find
    /// nothing, as there are none.
    ///
    /// ```
    /// use rutter::check::{Checker, Options};
    /// use rutter::source::Sources;
    /// use rutter::Release;
    ///
    /// let mut sources = Sources::new();
    /// let release = Release::registered("pad", "pad", &mut sources);
    /// let text = "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: pad}, spec: {servers: []}}";
    /// let document = sources.add("gateway.yaml", text);
    /// let found = Checker::new(Options::default()).objects(&[document], &release, &sources);
    /// assert!(found.iter().any(|finding| finding.code.name() == "gw-servers-required"));
    /// ```
    #[must_use]
    pub fn objects(
        &self,
        texts: &[SourceId],
        release: &Release,
        sources: &Sources,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut trees: Vec<Node> = Vec::new();
        for (reading, objects) in texts.iter().flat_map(|id| read(sources, *id)) {
            diagnostics.extend(reading);
            trees.extend(objects.into_iter().filter(may_be));
        }
        let first = texts.first().copied();
        let fallback = first.map_or(Span::NOWHERE, |id| Span::new(id, 0, 0));
        diagnostics.extend(self.trees_with(&trees, release, sources, fallback));
        sort(&mut diagnostics);
        diagnostics
    }

    /// The same for objects that have been read already, whatever text they stand in: the places
    /// of the findings are those of the trees.
    #[must_use]
    pub fn trees(&self, trees: &[Node], release: &Release, sources: &Sources) -> Vec<Diagnostic> {
        let fallback = trees.first().map_or(Span::NOWHERE, |tree| tree.span);
        let mut diagnostics = self.trees_with(trees, release, sources, fallback);
        sort(&mut diagnostics);
        diagnostics
    }

    fn trees_with(
        &self,
        trees: &[Node],
        release: &Release,
        sources: &Sources,
        fallback: Span,
    ) -> Vec<Diagnostic> {
        let setting = rules::Setting {
            plan: &self.plan,
            istio: self.options.istio,
            sources,
            release,
        };
        let mut diagnostics = rules::run_objects(trees, &setting, fallback);
        // Some rules look at objects by the light of the values they were made from.
        const ABOUT_VALUES: std::ops::Range<u16> = 4000..4100;
        diagnostics.retain(|finding| !ABOUT_VALUES.contains(&finding.code.number()));
        spare(&mut diagnostics);
        diagnostics
    }
}

/// The documents of a text: what is wrong with each, and the objects in it, of any kind.
pub(crate) fn read(
    sources: &Sources,
    id: SourceId,
) -> impl Iterator<Item = (Vec<Diagnostic>, Vec<Node>)> + '_ {
    let text = sources.get(id).map_or("", |source| source.text());
    read_parts(sources, id, documents(text))
        .into_iter()
        .map(|reading| match reading {
            Ok(reading) => {
                let all = reading.documents.into_iter().flat_map(unwrap_list);
                (reading.warnings, all.collect())
            }
            Err(problem) => (vec![of_manifest(*problem)], Vec::new()),
        })
}

/// What stops the reader, in the words for a manifest where those for values would mislead.
pub(crate) fn of_manifest(problem: Diagnostic) -> Diagnostic {
    if problem.code != codes::UNQUOTED_TEMPLATE {
        return problem;
    }
    let message = "`{{ … }}` stands in a manifest: this is a template that Helm has not rendered";
    let finding = Diagnostic::error(codes::UNQUOTED_TEMPLATE, message);
    let place = problem.primary.map_or(Span::NOWHERE, |label| label.span);
    finding
        .at(place, "`{{` opens a map inside a map here")
        .note("nothing in this document was checked")
        .help("render it first: `helm template CHART` prints what can be checked")
}

/// The API group of the three kinds. Others have kinds of the same names: the Gateway of
/// Kubernetes' Gateway API, the VirtualService of Gloo.
pub(crate) const GROUP: &str = "networking.istio.io";

pub(crate) const KINDS: [&str; 3] = ["DestinationRule", "Gateway", "VirtualService"];

/// Whether an object is one of the three that are looked at.
pub(crate) fn is_istios(object: &Node) -> bool {
    let text = |key: &str| object.get(key).and_then(Node::as_str);
    let version = text("apiVersion").and_then(|version| version.strip_prefix(GROUP));
    version.is_some_and(|version| version.starts_with('/'))
        && text("kind").is_some_and(|kind| KINDS.contains(&kind))
}

/// Whether an object may be meant as one of them, as it does not say which group it is of.
fn may_be(object: &Node) -> bool {
    object.get("apiVersion").is_none() || is_istios(object)
}

/// The objects of a document: those in it where it is a `List`, else itself.
pub(crate) fn unwrap_list(document: Node) -> Vec<Node> {
    let is_list = document.get("kind").and_then(Node::as_str) == Some("List");
    match document.get("items").and_then(Node::as_list) {
        Some(items) if is_list => items.to_vec(),
        _ => vec![document],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let id = sources.add("all.yaml", text);
        let all = read(&sources, id).flat_map(|(_, trees)| trees);
        let kind = |tree: Node| tree.get("kind").and_then(Node::as_str).map(str::to_owned);
        all.filter(may_be).filter_map(kind).collect()
    }

    #[test]
    fn kinds_of_the_same_name_in_other_groups_are_not_istios() {
        for group in ["gateway.networking.k8s.io/v1", "v1", "networking.istio.io"] {
            assert!(kinds(&format!("apiVersion: {group}\nkind: Gateway\n")).is_empty());
        }
        assert!(kinds("apiVersion: networking.istio.io/v1\nkind: Sidecar\n").is_empty());
    }

    #[test]
    fn every_document_and_every_list_is_looked_into() {
        let head = "apiVersion: networking.istio.io/v1beta1\n";
        let text = format!(
            "{head}kind: Gateway\n---\n# nothing\n--- \napiVersion: v1\nkind: List\nitems:\n\
             - {{apiVersion: networking.istio.io/v1, kind: DestinationRule}}\n--- # last\n\
             {head}kind: VirtualService\n"
        );
        assert_eq!(
            kinds(&text),
            ["Gateway", "DestinationRule", "VirtualService"]
        );
    }

    #[test]
    fn a_template_is_not_taken_for_a_values_file() {
        let mut sources = Sources::new();
        let id = sources.add("gateway.yaml", "metadata: {name: {{ .Release.Name }}}\n");
        let (found, _) = read(&sources, id).next().unwrap();
        assert_eq!(found[0].code, codes::UNQUOTED_TEMPLATE);
        assert!(!found[0].message.contains("values"), "{}", found[0].message);
        assert!(found[0].helps[0].contains("helm template"));
    }

    #[test]
    fn a_document_that_cannot_be_read_hides_no_other() {
        let mut sources = Sources::new();
        let text = "a: [\n---\napiVersion: networking.istio.io/v1\nkind: Gateway\n\
                    metadata: {name: pad}\nspec: {servers: []}\n";
        let id = sources.add("all.yaml", text);
        let release = Release::registered("pad", "pad", &mut sources);
        let found =
            Checker::new(super::super::Options::default()).objects(&[id], &release, &sources);
        let lines: Vec<usize> = found
            .iter()
            .filter_map(|found| Some(sources.place(found.primary.as_ref()?.span)?.1.line))
            .collect();
        assert!(
            lines.len() >= 2 && lines.iter().any(|line| *line >= 3),
            "{lines:?}"
        );
    }
}
