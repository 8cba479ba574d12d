//! Defaults under values, chart by chart: what Helm calls coalescing.
//!
//! The rules are those of Helm 3.17.3 and 4.3.1, observed. Helm computes with shared maps, and
//! a map inside a map under `global` is one and the same for a chart and its subcharts: what a
//! subchart adds there, its parent and its later siblings see, too ([`share_back`]).

use std::sync::Arc;

use super::merge::{Fate, Policy, is_map, merge};
use super::path::push_key;
use super::units::{UnitId, Units};
use crate::HelmVersion;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::Span;
use crate::yaml::{Data, Entry, Map, Node, entry};

/// The key whose values every subchart sees.
const GLOBAL: &str = "global";

/// Whether nulls do their work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A null removes the default below it.
    Coalesce,
    /// Nulls are kept for a later coalescing.
    Merge,
}

/// Collects what Helm warns about.
#[derive(Default)]
pub(super) struct Report {
    warnings: Vec<Diagnostic>,
}

impl Report {
    /// Adds a warning unless it was given before: Helm coalesces the same values several times.
    pub fn add(&mut self, warning: Diagnostic) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    pub fn into_warnings(self) -> Vec<Diagnostic> {
        self.warnings
    }
}

/// How tables merge at any depth, the upper one winning.
pub(super) struct Tables<'a> {
    pub helm: HelmVersion,
    pub mode: Mode,
    /// The keys above, for warnings.
    pub prefix: &'a str,
    pub report: &'a mut Report,
}

impl Tables<'_> {
    fn warn(&mut self, code: Code, path: &[Arc<str>], upper: &Entry, lower: &Entry) {
        // Helm warns of empty defaults, too, but nothing is lost with them.
        if code != codes::GLOBAL_CONFLICT && is_empty(&lower.value) {
            return;
        }
        let mut name = self.prefix.to_owned();
        for key in path {
            push_key(&mut name, key);
        }
        push_key(&mut name, &upper.key);
        self.report.add(replacement(code, &name, upper, lower));
    }

    fn inside(
        &mut self,
        mode: Mode,
        path: &[Arc<str>],
        upper: Option<&Entry>,
        lower: Option<&Entry>,
    ) -> Fate {
        let (Some(upper), Some(lower)) = (upper, lower) else {
            return match lower {
                None => Fate::Upper,
                Some(_) => default_alone(self.helm, mode),
            };
        };
        if upper.value.is_null() {
            // Since Helm 4.1 a null says nothing about a default that is null itself.
            let removes = self.helm == HelmVersion::V3 || !lower.value.is_null();
            if mode == Mode::Coalesce && removes {
                return Fate::Gone;
            }
            if self.helm == HelmVersion::V3 && is_map(lower) {
                self.warn(codes::MAP_REPLACED, path, upper, lower);
            }
            return Fate::Upper;
        }
        match (is_map(upper), is_map(lower)) {
            (true, true) => return Fate::Inside,
            (false, true) => self.warn(codes::MAP_REPLACED, path, upper, lower),
            (true, false) if !lower.value.is_null() => {
                self.warn(codes::MAP_OVER_NON_MAP, path, upper, lower);
            }
            _ => {}
        }
        Fate::Upper
    }
}

impl Policy for Tables<'_> {
    fn decide(&mut self, path: &[Arc<str>], upper: Option<&Entry>, lower: Option<&Entry>) -> Fate {
        self.inside(self.mode, path, upper, lower)
    }
}

/// A default that nothing overrides. Since Helm 4.2 its nulls are dropped.
fn default_alone(helm: HelmVersion, mode: Mode) -> Fate {
    match (helm, mode) {
        (HelmVersion::V4, Mode::Coalesce) => Fate::LowerWithoutNulls,
        _ => Fate::Lower,
    }
}

/// How a chart's defaults go under the values given to it: the first level has rules of its own.
struct Defaults<'a> {
    tables: Tables<'a>,
    /// The names of the subcharts: nulls for them are kept until their own turn.
    children: &'a [Arc<str>],
}

impl Policy for Defaults<'_> {
    fn decide(&mut self, path: &[Arc<str>], upper: Option<&Entry>, lower: Option<&Entry>) -> Fate {
        if let Some(first) = path.first() {
            let mode = match self.children.contains(first) {
                true => Mode::Merge,
                false => self.tables.mode,
            };
            return self.tables.inside(mode, path, upper, lower);
        }
        let (Some(upper), Some(lower)) = (upper, lower) else {
            return match lower {
                None => Fate::Upper,
                Some(_) => default_alone(self.tables.helm, self.tables.mode),
            };
        };
        if upper.value.is_null() && self.tables.mode == Mode::Coalesce {
            return Fate::Gone;
        }
        match (is_map(upper), is_map(lower)) {
            (true, true) => return Fate::Inside,
            (true, false) if !lower.value.is_null() => {
                self.tables
                    .warn(codes::MAP_OVER_NON_MAP, path, upper, lower);
            }
            _ => {}
        }
        Fate::Upper
    }
}

