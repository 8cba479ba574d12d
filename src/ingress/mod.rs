//! The ingress stanza compiled to objects, as one helper version would print them.
//!
//! Upstream helpers paste text (`pasted`); the project's own checks types (`typed`). Both
//! build objects from types; what a template would paste is resolved as the YAML reader would
//! resolve it at that place.

pub mod keys;
mod pasted;
mod path;
mod reprint;
mod scope;
mod text;
mod typed;

use crate::diagnostic::Diagnostic;
use crate::istio::Object;
use crate::source::Span;
use crate::yaml::Node;

use path::steps;
use text::Text;

pub(crate) use path::{part, part_mut};
pub use scope::Scope;

/// An object and where its parts come from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Compiled {
    /// The object.
    pub object: Object,
    /// Which values stand behind which of its fields.
    pub origins: Vec<Origin>,
    /// Which of the charts of the release it belongs to, as
    /// [`Compilation::charts`](crate::compile::Compilation::charts) counts them.
    pub chart: usize,
}

/// A field of an object and the value it was made from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Origin {
    /// The path of the field, `spec.http`.
    pub path: &'static str,
    /// The value that stands there, each part with its own place.
    pub node: Node,
}

impl Compiled {
    fn new(object: Object) -> Self {
        Compiled {
            object,
            origins: Vec::new(),
            chart: 0,
        }
    }

    /// An object that an author wrote down as such: every field comes from the tree.
    pub(crate) fn read(object: Object, tree: &Node) -> Self {
        let parts = ["apiVersion", "kind", "metadata", "spec"];
        let present = parts
            .iter()
            .filter_map(|part| Some((*part, tree.get(part)?)));
        present.fold(Compiled::new(object), |compiled, (part, node)| {
            compiled.origin(part, node)
        })
    }

    fn origin(mut self, path: &'static str, node: &Node) -> Self {
        self.origins.push(Origin {
            path,
            node: node.clone(),
        });
        self
    }

    /// The same object, whose name comes from this text.
    fn named(self, name: &Text) -> Self {
        self.origin(
            "metadata.name",
            &Node::string(name.text.as_str(), name.span),
        )
    }

    /// The place in the author's files that is behind a field, `spec.http[0].match[1].uri`; the
    /// nearest enclosing one where the field itself is not the author's.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<Span> {
        self.nearest(path).map(|(span, _)| span)
    }

    /// [`Compiled::place`], and whether it is that of the field itself.
    pub(crate) fn nearest(&self, path: &str) -> Option<(Span, bool)> {
        let origin = self
            .origins
            .iter()
            .filter(|origin| {
                path.strip_prefix(origin.path)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
            .max_by_key(|origin| origin.path.len())?;
        let mut node = &origin.node;
        let mut span = node.span;
        let mut is_exact = true;
        let rest = path.get(origin.path.len()..).unwrap_or("");
        for step in steps(rest.strip_prefix('.').unwrap_or(rest))? {
            let next = step.of(node);
            let Some(next) = next else {
                is_exact = false;
                break;
            };
            node = next;
            is_exact = !node.span.is_nowhere();
            if is_exact {
                span = node.span;
            }
        }
        (!span.is_nowhere()).then_some((span, is_exact))
    }
}

/// The outcome for one chart of a release.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The objects in the order Helm prints them; empty when anything is an error or when
    /// ingress is not enabled.
    pub objects: Vec<Compiled>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether `ingress.enabled` is true.
    pub enabled: bool,
}

/// `Ok(None)` when ingress is not enabled.
type Objects = Result<Option<Vec<Compiled>>, Vec<Diagnostic>>;

/// The objects, if nothing is wrong.
fn settle(objects: Option<Vec<Compiled>>, problems: Vec<Diagnostic>) -> Objects {
    match objects {
        Some(objects) if problems.is_empty() => Ok(Some(objects)),
        _ => Err(once_each(problems)),
    }
}

/// One cause may spoil several objects; it is told once.
fn once_each(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut once: Vec<Diagnostic> = Vec::new();
    for problem in problems {
        let same = |other: &Diagnostic| {
            let place = |d: &Diagnostic| d.primary.as_ref().map(|label| label.span);
            other.code == problem.code && place(other) == place(&problem)
        };
        if !once.iter().any(same) {
            once.push(problem);
        }
    }
    once
}

/// Compiles the ingress stanza of one chart.
#[must_use]
pub fn compile(scope: &Scope<'_>) -> Outcome {
    let definition = scope.definition;
    let (result, diagnostics) = match (&definition.pasted, &definition.typed) {
        (Some(facts), _) => pasted::compile(scope, facts),
        (None, Some(facts)) => typed::compile(scope, facts),
        (None, None) => (Ok(None), Vec::new()),
    };
    let mut outcome = Outcome {
        diagnostics,
        ..Outcome::default()
    };
    match result {
        Ok(Some(mut objects)) => {
            // Helm sorts kinds it does not know by name and keeps the order within a kind.
            objects.sort_by_key(|compiled| compiled.object.kind());
            outcome.objects = objects;
            outcome.enabled = true;
        }
        Ok(None) => {}
        Err(found) => {
            outcome.enabled = true;
            outcome.diagnostics.extend(found);
        }
    }
    outcome
}
