//! Why a value is what it is: one link for every layer that has a say.

use std::sync::Arc;

use super::layers::{Layer, Values};
use super::path::{self, Segment};
use crate::source::Span;
use crate::suggest;
use crate::yaml::{Data, Map, Node};

/// The answer about one path.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Why {
    /// The value that the root chart sees; `None` where there is none.
    pub value: Option<Node>,
    /// What every layer says about it, first to last: defaults of subcharts before those of
    /// their parents, files, flags. Empty when the path is unknown.
    pub chain: Vec<Link>,
    /// Where the path is unknown: paths that might have been meant.
    pub suggestions: Vec<String>,
}

/// What one layer says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Link {
    /// `CHART/values.yaml`, a file as given, `<--set 2>`.
    pub layer: String,
    /// Where it says so.
    pub span: Span,
    /// The layer's own value. For a flag: the value after it.
    pub value: Node,
    /// What became of it.
    pub effect: Effect,
    /// Whether this layer has the last word.
    pub winner: bool,
}

/// What became of a layer's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// It is the value, or part of a map that several layers fill.
    Set,
    /// A later layer has another.
    Overridden,
    /// The layer takes the value away: with null, or with something that is no map.
    Deleted,
}

/// Follows a path through all layers. It costs nothing unless asked for.
#[must_use]
pub fn why(values: &Values<'_>, path: &[Segment]) -> Why {
    let value = match find(&values.root, path) {
        Found::Value(node) => Some(node.clone()),
        Found::Other(_) | Found::Nothing => None,
    };
    let mut chain = Vec::new();
    let mut asked = path.to_vec();
    loop {
        for layer in &values.layers {
            chain.extend(link(layer, &asked, !chain.is_empty()));
        }
        // `sub.global.x` is also set by the parent's `global.x`.
        match above_global(values, &asked) {
            Some(above) => asked = above,
            None => break,
        }
    }
    if let Some(value) = value.as_ref().filter(|value| is_imported(&chain, value)) {
        chain.insert(0, imported(value));
    }
    judge(&mut chain, value.as_ref());
    let suggestions = if chain.is_empty() && value.is_none() {
        suggestions(&values.root, path)
    } else {
        Vec::new()
    };
    Why {
        value,
        chain,
        suggestions,
    }
}

/// Whether a value stands in some file and no layer knows it: a subchart's default that
/// `import-values` brought here.
fn is_imported(chain: &[Link], value: &Node) -> bool {
    !value.span.is_nowhere() && !chain.iter().any(|link| same_place(link, value))
}

fn imported(value: &Node) -> Link {
    Link {
        layer: "import-values".to_owned(),
        span: value.span,
        value: value.clone(),
        effect: Effect::Set,
        winner: false,
    }
}

/// Where a path leads.
enum Found<'n> {
    Value(&'n Node),
    /// To something that is no map, before its end.
    Other(&'n Node),
    /// To a map that has no such key.
    Nothing,
}

fn find<'n>(root: &'n Node, path: &[Segment]) -> Found<'n> {
    let mut node = root;
    for segment in path {
        let next = match (segment, &node.data) {
            (Segment::Key(key), Data::Map(map)) => match map.get(key) {
                Some(next) => Some(next),
                None => return Found::Nothing,
            },
            (Segment::Index(at), Data::List(list)) => list.items().get(*at),
            _ => None,
        };
        match next {
            Some(next) => node = next,
            None => return Found::Other(node),
        }
    }
    Found::Value(node)
}

/// What a layer says about a path of the root chart.
fn link(layer: &Layer, path: &[Segment], said_before: bool) -> Option<Link> {
    let path = below(&layer.path, path)?;
    let tree = |map: &Map| Node::new(Data::Map(map.clone()), Span::NOWHERE);
    let root = tree(&layer.tree);
    let (node, deletes) = match find(&root, path) {
        Found::Value(node) => (node, false),
        Found::Other(node) if said_before => (node, true),
        _ => return None,
    };
    let mut span = node.span;
    if let Some(before) = &layer.before {
        let before = tree(before);
        let old = match find(&before, path) {
            Found::Value(node) | Found::Other(node) => Some(node),
            Found::Nothing => None,
        };
        span = first_difference(old, node)?;
    }
    Some(Link {
        layer: layer.name.clone(),
        span,
        value: node.clone(),
        effect: if deletes {
            Effect::Deleted
        } else {
            Effect::Set
        },
        winner: false,
    })
}

