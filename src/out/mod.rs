//! The printed forms of a list of objects.

use serde::Serialize;

use crate::yaml::serde_ser::{self, EncodeError};
use crate::yaml::{emit, json};

/// `-o yaml`: one document an object, separated by `---`; nothing when there are none.
///
/// # Errors
/// When an object cannot be written, see [`serde_ser::feed`].
pub fn yaml<T: Serialize>(objects: &[T]) -> Result<String, EncodeError> {
    let mut out = String::new();
    for object in objects {
        if !out.is_empty() {
            out.push_str("---\n");
        }
        out.push_str(&emit::to_string(object)?);
    }
    Ok(out)
}

/// `-o json`: one `v1` `List` that holds the objects, or none; ends with a newline.
///
/// # Errors
/// As [`yaml`].
pub fn json<T: Serialize>(objects: &[T]) -> Result<String, EncodeError> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct List<'a, T> {
        api_version: &'static str,
        kind: &'static str,
        items: &'a [T],
    }

    let mut writer = json::Writer::pretty();
    let list = List {
        api_version: "v1",
        kind: "List",
        items: objects,
    };
    serde_ser::feed(&list, &mut writer)?;
    Ok(writer.finish() + "\n")
}

/// `-o jsonl`: one object a line; nothing when there are none.
///
/// # Errors
/// As [`yaml`].
pub fn jsonl<T: Serialize>(objects: &[T]) -> Result<String, EncodeError> {
    let mut out = String::new();
    for object in objects {
        let mut writer = json::Writer::compact();
        serde_ser::feed(object, &mut writer)?;
        out.push_str(&writer.finish());
        out.push('\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Object {
        kind: &'static str,
        apex: Vec<u16>,
    }

    const OBJECTS: [Object; 2] = [
        Object {
            kind: "B",
            apex: vec![],
        },
        Object {
            kind: "A",
            apex: vec![],
        },
    ];

    #[test]
    fn yaml_documents_are_separated_and_keep_the_order_of_fields() {
        assert_eq!(
            yaml(&OBJECTS).unwrap(),
            "kind: B\napex: []\n---\nkind: A\napex: []\n"
        );
        assert_eq!(yaml::<Object>(&[]).unwrap(), "");
    }

    #[test]
    fn json_is_one_list_even_of_nothing() {
        assert_eq!(
            json::<Object>(&[]).unwrap(),
            "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": []\n}\n"
        );
        let text = json(&OBJECTS).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["items"][1]["kind"], "A");
    }

    #[test]
    fn jsonl_is_one_object_a_line() {
        assert_eq!(
            jsonl(&OBJECTS).unwrap(),
            "{\"kind\":\"B\",\"apex\":[]}\n{\"kind\":\"A\",\"apex\":[]}\n"
        );
    }
}
