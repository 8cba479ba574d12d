//! Compiled objects among the items of a list: which are replaced, which are taken out.
//!
//! What was compiled before is known by an annotation, not by its file: several functions may keep
//! their objects in one, and people write there as well.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::{Data, Map, Node, entry};

use super::super::located::{INDEXES, PATHS, annotation, file_of};
use super::super::objects::Identity;
use super::list::Item;
use super::order::Compile;

/// The annotation of compiled objects: the release they are of, `NAMESPACE/NAME`. It stays on the
/// objects, since files are all that one run knows of another.
pub(super) const OWNER: &str = "rutter.dev/compiled-by";

/// The annotations of orchestrators, which must come back as they were.
const THEIRS: [&str; 4] = [
    "internal.config.kubernetes.io/",
    "config.kubernetes.io/",
    "config.k8s.io/",
    "kustomize.config.k8s.io/",
];

/// Puts the objects among the items: in the place of those of the same name, else behind them all.
/// What was compiled for the same release before, and is not any more, is taken out.
pub(super) fn place(
    items: &[Node],
    objects: Vec<Node>,
    order: &Compile,
) -> (Vec<Item>, Vec<Diagnostic>) {
    let setting = Setting {
        items: items.iter().map(|item| Found::of(item, order)).collect(),
        order,
    };
    let mut new: Vec<(Node, Option<usize>)> = Vec::new();
    for object in objects {
        let object = annotated(object, [(OWNER, owner(order).as_str())].into_iter());
        let at = setting.place_of(&object);
        let is_taken = at.is_some() && new.iter().any(|(_, other)| *other == at);
        new.push((object, at.filter(|_| !is_taken)));
    }
    let mut placed = Vec::new();
    let mut found = Vec::new();
    let mut last_index = None;
    for (at, (item, known)) in items.iter().zip(&setting.items).enumerate() {
        let here = new.iter().find(|(_, place)| *place == Some(at));
        let same = |(object, _): &&(Node, Option<usize>)| setting.is_same(known, object);
        match here {
            Some((object, _)) => {
                let object = in_place_of(object.clone(), item);
                if object == *item {
                    placed.push(Item::Kept(at));
                } else {
                    found.extend(setting.replaced(known));
                    placed.push(Item::New(object));
                }
            }
            None if known.is_ours => {
                found.push(setting.taken_out(known, new.iter().any(|it| same(&it))));
                continue;
            }
            None => {
                if new.iter().any(|it| same(&it)) {
                    found.push(setting.beside(known));
                }
                found.extend(setting.within(item, known, new.iter().map(|(object, _)| object)));
                placed.push(Item::Kept(at));
            }
        }
        if known.path() == Some(order.path.as_str()) {
            last_index = last_index.max(file_of(item).and_then(|file| file.index));
        }
    }
    let mut index = last_index.map_or(0, |last| last.saturating_add(1));
    for (object, _) in new.into_iter().filter(|(_, place)| place.is_none()) {
        placed.push(Item::New(filed(object, &order.path, index)));
        index = index.saturating_add(1);
    }
    (placed, found)
}

/// The release as the annotation names it.
fn owner(order: &Compile) -> String {
    format!("{}/{}", namespace(order), order.release)
}

fn namespace(order: &Compile) -> &str {
    order.namespace.as_deref().unwrap_or("default")
}

/// What is known of an item.
struct Found {
    identity: Identity,
    file: Option<String>,
    /// Whether it was compiled for the same release.
    is_ours: bool,
}

impl Found {
    fn of(item: &Node, order: &Compile) -> Found {
        Found {
            identity: Identity::of(item),
            file: file_of(item).map(|file| file.path),
            is_ours: annotation(item, OWNER) == Some(owner(order).as_str()),
        }
    }

    fn path(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// Kind and name, for messages.
    fn what(&self) -> String {
        format!("{} `{}`", self.identity.kind, self.identity.name)
    }

    /// ` of FILE`, where there is one.
    fn of_file(&self) -> String {
        let file = self.path();
        file.map_or(String::new(), |file| format!(" of {file}"))
    }
}

/// What came in, and what is to be made of it.
struct Setting<'a> {
    items: Vec<Found>,
    order: &'a Compile,
}

