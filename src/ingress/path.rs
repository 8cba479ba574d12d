//! The paths of fields: `spec.http[0].route`, with `["a.b"]` for a key that has more than letters.

use crate::yaml::{Data, Node};

/// A step of a path.
#[derive(Clone, Copy)]
pub(super) enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

/// The steps of a path; `None` for what is no path.
pub(super) fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let (step, after) = match rest.strip_prefix('[') {
            Some(inside) => match inside.strip_prefix('"') {
                Some(quoted) => {
                    let (key, after) = quoted.split_once("\"]")?;
                    (Step::Key(key), after)
                }
                None => {
                    let (index, after) = inside.split_once(']')?;
                    (Step::Index(index.parse().ok()?), after)
                }
            },
            None => {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (key, after) = rest.split_at_checked(end)?;
                (Step::Key(key), after)
            }
        };
        steps.push(step);
        rest = after.strip_prefix('.').unwrap_or(after);
    }
    Some(steps)
}

impl Step<'_> {
    pub(super) fn of<'n>(&self, node: &'n Node) -> Option<&'n Node> {
        match self {
            Step::Key(key) => node.get(key),
            Step::Index(index) => node.as_list()?.get(*index),
        }
    }
}

/// The part of a tree at a path; the tree itself for the empty one.
pub(crate) fn part<'n>(tree: &'n Node, path: &str) -> Option<&'n Node> {
    let mut steps = steps(path)?.into_iter();
    steps.try_fold(tree, |node, step| step.of(node))
}

/// [`part`], to be changed.
pub(crate) fn part_mut<'n>(tree: &'n mut Node, path: &str) -> Option<&'n mut Node> {
    let mut node = tree;
    for step in steps(path)? {
        node = match (step, &mut node.data) {
            (Step::Index(index), Data::List(list)) => list.items_mut().get_mut(index)?,
            (Step::Key(key), Data::Map(map)) => map.get_mut(key)?,
            _ => return None,
        };
    }
    Some(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_part() {
        let tree = serde_json::json!({"spec": {"http": [{"timeout": "1s", "a.b": {"c": 1}}]}});
        let tree = Node::from_serialize(&tree).unwrap();
        let at = |path: &str| part(&tree, path).map(|node| format!("{node:?}"));
        assert_eq!(at("spec.http[0].timeout").unwrap(), "\"1s\"");
        assert_eq!(at("spec.http[0][\"a.b\"].c").unwrap(), "1");
        for nowhere in [
            "spec.http[1]",
            "spec.http.0",
            "spec.nothing",
            "garbage[[",
            "[\"a",
        ] {
            assert_eq!(at(nowhere), None, "{nowhere}");
        }
        assert!(at("").is_some());
    }
}
