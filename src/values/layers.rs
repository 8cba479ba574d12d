//! The whole computation: from a chart, files and flags to what every chart sees.

use std::sync::Arc;

use super::coalesce::{Coalescer, Mode, Report};
use super::merge::{Overlay, merge, overlaid};
use super::set::{self, Argument, Flag, ReadFile};
use super::units::{UnitId, Units};
use super::{dependencies, imports};
use crate::chart::Chart;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{self, Data, Map, Node};
use crate::{Failure, HelmVersion};

/// A values file.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// As given on the command line; `<stdin>` for `-`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What is laid over a chart's defaults, each kind in the order of the command line. The order
/// between the kinds is Helm's: files, then [`Flag`]s in their order.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// `-f`
    pub files: Vec<InputFile>,
    /// `--set-json`
    pub set_json: Vec<String>,
    /// `--set`
    pub set: Vec<String>,
    /// `--set-string`
    pub set_string: Vec<String>,
    /// `--set-file`
    pub set_file: Vec<String>,
    /// `--set-literal`
    pub set_literal: Vec<String>,
    /// Whether the chart's own schema is left aside, as with Helm's `--skip-schema-validation`.
    /// A build without the feature `schema` never looks at it.
    pub skip_schema_validation: bool,
    /// Whether what does not fit a chart's schema is told among [`Values::warnings`], as errors,
    /// instead of ending the computation as Helm does: for whoever wants to hear everything.
    pub go_on_against_schema: bool,
}

impl Inputs {
    /// The flags and their arguments in the order in which they are applied.
    fn arguments(&self) -> [(Flag, &[String]); 5] {
        [
            (Flag::Json, &self.set_json),
            (Flag::Set, &self.set),
            (Flag::String, &self.set_string),
            (Flag::File, &self.set_file),
            (Flag::Literal, &self.set_literal),
        ]
    }
}

/// What a chart sees as `.Values`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Scope<'c> {
    /// The names from the root chart's subchart down to this one, aliases where there are; empty
    /// for the root chart.
    pub path: Vec<Arc<str>>,
    /// The chart.
    pub chart: &'c Chart,
    /// Its `.Values`, a map.
    pub values: Node,
}

/// One layer as it was given, for [`why`](super::why::why).
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// `CHART/values.yaml`, the file's name, `<--set 2>`.
    pub name: String,
    /// The chart whose values this layer speaks of: its names from the root chart down.
    pub path: Vec<Arc<str>>,
    /// What this layer says. For flags that change values in place: all user values after it.
    pub tree: Map,
    /// For flags that change values in place: all user values before it.
    pub before: Option<Map>,
}

/// What one layer says of the values of one chart.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LayerPart {
    /// `CHART/values.yaml`, the file's name, `<--set 2>`.
    pub name: String,
    /// What kind of layer it is.
    pub origin: Origin,
    /// What it says, as this chart sees it. For flags that change values in place: what the files
    /// and flags say together after it.
    pub tree: Map,
    /// For flags that change values in place: what they said together before it.
    pub before: Option<Map>,
}

/// Where a layer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The defaults of the chart itself.
    Defaults,
    /// The defaults of a chart above it.
    Parent,
    /// A file.
    File,
    /// A flag.
    Flag,
}

/// The values of a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Values<'c> {
    /// `.Values` of the root chart, a map.
    pub root: Node,
    /// Every chart that is rendered, parents before their subcharts; library charts are left out.
    pub scopes: Vec<Scope<'c>>,
    /// What Helm accepts with a warning, and what it loses without one.
    pub warnings: Vec<Diagnostic>,
    pub(super) layers: Vec<Layer>,
    /// How many of the layers are files and flags; they stand last.
    inputs: usize,
}

