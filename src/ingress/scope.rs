//! What a helper sees: the values of its chart, the chart, and the release.

use std::sync::Arc;

use crate::chart::Metadata;
use crate::diagnostic::{Diagnostic, codes};
use crate::helm::HelmVersion;
use crate::helper::Definition;
use crate::release::Release;
use crate::source::Span;
use crate::values::path::Segment;
use crate::values::{self, Effect, Values, go};
use crate::yaml::{Data, Entry, Map, Node};

use super::text::Text;

/// Everything the compilation of one chart depends on.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Scope<'a> {
    /// `.Values` as this chart sees them.
    pub values: &'a Node,
    /// `.Chart`
    pub chart: &'a Metadata,
    /// `.Release`
    pub release: &'a Release,
    /// The helper.
    pub definition: &'a Definition,
    /// The Helm to be equal to.
    pub helm: HelmVersion,
    /// Where the values come from, to tell which null took one away.
    layers: Option<Layers<'a>>,
}

/// The layers behind the values of a chart.
#[derive(Clone, Copy, Debug)]
struct Layers<'a> {
    values: &'a Values<'a>,
    /// The names from the root chart's subchart down to this one.
    chart: &'a [Arc<str>],
}

impl Layers<'_> {
    /// The null that removed what the chart's defaults have at a path.
    fn null_at(&self, path: &str) -> Option<Span> {
        let below = path.split('.').map(Arc::from);
        let segments: Vec<Segment> = self
            .chart
            .iter()
            .cloned()
            .chain(below)
            .map(Segment::Key)
            .collect();
        let why = values::why(self.values, &segments);
        let mut links = why.chain.iter().rev();
        let last = links.find(|link| link.effect == Effect::Deleted)?;
        (!last.span.is_nowhere()).then_some(last.span)
    }
}

impl<'a> Scope<'a> {
    /// A scope of these parts.
    #[must_use]
    pub fn new(
        values: &'a Node,
        chart: &'a Metadata,
        release: &'a Release,
        definition: &'a Definition,
        helm: HelmVersion,
    ) -> Self {
        Scope {
            values,
            chart,
            release,
            definition,
            helm,
            layers: None,
        }
    }

    /// The same scope, which knows the layers behind its values: `chart` are the names from the
    /// root chart's subchart down to this one.
    #[must_use]
    pub fn with_layers(mut self, values: &'a Values<'a>, chart: &'a [Arc<str>]) -> Self {
        self.layers = Some(Layers { values, chart });
        self
    }

    /// A map of the values that the helper looks into without asking whether it is there.
    pub(super) fn required_map(&self, key: &str) -> Result<Place<'a>, Diagnostic> {
        Place::root(self).required(key)
    }

    /// The name of the release's objects: the chart's name (or `chartName`), a dash and the
    /// release's name, cut to 63 bytes, without a dash at the end.
    pub(super) fn object_name(&self) -> Result<Text, Diagnostic> {
        let base = self.base_name()?;
        let whole = Text {
            text: format!("{}-{}", base.text, self.release.name),
            ..base
        };
        cut(whole)
    }

    /// The chart's name (or `chartName`), cut like the name of the objects.
    pub(super) fn chart_name(&self) -> Result<Text, Diagnostic> {
        cut(self.base_name()?)
    }

    /// The chart's name and version.
    pub(super) fn chart_id(&self) -> Text {
        Text {
            text: format!(
                "{}-{}",
                self.chart.name,
                self.chart.version.replace('+', "_")
            ),
            span: self.chart.span,
            what: "the chart's name and version".into(),
        }
    }

    /// The name of the service inside the cluster.
    pub(super) fn service_fqdn(&self) -> Result<Text, Diagnostic> {
        let name = self.object_name()?;
        Ok(Text {
            text: format!(
                "{}-tls-service.{}.{}",
                name.text, self.release.namespace, self.definition.platform.cluster_domain
            ),
            ..name
        })
    }

    /// The release's namespace as text.
    pub(super) fn namespace(&self) -> Text {
        Text {
            text: self.release.namespace.clone(),
            span: self.release.namespace_span,
            what: "the namespace".into(),
        }
    }

    fn base_name(&self) -> Result<Text, Diagnostic> {
        let given = self
            .values
            .get("chartName")
            .filter(|node| go::is_true(Some(node)));
        match given.map(|node| (node, &node.data)) {
            None => Ok(Text {
                text: self.chart.name.clone(),
                span: self.chart.span,
                what: "the chart's name".into(),
            }),
            Some((node, Data::Str(text))) => Ok(Text {
                text: text.to_string(),
                span: node.span,
                what: "`chartName`".into(),
            }),
            Some((node, _)) => Err(Diagnostic::error(
                codes::WRONG_TYPE,
                format!("`chartName` must be a string, but is {}", node.kind()),
            )
            .at(node.span, "not a string")
            .note("every object and label is named after it; Helm stops here")
            .help("write a name in quotes, or leave `chartName` out to use the chart's own name")),
        }
    }
}

