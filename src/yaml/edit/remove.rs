//! Entries and items that go away.

use super::layout::{
    after, before, before_line_end, colon, ends_line, is_blank, is_blank_line, is_gap,
    is_indentation, line_start, next_line, prefix, region_end,
};
use super::page::{Page, Plan, Target};
use super::place::{Change, Link, Visit, same_range};
use crate::diagnostic::Edit;
use crate::diagnostic::fix::Claim;
use crate::source::Sources;
use crate::yaml::{Data, Entry, Node};

/// Removes a key and its value from a map, with the comment behind it.
///
/// The last entry leaves `{}` behind: with nothing there, the map would be null, which in Helm
/// deletes the defaults below it. `parent` may be the merged map of several files: the file of
/// the key is the one that is edited.
#[must_use]
pub fn remove_entry(sources: &Sources, parent: &Node, key: &str) -> Option<Vec<Edit>> {
    let entry = parent.as_map()?.entry(key)?;
    let page = Page::open(sources, entry.key_span)?;
    let plan = entry_plan(&page, entry)?;
    page.carry_out(plan)
}

/// Removes an item of a list, with the comment behind it; the last one leaves `[]`.
#[must_use]
pub fn remove_item(sources: &Sources, parent: &Node, index: usize) -> Option<Vec<Edit>> {
    let page = Page::open(sources, parent.span)?;
    let plan = item_plan(&page, parent, index)?;
    page.carry_out(plan)
}

pub(super) fn entry_plan(page: &Page<'_>, entry: &Entry) -> Option<Plan> {
    let found = page.find(|visit| match visit {
        Visit::Entry(found) => same_range(found.key_span, entry.key_span) && found.key == entry.key,
        Visit::Node(_) => false,
    })?;
    let target = found.parent();
    let candidates = removal(page, &target, entry.key_span.start as usize)?;
    Some(Plan {
        target,
        change: Change::RemoveKey(entry.key.clone()),
        candidates,
    })
}

pub(super) fn item_plan(page: &Page<'_>, list: &Node, index: usize) -> Option<Plan> {
    let target = page.find(|visit| match visit {
        Visit::Node(found) => same_range(found.span, list.span) && found.as_list().is_some(),
        Visit::Entry(_) => false,
    })?;
    let found = page.chain(&target)?.last()?.node;
    let (item, wanted) = (found.as_list()?.get(index)?, list.as_list()?.get(index)?);
    // A flag may have set one item of a list that a file wrote.
    if !page.is_in(wanted.span) || !same_range(item.span, wanted.span) {
        return None;
    }
    let start = item_member(page.text, found, item)?.start;
    let candidates = removal(page, &target, start)?;
    Some(Plan {
        target,
        change: Change::RemoveItem(index),
        candidates,
    })
}

/// An entry, from its key, or an item, from its dash (in brackets: from its value).
#[derive(Clone, Copy)]
pub(super) struct Member {
    pub(super) start: usize,
    /// The end of its value; `None` where an anchor, a tag or an alias makes it uncertain.
    pub(super) end: Option<usize>,
}

/// The members of a map or list in the order of the text. Those that `<<` brings are not among
/// them. `None` for a list with an item whose start is uncertain.
pub(super) fn members(text: &str, node: &Node) -> Option<Vec<Member>> {
    let mut found: Vec<Member> = match &node.data {
        Data::Map(map) => map
            .entries()
            .iter()
            .map(|entry| entry_member(text, entry))
            .collect(),
        Data::List(list) => {
            let items = list.items().iter();
            items
                .map(|item| item_member(text, node, item))
                .collect::<Option<_>>()?
        }
        _ => return None,
    };
    let inside = node.span.start as usize..=node.span.end as usize;
    found.retain(|member| inside.contains(&member.start));
    found.sort_by_key(|member| member.start);
    Some(found)
}

fn entry_member(text: &str, entry: &Entry) -> Member {
    let end = || {
        let colon = colon(text, entry.key_span.end as usize)?;
        let value = entry.value.span;
        let gap = text.get(colon + 1..value.start as usize)?;
        is_gap(gap).then(|| (value.end as usize).max(colon + 1))
    };
    Member {
        start: entry.key_span.start as usize,
        end: end(),
    }
}

fn item_member(text: &str, list: &Node, item: &Node) -> Option<Member> {
    let (start, end) = (item.span.start as usize, item.span.end as usize);
    let start = if is_flow(text, list) {
        start
    } else {
        before(text, start).trim_end().strip_suffix('-')?.len()
    };
    Some(Member {
        start,
        end: Some(end),
    })
}

/// Whether a map or list is written in braces or brackets.
pub(super) fn is_flow(text: &str, node: &Node) -> bool {
    after(text, node.span.start as usize).starts_with(['{', '['])
}

