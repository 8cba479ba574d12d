//! Removals: before and after.

use super::*;

#[test]
fn a_removed_entry_takes_its_own_comment_along() {
    for (before, path, after) in [
        ("a: 1\nb: 2 # c\nc: 3\n", "b", "a: 1\nc: 3\n"),
        ("a: 1\nb: 2", "b", "a: 1"),
        ("a: 1\r\nb: 2\r\nc: 3\r\n", "b", "a: 1\r\nc: 3\r\n"),
        ("a: 1\r\nb: 2", "b", "a: 1"),
        ("# top\na: 1\n# on b\nb: 2\n", "b", "# top\na: 1\n# on b\n"),
        (
            "a:\n  b: 1\n  # deeper\n# here\nc: 2\n",
            "a",
            "# here\nc: 2\n",
        ),
        ("a: |\n  x\n\n  # y\nb: 1\n", "a", "b: 1\n"),
        ("a: \"x\n  y\"\nb: 1\n", "a", "b: 1\n"),
        ("a:\n- 1\n- b: 2\n\nc: 1\n", "a", "\nc: 1\n"),
        ("a: 1\n\nb: 2\n\nc: 3\n", "b", "a: 1\n\nc: 3\n"),
        ("a: 1\n\nb: 2\n", "b", "a: 1\n"),
        ("a:\nb: 1\n", "a", "b: 1\n"),
        ("a:\tx\t# c\nb: 1\n", "a", "b: 1\n"),
        ("---\na: 1\nb: 2\n...\n", "b", "---\na: 1\n...\n"),
        ("a: 1\nb: 2\n---\nc: 3\n", "b", "a: 1\n---\nc: 3\n"),
        ("x: &x 1\na: 2\nb: *x\n", "a", "x: &x 1\nb: *x\n"),
        (
            "x: &x {c: 1}\na:\n  <<: *x\n  b: 1\n",
            "a.b",
            "x: &x {c: 1}\na:\n  <<: *x\n",
        ),
        ("é: 1\n\"b\": 2\n", "b", "é: 1\n"),
    ] {
        assert_eq!(remove(before, path).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn the_line_of_a_dash_stays_when_its_key_goes() {
    for (before, path, after) in [
        ("x:\n- a: 1 # c\n  b: 2\n", "x.0.a", "x:\n- b: 2\n"),
        ("x:\n  -  a: 1\n\n     b: 2\n", "x.0.a", "x:\n  -  b: 2\n"),
        (
            "x:\n- a: 1\n  # on b\n  b: 2\n",
            "x.0.a",
            "x:\n- # on b\n  b: 2\n",
        ),
        (
            "x:\n- a: 1\n  b: 2\n- c: 3\n",
            "x.0.b",
            "x:\n- a: 1\n- c: 3\n",
        ),
        ("x:\n- a: 1 # c\n- b: 2\n", "x.0.a", "x:\n- {}\n- b: 2\n"),
        ("x:\n- - a: 1\n    b: 2\n", "x.0.0.a", "x:\n- - b: 2\n"),
    ] {
        assert_eq!(remove(before, path).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn the_last_entry_leaves_an_empty_map_and_no_null() {
    for (before, path, after) in [
        ("x:\n  a: 1\nw: 2\n", "x.a", "x: {}\nw: 2\n"),
        ("x: # c\n  a: 1 # d\n", "x.a", "x: {} # c\n"),
        ("x:\n  # on a\n  a: 1", "x.a", "x: {}\n  # on a"),
        ("x:\r\n  a: 1\r\n", "x.a", "x: {}\r\n"),
        ("x: &x\n  a: 1\n", "x.a", "x: &x\n  {}\n"),
        ("x: {a: 1} # c\n", "x.a", "x: {} # c\n"),
        ("x: {\n  a: 1\n}\n", "x.a", "x: {\n}\n"),
        (
            "x:\n  w:\n    a: 1\n  z: 1\n",
            "x.w.a",
            "x:\n  w: {}\n  z: 1\n",
        ),
        ("a: 1\n", "a", ""),
        ("# c\na: 1\n", "a", "# c\n"),
        ("a: 1\n---\nb: 1\n", "a", "{}\n---\nb: 1\n"),
        ("x:\n-\n  a: 1\n", "x.0.a", "x:\n-\n  {}\n"),
    ] {
        assert_eq!(remove(before, path).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn items_go_like_entries() {
    for (before, path, after) in [
        ("x:\n- a # c\n- b\n", "x.0", "x:\n- b\n"),
        ("x:\n  - a\n  - b", "x.1", "x:\n  - a"),
        ("x:\n- a: 1\n  b: 2\n- c\n", "x.0", "x:\n- c\n"),
        ("x:\n- a\nw: 1\n", "x.0", "x: []\nw: 1\n"),
        ("x: # c\n- a\n", "x.0", "x: [] # c\n"),
        ("x:\n-\n- b\n", "x.0", "x:\n- b\n"),
        ("x:\n- |\n  a\n- b\n", "x.0", "x:\n- b\n"),
        ("x:\n- - a\n  - b\n", "x.0.0", "x:\n- - b\n"),
        ("x:\n- - a\n", "x.0.0", "x:\n- []\n"),
        ("x:\n- \"a\"\n# on b\n- b\n", "x.1", "x:\n- \"a\"\n# on b\n"),
    ] {
        assert_eq!(remove(before, path).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn brackets_lose_the_right_comma() {
    for (before, path, after) in [
        ("x: {a: 1, b: 2}\n", "x.a", "x: {b: 2}\n"),
        ("x: {a: 1, b: 2}\n", "x.b", "x: {a: 1}\n"),
        ("x: {a: 1 , b: 2 }\n", "x.b", "x: {a: 1  }\n"),
        (
            "x: {\"a\":1,\"b\":2,\"c\":3}\n",
            "x.b",
            "x: {\"a\":1,\"c\":3}\n",
        ),
        ("x: [a, b, c]\n", "x.0", "x: [b, c]\n"),
        ("x: [a, b, c]\n", "x.2", "x: [a, b]\n"),
        ("x: [ a ]\n", "x.0", "x: []\n"),
        ("x: [{a: 1}, [b]]\n", "x.0", "x: [[b]]\n"),
        (
            "x: [\n  a, # one\n  b, # two\n]\n",
            "x.0",
            "x: [\n  b, # two\n]\n",
        ),
        (
            "x: [\n  a, # one\n  b # two\n]\n",
            "x.1",
            "x: [\n  a, # one\n]\n",
        ),
        ("x: [\n  a,\n  b\n]\n", "x.1", "x: [\n  a\n]\n"),
        ("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "b", "{\n  \"a\": 1\n}\n"),
    ] {
        assert_eq!(remove(before, path).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn what_is_uncertain_is_not_removed() {
    for (before, path) in [
        ("x: &x 1\na: *x\n", "a"),
        ("x: &x 1\na: *x\n", "x"),
        ("a: !!str 1\nb: 2\n", "a"),
        ("? a\n: 1\nb: 2\n", "a"),
        ("x: &x {a: 1}\nw:\n  <<: *x\n", "w.a"),
        ("x: &x\n  a: 1\n  b: 1\nw: *x\n", "x.a"),
        ("a: 1\na: 2\n", "a"),
        ("x: [a: 1]\n", "x.0.a"),
        ("x: {a, b: 1}\n", "x.a"),
        ("x: [&a 1, *a]\n", "x.1"),
        ("x:\n- &a 1\n- b\n", "x.0"),
    ] {
        assert_eq!(remove(before, path), None, "{before}");
    }
}

#[test]
fn a_second_document_of_helm_4_can_be_edited() {
    let text = "a: 1\n---\nb: 1\nc: 2\n";
    let mut sources = Sources::new();
    let reading = read_values(&mut sources, "v.yaml", text.as_bytes(), HelmVersion::V4).unwrap();
    let edits = remove_entry(&sources, &reading.documents[1], "b").unwrap();
    assert_eq!(
        fix::splice(text, &edits).as_deref(),
        Some("a: 1\n---\nc: 2\n")
    );
}

#[test]
fn ten_thousand_levels_cost_no_stack() {
    let text = format!("x: {}a: 1{}\n", "{k: [".repeat(4000), "]}".repeat(4000));
    assert_eq!(remove(&text, "x").as_deref(), Some(""));
}
