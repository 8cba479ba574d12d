//! Additions and moves: before and after.

use super::*;

#[test]
fn a_new_entry_stands_in_line_with_the_others() {
    for (before, path, after) in [
        ("a: 1\n", "", "a: 1\nk: v\n"),
        ("a: 1", "", "a: 1\nk: v"),
        ("a: 1\r\n", "", "a: 1\r\nk: v\r\n"),
        (
            "x:\n  a: 1 # c\n\nw: 2\n",
            "x",
            "x:\n  a: 1 # c\n  k: v\n\nw: 2\n",
        ),
        (
            "x:\n- a: 1\n- b: 2\n",
            "x.0",
            "x:\n- a: 1\n  k: v\n- b: 2\n",
        ),
        (
            "x:\n  a:\n    b: 1\n    # deep\nw: 1\n",
            "x",
            "x:\n  a:\n    b: 1\n    # deep\n  k: v\nw: 1\n",
        ),
        (
            "x:\n  a: |\n    b\nw: 1\n",
            "x",
            "x:\n  a: |\n    b\n  k: v\nw: 1\n",
        ),
        ("x: {}\n", "x", "x: {k: v}\n"),
        ("x: {a: 1} # c\n", "x", "x: {a: 1, k: v} # c\n"),
        (
            "x: {\n  a: 1, # c\n}\n",
            "x",
            "x: {\n  a: 1, k: v, # c\n}\n",
        ),
        ("x: # c\nw: 1\n", "x", "x: {k: v} # c\nw: 1\n"),
        ("x: ~\n", "x", "x: {k: v}\n"),
        ("", "", "k: v\n"),
        ("# c", "", "# c\nk: v"),
        ("---\na: 1\n---\nb: 1\n", "", "---\na: 1\nk: v\n---\nb: 1\n"),
        (
            "x: &x {c: 1}\na:\n  b: 1\n  <<: *x\n",
            "a",
            "x: &x {c: 1}\na:\n  b: 1\n  k: v\n  <<: *x\n",
        ),
    ] {
        assert_eq!(
            insert(before, path, "k", "v").as_deref(),
            Some(after),
            "{before}"
        );
    }
}

#[test]
fn a_new_value_of_several_lines_stands_below_its_key() {
    assert_eq!(
        insert("x:\n  a: 1\n", "x", "k", "- b: 1\n  c: 2\n").as_deref(),
        Some("x:\n  a: 1\n  k:\n    - b: 1\n      c: 2\n")
    );
    assert_eq!(
        append("x:\n- a: 1\n", "x", "b: 1\nc: 2").as_deref(),
        Some("x:\n- a: 1\n- b: 1\n  c: 2\n")
    );
    assert_eq!(insert("x: {}\n", "x", "k", "a: 1\nb: 2"), None);
}

#[test]
fn what_cannot_be_added_is_not() {
    for (before, path, key, value) in [
        ("a: 1\n", "", "a", "2"),
        ("a: 1\n", "a", "k", "v"),
        ("a: [1]\n", "a", "k", "v"),
        ("x: &x\n  a: 1\nw: *x\n", "x", "k", "v"),
        ("a: |\n  x", "", "k", "v"),
        ("a: 1\n", "", "k", "[v"),
        ("a: 1\n", "", "k", "v: w"),
        ("x: {a: 1}\n", "x", "k", "v, w: 2"),
        ("x: { # c\n}\n", "x", "k", "v"),
    ] {
        assert_eq!(insert(before, path, key, value), None, "{before}");
    }
}

#[test]
fn a_new_item_stands_in_line_with_the_others() {
    for (before, after) in [
        ("x:\n- a\nw: 1\n", "x:\n- a\n- \"*.b\"\nw: 1\n"),
        ("x:\n  - a # c", "x:\n  - a # c\n  - \"*.b\""),
        ("x: [a]\n", "x: [a, \"*.b\"]\n"),
        ("x: []\n", "x: [\"*.b\"]\n"),
        ("x:\n", "x: [\"*.b\"]\n"),
        ("x:\n- - a\n", "x:\n- - a\n- \"*.b\"\n"),
    ] {
        assert_eq!(
            append(before, "x", "\"*.b\"").as_deref(),
            Some(after),
            "{before}"
        );
    }
}

#[test]
fn what_moves_keeps_its_comment() {
    for (before, from, to, after) in [
        (
            "x:\n- a # c\n- b\nw:\n- d\n",
            "x.0",
            "w",
            "x:\n- b\nw:\n- d\n- a # c\n",
        ),
        ("x:\n- a # c\nw: []\n", "x.0", "w", "x: []\nw: [a]\n"),
        ("w:\nx: [a, b]\n", "x.1", "w", "w: [b]\nx: [a]\n"),
        (
            "x:\n  a: '1'\n  b: 2\nw:\n  c: 3\n",
            "x.a",
            "w",
            "x:\n  b: 2\nw:\n  c: 3\n  a: '1'\n",
        ),
        (
            "x:\n  w:\n    a: 1\n",
            "x.w.a",
            "x",
            "x:\n  w: {}\n  a: 1\n",
        ),
        ("x:\n- [a]\n- b\n", "x.1", "x.0", "x:\n- [a, b]\n"),
    ] {
        assert_eq!(carry(before, from, to).as_deref(), Some(after), "{before}");
    }
    for (before, from, to) in [
        ("x:\n- a:\n    1\n  b: 2\nw: []\n", "x.0", "w"),
        ("x:\n  a: 1\nw:\n  a: 2\n", "x.a", "w"),
        ("x:\n  a: &a 1\n  b: 2\nw: {}\n", "x.a", "w"),
        ("x:\n- []\n", "x.0", "x.0"),
    ] {
        assert_eq!(carry(before, from, to), None, "{before}");
    }
}

#[test]
fn what_moves_to_another_file_edits_both() {
    let mut sources = Sources::new();
    let mut read = |name, text: &str| {
        let reading = read_values(&mut sources, name, text.as_bytes(), HelmVersion::V3);
        reading.unwrap().documents.remove(0)
    };
    let (a, b) = (read("a.yaml", "x: [p, q]\n"), read("b.yaml", "w:\n- r\n"));
    let edits = move_item(&sources, at(&a, "x"), 0, at(&b, "w")).unwrap();
    let fix = Fix::safe("move `p`", edits);
    let applied = fix::apply(&[&fix], &sources);
    let files: Vec<_> = applied
        .files
        .iter()
        .map(|file| file.after.as_str())
        .collect();
    assert_eq!(files, ["x: [q]\n", "w:\n- r\n- p\n"]);
}