/// Ways to remove the member that begins at `start` from its map or list.
fn removal(page: &Page<'_>, target: &Target, start: usize) -> Option<Vec<Vec<Edit>>> {
    let chain = page.chain(target)?;
    let (around, outside) = chain.split_last()?;
    let members = members(page.text, around.node)?;
    let at = members.iter().position(|member| member.start == start)?;
    let end = members.get(at)?.end?;
    // The one that others may not remove at the same time.
    let keeper = members
        .iter()
        .rfind(|member| member.start != start)
        .map(|member| u32::try_from(member.start).unwrap_or(u32::MAX));
    // With what `<<` brings, counted by the tree.
    let count = match &around.node.data {
        Data::Map(map) => map.len(),
        _ => members.len(),
    };
    let removal = Removal {
        page,
        start,
        end,
        is_only: count == 1,
        around: *around,
        is_root: outside.is_empty(),
    };
    let mut candidates = if is_flow(page.text, around.node) {
        removal.in_flow()
    } else if outside.iter().any(|link| is_flow(page.text, link.node)) {
        // `[a: b]`
        return None;
    } else {
        removal.in_block()?
    };
    if let Some(keeper) = keeper {
        for edits in &mut candidates {
            let guarded = edits.pop().map(|edit| edit.claiming(Claim::Stays(keeper)));
            edits.extend(guarded);
        }
    }
    Some(candidates)
}

struct Removal<'a> {
    page: &'a Page<'a>,
    start: usize,
    end: usize,
    is_only: bool,
    /// The map or list.
    around: Link<'a>,
    is_root: bool,
}

impl Removal<'_> {
    fn empty(&self) -> &'static str {
        match self.around.node.data {
            Data::List(_) => "[]",
            _ => "{}",
        }
    }

    fn in_block(&self) -> Option<Vec<Vec<Edit>>> {
        let text = self.page.text;
        let (start, end) = (self.start, self.end);
        let before = prefix(text, start);
        if !is_indentation(before) || !ends_line(text, end) {
            return None;
        }
        let past = region_end(text, end, before.len());
        if self.is_only {
            return Some(self.last_of_block(before, past));
        }
        if !is_blank(before) {
            // On the line of a dash, which what follows takes over.
            let mut next = past;
            while is_blank_line(text, next) {
                next = next_line(text, next);
            }
            let line = after(text, next);
            next += line.len() - line.trim_start_matches(' ').len();
            return Some(vec![vec![self.page.edit(start, next, "")]]);
        }
        let line = line_start(text, start);
        let plain = self.lines(line, past);
        let tidy = self.with_a_blank_line(line, past);
        Some(tidy.into_iter().chain([plain]).map(|e| vec![e]).collect())
    }

    /// The lines up to `past`. A text without a line end at its end stays one.
    fn lines(&self, line: usize, past: usize) -> Edit {
        let text = self.page.text;
        if past == text.len() && !text.ends_with('\n') {
            return self.page.edit(before_line_end(text, line), past, "");
        }
        self.page.edit(line, past, "")
    }

    /// The lines with the blank line above, if they stand between two blank lines or at the end.
    fn with_a_blank_line(&self, line: usize, past: usize) -> Option<Edit> {
        let text = self.page.text;
        let above = line_start(text, line.checked_sub(1)?);
        let alone = past == text.len() || is_blank_line(text, past);
        (is_blank_line(text, above) && alone && text.ends_with('\n'))
            .then(|| self.page.edit(above, past, ""))
    }

    fn last_of_block(&self, before: &str, past: usize) -> Vec<Vec<Edit>> {
        let text = self.page.text;
        let page = self.page;
        let start = self.start;
        let line = line_start(text, start);
        let mut ways = Vec::new();
        if is_blank(before) {
            let key_end = self.around.entry.map(|entry| entry.key_span.end as usize);
            if let Some(colon) = key_end.and_then(|end| colon(text, end))
                && colon < line
                && ends_line(text, colon + 1)
            {
                let empty = format!(" {}", self.empty());
                let insertion = page.edit(colon + 1, colon + 1, empty);
                ways.push(vec![insertion, self.lines(line, past)]);
            }
            if self.is_root {
                ways.push(vec![self.lines(line, past)]);
            }
        }
        // Where it stood.
        let mut stop = past;
        if before_line_end(text, past) > start {
            stop = before_line_end(text, past);
        }
        ways.push(vec![page.edit(start, stop, self.empty())]);
        ways
    }

    fn in_flow(&self) -> Vec<Vec<Edit>> {
        let text = self.page.text;
        let page = self.page;
        let (start, end) = (self.start, self.end);
        let rest = after(text, end);
        let next = text.len() - rest.trim_start().len();
        let has_own_line = is_blank(prefix(text, start));
        let line = line_start(text, start);
        if after(text, next).starts_with(',') {
            let past = next + 1;
            if has_own_line && ends_line(text, past) {
                return vec![vec![page.edit(line, next_line(text, past), "")]];
            }
            let rest = after(text, past);
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            return vec![vec![page.edit(start, past + blanks, "")]];
        }
        // The last one: the comma before it goes, too, unless a comment is in the way.
        let previous = before(text, start).trim_end();
        let comma = previous.ends_with(',').then(|| previous.len() - 1);
        if has_own_line && ends_line(text, end) {
            let lines = page.edit(line, next_line(text, end), "");
            let comma = comma.map(|at| page.edit(at, at + 1, ""));
            return vec![comma.into_iter().chain([lines]).collect()];
        }
        match comma {
            Some(comma) => vec![vec![page.edit(comma, end, "")]],
            None if previous.ends_with(['{', '[']) => {
                vec![vec![page.edit(previous.len(), next, "")]]
            }
            None => Vec::new(),
        }
    }
}