/// Cuts a name to 63 bytes and takes one dash off its end, as `trunc 63 | trimSuffix "-"` does.
fn cut(name: Text) -> Result<Text, Diagnostic> {
    const MOST: usize = 63;
    let kept = if name.text.len() <= MOST {
        name.text.as_str()
    } else if let Some(kept) = name.text.get(..MOST) {
        kept
    } else {
        return Err(Diagnostic::error(
            codes::NAME_CUT_IN_CHARACTER,
            "this name is cut in the middle of a character",
        )
        .at(name.span, "makes the names of the objects longer than 63 bytes")
        .note("names are cut to 63 bytes, and the cut falls inside a character: what is left is no text, and Helm stops")
        .help("use a shorter name of ASCII letters, digits and dashes"));
    };
    let kept = kept.strip_suffix('-').unwrap_or(kept).to_owned();
    Ok(Text { text: kept, ..name })
}

/// A map among the values, with the words to speak of it.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    /// The map.
    pub map: &'a Map,
    /// Its path, `ingress.gatewayHosts`; empty for the values themselves.
    pub path: String,
    /// Where its key stands; where the chart's name stands, for the values themselves.
    pub span: Span,
    layers: Option<Layers<'a>>,
}

/// What stands at a key.
pub(super) enum Found<'a> {
    Value(&'a Entry),
    /// A null: one that stands there, or one that removed what the chart's defaults have.
    Null(Span),
    Missing,
}

impl<'a> Place<'a> {
    /// The values themselves.
    pub fn root(scope: &Scope<'a>) -> Self {
        static EMPTY: std::sync::LazyLock<Map> = std::sync::LazyLock::new(Map::new);
        Place {
            map: scope.values.as_map().unwrap_or(&EMPTY),
            path: String::new(),
            span: scope.chart.span,
            layers: scope.layers,
        }
    }

    /// The path of a key in here.
    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// ` inside `ingress``, to say where a key belongs.
    pub fn inside(&self) -> String {
        if self.path.is_empty() {
            String::new()
        } else {
            format!(" inside `{}`", self.path)
        }
    }

    /// A map below this one.
    pub fn below(&self, key: &str, map: &'a Map, span: Span) -> Place<'a> {
        Place {
            map,
            path: self.path_of(key),
            span,
            layers: self.layers,
        }
    }

    /// What stands at a key, nulls told apart from what was never there.
    pub fn find(&self, key: &str) -> Found<'a> {
        match self.map.entry(key) {
            Some(entry) if entry.value.is_null() => Found::Null(entry.value.span),
            Some(entry) => Found::Value(entry),
            None => {
                let path = self.path_of(key);
                match self.layers.and_then(|layers| layers.null_at(&path)) {
                    Some(span) => Found::Null(span),
                    None => Found::Missing,
                }
            }
        }
    }

    /// The value of a key; a null counts as absent.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        self.map.get(key).filter(|node| !node.is_null())
    }

    /// The value of a key, if it is true in Go's sense.
    pub fn truthy(&self, key: &str) -> Option<&'a Node> {
        self.map.get(key).filter(|node| go::is_true(Some(node)))
    }

    /// A map in here that the helper looks into without asking whether it is there.
    pub fn required(&self, key: &str) -> Result<Place<'a>, Diagnostic> {
        let path = self.path_of(key);
        let looks = format!("the helper looks into `{path}` whatever stands there, and Helm stops");
        match self.find(key) {
            Found::Value(entry) => match &entry.value.data {
                Data::Map(map) => Ok(self.below(key, map, entry.key_span)),
                _ => Err(Diagnostic::error(
                    codes::WRONG_TYPE,
                    format!("`{path}` must be a map, but is {}", entry.value.kind()),
                )
                .at(entry.value.span, "not a map")
                .note(format!("{looks} when it finds no map"))
                .help(match entry.value.as_str() {
                    Some(text) if text.contains(':') => {
                        "a key needs a space behind its colon: `key: value`".to_owned()
                    }
                    _ => format!("write its keys below `{key}:`, each indented by two spaces"),
                })),
            },
            Found::Null(span) => Err(Diagnostic::error(
                codes::NULL_MAP,
                format!("`{path}` is null, but must be a map"),
            )
            .at(span, "null deletes the chart's defaults")
            .note(format!("{looks} when it is null"))
            .help(if span.start == span.end {
                // Nothing was written: most likely the keys below are not indented.
                format!("indent the keys that belong to `{key}`; if there are none, remove this line")
            } else {
                format!("remove this line to keep the chart's defaults, or write `{key}: {{}}` to set nothing")
            })),
            Found::Missing => Err(Diagnostic::error(
                codes::MISSING_MAP,
                format!("`{path}` is missing"),
            )
            .at(self.span, format!("has no `{key}`"))
            .note(format!("{looks} when it is missing"))
            .help(format!("add `{key}: {{}}`{} to the chart's values.yaml", self.inside()))),
        }
    }
}
