//! What rutter writes it reads back: any string as a value, an item and a key; any number.
#![allow(missing_docs)] // A test binary has no public items.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use rutter::source::Sources;
use rutter::yaml::{Node, emit, read_document};

fn read_back(text: &str) -> Option<Node> {
    let mut sources = Sources::new();
    let id = sources.add("written.yaml", text);
    let reading = read_document(&sources, id).ok()?;
    reading.documents.into_iter().next()
}

/// Strings of what YAML reads in its own way, and of anything at all.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "a",
            "Z",
            "0",
            "1",
            "_",
            "-",
            "+",
            ".",
            ":",
            ",",
            "#",
            "?",
            "!",
            "&",
            "*",
            "|",
            ">",
            "%",
            "@",
            "`",
            "'",
            "\"",
            "\\",
            "[",
            "]",
            "{",
            "}",
            "=",
            "~",
            "/",
            " ",
            "\t",
            "\n",
            "\r",
            ": ",
            " #",
            "- ",
            "---",
            "...",
            "\n ",
            " \n",
            "<<",
            "yes",
            "No",
            "on",
            "null",
            "0x",
            "1e",
            ".inf",
            "12:30",
            "2001-01-01",
            "\0",
            "\u{7}",
            "\u{1b}",
            "\u{7f}",
            "\u{85}",
            "\u{a0}",
            "\u{ad}",
            "\u{301}",
            "\u{200b}",
            "\u{2028}",
            "\u{2029}",
            "\u{202e}",
            "\u{feff}",
            "\u{fffe}",
            "\u{ffff}",
            "\u{1f600}",
            "\u{10ffff}",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
        any::<i64>().prop_map(|value| value as f64),
        any::<i16>().prop_map(f64::from),
    ]
}

proptest! {
    #[test]
    fn strings_come_back(
        items in vec(string(), 0..5),
        map in btree_map(string(), vec(btree_map(string(), string(), 0..3), 0..3), 0..5),
    ) {
        let value = (items, map);
        let text = emit::to_string(&value).unwrap();
        prop_assert_eq!(read_back(&text), Node::from_serialize(&value).ok());
    }

    #[test]
    fn numbers_come_back(numbers in vec(number(), 0..10)) {
        let text = emit::to_string(&numbers).unwrap();
        prop_assert_eq!(read_back(&text), Node::from_serialize(&numbers).ok());
    }

    #[test]
    fn a_string_alone_comes_back(text in string()) {
        let back = read_back(&emit::to_string(&text).unwrap());
        prop_assert_eq!(back.as_ref().and_then(Node::as_str), Some(text.as_str()));
    }
}

#[test]
fn long_keys_come_back() {
    for length in [400, 1023, 1024, 5000] {
        let value = BTreeMap::from([("k".repeat(length), vec![BTreeMap::from([("a", 1)])])]);
        let text = emit::to_string(&value).unwrap();
        assert_eq!(read_back(&text), Node::from_serialize(&value).ok());
    }
}