impl Values<'_> {
    /// What each layer says of the values of one chart, first to last; `chart` are the names from
    /// the root chart's subchart down to it. Layers that say nothing are left out.
    #[must_use]
    pub fn layers_of(&self, chart: &[Arc<str>]) -> Vec<LayerPart> {
        let first_input = self.layers.len() - self.inputs;
        let parts = self.layers.iter().enumerate().filter_map(|(at, layer)| {
            let below = chart.strip_prefix(layer.path.as_slice())?;
            let origin = match &layer.before {
                Some(_) => Origin::Flag,
                None if at >= first_input && layer.name.starts_with("<--") => Origin::Flag,
                None if at >= first_input => Origin::File,
                None if below.is_empty() => Origin::Defaults,
                None => Origin::Parent,
            };
            Some(LayerPart {
                name: layer.name.clone(),
                origin,
                tree: part(&layer.tree, below)?,
                before: layer
                    .before
                    .as_ref()
                    .map(|before| part(before, below).unwrap_or_default()),
            })
        });
        parts.collect()
    }
}

/// The map below a chain of keys.
fn part(map: &Map, keys: &[Arc<str>]) -> Option<Map> {
    let mut map = map;
    for key in keys {
        map = map.get(key)?.as_map()?;
    }
    Some(map.clone())
}

/// Computes what a chart and its subcharts see.
///
/// Files and flags are registered as sources: a file under its name, the n-th argument of a kind
/// as `<--set n>`. `read_file` supplies the files that `--set-file` names.
///
/// # Errors
/// [`Failure::Diagnostics`] where Helm refuses what the author wrote, [`Failure::Error`] where
/// `read_file` fails.
pub fn compute<'c>(
    chart: &'c Chart,
    inputs: &Inputs,
    sources: &mut Sources,
    helm: HelmVersion,
    read_file: &mut ReadFile<'_>,
) -> Result<Values<'c>, Failure> {
    let mut warnings = Vec::new();
    let mut layers = Vec::new();
    let user = user_values(inputs, sources, helm, read_file, &mut layers, &mut warnings)?;
    let mut report = Report::default();
    let (mut units, root) = Units::new(chart);
    dependencies::enable(&mut units, root, &user, helm, &mut report)?;
    imports::import(&mut units, root, helm, &mut report)?;
    let values = Coalescer {
        units: &units,
        helm,
        mode: Mode::Coalesce,
        report: &mut report,
    }
    .run(root, &user)?;
    let root_values = Node::new(Data::Map(values), Span::NOWHERE);
    #[cfg(feature = "schema")]
    if !inputs.skip_schema_validation {
        let found = against_schemas(&units, root, &root_values, sources, helm);
        if inputs.go_on_against_schema {
            warnings.extend(found);
        } else if !found.is_empty() {
            return Err(Failure::Diagnostics(found));
        }
    }
    warnings.extend(report.into_warnings());
    let mut defaults = default_layers(&units, root);
    let inputs = layers.len();
    defaults.append(&mut layers);
    Ok(Values {
        scopes: scopes(&units, root, &root_values),
        root: root_values,
        warnings,
        layers: defaults,
        inputs,
    })
}

