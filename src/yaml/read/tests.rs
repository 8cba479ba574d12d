//! What Helm reads, and what an author is told; every expectation was observed with real Helm.

use super::{Node, Reading, read_document, read_values};
use crate::HelmVersion::{self, V3, V4};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

struct Read {
    sources: Sources,
    outcome: Result<Reading, Box<Diagnostic>>,
}

impl Read {
    fn new(text: impl AsRef<[u8]>, helm: HelmVersion) -> Self {
        let mut sources = Sources::new();
        let outcome = read_values(&mut sources, "values.yaml", text.as_ref(), helm);
        Read { sources, outcome }
    }

    fn reading(&self) -> &Reading {
        self.outcome.as_ref().unwrap()
    }

    fn text(&self, span: Span) -> &str {
        self.sources.text(span)
    }

    /// Code, place and text beside which the marker stands.
    fn refusal(&self) -> String {
        let diagnostic = self.outcome.as_ref().unwrap_err();
        let span = diagnostic.primary.as_ref().unwrap().span;
        let (_, at) = self.sources.place(span).unwrap();
        format!(
            "{} {}:{} {}",
            diagnostic.code.name(),
            at.line,
            at.column,
            self.text(span)
        )
    }

    fn warning(&self) -> (&'static str, &str) {
        let warning = &self.reading().warnings[0];
        (
            warning.code.name(),
            self.text(warning.primary.as_ref().unwrap().span),
        )
    }
}

fn tree(text: &str) -> String {
    let read = Read::new(text, V3);
    format!("{:?}", read.reading().documents[0])
}

fn refused(text: &str) -> String {
    Read::new(text, V3).refusal()
}

#[test]
fn every_node_knows_its_place() {
    let read = Read::new("é: 1\nb:\n  - 'x'  # c\n  - {k: [1]}\nc:\nd: |\n  t\n", V3);
    let root = &read.reading().documents[0];
    let at = |node: &Node| read.text(node.span);
    assert_eq!(at(root.get("b").unwrap()), "- 'x'  # c\n  - {k: [1]}");
    assert_eq!(at(&root.get("b").unwrap().as_list().unwrap()[0]), "'x'");
    assert_eq!(
        at(&root.get("b").unwrap().as_list().unwrap()[1]),
        "{k: [1]}"
    );
    assert_eq!(at(root.get("d").unwrap()), "|\n  t");
    let nothing = root.get("c").unwrap().span;
    assert_eq!(nothing.start, nothing.end);
    let (_, place) = read.sources.place(nothing).unwrap();
    assert_eq!((place.line, place.column), (5, 3));
    let key = root.as_map().unwrap().entry("é").unwrap().key_span;
    assert_eq!(read.text(key), "é");
    assert_eq!(read.text(read.reading().comments[0]), "# c");
}

#[test]
fn an_alias_has_the_place_of_its_value() {
    let read = Read::new("a: &p {k: 1}\nb: *p\nc:\n  <<: *p\n", V3);
    let root = &read.reading().documents[0];
    assert_eq!(read.text(root.get("b").unwrap().span), "{k: 1}");
    let merged = root.get("c").unwrap().as_map().unwrap().entry("k").unwrap();
    assert_eq!(read.sources.place(merged.key_span).unwrap().1.line, 1);
}

#[test]
fn keys_become_text() {
    assert_eq!(
        tree("{yes: 1, 010: 2, 1.0: 3, 1e21: 4, 16777217.0: 5, .inf: 6, 2001-01-01: 7}"),
        r#"{".inf": 6, "1": 3, "1.6777216e+07": 5, "1e+21": 4, "2001-01-01": 7, "8": 2, "true": 1}"#
    );
}

