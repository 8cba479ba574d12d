//! From a place in what a function was handed to the place in the author's file.
//!
//! Orchestrators say in annotations which file an object came from. The object may have changed on
//! its way (a prefix, a patch), so a place is only translated where the file says the same there.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::documents;
use super::objects::{Identity, contains};
use crate::diagnostic::{Diagnostic, Label};
use crate::environment::{Environment, Kind};
use crate::source::{Sources, Span};
use crate::yaml::{self, Data, Node, read_document, read_parts};

/// The annotations that hold the path of an object's file, the newer one first (kyaml 0.21.1,
/// `kio/kioutil`).
pub(super) const PATHS: [&str; 2] = [
    "internal.config.kubernetes.io/path",
    "config.kubernetes.io/path",
];
/// The annotations that count the objects of a file.
pub(super) const INDEXES: [&str; 2] = [
    "internal.config.kubernetes.io/index",
    "config.kubernetes.io/index",
];
/// What kustomize writes with `buildMetadata: [originAnnotations]`: YAML with a `path`.
const ORIGIN: &str = "config.kubernetes.io/origin";

/// How many bytes a file may have; a longer one gives no places.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The file of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: String,
    /// Which of the objects in it, from 0.
    pub(super) index: Option<usize>,
}

/// An annotation of an object.
pub(super) fn annotation<'a>(object: &'a Node, key: &str) -> Option<&'a str> {
    let annotations = object.get("metadata")?.get("annotations")?;
    annotations.get(key)?.as_str()
}

/// The file that the annotations of an object name.
pub(super) fn file_of(object: &Node) -> Option<File> {
    let first = |keys: [&str; 2]| keys.into_iter().find_map(|key| annotation(object, key));
    if let Some(path) = first(PATHS).filter(|path| !path.is_empty()) {
        return Some(File {
            path: path.to_owned(),
            index: first(INDEXES).and_then(|index| index.parse().ok()),
        });
    }
    let mut scratch = Sources::new();
    let origin = scratch.add(ORIGIN, annotation(object, ORIGIN)?);
    let reading = read_document(&scratch, origin).ok()?;
    let origin = reading.documents.into_iter().next()?;
    // What comes from another repository is not here.
    if origin.get("repo").is_some() {
        return None;
    }
    Some(File {
        path: origin.get("path")?.as_str()?.to_owned(),
        index: None,
    })
}

/// The way from places in objects to places in their files.
#[derive(Debug, Default)]
pub(super) struct Locator {
    places: HashMap<Span, Span>,
    /// The files that were read, with the objects in them.
    files: BTreeMap<String, Vec<Node>>,
}

impl Locator {
    /// Reads the files that the objects came from. One that is not there, or cannot be read,
    /// gives no places.
    pub(super) fn new<'a>(
        objects: impl IntoIterator<Item = &'a Node>,
        env: &dyn Environment,
        sources: &mut Sources,
    ) -> Locator {
        let mut locator = Locator::default();
        for object in objects {
            let Some(file) = file_of(object) else {
                continue;
            };
            // Paths are seen from the folder in which the function runs. They may lead above it, as
            // those of a kustomization's bases do; none that an orchestrator writes has a root.
            if Path::new(&file.path).has_root() {
                continue;
            }
            if !locator.files.contains_key(&file.path) {
                let objects = read(&file.path, env, sources).unwrap_or_default();
                locator.files.insert(file.path.clone(), objects);
            }
            let written = locator.files.get(&file.path).into_iter().flatten();
            if let Some(written) = pick(written, object, file.index) {
                pair(object, written, &mut locator.places);
            }
        }
        locator
    }

    /// Turns the places of a finding into places of files.
    pub(super) fn locate(&self, finding: &mut Diagnostic, sources: &Sources) {
        let labels = finding.primary.iter_mut().chain(&mut finding.secondary);
        for label in labels {
            self.label(label, sources);
        }
    }

    fn label(&self, label: &mut Label, sources: &Sources) {
        if let Some(place) = self.places.get(&label.span) {
            label.span = *place;
            return;
        }
        // A part of a text, where both are written the same way.
        let around = self
            .places
            .iter()
            .filter(|(from, _)| contains(**from, label.span))
            .min_by_key(|(from, _)| from.end.saturating_sub(from.start));
        if let Some((from, to)) = around
            && sources.text(*from) == sources.text(*to)
        {
            let before = label.span.start.saturating_sub(from.start);
            let length = label.span.end.saturating_sub(label.span.start);
            let start = to.start.saturating_add(before);
            label.span = Span {
                source: to.source,
                start,
                end: start.saturating_add(length),
            };
        }
    }
}

