//! Other keys and scalars: before and after.

use super::*;

#[test]
fn a_renamed_key_keeps_its_quotes() {
    for (before, path, new, after) in [
        ("a: 1 # c\n", "a", "b", "b: 1 # c\n"),
        (
            "x:\n- a  : 1\n  c: 2\n",
            "x.0.a",
            "b",
            "x:\n- b  : 1\n  c: 2\n",
        ),
        ("'a': 1\n", "a", "it's", "'it''s': 1\n"),
        ("\"a\": 1\n", "a", "b", "\"b\": 1\n"),
        ("a: 1\n", "a", "*.x", "\"*.x\": 1\n"),
        ("a: 1\n", "a", "yes", "\"yes\": 1\n"),
        ("{\"a\":1}", "a", "b", "{\"b\":1}"),
        ("x: {a: 1}\n", "x.a", "b,c", "x: {\"b,c\": 1}\n"),
        ("a:\r\n  b: 1\r\n", "a", "c", "c:\r\n  b: 1\r\n"),
        ("a: &x 1\nb: *x\n", "a", "c", "c: &x 1\nb: *x\n"),
        ("---\na: 1\n---\na: 2\n", "a", "b", "---\nb: 1\n---\na: 2\n"),
        ("1: a\n", "1", "b", "b: a\n"),
    ] {
        assert_eq!(
            rename(before, path, new).as_deref(),
            Some(after),
            "{before}"
        );
    }
}

#[test]
fn a_key_that_would_collide_or_is_shared_is_not_renamed() {
    for (before, path, new) in [
        ("a: 1\nb: 2\n", "a", "b"),
        ("a: 1\nb: 1\n", "a", "b"),
        ("a: 1\n", "a", "a"),
        ("a: 1\na: 2\n", "a", "b"),
        ("x: &x\n  a: 1\nw: *x\n", "x.a", "b"),
        ("x: &x\n  a: 1\nw: *x\n", "w.a", "b"),
        ("x: &x\n  a: 1\nw:\n  <<: *x\n", "w.a", "b"),
    ] {
        assert_eq!(rename(before, path, new), None, "{before}");
    }
}

#[test]
fn a_replaced_scalar_keeps_its_quotes_where_it_can() {
    let text = |text: &str| Data::Str(text.into());
    for (before, path, new, after) in [
        ("a: 0s # c\n", "a", text("30s"), "a: 30s # c\n"),
        ("a: '0s'\n", "a", text("30s"), "a: '30s'\n"),
        ("a: \"0s\"\n", "a", text("30s"), "a: \"30s\"\n"),
        ("a: x\n", "a", text("true"), "a: \"true\"\n"),
        ("a: x\n", "a", text("a\nb"), "a: \"a\\nb\"\n"),
        ("a: 'x'\n", "a", text("\t"), "a: \"\\t\"\n"),
        ("a: \"false\"\n", "a", Data::Bool(false), "a: false\n"),
        ("a: '80'\n", "a", Data::Float(80.0), "a: 80\n"),
        ("a: no\n", "a", text("no"), "a: \"no\"\n"),
        ("a:\nb: 1\n", "a", text("x"), "a: x\nb: 1\n"),
        ("a: # c\nb: 1\n", "a", text("x"), "a: x # c\nb: 1\n"),
        ("a:\n-\n- b\n", "a.0", text("x"), "a:\n- x\n- b\n"),
        ("a: [b, c]\n", "a.1", text("d, e"), "a: [b, \"d, e\"]\n"),
        ("a: {b: c}\n", "a.b", text("d}"), "a: {b: \"d}\"}\n"),
        ("a: b\n  c\nd: 1\n", "a", text("x"), "a: x\nd: 1\n"),
        ("a: &x 1\n", "a", Data::Float(2.0), "a: &x 2\n"),
        ("a: x", "a", Data::Null, "a: null"),
        (
            "a: 1\n---\na: 2\n",
            "a",
            Data::Float(3.0),
            "a: 3\n---\na: 2\n",
        ),
    ] {
        assert_eq!(
            replace(before, path, &new).as_deref(),
            Some(after),
            "{before}"
        );
    }
}

#[test]
fn blocks_lists_and_shared_scalars_are_not_replaced() {
    for (before, path) in [
        ("a: |\n  x\n", "a"),
        ("a: >-\n  x\n", "a"),
        ("a: [1]\n", "a"),
        ("a: {}\n", "a"),
        ("a: &x 1\nb: *x\n", "a"),
        ("a: &x 1\nb: *x\n", "b"),
        ("a: !!int 1\n", "a"),
    ] {
        let new = Data::Str("x".into());
        assert_eq!(replace(before, path, &new), None, "{before}");
    }
    let list = Data::List(crate::yaml::List::default());
    assert_eq!(replace("a: 1\n", "a", &list), None);
}