#[test]
fn a_merge_counts_where_it_stands() {
    let anchor = "a: &p {k: 1, j: 1}\n";
    assert_eq!(
        tree(&format!("{anchor}x:\n  <<: *p\n  k: 2\n")),
        r#"{"a": {"j": 1, "k": 1}, "x": {"j": 1, "k": 2}}"#
    );
    let read = Read::new(format!("{anchor}x:\n  k: 2\n  <<: *p\n"), V3);
    assert_eq!(read.warning(), ("merge-replaces-key", "<<"));
    assert_eq!(tree("x: {<<: [{k: 1}, {k: 2}]}"), r#"{"x": {"k": 1}}"#);
}

#[test]
fn duplicates_are_warned_of() {
    let read = Read::new("a: {b: 1}\na: {c: 2}\n", V3);
    assert_eq!(read.warning().0, "duplicate-key");
    assert_eq!(
        read.sources
            .text(read.reading().warnings[0].secondary[0].span),
        "a"
    );
    assert_eq!(tree("a: {b: 1}\na: {c: 2}\n"), r#"{"a": {"c": 2}}"#);
    assert_eq!(
        Read::new("1: a\n'1': b\n", V3).warning().0,
        "coinciding-keys"
    );
    assert_eq!(Read::new("1: a\n0x1: b\n", V3).warning().0, "duplicate-key");
}

#[test]
fn helm_3_reads_the_first_document_and_helm_4_all() {
    let text = "x: 1\n---\ny: 2\n";
    let read = Read::new(text, V3);
    assert_eq!(read.reading().documents.len(), 1);
    assert_eq!(read.warning(), ("unread-rest", "y: 2"));
    let read = Read::new(text, V4);
    assert_eq!(read.reading().documents.len(), 2);
    assert!(read.reading().warnings.is_empty());
    assert_eq!(
        Read::new("x: 1\n--- {y: 2}\n", V4).refusal(),
        "bad-separator 2:1 --- {y: 2}"
    );
    assert!(Read::new("x: 1\n---\n: {\n", V3).outcome.is_ok());
    assert!(Read::new("x: 1\n---\n: {\n", V4).outcome.is_err());
}

#[test]
fn helm_4_ends_the_last_line() {
    let text = |helm| format!("{:?}", Read::new("x: |\n  a", helm).reading().documents[0]);
    assert_eq!(text(V3), r#"{"x": "a"}"#);
    assert_eq!(text(V4), r#"{"x": "a\n"}"#);
}

#[test]
fn what_helm_does_not_reach_does_not_matter() {
    let far = format!("x: 1\n---\n# {}\n", "c".repeat(2000));
    let bytes = [far.as_bytes(), b"\xff\n"].concat();
    assert!(Read::new(&bytes, V3).outcome.is_ok());
    assert_eq!(Read::new(&bytes, V4).refusal(), "bad-encoding 4:1 \u{fffd}");
    assert_eq!(
        Read::new(b"x: 1\n---\n\xff\n", V3).refusal(),
        "bad-encoding 3:1 \u{fffd}"
    );
    assert_eq!(refused("x: 1\n# \u{7}\n"), "forbidden-character 2:3 \u{7}");
    assert_eq!(tree("{}x: ["), "{}");
}

#[test]
fn syntax_errors_point_at_the_cause() {
    assert_eq!(refused("a:\n\tb: 1\n"), "tab-indentation 2:1 \t");
    assert_eq!(refused("a: |\n  x\n\ty\n"), "tab-indentation 3:1 \t");
    assert_eq!(refused("a: b: c\n"), "yaml-syntax 1:5 :");
    assert_eq!(refused("a: 'b\nc: 1\n"), "yaml-syntax 1:4 '");
    assert_eq!(refused("a: [1, 2\nb: 3\n"), "yaml-syntax 2:2 :");
    assert_eq!(refused("a: @b\n"), "yaml-syntax 1:4 @");
    assert_eq!(refused("a: 1\nfoo bar\nb: 2\n"), "yaml-syntax 2:1 foo bar");
    assert_eq!(refused("a:\n  b: 1\n c: 2\n"), "yaml-syntax 3:2 ");
    assert_eq!(refused("a: \"\\q\"\n"), "yaml-syntax 1:5 \\q");
    assert_eq!(refused("a: {{ .b }}\n"), "unquoted-template 1:5 {");
    assert_eq!(refused("a: \"{{ .b }}\"c\n"), "yaml-syntax 1:14 c");
    let message = |text| Read::new(text, V3).outcome.unwrap_err().message;
    assert!(message("a: x\n b: y\n").contains("indented"));
    assert!(message("a: 'b' c\n").contains("follows"));
}

#[test]
fn helm_refuses_what_it_cannot_use() {
    assert_eq!(refused("a: *b\n"), "unknown-anchor 1:4 *b");
    assert_eq!(refused("a: &b [*b]\n"), "recursive-anchor 1:8 *b");
    assert_eq!(refused("<<: 1\n"), "bad-merge 1:5 1");
    assert_eq!(refused("a: !!int x\n"), "bad-tag 1:10 x");
    assert_eq!(refused("a: {~: 1}\n"), "unusable-key 1:5 ~");
    assert_eq!(
        refused("a: {18446744073709551615: 1}\n"),
        "unusable-key 1:5 18446744073709551615"
    );
    assert_eq!(refused("a: [.nan]\n"), "not-finite-number 1:5 .nan");
    assert_eq!(refused("- a\n"), "values-not-a-map 1:1 - a");
    assert!(refused(&format!("{}: 1\n", "k".repeat(1025))).starts_with("key-too-long 1:1026"));
    let below = format!("a: 1\n{}: 1\n", "k".repeat(1025));
    assert!(refused(&below).starts_with("key-too-long 2:1 kkk"));
    // A later duplicate takes the trouble away.
    assert_eq!(tree("a: .nan\na: {~: 1}\na: 1\n"), r#"{"a": 1}"#);
}

#[test]
fn ten_thousand_levels_are_the_limit() {
    let nested = |levels: usize| format!("x: {}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(Read::new(nested(9_999), V3).outcome.is_ok());
    assert!(refused(&nested(10_000)).starts_with("too-deep"));
    assert!(refused(&"- ".repeat(20_000)).starts_with("too-deep"));
}

#[test]
fn aliases_are_limited_by_their_share() {
    let many = |times: usize| {
        let items = vec!["z"; 1000].join(",");
        let aliases = vec!["*a"; times].join(",");
        format!("a: &a [{items}]\nb: [{aliases}]\n")
    };
    assert!(Read::new(many(99), V3).outcome.is_ok());
    assert!(refused(&many(500)).starts_with("excessive-aliases"));
    let mut bomb = "a: &a [z,z,z,z,z,z,z,z,z]\n".to_owned();
    for (old, new) in ('a'..'y').zip('b'..'z') {
        let aliases = vec![format!("*{old}"); 9].join(",");
        bomb.push_str(&format!("{new}: &{new} [{aliases}]\n"));
    }
    assert!(refused(&bomb).starts_with("excessive-aliases"));
}

#[test]
fn a_document_may_have_any_root() {
    let mut sources = Sources::new();
    let id = sources.add("x", "[1, yes]");
    let reading = read_document(&sources, id).unwrap();
    assert_eq!(format!("{:?}", reading.documents[0]), "[1, true]");
}

#[test]
fn documents_end_at_their_marks() {
    let text = "a: 1\n---\nb: 2\n--- # c\nd: '---'\n...\n----\ne: ---\n--- {f: 1}\n";
    let found: Vec<&str> = super::documents(text)
        .into_iter()
        .map(|range| text[range].trim())
        .collect();
    assert_eq!(
        found,
        ["a: 1", "b: 2", "d: '---'", "----\ne: ---", "{f: 1}"]
    );
    assert_eq!(super::documents("").len(), 1);
}
