//! Edits of texts, applied.

mod add;
mod random;
mod remove;
mod rename;
mod together;

use super::*;
use crate::HelmVersion;
use crate::diagnostic::{Edit, Fix, fix};
use crate::source::Sources;
use crate::yaml::walk::Step;
use crate::yaml::{Data, Entry, Node, read_values};

/// The text after an edit of the first document's tree.
fn edited(text: &str, edit: impl Fn(&Sources, &Node) -> Option<Vec<Edit>>) -> Option<String> {
    let mut sources = Sources::new();
    let reading = read_values(&mut sources, "v.yaml", text.as_bytes(), HelmVersion::V3).unwrap();
    let edits = edit(&sources, &reading.documents[0])?;
    fix::splice(text, &edits)
}

fn one(edit: Option<Edit>) -> Option<Vec<Edit>> {
    edit.map(|edit| vec![edit])
}

/// The place of a path such as `a.0.b`.
fn at<'a>(root: &'a Node, path: &str) -> &'a Node {
    let parts = path.split('.').filter(|part| !part.is_empty());
    parts.fold(root, |node, part| match node.as_list() {
        Some(items) => &items[part.parse::<usize>().unwrap()],
        None => node.get(part).unwrap(),
    })
}

/// The place of a path up to its last part, and that part.
fn holder<'a, 'b>(root: &'a Node, path: &'b str) -> (&'a Node, &'b str) {
    let (above, last) = path.rsplit_once('.').unwrap_or(("", path));
    (at(root, above), last)
}

fn entry_at<'a>(root: &'a Node, path: &str) -> &'a Entry {
    let (map, key) = holder(root, path);
    map.as_map().unwrap().entry(key).unwrap()
}

fn remove(text: &str, path: &str) -> Option<String> {
    edited(text, |sources, root| {
        let (parent, last) = holder(root, path);
        match parent.as_list() {
            Some(_) => remove_item(sources, parent, last.parse().unwrap()),
            None => remove_entry(sources, parent, last),
        }
    })
}

fn rename(text: &str, path: &str, new: &str) -> Option<String> {
    edited(text, |sources, root| {
        one(rename_key(sources, entry_at(root, path), new))
    })
}

fn replace(text: &str, path: &str, data: &Data) -> Option<String> {
    edited(text, |sources, root| {
        one(replace_scalar(sources, at(root, path), data))
    })
}

fn insert(text: &str, path: &str, key: &str, value: &str) -> Option<String> {
    edited(text, |sources, root| {
        one(insert_entry(sources, at(root, path), key, value))
    })
}

fn append(text: &str, path: &str, item: &str) -> Option<String> {
    edited(text, |sources, root| {
        one(append_item(sources, at(root, path), item))
    })
}

fn carry(text: &str, from: &str, to: &str) -> Option<String> {
    edited(text, |sources, root| {
        let (parent, last) = holder(root, from);
        let to = at(root, to);
        match parent.as_list() {
            Some(_) => move_item(sources, parent, last.parse().unwrap(), to),
            None => move_entry(sources, parent, last, to),
        }
    })
}
