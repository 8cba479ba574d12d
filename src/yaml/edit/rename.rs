//! Other keys and other scalars in the place of old ones.

use std::sync::Arc;

use super::layout::{after, before};
use super::page::{Page, Plan};
use super::place::{Change, Visit, same_range};
use super::spell;
use crate::diagnostic::Edit;
use crate::diagnostic::fix::Claim;
use crate::source::{Sources, Span};
use crate::yaml::{Data, Entry, Node};

/// Gives a key another name, in the quotes it has; in some if the new name needs them.
///
/// `None` if the map has that key already.
#[must_use]
pub fn rename_key(sources: &Sources, entry: &Entry, new: &str) -> Option<Edit> {
    let page = Page::open(sources, entry.key_span)?;
    let place = entry.key_span;
    let key = page.find(|visit| match visit {
        Visit::Entry(found) => same_range(found.key_span, place) && found.key == entry.key,
        Visit::Node(_) => false,
    })?;
    let target = key.parent();
    let map = page.chain(&target)?.last()?.node.span;
    let new: Arc<str> = new.into();
    let candidates = spell::string(&new, first_char(page.text, place))
        .into_iter()
        .map(|text| {
            let edit = page.edit(place.start as usize, place.end as usize, text);
            vec![edit.claiming(Claim::Adds(map.start, new.clone()))]
        })
        .collect();
    let change = Change::Rename(entry.key.clone(), new);
    single(page.carry_out(Plan {
        target,
        change,
        candidates,
    })?)
}

/// Writes another scalar where one stands, in the quotes it has if it is a string.
///
/// `None` for a list or a map, on either side, and where a block (`|`, `>`) stands.
#[must_use]
pub fn replace_scalar(sources: &Sources, node: &Node, data: &Data) -> Option<Edit> {
    let page = Page::open(sources, node.span)?;
    let place = node.span;
    let target = page.find(|visit| match visit {
        Visit::Node(found) => same_range(found.span, place),
        Visit::Entry(_) => false,
    })?;
    let style = first_char(page.text, place);
    if matches!(style, Some('|' | '>')) {
        return None;
    }
    // Where nothing stands for null, the text needs a blank before it.
    let (start, end) = (place.start as usize, place.end as usize);
    let touches = start == end && before(page.text, start).ends_with([':', '-']);
    let blank = if touches { " " } else { "" };
    let candidates = spell::scalar(data, style)
        .into_iter()
        .map(|text| vec![page.edit(start, end, format!("{blank}{text}"))])
        .collect();
    single(page.carry_out(Plan {
        target,
        change: Change::Scalar(data.clone()),
        candidates,
    })?)
}

fn first_char(text: &str, span: Span) -> Option<char> {
    let is_empty = span.start == span.end;
    let first = after(text, span.start as usize).chars().next();
    first.filter(|_| !is_empty)
}

/// The edit, if it is only one.
pub(super) fn single(mut edits: Vec<Edit>) -> Option<Edit> {
    let edit = edits.pop();
    edit.filter(|_| edits.is_empty())
}