/// Anybody can write an annotation: a pipe would never end, a device never stop, and the size of
/// what only looks like a file (Linux: `/proc`) is 0.
fn read(path: &str, env: &dyn Environment, sources: &mut Sources) -> Option<Vec<Node>> {
    let is_file = env.kind(Path::new(path)).ok()? == Kind::File;
    if !is_file || !(1..=LARGEST).contains(&env.size(Path::new(path)).ok()?) {
        return None;
    }
    let bytes = env.read(Path::new(path)).ok()?;
    let id = yaml::register(sources, path, &bytes).ok()?;
    let text = sources.get(id)?.text();
    let parts = documents::split(text).into_iter().map(|part| part.range);
    // What cannot be read keeps its number.
    let root = |reading: Result<yaml::Reading, _>| {
        let documents = reading.map(|reading| reading.documents);
        let mut roots = documents.unwrap_or_default().into_iter();
        roots.next().unwrap_or(Node::null())
    };
    let readings = read_parts(sources, id, parts).into_iter();
    Some(readings.map(root).collect())
}

/// The object of a file that an object was made from.
fn pick<'a>(
    written: impl Iterator<Item = &'a Node> + Clone,
    object: &Node,
    index: Option<usize>,
) -> Option<&'a Node> {
    let wanted = Identity::of(object);
    let same_kind = |node: &&Node| Identity::of(node).kind == wanted.kind;
    let same_name = |node: &&Node| same_kind(node) && Identity::of(node).name == wanted.name;
    let counted = index.and_then(|index| written.clone().nth(index));
    let only = |mut nodes: Box<dyn Iterator<Item = &'a Node> + '_>| {
        let first = nodes.next()?;
        nodes.next().is_none().then_some(first)
    };
    counted
        .filter(same_name)
        .or_else(|| only(Box::new(written.clone().filter(same_name))))
        // A prefix or a suffix may have changed the name.
        .or_else(|| only(Box::new(written.clone().filter(same_kind))))
}

