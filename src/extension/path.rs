//! The paths in a template, `hosts[0].name`, and how far the model goes along with them.

use std::ops::Range;

use super::scope::{self, Origin};
use super::tag;
use crate::yaml::{Data, Map, Node};

/// How many variables may be made from each other.
const MOST_VARIABLES: usize = 16;

/// The words that are no variables.
const WORDS: &[&str] = &[
    "for",
    "in",
    "if",
    "elif",
    "else",
    "not",
    "and",
    "or",
    "is",
    "set",
    "with",
    "true",
    "false",
    "none",
    "null",
    "True",
    "False",
    "None",
    "recursive",
];

/// A variable and the steps from there.
#[derive(Debug)]
pub(super) struct Path<'t> {
    pub start: usize,
    pub name: &'t str,
    steps: Vec<(Key<'t>, usize)>,
}

#[derive(Clone, Copy, Debug)]
enum Key<'t> {
    Name(&'t str),
    Index(i64),
    /// The template computes it.
    Any,
}

/// Where the model does not go along.
#[derive(Debug)]
pub(super) struct Failure<'m> {
    /// The bytes up to what fails.
    pub range: Range<usize>,
    /// The bytes before the step that fails.
    pub parent: Range<usize>,
    pub why: Why<'m>,
}

#[derive(Debug)]
pub(super) enum Why<'m> {
    /// There is nothing of this name, but of these.
    Missing(Vec<&'m str>),
    /// The parent is null.
    Null,
    /// The parent is a list with so many items.
    List(usize),
}

/// What a path comes to.
#[derive(Debug)]
pub(super) enum End<'m> {
    /// These values, one for each item that a loop may be at.
    Found(Vec<&'m Node>),
    Fails(Failure<'m>),
    /// It begins at what the template computes.
    Unknown,
}

impl<'t> Path<'t> {
    pub fn range(&self) -> Range<usize> {
        self.start..self.end_of(self.steps.len())
    }

    /// Its last name.
    pub fn last(&self) -> &'t str {
        let names = self.steps.iter().rev().filter_map(|(key, _)| match key {
            Key::Name(name) => Some(*name),
            Key::Index(_) | Key::Any => None,
        });
        names.chain([self.name]).next().unwrap_or(self.name)
    }

    /// One past so many of its steps.
    fn end_of(&self, steps: usize) -> usize {
        let last = steps.checked_sub(1).and_then(|last| self.steps.get(last));
        last.map_or(self.start + self.name.len(), |(_, end)| *end)
    }

    /// The path that starts at a byte.
    pub fn at(text: &'t str, start: usize) -> Option<Self> {
        let name = word(text.get(start..)?)?;
        let mut path = Path {
            start,
            name,
            steps: Vec::new(),
        };
        let mut at = start + name.len();
        loop {
            let rest = text.get(at..)?;
            let open = rest.strip_prefix('?').unwrap_or(rest);
            at += rest.len() - open.len();
            let (key, length) = if let Some(rest) = open.strip_prefix('.') {
                let part = rest.split(|c: char| !is_part(c)).next().unwrap_or("");
                if part.is_empty() {
                    break;
                }
                let index = part.parse().map(Key::Index);
                (index.unwrap_or(Key::Name(part)), 1 + part.len())
            } else if open.starts_with('[') {
                let Some((key, length)) = subscript(open) else {
                    break;
                };
                (key, length)
            } else {
                break;
            };
            at += length;
            path.steps.push((key, at));
        }
        if text.get(at..).is_some_and(|rest| rest.starts_with('(')) {
            // The last name is a function.
            path.steps.pop()?;
        }
        Some(path)
    }

    /// Where it ends in the model.
    pub fn end<'m>(&self, text: &str, model: &'m Node) -> End<'m> {
        self.resolve(text, model, MOST_VARIABLES)
    }

    fn resolve<'m>(&self, text: &str, model: &'m Node, most: usize) -> End<'m> {
        let roots = match scope::origin(text, self.name, self.start) {
            Some(origin) => match variable(text, &origin, model, most) {
                Some(values) => values,
                None => return End::Unknown,
            },
            None => match model.get(self.name) {
                Some(node) => vec![node],
                None => {
                    return End::Fails(Failure {
                        range: self.start..self.end_of(0),
                        parent: self.start..self.start,
                        why: Why::Missing(names(model)),
                    });
                }
            },
        };
        let mut nodes = roots;
        for (number, (key, _)) in self.steps.iter().enumerate() {
            let next: Vec<&Node> = nodes.iter().flat_map(|node| children(node, key)).collect();
            if next.is_empty() {
                return self.fails(number, key, &nodes);
            }
            // Those that end here fail where a loop comes to them, which only matters if the others
            // do not fail as well.
            if let End::Fails(failure) = self.rest(&next, number + 1) {
                return End::Fails(failure);
            }
            if next.len() < nodes.len() && !matches!(key, Key::Any) {
                let lacks = |node: &&Node| children(node, key).is_empty();
                let lacking: Vec<&Node> = nodes.iter().copied().filter(lacks).collect();
                return self.fails(number, key, &lacking);
            }
            nodes = next;
        }
        End::Found(nodes)
    }

    /// Whether none of some values goes along with the steps from a number on.
    fn rest<'m>(&self, nodes: &[&'m Node], from: usize) -> End<'m> {
        let mut nodes = nodes.to_vec();
        for (number, (key, _)) in self.steps.iter().enumerate().skip(from) {
            let next: Vec<&Node> = nodes.iter().flat_map(|node| children(node, key)).collect();
            if next.is_empty() {
                return self.fails(number, key, &nodes);
            }
            nodes = next;
        }
        End::Found(nodes)
    }

    /// No value has what a step asks for.
    fn fails<'m>(&self, number: usize, key: &Key<'_>, nodes: &[&'m Node]) -> End<'m> {
        let parent = self.start..self.end_of(number);
        let whole = self.start..self.end_of(number + 1);
        let map = nodes.iter().find(|node| node.as_map().is_some());
        let list = nodes.iter().find_map(|node| node.as_list());
        let (range, why) = match (map, list, key) {
            (Some(map), ..) => (whole, Why::Missing(names(map))),
            // An empty list is looped over without a word.
            (None, Some([]), Key::Any) => return End::Unknown,
            (None, Some(items), _) => (whole, Why::List(items.len())),
            _ if nodes.is_empty() => return End::Unknown,
            _ if nodes.iter().any(|node| node.is_null()) => (parent.clone(), Why::Null),
            _ => (whole, Why::Missing(Vec::new())),
        };
        End::Fails(Failure { range, parent, why })
    }
}