/// The path as the layer's chart sees it, if it leads into that chart.
fn below<'p>(chart: &[Arc<str>], path: &'p [Segment]) -> Option<&'p [Segment]> {
    let rest = path.get(chart.len()..)?;
    let same = |(name, segment): (&Arc<str>, &Segment)| matches!(segment, Segment::Key(key) if key == name);
    chart.iter().zip(path).all(same).then_some(rest)
}

/// For the path of a subchart's global value: the same value of its parent.
fn above_global(values: &Values<'_>, path: &[Segment]) -> Option<Vec<Segment>> {
    let charts = values.layers.iter().map(|layer| &layer.path);
    let chart = charts
        .filter(|chart| !chart.is_empty() && below(chart, path).is_some())
        .max_by_key(|chart| chart.len())?;
    match below(chart, path)? {
        rest @ [Segment::Key(key), ..] if &**key == "global" => {
            let parent = path.get(..chart.len() - 1)?;
            Some([parent, rest].concat())
        }
        _ => None,
    }
}

/// The place of the first thing that a flag changed; `None` where it changed nothing.
fn first_difference(old: Option<&Node>, new: &Node) -> Option<Span> {
    let Some(old) = old else {
        return Some(new.span);
    };
    let mut pending = vec![(old, new)];
    while let Some((old, new)) = pending.pop() {
        match (&old.data, &new.data) {
            (Data::Map(a), Data::Map(b)) => {
                for entry in b.entries().iter().rev() {
                    match a.get(&entry.key) {
                        Some(old) => pending.push((old, &entry.value)),
                        None => return Some(entry.value.span),
                    }
                }
            }
            (Data::List(a), Data::List(b)) if a.items().len() == b.items().len() => {
                pending.extend(a.items().iter().zip(b.items()).rev());
            }
            _ if old.span != new.span || old != new => return Some(new.span),
            _ => {}
        }
    }
    None
}

/// Finds the link that has the last word, and what became of the others.
fn judge(chain: &mut [Link], value: Option<&Node>) {
    let last_word = match value {
        Some(value) => chain
            .iter()
            .rposition(|link| link.effect == Effect::Set && same_place(link, value))
            .or_else(|| chain.iter().rposition(|link| link.value == *value)),
        None => chain
            .iter()
            .rposition(|link| link.value.is_null() || link.effect == Effect::Deleted),
    };
    let is_map = |node: &Node| matches!(node.data, Data::Map(_));
    let filled = value.is_some_and(is_map);
    for (at, link) in chain.iter_mut().enumerate() {
        link.winner = Some(at) == last_word;
        link.effect = match (value, link.effect) {
            (None, _) if link.value.is_null() => Effect::Deleted,
            (_, Effect::Deleted) => Effect::Deleted,
            _ if link.winner || (filled && is_map(&link.value)) => Effect::Set,
            _ => Effect::Overridden,
        };
    }
}

fn same_place(link: &Link, value: &Node) -> bool {
    link.value.span == value.span && !value.span.is_nowhere()
}

/// Paths near an unknown one: keys spelt alike where the path goes astray, and the same key in
/// other places.
fn suggestions(root: &Node, path: &[Segment]) -> Vec<String> {
    let mut node = root;
    for (at, segment) in path.iter().enumerate() {
        let next = match (segment, &node.data) {
            (Segment::Key(key), Data::Map(map)) => map.get(key),
            (Segment::Index(at), Data::List(list)) => list.items().get(*at),
            _ => None,
        };
        if let Some(next) = next {
            node = next;
            continue;
        }
        let (Segment::Key(key), Data::Map(map)) = (segment, &node.data) else {
            return Vec::new();
        };
        let keys = map.entries().iter().map(|entry| entry.key.as_ref());
        let mut found: Vec<String> = suggest::closest(key, keys)
            .into_iter()
            .map(|near| {
                let mut meant = path.to_vec();
                if let Some(place) = meant.get_mut(at) {
                    *place = Segment::Key(near.into());
                }
                path::display(&meant)
            })
            .collect();
        if let Some(Segment::Key(last)) = path.last() {
            found.extend(elsewhere(root, last));
        }
        found.dedup();
        found.truncate(3);
        return found;
    }
    Vec::new()
}

