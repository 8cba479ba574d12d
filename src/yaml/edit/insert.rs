//! Entries and items that are added at the end.

use std::sync::Arc;

use super::layout::{before, ends_line, is_indentation, line_end, prefix, region_end};
use super::page::{Page, Plan};
use super::place::{Change, Visit, same_range};
use super::remove::{is_flow, members};
use super::rename::single;
use super::spell;
use crate::diagnostic::Edit;
use crate::diagnostic::fix::Claim;
use crate::source::Sources;
use crate::yaml::{Data, Node, read_document};

/// Adds a key at the end of a map, or where nothing or null stands.
///
/// The value is YAML text; of several lines, it stands below its key. What was empty becomes a
/// map in braces. `None` if the map has that key already.
#[must_use]
pub fn insert_entry(sources: &Sources, parent: &Node, key: &str, value: &str) -> Option<Edit> {
    let page = Page::open(sources, parent.span)?;
    let plan = insertion_plan(&page, parent, key, value)?;
    single(page.carry_out(plan)?)
}

/// Adds an item, written as YAML text, at the end of a list, or where nothing or null stands.
#[must_use]
pub fn append_item(sources: &Sources, list: &Node, item: &str) -> Option<Edit> {
    let page = Page::open(sources, list.span)?;
    let plan = append_plan(&page, list, item)?;
    single(page.carry_out(plan)?)
}

pub(super) fn insertion_plan(
    page: &Page<'_>,
    parent: &Node,
    key: &str,
    value: &str,
) -> Option<Plan> {
    let key: Arc<str> = key.into();
    let new = parse(value)?;
    let several_lines = value.contains('\n');
    let spellings = spell::string(&key, None);
    let mut plan = plan(page, parent, Change::Insert(key.clone(), new), |room| {
        let written = spellings.iter().map(|key| {
            if several_lines {
                let below = indented(value, &format!("{}  ", room.indentation), room.line_end);
                format!("{key}:{}{below}", room.line_end)
            } else {
                format!("{key}: {value}")
            }
        });
        written.collect()
    })?;
    let claim = Claim::Adds(parent.span.start, key);
    for edits in &mut plan.candidates {
        let claiming = edits.drain(..).map(|edit| edit.claiming(claim.clone()));
        *edits = claiming.collect();
    }
    Some(plan)
}

pub(super) fn append_plan(page: &Page<'_>, list: &Node, item: &str) -> Option<Plan> {
    plan(page, list, Change::Append(parse(item)?), |room| {
        if room.is_flow {
            return vec![item.to_owned()];
        }
        let indentation = format!("{}  ", room.indentation);
        let lines = indented(item, &indentation, room.line_end);
        vec![format!("- {}", lines.trim_start())]
    })
}

/// The plan for a change at the end of a map or list, whose new text is one of `written`.
fn plan(
    page: &Page<'_>,
    parent: &Node,
    change: Change,
    written: impl Fn(&Room) -> Vec<String>,
) -> Option<Plan> {
    let is_map = matches!(change, Change::Insert(..));
    let target = page.find(|visit| match visit {
        Visit::Node(found) => {
            let fits = match found.data {
                Data::Map(_) => is_map,
                Data::List(_) => !is_map,
                Data::Null => true,
                _ => false,
            };
            fits && same_range(found.span, parent.span)
        }
        Visit::Entry(_) => false,
    })?;
    let chain = page.chain(&target)?;
    let (last, outside) = chain.split_last()?;
    let room = if last.node.is_null() {
        Room::of_nothing(page.text, last.node, is_map)
    } else if is_flow(page.text, last.node) {
        Room::in_flow(page.text, last.node)?
    } else if outside.is_empty() && last.node.span.start == last.node.span.end {
        // A file without content.
        Room::line(page.text, page.text.len(), String::new())
    } else {
        Room::in_block(page.text, last.node)?
    };
    let edit = |new: String| {
        let Room { before, after, .. } = &room;
        let edit = page.edit(room.start, room.end, format!("{before}{new}{after}"));
        match &room.stays {
            Some(claim) => edit.claiming(claim.clone()),
            None => edit,
        }
    };
    let candidates = written(&room).into_iter().map(|new| vec![edit(new)]);
    let candidates = candidates.collect();
    Some(Plan {
        target,
        change,
        candidates,
    })
}

/// Where a new member goes.
struct Room {
    start: usize,
    end: usize,
    /// What is written around it.
    before: String,
    after: &'static str,
    is_flow: bool,
    /// The indentation of the members, where each has a line.
    indentation: String,
    line_end: &'static str,
    stays: Option<Claim>,
}

impl Room {
    fn flow(start: usize, end: usize, before: String, after: &'static str) -> Self {
        Room {
            start,
            end,
            before,
            after,
            is_flow: true,
            indentation: String::new(),
            line_end: "",
            stays: None,
        }
    }

    /// In brackets, after the blank that a key or a dash wants.
    fn of_nothing(text: &str, null: &Node, is_map: bool) -> Self {
        let (start, end) = (null.span.start as usize, null.span.end as usize);
        let touches = start == end && before(text, start).ends_with([':', '-']);
        let blank = if touches { " " } else { "" };
        let (open, close) = if is_map { ("{", "}") } else { ("[", "]") };
        Room::flow(start, end, format!("{blank}{open}"), close)
    }

    fn in_flow(text: &str, node: &Node) -> Option<Self> {
        if let Some(last) = members(text, node)?.last() {
            return Some(Room::flow(last.end?, last.end?, ", ".to_owned(), ""));
        }
        let start = node.span.start as usize + 1;
        let end = (node.span.end as usize).checked_sub(1)?;
        let inside = text.get(start..end)?;
        (inside.trim().is_empty()).then(|| Room::flow(start, end, String::new(), ""))
    }

    /// A line at the start of a line, or after the last one.
    fn line(text: &str, at: usize, indentation: String) -> Self {
        let line_end = line_end(text);
        let is_open = at > 0 && !before(text, at).ends_with('\n');
        let (before, after) = if is_open && at == text.len() {
            (format!("{line_end}{indentation}"), "")
        } else {
            (indentation.clone(), line_end)
        };
        Room {
            is_flow: false,
            indentation,
            line_end,
            ..Room::flow(at, at, before, after)
        }
    }

    fn in_block(text: &str, node: &Node) -> Option<Self> {
        let members = members(text, node)?;
        let (first, last) = (members.first()?, members.last()?);
        let last_end = last.end?;
        let beside = prefix(text, first.start);
        if !is_indentation(beside) || !ends_line(text, last_end) {
            return None;
        }
        let at = region_end(text, last_end, beside.len());
        let last_start = u32::try_from(last.start).unwrap_or(u32::MAX);
        Some(Room {
            stays: Some(Claim::Stays(last_start)),
            ..Room::line(text, at, " ".repeat(beside.len()))
        })
    }
}

/// The value that a piece of YAML stands for.
fn parse(text: &str) -> Option<Node> {
    let mut sources = Sources::new();
    let id = sources.add("", text);
    read_document(&sources, id).ok()?.documents.pop()
}

/// The lines of a text, each indented; without a line end at the end.
fn indented(text: &str, indentation: &str, line_end: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| match line {
            "" => String::new(),
            _ => format!("{indentation}{line}"),
        })
        .collect();
    lines.join(line_end)
}
