//! What a release came to.

use super::{Origin, Provenance};
use crate::diagnostic::{Diagnostic, Severity};
use crate::istio::Object;
use crate::out;
use crate::source::Sources;
use crate::yaml::Node;

/// What a release came to: the objects, what was found, and where everything comes from.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Compilation {
    /// The objects in Helm's order. Empty where the release does not compile; what the rules of
    /// [`check`](crate::check()) find takes no object away.
    pub objects: Vec<Object>,
    /// What the templates of [`Options`](crate::Options) added, in their order; see
    /// [`crate::extension`]. Empty where one of them is wrong or there are no objects.
    pub extensions: Vec<Node>,
    /// What was found, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// Which line of the author's is behind which field.
    pub provenance: Provenance,
    /// The texts that took part; the spans of diagnostics point into them.
    pub sources: Sources,
    /// A line for each chart that carries a helper and prints nothing, because `ingress.enabled`
    /// is not true or the chart is switched off.
    pub disabled: Vec<String>,
}

impl Compilation {
    /// Whether something was found that makes the release fail.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let mut all = self.diagnostics.iter();
        all.any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Where the author finds what a diagnostic is about; `None` only where no file can be named.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> Option<Origin<'_>> {
        let label = diagnostic.primary.as_ref()?;
        Origin::of(label.span, &self.sources)
    }

    /// Which of the objects has this kind and this name, `Gateway` and `etherpad`: its position in
    /// [`objects`](Compilation::objects).
    #[must_use]
    pub fn position(&self, kind: &str, name: &str) -> Option<usize> {
        self.objects.iter().position(|object| {
            object.kind() == kind && object.metadata.name.as_deref() == Some(name)
        })
    }

    /// The place behind a field of an object; see [`Provenance::origin`].
    #[must_use]
    pub fn origin(&self, object: usize, field: &str) -> Option<Origin<'_>> {
        self.provenance.origin(object, field, &self.sources)
    }

    /// All objects as YAML, a document each, exactly as `rutter compile` prints them.
    #[must_use]
    pub fn yaml(&self) -> String {
        out::yaml(&self.nodes())
    }

    /// All objects as one `List` in JSON, indented; ends with a newline.
    #[must_use]
    pub fn json(&self) -> String {
        out::json(&self.nodes())
    }

    /// All objects in JSON, one a line.
    #[must_use]
    pub fn jsonl(&self) -> String {
        out::jsonl(&self.nodes())
    }

    fn nodes(&self) -> Vec<Node> {
        let objects = self.objects.iter().map(Object::to_node);
        objects.chain(self.extensions.iter().cloned()).collect()
    }

    /// What was found, [a line each](Diagnostic::line). Needs no feature; `report` (with `render`) and
    /// `write` (with `formats`) show more.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut lines = String::new();
        for diagnostic in &self.diagnostics {
            lines += &diagnostic.line(&self.sources);
            lines.push('\n');
        }
        lines
    }

    /// What was found in the look of rustc, with the author's lines.
    #[cfg(feature = "render")]
    #[must_use]
    pub fn report(&self, style: crate::diagnostic::render::Style) -> String {
        use crate::diagnostic::render::render;
        let all = self.diagnostics.iter();
        let reports: Vec<_> = all.map(|one| render(one, &self.sources, style)).collect();
        reports.join("\n")
    }

    /// What was found, in a format for programs; `title` names the chart where a finding has no
    /// file.
    #[cfg(feature = "formats")]
    #[must_use]
    pub fn write(&self, format: crate::diagnostic::format::Format, title: &str) -> String {
        use crate::diagnostic::format::{Group, Settings, write};
        use crate::diagnostic::render::Style;
        let group = Group {
            title,
            sources: &self.sources,
            diagnostics: &self.diagnostics,
        };
        write(format, &[group], &Settings::new(Style::default()))
    }
}
