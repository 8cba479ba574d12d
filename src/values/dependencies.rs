//! Which subcharts take part: `condition`, `tags`, `alias`, versions (Helm 3.17.3 and 4.3.1,
//! observed).

use std::sync::Arc;

use super::coalesce::{Coalescer, Mode, Report};
use super::path::push_key;
use super::units::{Declared, UnitId, Units};
use crate::HelmVersion;
use crate::chart::version::satisfies;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::yaml::{Data, Map, Node};

/// Decides for every chart from the root down which of its subcharts stay.
pub(super) fn enable(
    units: &mut Units<'_>,
    root: UnitId,
    values: &Map,
    helm: HelmVersion,
    report: &mut Report,
) -> Result<(), Box<Diagnostic>> {
    let mut pending = vec![(root, values.clone(), String::new())];
    while let Some((unit, values, prefix)) = pending.pop() {
        // Helm does not look below a chart that declares nothing.
        if units.get(unit).declared.is_empty() {
            continue;
        }
        name_children(units, unit, helm);
        let mut coalescer = Coalescer {
            units,
            helm,
            mode: Mode::Coalesce,
            report,
        };
        let values = coalescer.run(unit, &values)?;
        let declared = units.get(unit).declared.clone();
        for id in &declared {
            let dependency = units.declared(*id);
            let enabled = by_condition(dependency, &values, &prefix, report)
                .unwrap_or_else(|| by_tags(dependency, &values, report));
            if let Some(dependency) = units.declared_mut(*id) {
                dependency.enabled = enabled;
            }
        }
        let switched_off: Vec<Arc<str>> = declared
            .iter()
            .map(|id| units.declared(*id))
            .filter(|dependency| !dependency.enabled)
            .map(|dependency| dependency.name.clone())
            .collect();
        let mut children = units.get(unit).children.clone();
        children.retain(|child| !switched_off.contains(&units.get(*child).name));
        let mut kept = declared;
        kept.retain(|id| !switched_off.contains(&units.declared(*id).name));
        for child in children.iter().rev() {
            let name = &units.get(*child).name;
            pending.push((*child, values.clone(), format!("{prefix}{name}.")));
        }
        units.set_children(unit, children);
        units.set_declared(unit, kept);
    }
    Ok(())
}

/// Puts the declared subcharts behind the undeclared ones, each under its name or alias. A chart
/// whose version does not fit its entry counts as undeclared.
fn name_children(units: &mut Units<'_>, unit: UnitId, helm: HelmVersion) {
    let existing = units.get(unit).children.clone();
    let declared = units.get(unit).declared.clone();
    let fits = |units: &Units<'_>, child: UnitId, dependency: &Declared<'_>| {
        let child = units.get(child);
        child.name == dependency.name
            && satisfies(
                &child.chart.metadata.version,
                &dependency.entry.version,
                helm,
            )
    };
    let mut children = existing.clone();
    children.retain(|child| {
        !declared
            .iter()
            .any(|id| fits(units, *child, units.declared(*id)))
    });
    for id in declared {
        let dependency = units.declared(id);
        let alias = dependency
            .entry
            .alias
            .as_deref()
            .filter(|alias| !alias.is_empty());
        let name: Arc<str> = alias.map_or_else(|| dependency.name.clone(), Arc::from);
        let found = existing
            .iter()
            .copied()
            .find(|child| fits(units, *child, dependency));
        if let Some(child) = found {
            children.push(units.copy(child, name.clone(), helm));
        }
        if let Some(dependency) = units.declared_mut(id) {
            dependency.name = name;
        }
    }
    units.set_children(unit, children);
}

/// The first of the condition's paths that leads to a boolean. Blanks belong to the paths.
fn by_condition(
    dependency: &Declared<'_>,
    values: &Map,
    prefix: &str,
    report: &mut Report,
) -> Option<bool> {
    for path in dependency.entry.condition.trim().split(',') {
        if path.is_empty() {
            continue;
        }
        match lookup(values, &format!("{prefix}{path}")).map(|node| (&node.data, node)) {
            None | Some((Data::Map(_), _)) => {}
            Some((Data::Bool(value), _)) => return Some(*value),
            Some((_, node)) => {
                report.add(not_boolean(
                    codes::CONDITION_NOT_BOOLEAN,
                    &format!("{prefix}{path}"),
                    dependency,
                    node,
                ));
            }
        }
    }
    None
}

fn by_tags(dependency: &Declared<'_>, values: &Map, report: &mut Report) -> bool {
    let Some(tags) = values.get("tags").and_then(Node::as_map) else {
        return true;
    };
    let mut refused = false;
    let mut wanted = false;
    for tag in &dependency.entry.tags {
        match tags.get(tag).map(|node| (&node.data, node)) {
            None => {}
            Some((Data::Bool(true), _)) => wanted = true,
            Some((Data::Bool(false), _)) => refused = true,
            Some((_, node)) => {
                let mut name = String::from("tags");
                push_key(&mut name, tag);
                report.add(not_boolean(codes::TAG_NOT_BOOLEAN, &name, dependency, node));
            }
        }
    }
    wanted || !refused
}

/// The value at a path whose names are separated by dots, as in Chart.yaml.
pub(super) fn lookup<'m>(values: &'m Map, path: &str) -> Option<&'m Node> {
    let mut names = path.split('.');
    let first = values.get(names.next()?)?;
    names.try_fold(first, |node, name| node.get(name))
}

fn not_boolean(code: Code, path: &str, dependency: &Declared<'_>, node: &Node) -> Diagnostic {
    let kind = node.kind();
    Diagnostic::warning(
        code,
        format!(
            "`{path}` decides about the subchart `{}` and is {kind}: it is ignored",
            dependency.name
        ),
    )
    .at(node.span, format!("this is {kind}"))
    .also(dependency.entry.span, "the dependency")
    .help("write true or false, without quotes")
}
