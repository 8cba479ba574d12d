//! `import-values`: a parent takes over values of a subchart as defaults of its own (Helm 3.17.3
//! and 4.3.1, observed).

use std::sync::Arc;

use super::coalesce::{Coalescer, Mode, Report, Tables};
use super::dependencies::lookup;
use super::go;
use super::merge::merge;
use super::units::{Declared, UnitId, Units};
use crate::HelmVersion;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::{Data, Map, Node, entry};

/// Gives every chart the imported values, subcharts before their parents.
pub(super) fn import(
    units: &mut Units<'_>,
    root: UnitId,
    helm: HelmVersion,
    report: &mut Report,
) -> Result<(), Box<Diagnostic>> {
    let mut order = vec![root];
    let mut at = 0;
    while let Some(unit) = order.get(at).copied() {
        order.extend(&units.get(unit).children);
        at += 1;
    }
    for unit in order.into_iter().rev() {
        if !units.get(unit).declared.is_empty() {
            import_into(units, unit, helm, report)?;
        }
    }
    Ok(())
}

/// A map of the imported values that is one and the same as a map of a subchart's values.
struct Owner {
    /// Where it is among the imported values.
    imported: Vec<Arc<str>>,
    /// Where it came from.
    values: Vec<Arc<str>>,
}

/// One `import-values` entry: where the values are taken from, where they go.
struct Import {
    child: String,
    /// `None`: the top.
    parent: Option<String>,
}

fn import_into(
    units: &mut Units<'_>,
    unit: UnitId,
    helm: HelmVersion,
    report: &mut Report,
) -> Result<(), Box<Diagnostic>> {
    let mut values = Coalescer {
        units,
        helm,
        mode: Mode::Merge,
        // Helm warns when it coalesces, not when it only looks.
        report: &mut Report::default(),
    }
    .run(unit, &Map::new())?;
    let mut imported = Map::new();
    let mut owners: Vec<Owner> = Vec::new();
    for id in units.get(unit).declared.clone() {
        let dependency = units.declared(id);
        for node in &dependency.entry.import_values {
            let Some(import) = read(node, helm)? else {
                continue;
            };
            let source = format!("{}.{}", dependency.name, import.child);
            let Some(table) = lookup(&values, &source).and_then(Node::as_map) else {
                report.add(nothing_to_import(&import.child, dependency, node));
                continue;
            };
            let target = import.parent.as_deref().map_or_else(Vec::new, split);
            let new = newly_owned(&imported, target.clone(), split(&source), table);
            let table = nested(&target, table.clone());
            let merged = merge(&imported, &table, &mut tables(helm, report));
            // Helm merges into the very maps that it took from the subcharts.
            for owner in &owners {
                if let Some(map) = changed(&imported, &merged, &owner.imported) {
                    replace(&mut values, &owner.values, map);
                }
            }
            imported = merged;
            owners.extend(new);
            for owner in &owners {
                let map = at(&values, &owner.values).cloned().unwrap_or_default();
                replace(&mut imported, &owner.imported, map);
            }
        }
    }
    let defaults = merge(&values, &imported, &mut tables(helm, report));
    units.set_defaults(unit, defaults);
    Ok(())
}

fn tables(helm: HelmVersion, report: &mut Report) -> Tables<'_> {
    Tables {
        helm,
        mode: Mode::Merge,
        prefix: "",
        report,
    }
}

/// `NAME` stands for `exports.NAME` into the top; other entries name both sides.
fn read(node: &Node, helm: HelmVersion) -> Result<Option<Import>, Box<Diagnostic>> {
    let map = match &node.data {
        Data::Str(name) => {
            return Ok(Some(Import {
                child: format!("exports.{name}"),
                parent: None,
            }));
        }
        Data::Map(map) => map,
        _ => return Ok(None),
    };
    let side = |key: &str| match map.get(key) {
        Some(value) if value.as_str().is_some() || helm == HelmVersion::V4 => Ok(go::print(value)),
        None if helm == HelmVersion::V4 => Ok("<nil>".to_owned()),
        other => Err(Box::new(
            Diagnostic::error(
                codes::IMPORT_WITHOUT_TABLE,
                format!("an entry of import-values has no text as `{key}`"),
            )
            .at(
                other.map_or(node.span, |value| value.span),
                "Helm crashes here",
            )
            .help("write both `child` and `parent`; `parent: .` is the top"),
        )),
    };
    let (child, parent) = (side("child")?, side("parent")?);
    Ok(Some(Import {
        child,
        parent: Some(parent).filter(|parent| parent != "."),
    }))
}

/// The table at a path of its own.
fn nested(path: &[Arc<str>], table: Map) -> Map {
    path.iter().rev().fold(table, |inner, name| {
        let inner = Node::new(Data::Map(inner), Span::NOWHERE);
        Map::from_entries(vec![entry(name.clone(), inner)])
    })
}

fn split(path: &str) -> Vec<Arc<str>> {
    path.split('.').map(Arc::from).collect()
}

/// The map at a path.
fn at<'m>(map: &'m Map, path: &[Arc<str>]) -> Option<&'m Map> {
    path.iter()
        .try_fold(map, |map, name| map.get(name)?.as_map())
}

/// Puts a map where there is one.
fn replace(map: &mut Map, path: &[Arc<str>], new: Map) {
    let mut place = map;
    for name in path {
        match place.get_mut(name).map(|node| &mut node.data) {
            Some(Data::Map(inner)) => place = inner,
            _ => return,
        }
    }
    *place = new;
}

/// The map at a path, if it is another one than before.
fn changed(before: &Map, after: &Map, path: &[Arc<str>]) -> Option<Map> {
    let (before, after) = (at(before, path)?, at(after, path)?);
    let node = |map: &Map| Node::new(Data::Map(map.clone()), Span::NOWHERE);
    (node(before) != node(after)).then(|| after.clone())
}

/// The maps of `table` that a merge at `target` takes over as they are, because nothing is there.
fn newly_owned(
    imported: &Map,
    target: Vec<Arc<str>>,
    source: Vec<Arc<str>>,
    table: &Map,
) -> Vec<Owner> {
    let mut owners = Vec::new();
    let mut pending = vec![(target, source, table)];
    while let Some((target, source, table)) = pending.pop() {
        let absent = match target.split_last() {
            None => false,
            Some((name, above)) => at(imported, above).is_none_or(|map| map.get(name).is_none()),
        };
        if absent {
            owners.push(Owner {
                imported: target,
                values: source,
            });
        } else if at(imported, &target).is_some() {
            for entry in table.entries() {
                if let Data::Map(inner) = &entry.value.data {
                    let below = |path: &[Arc<str>]| {
                        let mut path = path.to_vec();
                        path.push(entry.key.clone());
                        path
                    };
                    pending.push((below(&target), below(&source), inner));
                }
            }
        }
    }
    owners
}

fn nothing_to_import(child: &str, dependency: &Declared<'_>, node: &Node) -> Diagnostic {
    Diagnostic::warning(
        codes::IMPORT_WITHOUT_TABLE,
        format!(
            "nothing is imported: the subchart `{}` has no map `{child}`",
            dependency.name
        ),
    )
    .at(node.span, "this names nothing")
    .help("check the spelling, and that the subchart's defaults have a map there")
}
