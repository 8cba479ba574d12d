//! A `ResourceList`: read, and written back with nothing changed but what a function says.
//!
//! Orchestrators compare what comes back with what they sent, and people compare files: an item
//! that is not touched keeps its comments, the order of its keys and the spelling of its numbers.
//! So the text that came in is the text that goes out, with parts cut out and put in; it is read
//! again to prove that nothing else came of it.

use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Data, List, Map, Node, entry, read_document};
use crate::{Error, ErrorKind, Failure, suggest};

use super::super::documents;
use super::page::{Page, Way};

/// The versions of the format (kyaml 0.21.1 writes v1, and so does kpt).
const VERSIONS: [&str; 3] = [
    "config.kubernetes.io/v1",
    "config.kubernetes.io/v1beta1",
    "config.kubernetes.io/v1alpha1",
];

const KIND: &str = "ResourceList";
pub(super) const ITEMS: &str = "items";
const RESULTS: &str = "results";

/// What an orchestrator hands to a function.
#[derive(Debug)]
pub(super) struct ResourceList {
    id: SourceId,
    root: Map,
    span: Span,
}

/// An item of what goes out.
#[derive(Debug)]
pub(super) enum Item {
    /// That one of what came in.
    Kept(usize),
    /// Another.
    New(Node),
}

impl ResourceList {
    /// Reads a registered text.
    ///
    /// # Errors
    /// When it is no `ResourceList`; says what it is instead.
    pub(super) fn read(sources: &Sources, id: SourceId) -> Result<ResourceList, Failure> {
        let text = sources.get(id).map_or("", |source| source.text());
        let fail = |message: String| Failure::from(Error::new(ErrorKind::Usage, message));
        let documents = documents::split(text);
        if documents.is_empty() {
            return Err(fail(
                "standard input is empty: kustomize, kpt or you must hand over a ResourceList"
                    .to_owned(),
            ));
        }
        let reading = read_document(sources, id)?;
        let root = reading.documents.into_iter().next().unwrap_or(Node::null());
        let Data::Map(map) = &root.data else {
            return Err(fail(format!(
                "standard input must be a ResourceList, and this is {}",
                root.kind()
            )));
        };
        let text = |key: &str| map.get(key).and_then(Node::as_str);
        let kind = text("kind").unwrap_or("");
        if kind != KIND {
            return Err(fail(match kind {
                "" => "standard input must be a ResourceList, and this has no `kind`".to_owned(),
                near if !suggest::closest(near, [KIND]).is_empty() => {
                    format!("`kind: {kind}`: did you mean `kind: {KIND}`?")
                }
                other => format!(
                    "standard input must be a ResourceList, and this is a {other}: \
                     `rutter post-render` reads plain manifests"
                ),
            }));
        }
        let version = text("apiVersion").unwrap_or("");
        if !VERSIONS.contains(&version) {
            return Err(fail(format!(
                "a ResourceList of `apiVersion: {version}` is unknown to this rutter, which reads {}",
                VERSIONS.join(", ")
            )));
        }
        if documents.len() > 1 {
            return Err(fail(format!(
                "standard input holds {} documents, and must be one ResourceList",
                documents.len()
            )));
        }
        let items = map.get(ITEMS);
        let is_list = |node: &Node| {
            let items = node.as_list();
            items.is_some_and(|items| items.iter().all(|item| item.as_map().is_some()))
        };
        if items.is_some_and(|items| !items.is_null() && !is_list(items)) {
            return Err(fail(
                "`items` of the ResourceList must be a list of objects".to_owned(),
            ));
        }
        Ok(ResourceList {
            id,
            root: map.clone(),
            span: root.span,
        })
    }

    /// The objects.
    pub(super) fn items(&self) -> &[Node] {
        let items = self.root.get(ITEMS).and_then(Node::as_list);
        items.unwrap_or_default()
    }

    /// What tells the function what to do.
    pub(super) fn function_config(&self) -> Option<&Node> {
        self.root
            .get("functionConfig")
            .filter(|node| !node.is_null())
    }

    /// The text with other items, where there are some, and with results behind those that it
    /// holds already. `None` when that cannot be done without touching something else.
    pub(super) fn write(
        &self,
        sources: &Sources,
        items: Option<&[Item]>,
        results: &[Node],
    ) -> Option<String> {
        let text = sources.get(self.id)?.text();
        let mut wanted = self.root.clone();
        let list = |nodes: Vec<Node>| Node::new(Data::List(List::new(nodes)), Span::NOWHERE);
        if let Some(items) = items {
            let node = |item: &Item| match item {
                Item::Kept(at) => self.items().get(*at).cloned(),
                Item::New(node) => Some(node.clone()),
            };
            let nodes: Option<Vec<Node>> = items.iter().map(node).collect();
            wanted.insert(entry(ITEMS, list(nodes?)));
        }
        let all_results = (!results.is_empty()).then(|| {
            let old = self.root.get(RESULTS).and_then(Node::as_list);
            let old = old.unwrap_or_default().iter().cloned();
            list(old.chain(results.iter().cloned()).collect())
        });
        if let Some(results) = &all_results {
            wanted.insert(entry(RESULTS, results.clone()));
        }
        let page = Page {
            text,
            root: &self.root,
            start: self.span.start as usize,
        };
        let ways = [Way::AtTheEnd, Way::UpToTheNextKey, Way::Flow];
        ways.into_iter().find_map(|way| {
            let mut edits = Vec::new();
            if let Some(items) = items {
                edits.push(page.items(self.items(), items, way)?);
            }
            if let Some(results) = &all_results {
                edits.push(page.entry(RESULTS, results, way)?);
            }
            let written = page.with(edits)?;
            reads_as(&written, &wanted).then_some(written)
        })
    }
}

