//! Keys that turn out to be the same, or no text.

use std::collections::HashMap;
use std::sync::Arc;

use super::scalar::Identity;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::problem::Kind;
use crate::yaml::{Entry, Map};

/// Warnings beyond this number are only counted.
const MAX_WARNINGS: usize = 100;

/// An entry of a map that is not finished.
pub(super) struct Slot {
    pub(super) entry: Entry,
    /// The `<<` that brought it.
    pub(super) merge: Option<Span>,
}

/// What is known about the keys of a document.
#[derive(Default)]
pub(super) struct Findings {
    /// The identities of keys other than strings, by the place of the key.
    identities: HashMap<Span, Identity>,
    unusable: bool,
    warnings: Vec<Diagnostic>,
    more: usize,
}

impl Findings {
    pub(super) fn note_key(&mut self, span: Span, identity: Identity) {
        if identity != Identity::Str {
            self.identities.insert(span, identity);
            self.unusable |= matches!(identity, Identity::Null | Identity::Uint);
        }
    }

    pub(super) fn has_unusable_keys(&self) -> bool {
        self.unusable
    }

    /// Why the key at this place cannot be a key in Helm, if so.
    pub(super) fn unusable_key(&self, span: Span) -> Option<Kind> {
        match self.identity(span) {
            Identity::Null => Some(Kind::NullKey),
            Identity::Uint => Some(Kind::BigKey),
            _ => None,
        }
    }

    fn identity(&self, span: Span) -> Identity {
        self.identities.get(&span).copied().unwrap_or(Identity::Str)
    }

    /// The map of these entries, given in the order in which they were written.
    pub(super) fn unite(&mut self, mut slots: Vec<Slot>) -> Map {
        slots.sort_by(|a, b| a.entry.key.cmp(&b.entry.key));
        let same = |a: &Slot, b: &Slot| a.entry.key == b.entry.key;
        let unique = !slots
            .iter()
            .zip(slots.iter().skip(1))
            .any(|(a, b)| same(a, b));
        if unique {
            return Map::from_entries(slots.into_iter().map(|slot| slot.entry).collect());
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(slots.len());
        for group in slots.chunk_by(same) {
            let last = group.last();
            if group.len() > 1 {
                self.report(group);
            }
            // A key that Helm cannot convert makes it fail, whatever the others are.
            let unusable = group
                .iter()
                .find(|slot| self.unusable_key(slot.entry.key_span).is_some());
            entries.extend(unusable.or(last).map(|slot| slot.entry.clone()));
        }
        Map::from_entries(entries)
    }

    /// Warns of the entries of one key of which only the last counts.
    fn report(&mut self, group: &[Slot]) {
        let Some((last, lost)) = group.split_last() else {
            return;
        };
        let key = &last.entry.key;
        let identity = self.identity(last.entry.key_span);
        let differs = |slot: &&Slot| self.identity(slot.entry.key_span) != identity;
        let other = lost.iter().rev().find(differs);
        let written = lost.iter().rfind(|slot| slot.merge.is_none());
        let warning = match (other, last.merge, written) {
            (Some(other), _, _) => coinciding(key, other, last),
            (None, Some(merge), Some(written)) => overridden(key, merge, written, last),
            (None, None, Some(_)) => twice(key, lost, last),
            // What `<<` brings is meant to be replaced.
            (None, _, None) => return,
        };
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.push(warning);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn into_warnings(mut self) -> Vec<Diagnostic> {
        if self.more > 0 {
            let message = format!("{} more keys of this file are given twice", self.more);
            self.warnings
                .push(Diagnostic::warning(codes::DUPLICATE_KEY, message));
        }
        self.warnings
    }
}

fn twice(key: &Arc<str>, lost: &[Slot], last: &Slot) -> Diagnostic {
    let message = format!("the key `{key}` is given twice: only the last one counts");
    let mut warning = Diagnostic::warning(codes::DUPLICATE_KEY, message)
        .at(last.entry.key_span, "Helm takes this one");
    for slot in lost.iter().rev().take(5) {
        if slot.merge.is_none() {
            warning = warning.also(slot.entry.key_span, "the whole value of this one is lost");
        }
    }
    warning
        .note("Helm does not merge the two: the last value replaces the others without a word")
        .help("keep one of them, with everything that belongs under this key")
}

fn coinciding(key: &Arc<str>, other: &Slot, last: &Slot) -> Diagnostic {
    let message =
        format!("two keys are both `{key}` to Helm, which takes one of the values at random");
    Diagnostic::warning(codes::COINCIDING_KEYS, message)
        .at(last.entry.key_span, "this value is used here")
        .also(other.entry.key_span, "the same key once it is text")
        .note(
            "to YAML they are different keys (a number or boolean, and a string); Helm turns \
             keys into text and keeps whichever comes last in an order that changes from run \
             to run",
        )
        .help("keep one of them")
}

fn overridden(key: &Arc<str>, merge: Span, written: &Slot, last: &Slot) -> Diagnostic {
    let message = format!("`<<` replaces the value of `{key}` that stands above it");
    Diagnostic::warning(codes::MERGE_REPLACES_KEY, message)
        .at(merge, "merges here")
        .also(written.entry.key_span, "this value is lost")
        .also(last.entry.key_span, "Helm takes this one")
        .note("Helm merges `<<` in the order of the lines: a key replaces what was there before")
        .help("move the `<<` line to the top of its map, before the keys that change it")
}