/// Files and flags as one tree.
fn user_values(
    inputs: &Inputs,
    sources: &mut Sources,
    helm: HelmVersion,
    read_file: &mut ReadFile<'_>,
    layers: &mut Vec<Layer>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Map, Failure> {
    let mut user = Map::new();
    for file in &inputs.files {
        let reading = yaml::read_values(sources, &file.name, &file.bytes, helm)?;
        warnings.extend(reading.warnings);
        let tree = overlaid(&reading.documents);
        user = merge(&tree, &user, &mut Overlay);
        layers.push(Layer {
            name: file.name.clone(),
            path: Vec::new(),
            tree,
            before: None,
        });
    }
    for (flag, texts) in inputs.arguments() {
        for (text, number) in texts.iter().zip(1..) {
            let name = format!("<{} {number}>", flag.name());
            let source: SourceId = sources.add(name.as_str(), text.as_str());
            let argument = Argument { flag, text, source };
            if let Some(map) = argument.json_map(helm)? {
                user = merge(&map, &user, &mut Overlay);
                layers.push(Layer {
                    name,
                    path: Vec::new(),
                    tree: map,
                    before: None,
                });
                continue;
            }
            let before = user.clone();
            set::apply(argument, helm, &mut user, sources, read_file)?;
            layers.push(Layer {
                name,
                path: Vec::new(),
                tree: user.clone(),
                before: Some(before),
            });
        }
    }
    Ok(user)
}

/// What the schemas of the charts say about the values, library charts included.
#[cfg(feature = "schema")]
fn against_schemas(
    units: &Units<'_>,
    root: UnitId,
    values: &Node,
    sources: &Sources,
    helm: HelmVersion,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut pending = vec![(root, String::new(), values)];
    while let Some((id, path, values)) = pending.pop() {
        let unit = units.get(id);
        if let Some(schema) = unit.chart.schema {
            found.extend(super::schema::check(schema, &path, values, sources, helm));
        }
        for child in unit.children.iter().rev() {
            let name = &units.get(*child).name;
            if let Some(values) = values.get(name) {
                let mut path = path.clone();
                super::path::push_key(&mut path, name);
                pending.push((*child, path, values));
            }
        }
    }
    found
}

/// The defaults of every chart, those of subcharts before those of their parents.
fn default_layers(units: &Units<'_>, root: UnitId) -> Vec<Layer> {
    let mut layers = Vec::new();
    let mut pending = vec![(root, Vec::new())];
    while let Some((id, path)) = pending.pop() {
        let unit = units.get(id);
        for child in &unit.children {
            let mut path: Vec<Arc<str>> = path.clone();
            path.push(units.get(*child).name.clone());
            pending.push((*child, path));
        }
        layers.push(Layer {
            name: format!("{}/values.yaml", unit.chart.path),
            path,
            tree: overlaid(&unit.chart.defaults),
            before: None,
        });
    }
    layers.reverse();
    layers
}

/// The view of every chart that prints something.
fn scopes<'c>(units: &Units<'c>, root: UnitId, values: &Node) -> Vec<Scope<'c>> {
    let mut scopes = Vec::new();
    let mut pending = vec![(root, Vec::new(), values.clone())];
    while let Some((id, path, values)) = pending.pop() {
        let unit = units.get(id);
        for child in unit.children.iter().rev() {
            let name = &units.get(*child).name;
            // Helm looks the name up as a path: a chart whose name has a dot sees nothing.
            let found = values
                .as_map()
                .and_then(|map| dependencies::lookup(map, name))
                .filter(|node| node.as_map().is_some());
            let own = found
                .cloned()
                .unwrap_or_else(|| Node::new(Data::Map(Map::new()), Span::NOWHERE));
            let mut path: Vec<Arc<str>> = path.clone();
            path.push(name.clone());
            pending.push((*child, path, own));
        }
        if !unit.chart.metadata.is_library {
            scopes.push(Scope {
                path,
                chart: unit.chart,
                values,
            });
        }
    }
    scopes
}

#[cfg(test)]
mod tests {
    use super::super::testing::Setup;

    const SUB: &str = "apiVersion: v2\nname: sub\nversion: 1.2.3\n";

    fn with_sub(dependency: &str, root: &str, sub: &str) -> Setup {
        let chart = format!("apiVersion: v2\nname: c\nversion: 0.1.0\n{dependency}");
        Setup::new()
            .file("c/Chart.yaml", &chart)
            .file("c/values.yaml", root)
            .file("c/charts/sub/Chart.yaml", SUB)
            .file("c/charts/sub/values.yaml", sub)
    }

