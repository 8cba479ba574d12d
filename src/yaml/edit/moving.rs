//! Entries and items that move to another place, of the same file or of another.

use super::insert::{append_plan, insertion_plan};
use super::layout::rest_of_line;
use super::page::{Page, Plan};
use super::remove::{entry_plan, item_plan};
use crate::diagnostic::Edit;
use crate::source::{Sources, Span};
use crate::yaml::Node;

/// Moves a key and its value to the end of another map, with the comment behind it.
///
/// `None` where [`super::remove_entry`] or [`super::insert_entry`] is, and for a value of several
/// lines.
#[must_use]
pub fn move_entry(sources: &Sources, parent: &Node, key: &str, to: &Node) -> Option<Vec<Edit>> {
    let entry = parent.as_map()?.entry(key)?;
    let here = Page::open(sources, entry.key_span)?;
    carry(
        sources,
        to,
        &here,
        entry.value.span,
        || entry_plan(&here, entry),
        |there, text| insertion_plan(there, to, key, text),
    )
}

/// Moves an item to the end of another list, with the comment behind it.
///
/// `None` where [`super::remove_item`] or [`super::append_item`] is, and for an item of several
/// lines.
#[must_use]
pub fn move_item(sources: &Sources, from: &Node, index: usize, to: &Node) -> Option<Vec<Edit>> {
    let here = Page::open(sources, from.span)?;
    let item = from.as_list()?.get(index)?;
    carry(
        sources,
        to,
        &here,
        item.span,
        || item_plan(&here, from, index),
        |there, text| append_plan(there, to, text),
    )
}

/// Removes at one place and adds at another.
fn carry(
    sources: &Sources,
    to: &Node,
    here: &Page<'_>,
    value: Span,
    removal: impl Fn() -> Option<Plan>,
    addition: impl Fn(&Page<'_>, &str) -> Option<Plan>,
) -> Option<Vec<Edit>> {
    let text = sources.text(value);
    if text.is_empty() || text.contains('\n') {
        return None;
    }
    let comment = rest_of_line(here.text, value.end as usize).trim();
    let mut texts = vec![text.to_owned()];
    if comment.starts_with('#') {
        // In brackets there is no room for it.
        texts.insert(0, format!("{text} {comment}"));
    }
    texts.iter().find_map(|text| {
        let removal = removal()?;
        if !here.is_in(to.span) {
            let there = Page::open(sources, to.span)?;
            let mut edits = there.carry_out(addition(&there, text)?)?;
            edits.extend(here.carry_out(removal)?);
            return Some(edits);
        }
        let addition = addition(here, text)?;
        // What is added at an end moves nothing else, so it comes first.
        let changes = [
            (&addition.target, &addition.change),
            (&removal.target, &removal.change),
        ];
        let pairs = addition
            .candidates
            .iter()
            .flat_map(|add| removal.candidates.iter().map(move |remove| (add, remove)));
        pairs
            .map(|(add, remove)| add.iter().chain(remove).cloned().collect::<Vec<_>>())
            .find(|edits| here.proves(edits, &changes))
    })
}