/// Paths that end with this key; at most three.
fn elsewhere(root: &Node, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut pending = vec![(root, String::new())];
    while let Some((node, path)) = pending.pop() {
        let Data::Map(map) = &node.data else { continue };
        for entry in map.entries().iter().rev() {
            let mut below = path.clone();
            path::push_key(&mut below, &entry.key);
            if entry.key.as_ref() == key && found.len() < 3 {
                found.push(below.clone());
            }
            pending.push((&entry.value, below));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::Setup;
    use super::*;

    fn chain(setup: &Setup, path: &str) -> Vec<String> {
        let (values, sources) = setup.values();
        let why = why(&values, &path::parse(path).unwrap());
        let show = |link: &Link| {
            let place = sources.place(link.span).map(|(_, place)| place);
            let place = place.map_or("nowhere".into(), |at| format!("{}:{}", at.line, at.column));
            let mark = if link.winner { " *" } else { "" };
            format!(
                "{} {place} {:?} {:?}{mark}",
                link.layer, link.effect, link.value
            )
        };
        why.chain.iter().map(show).collect()
    }

    #[test]
    fn every_layer_that_has_a_say_is_a_link() {
        let setup = Setup::new()
            .file("c/values.yaml", "a: {b: 1, c: 2}\n")
            .values_file("one.yaml", "a:\n  b: 2\n")
            .values_file("two.yaml", "other: 1\n")
            .values_file("three.yaml", "a: ~\n")
            .set("x=1")
            .set("a=null,a=5,a=z");
        assert_eq!(
            chain(&setup, "a.b"),
            [
                "c/values.yaml 1:8 Overridden 1",
                "one.yaml 2:6 Overridden 2",
                "three.yaml 1:4 Deleted null",
                "<--set 2> 1:14 Deleted \"z\" *",
            ]
        );
        assert_eq!(
            chain(&setup, "a"),
            [
                "c/values.yaml 1:4 Overridden {\"b\": 1, \"c\": 2}",
                "one.yaml 2:3 Overridden {\"b\": 2}",
                "three.yaml 1:4 Overridden null",
                "<--set 2> 1:14 Set \"z\" *",
            ]
        );
    }

    #[test]
    fn the_parents_words_come_after_the_subcharts() {
        let setup = Setup::new()
            .file("c/values.yaml", "s: {a: 2}\nglobal: {g: 1}\n")
            .file(
                "c/charts/s/Chart.yaml",
                "apiVersion: v2\nname: s\nversion: 1.0.0\n",
            )
            .file("c/charts/s/values.yaml", "a: 1\nglobal: {g: 0}\n")
            .set_string("s.a=3");
        assert_eq!(
            chain(&setup, "s.a"),
            [
                "c/charts/s/values.yaml 1:4 Overridden 1",
                "c/values.yaml 1:8 Overridden 2",
                "<--set-string 1> 1:5 Set \"3\" *",
            ]
        );
        assert_eq!(
            chain(&setup, "s.global.g"),
            [
                "c/charts/s/values.yaml 2:13 Overridden 0",
                "c/values.yaml 2:13 Set 1 *",
            ]
        );
    }

    #[test]
    fn an_unknown_path_gets_suggestions() {
        let setup = Setup::new().file("c/values.yaml", "ingress: {gatewayHosts: {default: x}}\n");
        let (values, _) = setup.values();
        let ask = |path: &str| why(&values, &path::parse(path).unwrap()).suggestions;
        assert_eq!(ask("ingres.gatewayHosts"), ["ingress.gatewayHosts"]);
        assert_eq!(ask("gatewayHosts"), ["ingress.gatewayHosts"]);
        assert_eq!(
            ask("ingress.gatewayHost.default")[0],
            "ingress.gatewayHosts.default"
        );
        assert!(ask("nothing.like.it").is_empty());
    }
}