/// The values that a variable of the template may have.
fn variable<'m>(
    text: &str,
    origin: &Origin,
    model: &'m Node,
    most: usize,
) -> Option<Vec<&'m Node>> {
    let most = most.checked_sub(1)?;
    let (source, is_loop) = match origin {
        Origin::Items(source) => (source, true),
        Origin::Value(source) => (source, false),
        Origin::Unknown => return None,
    };
    let path = Path::at(text, source.start)?;
    if path.range() != *source {
        return None;
    }
    let End::Found(values) = path.resolve(text, model, most) else {
        return None;
    };
    if !is_loop {
        return Some(values);
    }
    let items = values.iter().flat_map(|node| children(node, &Key::Any));
    let items: Vec<&Node> = items.collect();
    (!items.is_empty()).then_some(items)
}

fn children<'m>(node: &'m Node, key: &Key<'_>) -> Vec<&'m Node> {
    match (&node.data, key) {
        (Data::Map(map), Key::Name(name)) => map.get(name).into_iter().collect(),
        (Data::Map(map), Key::Index(index)) => map.get(&index.to_string()).into_iter().collect(),
        (Data::Map(map), Key::Any) => map.entries().iter().map(|entry| &entry.value).collect(),
        (Data::List(list), Key::Index(index)) => {
            let items = list.items();
            let at = usize::try_from(index.unsigned_abs()).ok();
            let at = at.and_then(|at| match index {
                0.. => Some(at),
                _ => items.len().checked_sub(at),
            });
            at.and_then(|at| items.get(at)).into_iter().collect()
        }
        (Data::List(list), Key::Any) => list.items().iter().collect(),
        _ => Vec::new(),
    }
}

fn names(node: &Node) -> Vec<&str> {
    let entries = node.as_map().map_or(&[][..], Map::entries);
    entries.iter().map(|entry| &*entry.key).collect()
}

/// The paths in the tag around a place, from left to right.
pub(super) fn around<'t>(text: &'t str, place: &Range<usize>) -> Vec<Path<'t>> {
    let Some(tag) = tag::around(text, place.start) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let inside = text.get(tag.clone()).unwrap_or("");
    let mut previous = "";
    let mut done = 0;
    for (at, letter) in tag::unquoted(inside) {
        if at < done || !(letter.is_alphabetic() || letter == '_') {
            continue;
        }
        let Some(name) = inside.get(at..).and_then(word) else {
            continue;
        };
        done = at + name.len();
        let before = inside.get(..at).unwrap_or("");
        let rest = inside.get(done..).unwrap_or("").trim_start();
        let is_filter = before.trim_end().ends_with('|');
        let is_step = before.ends_with('.');
        let is_argument = rest.starts_with('=') && !rest.starts_with("==");
        let is_test =
            previous == "is" || previous == "not" && before.trim_end().ends_with("is not");
        previous = name;
        if is_filter || is_step || is_argument || is_test || WORDS.contains(&name) {
            continue;
        }
        found.extend(Path::at(text, tag.start + at));
    }
    found
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name at the start.
fn word(text: &str) -> Option<&str> {
    let word = text.split(|c: char| !is_part(c)).next()?;
    let is_name = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
    is_name.then_some(word)
}

/// What stands between the brackets at the start, and how many bytes all takes.
fn subscript(text: &str) -> Option<(Key<'_>, usize)> {
    let mut depth = 0_usize;
    let mut is_slice = false;
    for (at, letter) in tag::unquoted(text) {
        match letter {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth = depth.checked_sub(1)?,
            ':' if depth == 1 => is_slice = true,
            _ => {}
        }
        if depth == 0 {
            let inside = text.get(1..at)?.trim();
            let quoted = ['"', '\'']
                .into_iter()
                .find_map(|quote| inside.strip_prefix(quote)?.strip_suffix(quote));
            let key = match (inside.parse(), quoted) {
                _ if is_slice => return None,
                (Ok(index), _) => Key::Index(index),
                (_, Some(name)) if !name.contains(['\\', '"', '\'']) => Key::Name(name),
                _ => Key::Any,
            };
            return Some((key, at + 1));
        }
    }
    None
}
