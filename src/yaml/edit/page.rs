//! A file that is to be changed, and the proof that a change is the right one.

use crate::HelmVersion;
use crate::diagnostic::Edit;
use crate::diagnostic::fix::splice;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Data, List, Node, read_values};

use super::place::{Change, Link, Path, Visit, chain, change, find};

/// Files of more bytes than this are left alone: an edit reads them several times.
const LARGEST: usize = 1 << 20;

/// A file: its text, and what each Helm reads in it.
pub(super) struct Page<'a> {
    source: SourceId,
    pub(super) text: &'a str,
    trees: Vec<(HelmVersion, Node)>,
}

/// A place in a file, as a way into each of its trees; none into a tree that lacks it (Helm 3
/// reads one document only).
#[derive(Clone)]
pub(super) struct Target {
    paths: Vec<Option<Path>>,
}

/// A change, and texts that might bring it about.
pub(super) struct Plan {
    pub(super) target: Target,
    pub(super) change: Change,
    /// The best first.
    pub(super) candidates: Vec<Vec<Edit>>,
}

impl<'a> Page<'a> {
    /// The file in which a place is, if it is one.
    pub(super) fn open(sources: &'a Sources, span: Span) -> Option<Self> {
        let source = sources.get(span.source)?;
        let text = source.text();
        // `<stdin>`, `<--set 2>`
        let is_file = !source.name().starts_with('<');
        // Read again, a mark at the start would be skipped and shift all places.
        if !is_file || text.len() > LARGEST || text.starts_with('\u{FEFF}') {
            return None;
        }
        // Once here, and about as often to prove each candidate.
        if !sources.may_reread(text.len() * 3) {
            return None;
        }
        let trees: Vec<_> = versions(text)
            .iter()
            .filter_map(|helm| Some((*helm, read(text, *helm)?)))
            .collect();
        (!trees.is_empty()).then_some(Page {
            source: span.source,
            text,
            trees,
        })
    }

    /// Whether a place is in this file.
    pub(super) fn is_in(&self, span: Span) -> bool {
        span.source == self.source
    }

    /// The one place that is wanted. `None` also if it occurs several times: an alias repeats it.
    pub(super) fn find(&self, wanted: impl Fn(Visit<'_>) -> bool) -> Option<Target> {
        let mut paths = Vec::new();
        for (_, tree) in &self.trees {
            let mut found = find(tree, &wanted);
            let first = found.pop();
            if !found.is_empty() {
                return None;
            }
            paths.push(first);
        }
        let is_there = paths.iter().any(Option::is_some);
        is_there.then_some(Target { paths })
    }

    /// What lies on the way to a place, from the root of its document on.
    pub(super) fn chain(&self, target: &Target) -> Option<Vec<Link<'_>>> {
        let (path, (_, tree)) = target
            .paths
            .iter()
            .zip(&self.trees)
            .find_map(|(path, tree)| Some((path.as_ref()?, tree)))?;
        let mut links = chain(tree, path)?;
        // The list of documents.
        links.remove(0);
        Some(links)
    }

    /// An edit of this file.
    pub(super) fn edit(&self, start: usize, end: usize, text: impl Into<String>) -> Edit {
        Edit::replace(Span::new(self.source, start, end), text)
    }

    /// The first candidate that does what was planned.
    pub(super) fn carry_out(&self, plan: Plan) -> Option<Vec<Edit>> {
        let changes = [(&plan.target, &plan.change)];
        let mut candidates = plan.candidates.into_iter();
        candidates.find(|edits| self.proves(edits, &changes))
    }

    /// Whether Helm reads the edited text as the old tree with these changes, and nothing else.
    pub(super) fn proves(&self, edits: &[Edit], changes: &[(&Target, &Change)]) -> bool {
        let Some(after) = splice(self.text, edits) else {
            return false;
        };
        // A change that made Helm 4 cut the file elsewhere would go unseen.
        if versions(&after).len() > versions(self.text).len() {
            return false;
        }
        self.trees.iter().enumerate().all(|(at, (helm, before))| {
            let mut expected = before.clone();
            for (target, planned) in changes {
                let path = target.paths.get(at).and_then(Option::as_ref);
                if let Some(path) = path
                    && change(&mut expected, path, planned).is_none()
                {
                    return false;
                }
            }
            read(&after, *helm).is_some_and(|found| found == expected)
        })
    }
}

impl Target {
    /// The map or list that holds it.
    pub(super) fn parent(&self) -> Target {
        let up = |path: &Path| path.split_last().map(|(_, up)| up.to_vec());
        Target {
            paths: self
                .paths
                .iter()
                .map(|path| path.as_ref().and_then(up))
                .collect(),
        }
    }
}

/// The Helm versions that may read a text differently: Helm 4 cuts it at lines with `---` and
/// takes the carriage returns off its lines.
fn versions(text: &str) -> &'static [HelmVersion] {
    if text.starts_with("---") || text.contains("\n---") || text.contains("\r\r") {
        &[HelmVersion::V3, HelmVersion::V4]
    } else {
        &[HelmVersion::V3]
    }
}

/// The documents of a text as a list.
fn read(text: &str, helm: HelmVersion) -> Option<Node> {
    let reading = read_values(&mut Sources::new(), "", text.as_bytes(), helm).ok()?;
    let documents = Data::List(List::new(reading.documents));
    Some(Node::new(documents, Span::NOWHERE))
}
