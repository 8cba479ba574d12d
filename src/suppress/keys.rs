//! Under which keys a place in a YAML file lies, without the positions in lists: those change
//! when something else is added.

use std::sync::Arc;

use crate::source::{SourceId, Sources};
use crate::yaml::walk::Step;
use crate::yaml::{Reading, read_document};

/// The keys of a file.
pub(super) struct Keys {
    keys: Vec<Key>,
    /// Where each key begins and its index, in the order of the file.
    places: Vec<(u32, usize)>,
}

struct Key {
    name: Arc<str>,
    /// The index of the key that it lies under.
    above: Option<usize>,
}

/// As many keys as make a path: who nests deeper than this repeats himself.
const LONGEST: usize = 12;

impl Keys {
    /// The keys of a file; none if it cannot be read.
    pub(super) fn of(sources: &Sources, source: SourceId) -> Keys {
        let mut keys = Keys {
            keys: Vec::new(),
            places: Vec::new(),
        };
        if let Ok(reading) = read_document(sources, source) {
            keys.add(&reading);
        }
        keys.places.sort_unstable();
        keys
    }

    fn add(&mut self, reading: &Reading) {
        // The key that each open list or map is the value of.
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut current = None;
        for step in reading.documents.iter().flat_map(|root| root.walk()) {
            match step {
                Step::Key(entry) => {
                    let above = open.last().copied().flatten();
                    current = Some(self.keys.len());
                    self.places.push((entry.key_span.start, self.keys.len()));
                    self.keys.push(Key {
                        name: Arc::clone(&entry.key),
                        above,
                    });
                }
                Step::ListStart(..) | Step::MapStart(..) => open.push(current),
                Step::ListEnd | Step::MapEnd => current = open.pop().flatten(),
                Step::Scalar(_) => {}
            }
        }
    }

    /// The path of the last key that begins at or before a byte, `ingress.httproutes.timeout`.
    pub(super) fn path(&self, at: u32) -> String {
        let behind = self.places.partition_point(|(start, _)| *start <= at);
        let nearest = behind.checked_sub(1).and_then(|at| self.places.get(at));
        let mut names = Vec::new();
        let mut next = nearest.map(|(_, key)| *key);
        while let Some(key) = next.and_then(|key| self.keys.get(key))
            && names.len() < LONGEST
        {
            names.push(&*key.name);
            next = key.above;
        }
        names.reverse();
        names.join(".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_under_its_keys() {
        let text = "a:\n  b:\n  - c: 1\n    d: [x, {e: 2}]\n  - f: 3\ng: 4\n";
        let mut sources = Sources::new();
        let id = sources.add("v.yaml", text);
        let keys = Keys::of(&sources, id);
        for (what, path) in [
            ("a", "a"),
            ("1", "a.b.c"),
            ("d", "a.b.d"),
            ("x", "a.b.d"),
            ("2", "a.b.d.e"),
            ("3", "a.b.f"),
            ("4", "g"),
        ] {
            let at = u32::try_from(text.find(what).unwrap()).unwrap();
            assert_eq!(keys.path(at), path, "{what}");
        }
    }

    #[test]
    fn what_cannot_be_read_has_no_keys() {
        let mut sources = Sources::new();
        let id = sources.add("v.yaml", "a: [");
        assert_eq!(Keys::of(&sources, id).path(0), "");
        let deep = format!("{}x{}", "{a: ".repeat(9000), "}".repeat(9000));
        let id = sources.add("deep.yaml", deep);
        let keys = Keys::of(&sources, id);
        assert_eq!(keys.path(36_000).split('.').count(), LONGEST);
    }
}