/// Notes the places of everything that both objects say.
fn pair(object: &Node, written: &Node, places: &mut HashMap<Span, Span>) {
    let mut pending = vec![(object, written)];
    while let Some((object, written)) = pending.pop() {
        let is_same = match (&object.data, &written.data) {
            (Data::Map(entries), Data::Map(others)) => {
                for entry in entries.entries() {
                    if let Some(other) = others.entry(&entry.key) {
                        places.insert(entry.key_span, other.key_span);
                        pending.push((&entry.value, &other.value));
                    }
                }
                true
            }
            (Data::List(items), Data::List(others)) => {
                // Where one was added or taken out, the numbers tell nothing.
                let is_same = items.items().len() == others.items().len();
                if is_same {
                    pending.extend(items.items().iter().zip(others.items()));
                }
                is_same
            }
            (Data::Map(_) | Data::List(_), _) | (_, Data::Map(_) | Data::List(_)) => false,
            _ => object == written,
        };
        if is_same && !object.span.is_nowhere() {
            places.insert(object.span, written.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::WRONG_TYPE;
    use crate::environment::Memory;

    /// Where a word of an object stands in the file.
    fn place(file: &str, object: &str, word: &str) -> Option<(String, usize, usize)> {
        let env = Memory::new().file("base/vs.yaml", file);
        let mut sources = Sources::new();
        let id = sources.add("<list>", object);
        let tree = read_document(&sources, id).unwrap().documents.remove(0);
        let locator = Locator::new([&tree], &env, &mut sources);
        let at = object.find(word).unwrap();
        let mut finding =
            Diagnostic::error(WRONG_TYPE, "").at(Span::new(id, at, at + word.len()), "");
        locator.locate(&mut finding, &sources);
        let (name, at) = sources.place(finding.primary.unwrap().span).unwrap();
        (name != "<list>").then(|| (name.to_owned(), at.line, at.column))
    }

    const FILE: &str = "# a comment\nkind: Other\n---\nkind: VS\nmetadata: {name: pad}\nspec:\n    http: [{timeout: \"0s\", retries: 3}]\n";

    fn handed(index: &str, timeout: &str) -> String {
        format!(
            "kind: VS\nmetadata:\n  name: pad\n  annotations:\n    config.kubernetes.io/path: base/vs.yaml\n    config.kubernetes.io/index: '{index}'\nspec:\n  http:\n  - timeout: {timeout}\n    retries: 3\n"
        )
    }

    #[test]
    fn a_value_that_the_file_has_too_is_found_there() {
        let found = place(FILE, &handed("1", "0s"), "0s");
        assert_eq!(found, Some(("base/vs.yaml".to_owned(), 7, 22)));
        let key = place(FILE, &handed("1", "0s"), "timeout");
        assert_eq!(key, Some(("base/vs.yaml".to_owned(), 7, 13)));
    }

    #[test]
    fn a_wrong_number_is_mended_by_the_name() {
        assert!(place(FILE, &handed("0", "0s"), "0s").is_some());
        assert!(place(FILE, &handed("9", "0s"), "0s").is_some());
    }

    #[test]
    fn a_value_that_was_patched_stays_where_it_is() {
        assert_eq!(place(FILE, &handed("1", "5s"), "5s"), None);
    }

    /// A folder in which everything is a pipe, or a file of a size; nothing of it may be read.
    struct Trap(Kind, u64);

    impl Environment for Trap {
        fn read(&self, _: &Path) -> std::io::Result<Vec<u8>> {
            panic!("was read")
        }
        fn size(&self, _: &Path) -> std::io::Result<u64> {
            Ok(self.1)
        }
        fn list(&self, _: &Path) -> std::io::Result<Vec<crate::environment::Entry>> {
            Ok(Vec::new())
        }
        fn kind(&self, _: &Path) -> std::io::Result<Kind> {
            Ok(self.0)
        }
        fn resolve(&self, path: &Path) -> std::io::Result<std::path::PathBuf> {
            Ok(path.to_owned())
        }
    }

    #[test]
    fn pipes_devices_and_what_is_too_large_are_not_read() {
        let mut sources = Sources::new();
        let id = sources.add("<list>", handed("0", "0s"));
        let tree = read_document(&sources, id).unwrap().documents.remove(0);
        for trap in [
            Trap(Kind::Other, 5),
            Trap(Kind::Folder, 5),
            Trap(Kind::File, 0),
            Trap(Kind::File, LARGEST + 1),
        ] {
            let locator = Locator::new([&tree], &trap, &mut sources);
            assert!(locator.places.is_empty());
        }
    }

    #[test]
    fn kustomizes_origin_is_a_file_as_well() {
        let object = "kind: VS\nmetadata:\n  name: x-pad\n  annotations:\n    config.kubernetes.io/origin: |\n      path: base/vs.yaml\nspec: {http: [{retries: 3, timeout: 0s}]}\n";
        assert_eq!(place(FILE, object, "0s").unwrap().1, 7);
        let remote = object.replace("path: base", "repo: r\n      path: base");
        assert_eq!(place(FILE, &remote, "0s"), None);
    }
}