    #[test]
    fn null_removes_a_default_and_stays_where_there_is_none() {
        let setup = Setup::new()
            .file("c/values.yaml", "a: 1\nb: {c: 2, d: ~}\ne: ~\n")
            .values_file("v.yaml", "a: ~\nb: {c: ~, z: ~}\nf: ~\n");
        assert_eq!(
            setup.json(),
            r#"{"b":{"d":null,"z":null},"e":null,"f":null}"#
        );
        assert_eq!(setup.helm4().json(), r#"{"b":{"z":null},"f":null}"#);
    }

    #[test]
    fn a_map_and_another_kind_in_the_same_place_are_warned_about() {
        let setup = Setup::new()
            .file("c/values.yaml", "a: 1\nx: {b: {c: 1}, d: 2}\n")
            .values_file("v.yaml", "a: {k: 1}\nx: {b: 3, d: {e: 4}}\n");
        assert_eq!(setup.json(), r#"{"a":{"k":1},"x":{"b":3,"d":{"e":4}}}"#);
        assert_eq!(
            setup.warnings(),
            ["map-over-non-map", "map-replaced", "map-over-non-map"]
        );
    }

    #[test]
    fn a_subchart_needs_a_map() {
        let setup = with_sub("", "sub: ~\n", "a: 1\n");
        assert_eq!(setup.refused(), "subchart-values-not-a-map");
        assert_eq!(setup.helm4().json(), r#"{"sub":{"a":1,"global":{}}}"#);
    }

    #[test]
    fn maps_inside_globals_are_shared_between_charts() {
        let setup = with_sub(
            "",
            "global: {m: {in: {a: 1}, k: 1}}\n",
            "global: {m: {in: {b: 2}, own: {c: 3}}}\n",
        );
        assert_eq!(
            setup.json(),
            r#"{"global":{"m":{"in":{"a":1,"b":2},"k":1}},"sub":{"global":{"m":{"in":{"a":1,"b":2},"k":1,"own":{"c":3}}}}}"#
        );
    }

    #[test]
    fn a_condition_that_is_false_leaves_only_what_was_written() {
        let dependency =
            "dependencies: [{name: sub, version: 1.x, alias: al, condition: 'no, al.use'}]\n";
        let setup = with_sub(dependency, "al: {use: 'false'}\n", "a: 1\n");
        // The blank belongs to the path, which therefore leads nowhere.
        assert_eq!(setup.json(), r#"{"al":{"a":1,"global":{},"use":"false"}}"#);
        let dependency =
            "dependencies: [{name: sub, version: 1.x, alias: al, condition: 'no,al.use'}]\n";
        let setup = with_sub(dependency, "al: {use: 'false'}\n", "a: 1\n");
        assert_eq!(setup.warnings(), ["condition-not-boolean"]);
        let setup = setup.set("al.use=false");
        assert_eq!(setup.json(), r#"{"al":{"use":false}}"#);
        assert_eq!(setup.values().0.scopes.len(), 1);
    }

    #[test]
    fn an_alias_needs_a_fitting_version() {
        let dependency = "dependencies: [{name: sub, version: ~2, alias: al}]\n";
        let setup = with_sub(dependency, "", "a: 1\n");
        assert_eq!(setup.json(), r#"{"sub":{"a":1,"global":{}}}"#);
    }

    #[test]
    fn imported_values_are_defaults_of_the_parent() {
        let dependency = "dependencies: [{name: sub, version: '*', import-values: [e, {child: q, parent: p}, nope]}]\n";
        let setup = with_sub(
            dependency,
            "p: {a: 5, k: ~}\n",
            "exports: {e: {x: 1}}\nq: {a: 1, b: 2}\n",
        )
        .values_file("v.yaml", "p: {b: ~}\n");
        assert_eq!(
            setup.json(),
            r#"{"p":{"a":5,"k":null},"sub":{"exports":{"e":{"x":1}},"global":{},"q":{"a":1,"b":2}},"x":1}"#
        );
        assert_eq!(setup.warnings(), ["import-without-map"]);
    }

    #[test]
    fn subcharts_see_their_own_part() {
        let setup = with_sub("", "global: {g: 1}\nsub: {a: 2}\n", "a: 1\n");
        let scopes = setup.values().0.scopes;
        assert_eq!(scopes.len(), 2);
        assert_eq!(scopes[1].path, ["sub".into()]);
        assert_eq!(
            format!("{:?}", scopes[1].values),
            r#"{"a": 2, "global": {"g": 1}}"#
        );
    }

    #[test]
    fn later_documents_lie_over_earlier_ones_since_helm_4() {
        let setup = Setup::new().values_file("v.yaml", "a: {b: 1}\n---\na: {c: 2}\n");
        assert_eq!(setup.json(), r#"{"a":{"b":1}}"#);
        assert_eq!(setup.helm4().json(), r#"{"a":{"b":1,"c":2}}"#);
    }
}
