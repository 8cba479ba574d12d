//! What a helper sees: the values of its chart, the chart, and the release.

use crate::chart::Metadata;
use crate::diagnostic::{Diagnostic, codes};
use crate::helm::HelmVersion;
use crate::helper::Definition;
use crate::release::Release;
use crate::source::Span;
use crate::values::go;
use crate::yaml::{Data, Map, Node};

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
        }
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
}

impl<'a> Place<'a> {
    /// The values themselves.
    pub fn root(scope: &Scope<'a>) -> Self {
        static EMPTY: std::sync::LazyLock<Map> = std::sync::LazyLock::new(Map::new);
        Place {
            map: scope.values.as_map().unwrap_or(&EMPTY),
            path: String::new(),
            span: scope.chart.span,
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
        let Some(entry) = self.map.entry(key) else {
            return Err(Diagnostic::error(
                codes::MISSING_MAP,
                format!("`{path}` is missing"),
            )
            .at(self.span, format!("has no `{key}`"))
            .note(format!(
                "the helper looks into `{path}` whatever stands there, and Helm stops when it is missing"
            ))
            .help(format!("add `{path}: {{}}` to the chart's values.yaml")));
        };
        match &entry.value.data {
            Data::Map(map) => Ok(Place {
                map,
                path,
                span: entry.key_span,
            }),
            Data::Null => Err(Diagnostic::error(
                codes::NULL_MAP,
                format!("`{path}` is null, but must be a map"),
            )
            .at(entry.value.span, "null deletes the chart's defaults")
            .note(format!(
                "the helper looks into `{path}` whatever stands there, and Helm stops when it is null"
            ))
            .help(format!(
                "remove this line to keep the chart's defaults, or write `{key}: {{}}` to set nothing"
            ))),
            _ => Err(Diagnostic::error(
                codes::WRONG_TYPE,
                format!("`{path}` must be a map, but is {}", entry.value.kind()),
            )
            .at(entry.value.span, "not a map")
            .note(format!("the helper looks for keys inside `{path}`, and Helm stops when it cannot"))),
        }
    }
}