/// How a parent's `global` (the upper one) reaches a subchart's.
struct Globals<'a>(Tables<'a>);

impl Policy for Globals<'_> {
    fn decide(&mut self, path: &[Arc<str>], upper: Option<&Entry>, lower: Option<&Entry>) -> Fate {
        if !path.is_empty() {
            return self.0.inside(Mode::Merge, path, upper, lower);
        }
        let (Some(upper), Some(lower)) = (upper, lower) else {
            return if upper.is_some() {
                Fate::Upper
            } else {
                Fate::Lower
            };
        };
        match (is_map(upper), is_map(lower)) {
            (true, true) => Fate::Inside,
            (false, false) => Fate::Upper,
            _ => {
                self.0.warn(codes::GLOBAL_CONFLICT, path, upper, lower);
                Fate::Lower
            }
        }
    }
}

fn is_empty(node: &Node) -> bool {
    matches!(&node.data, Data::List(list) if list.items().is_empty())
        || matches!(&node.data, Data::Map(map) if map.is_empty())
}

/// A warning about two values of which one replaces the other.
fn replacement(code: Code, name: &str, upper: &Entry, lower: &Entry) -> Diagnostic {
    let (is, was) = (upper.value.kind(), lower.value.kind());
    match code {
        codes::GLOBAL_CONFLICT => Diagnostic::warning(
            code,
            format!(
                "the subchart does not see `{name}` of its parent: it is {is} there and {was} here"
            ),
        )
        .at(lower.value.span, format!("the subchart keeps this: {was}"))
        .also(upper.value.span, format!("the parent's value: {is}"))
        .help("use the same kind of value in both places, or another name"),
        codes::MAP_REPLACED => Diagnostic::warning(
            code,
            format!("`{name}` is {is} here and replaces a whole map of defaults"),
        )
        .at(upper.value.span, format!("this is {is}"))
        .also(lower.key_span, "the default is a map")
        .help("set single keys of the map instead"),
        _ => Diagnostic::warning(
            code,
            format!("`{name}` is a map here and replaces a default that is {was}"),
        )
        .at(upper.key_span, "this is a map")
        .also(lower.value.span, format!("the default is {was}"))
        .help("use the same kind of value in both places"),
    }
}

/// One chart on the way down.
struct Level<'a> {
    unit: UnitId,
    values: Map,
    span: Span,
    children: std::slice::Iter<'a, UnitId>,
}

/// What helps to compute the values of a tree of charts.
pub(super) struct Coalescer<'a, 'c> {
    pub units: &'a Units<'c>,
    pub helm: HelmVersion,
    pub mode: Mode,
    pub report: &'a mut Report,
}