/// Whether a text says exactly this.
fn reads_as(text: &str, wanted: &Map) -> bool {
    let mut scratch = Sources::new();
    let id = scratch.add("", text);
    read_document(&scratch, id).is_ok_and(|reading| {
        let mut roots = reading.documents.into_iter();
        matches!(roots.next().map(|root| root.data), Some(Data::Map(map)) if map == *wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(value: &serde_json::Value) -> Node {
        Node::from_serialize(value).unwrap()
    }

    fn written(text: &str, items: Option<&[Item]>, results: &[Node]) -> Option<String> {
        let mut sources = Sources::new();
        let id = sources.add("<list>", text);
        let list = ResourceList::read(&sources, id).unwrap();
        list.write(&sources, items, results)
    }

    const LIST: &str = "\
apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
# above the first
- kind: B   # beside
  a: 0x10
  text: |+
    keeps its end

# above the second
- b: 1e3

  kind: A
functionConfig:
  kind: C
";

    fn result() -> Node {
        node(&serde_json::json!({"message": "m"}))
    }

    #[test]
    fn results_change_nothing_else() {
        let expected = format!("{LIST}results:\n- message: m\n");
        assert_eq!(written(LIST, None, &[result()]).unwrap(), expected);
        let open = LIST.trim_end();
        assert_eq!(written(open, None, &[result()]).unwrap(), expected);
        assert_eq!(written(LIST, None, &[]).unwrap(), LIST);
    }

    #[test]
    fn results_that_were_there_stay_first() {
        let text = LIST.replace(
            "functionConfig:",
            "results: [{message: old}]\nfunctionConfig:",
        );
        let expected = LIST.replace(
            "functionConfig:",
            "results:\n- message: old\n- message: m\nfunctionConfig:",
        );
        assert_eq!(written(&text, None, &[result()]).unwrap(), expected);
    }

    #[test]
    fn items_are_added_and_taken_out_in_their_place() {
        let new = || Item::New(node(&serde_json::json!({"kind": "New"})));
        let added = written(LIST, Some(&[Item::Kept(0), Item::Kept(1), new()]), &[]).unwrap();
        assert_eq!(
            added,
            LIST.replace("functionConfig:", "- kind: New\nfunctionConfig:")
        );
        let first_gone = written(LIST, Some(&[Item::Kept(1)]), &[]).unwrap();
        assert!(first_gone.contains("items:\n# above the first\n# above the second\n- b: 1e3\n"));
        let replaced = written(LIST, Some(&[Item::Kept(0), new()]), &[]).unwrap();
        assert!(replaced.contains("keeps its end\n\n- kind: New\nfunctionConfig:"));
        let none = written(LIST, Some(&[]), &[]).unwrap();
        assert!(
            none.contains("items:\n# above the first\n []\nfunctionConfig:"),
            "{none}"
        );
    }

    #[test]
    fn a_list_without_items_gets_some() {
        for items in ["", "items: []\n", "items:\n", "items: null\n"] {
            let text =
                format!("apiVersion: config.kubernetes.io/v1alpha1\nkind: ResourceList\n{items}");
            let new = [Item::New(node(&serde_json::json!({"kind": "New"})))];
            let out = written(&text, Some(&new), &[result()]).unwrap();
            assert!(out.contains("items:\n- kind: New\n"), "{out}");
            assert!(out.contains("results:\n- message: m\n"), "{out}");
        }
    }

    #[test]
    fn json_stays_json() {
        let text = r#"{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"a":1.50,"kind":"A"}]}"#;
        let new = [
            Item::Kept(0),
            Item::New(node(&serde_json::json!({"kind": "New"}))),
        ];
        let out = written(text, Some(&new), &[result()]).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok());
        assert!(
            out.contains(r#"{"a":1.50,"kind":"A"},{"kind":"New"}"#),
            "{out}"
        );
        assert!(out.starts_with(r#"{"results":[{"message":"m"}],"apiVersion""#));
    }

    #[test]
    fn an_indented_document_with_an_end_is_extended_inside() {
        let text = "---\n  apiVersion: config.kubernetes.io/v1\n  kind: ResourceList\n  items:\n    - kind: A\n...\n";
        let out = written(text, None, &[result()]).unwrap();
        assert!(
            out.starts_with("---\n  results:\n  - message: m\n  apiVersion"),
            "{out}"
        );
        let new = [
            Item::Kept(0),
            Item::New(node(&serde_json::json!({"kind": "New"}))),
        ];
        let out = written(text, Some(&new), &[]).unwrap();
        assert!(
            out.contains("    - kind: A\n    - kind: New\n...\n"),
            "{out}"
        );
    }

    #[test]
    fn what_is_no_resource_list_is_said() {
        let said = |text: &str| {
            let mut sources = Sources::new();
            let id = sources.add("<list>", text);
            match ResourceList::read(&sources, id) {
                Err(Failure::Error(error)) => error.to_string(),
                other => panic!("{other:?}"),
            }
        };
        for (text, words) in [
            ("", "is empty"),
            ("kind: Deployment", "rutter post-render"),
            ("kind: ResourcesList", "did you mean"),
            ("- a", "this is a list"),
            ("kind: ResourceList\napiVersion: v9", "`apiVersion: v9`"),
            (
                "kind: ResourceList\napiVersion: config.kubernetes.io/v1\nitems: {}",
                "a list of objects",
            ),
            (
                "kind: ResourceList\napiVersion: config.kubernetes.io/v1\n---\na: 1",
                "2 documents",
            ),
        ] {
            assert!(said(text).contains(words), "{}", said(text));
        }
    }
}
