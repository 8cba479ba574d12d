//! What several edits do to one file, and which files are edited.

use super::*;

/// Applies the removals of these places, as found before any of them was made.
fn remove_together(text: &str, paths: &[&str]) -> (String, usize, usize) {
    let mut sources = Sources::new();
    let reading = read_values(&mut sources, "v.yaml", text.as_bytes(), HelmVersion::V3).unwrap();
    let root = &reading.documents[0];
    let fixes: Vec<Fix> = paths
        .iter()
        .map(|path| {
            let (parent, last) = holder(root, path);
            let edits = match parent.as_list() {
                Some(_) => remove_item(&sources, parent, last.parse().unwrap()),
                None => remove_entry(&sources, parent, last),
            };
            Fix::safe("remove", edits.unwrap())
        })
        .collect();
    let applied = fix::apply(&fixes.iter().collect::<Vec<_>>(), &sources);
    (
        applied.files[0].after.clone(),
        applied.applied,
        applied.postponed,
    )
}

#[test]
fn removals_that_together_would_leave_null_wait_for_each_other() {
    let text = "x:\n  a: 1\n  b: 2\n  c: 3\n";
    assert_eq!(
        remove_together(text, &["x.a", "x.b", "x.c"]),
        ("x:\n  c: 3\n".to_owned(), 2, 1)
    );
    assert_eq!(
        remove_together(text, &["x.c", "x.b", "x.a"]),
        ("x:\n  a: 1\n  b: 2\n".to_owned(), 1, 2)
    );
    let text = "x:\n- a\n- b\n";
    assert_eq!(
        remove_together(text, &["x.0", "x.1"]),
        ("x:\n- b\n".to_owned(), 1, 1)
    );
}

#[test]
fn two_keys_do_not_get_the_same_new_name() {
    let text = "Host: a\nHOST: b\n";
    let mut sources = Sources::new();
    let reading = read_values(&mut sources, "v.yaml", text.as_bytes(), HelmVersion::V3).unwrap();
    let root = &reading.documents[0];
    let fixes: Vec<Fix> = ["Host", "HOST"]
        .iter()
        .map(|key| {
            let edit = rename_key(&sources, entry_at(root, key), "host").unwrap();
            Fix::safe("rename", vec![edit])
        })
        .collect();
    let applied = fix::apply(&fixes.iter().collect::<Vec<_>>(), &sources);
    assert_eq!((applied.applied, applied.postponed), (1, 1));
    assert_eq!(applied.files[0].after, "host: a\nHOST: b\n");
}

#[test]
fn only_files_are_edited_and_only_those_of_moderate_size() {
    let remove = |name: &str, text: &str| {
        let mut sources = Sources::new();
        let reading = read_values(&mut sources, name, text.as_bytes(), HelmVersion::V3).unwrap();
        remove_entry(&sources, &reading.documents[0], "a").is_some()
    };
    assert!(remove("v.yaml", "a: 1\nb: 2\n"));
    assert!(!remove("<stdin>", "a: 1\nb: 2\n"));
    let long = format!("a: 1\nb: {}\n", "x".repeat(1 << 20));
    assert!(!remove("v.yaml", &long));
    let nowhere = Node::from_serialize(&serde_json::json!({"a": 1, "b": [1]})).unwrap();
    let sources = Sources::new();
    assert_eq!(remove_entry(&sources, &nowhere, "a"), None);
    assert_eq!(remove_item(&sources, at(&nowhere, "b"), 0), None);
    assert_eq!(append_item(&sources, at(&nowhere, "b"), "x"), None);
}

/// The values files of the repository's own charts.
fn example_files() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("charts"), root.join("values")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for found in std::fs::read_dir(folder).unwrap() {
            let path = found.unwrap().path();
            let name = path.display().to_string();
            if path.is_dir() && !name.ends_with("templates") {
                folders.push(path);
            } else if name.ends_with(".yaml") {
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files
}

#[test]
fn an_item_that_a_flag_set_is_not_taken_for_the_one_in_the_file() {
    let mut sources = Sources::new();
    let reading = read_values(&mut sources, "v.yaml", b"x: [a, b]\n", HelmVersion::V3).unwrap();
    let mut list = at(&reading.documents[0], "x").clone();
    let Data::List(items) = &mut list.data else {
        panic!("{list:?}")
    };
    items.items_mut()[0] = Node::string("c", crate::source::Span::NOWHERE);
    assert_eq!(remove_item(&sources, &list, 0), None);
    assert!(remove_item(&sources, &list, 1).is_some());
}

#[test]
fn every_entry_of_the_example_charts_can_be_removed_and_renamed() {
    let mut entries = 0;
    for (name, text) in example_files() {
        let mut sources = Sources::new();
        let reading = read_values(&mut sources, &name, text.as_bytes(), HelmVersion::V3).unwrap();
        for step in reading.documents[0].walk() {
            let Step::MapStart(map, _) = step else {
                continue;
            };
            for entry in map.as_map().unwrap().entries() {
                entries += 1;
                let key = &entry.key;
                assert!(remove_entry(&sources, map, key).is_some(), "{name}: {key}");
                assert!(
                    rename_key(&sources, entry, "new").is_some(),
                    "{name}: {key}"
                );
            }
        }
    }
    assert!(entries > 50, "{entries}");
}