impl<'a> Coalescer<'a, '_> {
    /// The values that a chart sees when it is given `values`; those of its subcharts stand
    /// under their names.
    pub fn run(&mut self, root: UnitId, values: &Map) -> Result<Map, Box<Diagnostic>> {
        let units = self.units;
        let mut names = String::new();
        let mut levels = vec![self.level(root, values, Span::NOWHERE, &names)];
        while let Some(level) = levels.last_mut() {
            if let Some(&child) = level.children.next() {
                let name = &units.get(child).name;
                let (given, span) = match level.values.get(name) {
                    None => (Map::new(), Span::NOWHERE),
                    Some(node) => match &node.data {
                        Data::Map(map) => (map.clone(), node.span),
                        _ => return Err(self.not_a_map(child, level.values.entry(name))),
                    },
                };
                push_key(&mut names, name);
                let given = self.with_globals(given, &level.values, &names);
                let level = self.level(child, &given, span, &names);
                levels.push(level);
                continue;
            }
            let Some(done) = levels.pop() else { break };
            let Some(parent) = levels.last_mut() else {
                return Ok(done.values);
            };
            let name = &units.get(done.unit).name;
            let mut own = String::new();
            push_key(&mut own, name);
            names.truncate(names.len().saturating_sub(own.len()));
            if names.ends_with('.') {
                names.pop();
            }
            share_back(&mut parent.values, &done.values);
            put(
                &mut parent.values,
                name,
                Node::new(Data::Map(done.values), done.span),
            );
        }
        Ok(Map::new())
    }

    fn level(&mut self, unit: UnitId, values: &Map, span: Span, prefix: &str) -> Level<'a> {
        let units = self.units;
        let entry = units.get(unit);
        let children: Vec<Arc<str>> = entry
            .children
            .iter()
            .map(|child| units.get(*child).name.clone())
            .collect();
        let mut policy = Defaults {
            tables: Tables {
                helm: self.helm,
                mode: self.mode,
                prefix,
                report: self.report,
            },
            children: &children,
        };
        Level {
            unit,
            values: merge(values, &entry.defaults, &mut policy),
            span,
            children: entry.children.iter(),
        }
    }

    /// The values given to a subchart with the parent's globals put in.
    fn with_globals(&mut self, mut given: Map, parent: &Map, prefix: &str) -> Map {
        let empty = Map::new();
        let (own, span) = match given.get(GLOBAL) {
            None => (&empty, Span::NOWHERE),
            Some(node) => match &node.data {
                Data::Map(map) => (map, node.span),
                _ => {
                    self.no_globals(node);
                    return given;
                }
            },
        };
        let above = match parent.get(GLOBAL) {
            None => &empty,
            Some(node) => match &node.data {
                Data::Map(map) => map,
                _ => {
                    self.no_globals(node);
                    return given;
                }
            },
        };
        let mut name = prefix.to_owned();
        push_key(&mut name, GLOBAL);
        let merged = merge(
            above,
            own,
            &mut Globals(Tables {
                helm: self.helm,
                mode: Mode::Merge,
                prefix: &name,
                report: self.report,
            }),
        );
        put(
            &mut given,
            &GLOBAL.into(),
            Node::new(Data::Map(merged), span),
        );
        given
    }

    fn no_globals(&mut self, node: &Node) {
        if self.mode == Mode::Merge {
            return;
        }
        let kind = node.kind();
        self.report.add(
            Diagnostic::warning(
                codes::GLOBAL_NOT_A_MAP,
                format!("`global` is {kind}, so that no global values reach the subcharts"),
            )
            .at(node.span, format!("this is {kind}"))
            .help("make `global` a map"),
        );
    }

    fn not_a_map(&self, child: UnitId, entry: Option<&Entry>) -> Box<Diagnostic> {
        let unit = self.units.get(child);
        let name = &unit.name;
        let (kind, span) = entry.map_or(("nothing", Span::NOWHERE), |entry| {
            (entry.value.kind(), entry.value.span)
        });
        Box::new(
            Diagnostic::error(
                codes::SUBCHART_NOT_A_MAP,
                format!("the values of the subchart `{name}` are {kind}"),
            )
            .at(span, format!("this is {kind}; the subchart needs a map"))
            .also(unit.chart.metadata.span, "the subchart")
            .note("Helm hands the value under the name of a subchart to it, and refuses everything that is no map")
            .help("to switch a subchart off use its condition or a tag; to use its defaults remove the line"),
        )
    }
}

/// Maps in the maps of `global` are one and the same for parent and subchart: what the
/// subchart's defaults and values added there becomes the parent's.
fn share_back(parent: &mut Map, child: &Map) {
    let Some(ours) = child.get(GLOBAL).and_then(Node::as_map) else {
        return;
    };
    let Some(theirs) = parent.get(GLOBAL).and_then(Node::as_map) else {
        return;
    };
    let mut changed = theirs.clone();
    for entry in theirs.entries() {
        let (Some(above), Some(below)) = (
            entry.value.as_map(),
            ours.get(&entry.key).and_then(Node::as_map),
        ) else {
            continue;
        };
        if !above.entries().iter().any(is_map) {
            continue;
        }
        let shared = merge(below, above, &mut Shared);
        if let Some(node) = changed.get_mut(&entry.key) {
            node.data = Data::Map(shared);
        }
    }
    if let Some(node) = parent.get_mut(GLOBAL) {
        node.data = Data::Map(changed);
    }
}

/// The maps of the upper map that are also maps of the lower one; otherwise the lower map.
struct Shared;

impl Policy for Shared {
    fn decide(&mut self, _: &[Arc<str>], upper: Option<&Entry>, lower: Option<&Entry>) -> Fate {
        match (upper, lower) {
            (_, None) => Fate::Gone,
            (Some(upper), Some(lower)) if is_map(upper) && is_map(lower) => Fate::Upper,
            _ => Fate::Lower,
        }
    }
}

/// Sets a key that may have been there before.
fn put(map: &mut Map, key: &Arc<str>, value: Node) {
    if let Some(place) = map.get_mut(key) {
        *place = value;
    } else {
        map.insert(entry(key.clone(), value));
    }
}