impl Setting<'_> {
    fn is_same(&self, known: &Found, object: &Node) -> bool {
        let object = Identity::of(object);
        object.is_same(&known.identity, namespace(self.order))
    }

    /// The item in whose place an object comes: the one that was compiled, else the first.
    fn place_of(&self, object: &Node) -> Option<usize> {
        let items = self.items.iter().enumerate();
        let mut same = items.filter(|(_, known)| self.is_same(known, object));
        let first = same.clone().next();
        let place = same.find(|(_, known)| known.is_ours).or(first);
        place.map(|(at, _)| at)
    }

    /// Says that something is replaced, where people may not expect it.
    fn replaced(&self, known: &Found) -> Option<Diagnostic> {
        let path = known.path();
        if known.is_ours && path.is_none_or(|path| path == self.order.path) {
            return None;
        }
        let message = format!(
            "{}{} is replaced by what the chart {} gives",
            known.what(),
            known.of_file(),
            self.order.chart.text
        );
        let help = match path {
            Some(file) => format!("take it out of {file}, or give the release another name"),
            None => "take it out, or give the release another name".to_owned(),
        };
        Some(Diagnostic::info(codes::OBJECT_REPLACED, message).help(help))
    }

    fn taken_out(&self, known: &Found, is_twice: bool) -> Diagnostic {
        let from = match known.path() {
            Some(file) => format!("taken out of {file}"),
            None => "taken out".to_owned(),
        };
        let chart = &self.order.chart.text;
        let reason = match is_twice {
            true => format!("what the chart {chart} gives stands in another place already"),
            false => format!("the chart {chart} no longer gives it"),
        };
        let message = format!("{} is {from}: {reason}", known.what());
        Diagnostic::info(codes::OBJECT_NO_LONGER_COMPILED, message)
    }

    fn beside(&self, known: &Found) -> Diagnostic {
        let message = format!(
            "another {}{} is left beside what the chart {} gives: a cluster takes the two for one \
             object, and keeps the one that is applied last",
            known.what(),
            known.of_file(),
            self.order.chart.text
        );
        Diagnostic::warning(codes::OBJECT_BESIDE, message).help("take one of them out")
    }

    /// Says which compiled objects are in an item that is itself a list: it is left as it is.
    fn within<'a>(
        &self,
        item: &Node,
        known: &Found,
        objects: impl Iterator<Item = &'a Node>,
    ) -> Vec<Diagnostic> {
        let kind = &known.identity.kind;
        let inner = item.get("items").and_then(Node::as_list);
        let Some(inner) = inner.filter(|_| kind.ends_with("List")) else {
            return Vec::new();
        };
        let inner: Vec<Found> = inner.iter().map(|it| Found::of(it, self.order)).collect();
        let of_file = known.of_file();
        let say = |object: &Node| {
            let twin = inner.iter().find(|it| self.is_same(it, object))?;
            let message = format!(
                "the {kind}{of_file} holds a {} and is left as it is, beside what the chart {} \
                 gives: a cluster takes the two for one object, and keeps the one that is applied \
                 last",
                twin.what(),
                self.order.chart.text
            );
            let help = format!("take it out of the {kind}");
            Some(Diagnostic::warning(codes::OBJECT_BESIDE, message).help(help))
        };
        objects.filter_map(say).collect()
    }
}

/// The object with annotations that say which file it is kept in.
fn filed(object: Node, path: &str, index: usize) -> Node {
    let index = index.to_string();
    let paths = PATHS.iter().map(|key| (*key, path));
    let indexes = INDEXES.iter().map(|key| (*key, index.as_str()));
    annotated(object, paths.chain(indexes))
}

/// The object with what orchestrators noted on the one before it: it stays in the file in which
/// that one lies.
fn in_place_of(object: Node, old: &Node) -> Node {
    let annotations = old.get("metadata").and_then(|it| it.get("annotations"));
    let entries = annotations.and_then(Node::as_map).map(Map::entries);
    let theirs = entries.unwrap_or_default().iter();
    let theirs = theirs
        .filter(|entry| THEIRS.iter().any(|prefix| entry.key.starts_with(prefix)))
        .filter_map(|entry| Some((&*entry.key, entry.value.as_str()?)));
    annotated(object, theirs)
}

fn annotated<'a>(object: Node, new: impl Iterator<Item = (&'a str, &'a str)>) -> Node {
    let map = |node: Option<&Node>| node.and_then(Node::as_map).cloned().unwrap_or_default();
    let wrap = |map: Map| Node::new(Data::Map(map), Span::NOWHERE);
    let mut root = map(Some(&object));
    let mut metadata = map(root.get("metadata"));
    let mut annotations = map(metadata.get("annotations"));
    for (key, value) in new {
        annotations.insert(entry(key, Node::string(value, Span::NOWHERE)));
    }
    if !annotations.is_empty() {
        metadata.insert(entry("annotations", wrap(annotations)));
    }
    root.insert(entry("metadata", wrap(metadata)));
    wrap(root)
}
