//! The printed forms of a list of objects.

use crate::source::Span;
use crate::yaml::{Data, List, Map, Node, emit, entry, json};

/// `-o yaml`: one document an object, separated by `---`; nothing when there are none.
#[must_use]
pub fn yaml(objects: &[Node]) -> String {
    let documents: Vec<String> = objects.iter().map(emit::write).collect();
    documents.join("---\n")
}

/// `-o json`: one `v1` `List` that holds the objects, or none; ends with a newline.
#[must_use]
pub fn json(objects: &[Node]) -> String {
    let text = |text: &str| Node::string(text, Span::NOWHERE);
    let items = Data::List(List::new(objects.to_vec()));
    let list = Map::from_entries(vec![
        entry("apiVersion", text("v1")),
        entry("kind", text("List")),
        entry("items", Node::new(items, Span::NOWHERE)),
    ]);
    json::pretty(&Node::new(Data::Map(list), Span::NOWHERE)) + "\n"
}

/// `-o jsonl`: one object a line; nothing when there are none.
#[must_use]
pub fn jsonl(objects: &[Node]) -> String {
    objects
        .iter()
        .map(|object| json::compact(object) + "\n")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects() -> Vec<Node> {
        ["B", "A"]
            .iter()
            .map(|kind| Node::from_serialize(&serde_json::json!({"kind": kind})).unwrap())
            .collect()
    }

    #[test]
    fn yaml_documents_are_separated() {
        assert_eq!(yaml(&objects()), "kind: B\n---\nkind: A\n");
        assert_eq!(yaml(&[]), "");
    }

    #[test]
    fn json_is_one_list_even_of_nothing() {
        assert_eq!(
            json(&[]),
            "{\n  \"apiVersion\": \"v1\",\n  \"items\": [],\n  \"kind\": \"List\"\n}\n"
        );
        let value: serde_json::Value = serde_json::from_str(&json(&objects())).unwrap();
        assert_eq!(value["items"][1]["kind"], "A");
    }

    #[test]
    fn jsonl_is_one_object_a_line() {
        assert_eq!(jsonl(&objects()), "{\"kind\":\"B\"}\n{\"kind\":\"A\"}\n");
    }
}
