//! Istio's objects checked as they are, without a chart behind them.

use super::{Checker, sort, spare};
use crate::Release;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Node, read_document};

impl Checker {
    /// Checks Gateways, VirtualServices and DestinationRules that are written down as such, one in
    /// each document (YAML, or JSON, which is YAML). They are looked at together; what is no such
    /// object is passed over. Where an object names no namespace it is in the release's.
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
    /// let release = Release::new("pad", "pad", &mut sources);
    /// let text = "{kind: Gateway, metadata: {name: pad}, spec: {servers: []}}";
    /// let document = sources.add("gateway.yaml", text);
    /// let found = Checker::new(Options::default()).objects(&[document], &release, &sources);
    /// assert!(found.iter().any(|finding| finding.code.name() == "gw-servers-required"));
    /// ```
    #[must_use]
    pub fn objects(
        &self,
        documents: &[SourceId],
        release: &Release,
        sources: &Sources,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut trees: Vec<Node> = Vec::new();
        for document in documents {
            match read_document(sources, *document) {
                Ok(reading) => {
                    diagnostics.extend(reading.warnings);
                    trees.extend(reading.documents);
                }
                Err(problem) => diagnostics.push(*problem),
            }
        }
        let first = documents.first().copied();
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
