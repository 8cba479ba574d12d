use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::re2::{self, Match};
use crate::rules::prelude::*;
use crate::source::Sources;
use crate::yaml::{Node, read_document};

fn item(text: &str) -> Node {
    let mut sources = Sources::new();
    let id = sources.add("item.yaml", text);
    read_document(&sources, id).unwrap().documents.remove(0)
}

fn gateways() -> BTreeSet<String> {
    BTreeSet::from(["demo/one".to_owned(), "demo/two".to_owned()])
}

fn conditions(text: &str) -> Conditions {
    Conditions::read(&item(text), "demo").unwrap()
}

#[track_caller]
fn assert_covers(outer: &str, inner: &str) {
    let (a, b) = (conditions(outer), conditions(inner));
    assert!(
        covers(&a, &b, &gateways(), &Budget::new()),
        "{outer} takes all of {inner}"
    );
}

#[track_caller]
fn assert_apart(outer: &str, inner: &str) {
    let (a, b) = (conditions(outer), conditions(inner));
    assert!(
        !covers(&a, &b, &gateways(), &Budget::new()),
        "{outer} leaves some of {inner}"
    );
}

#[test]
fn paths_are_covered_by_what_they_begin_with() {
    assert_covers("{uri: {prefix: /}}", "{uri: {exact: /a}}");
    assert_covers("{uri: {prefix: /}}", "{uri: {regex: '.*\\.js'}}");
    assert_covers("{}", "{uri: {prefix: /a}, method: {exact: GET}}");
    assert_covers("{uri: {}}", "{uri: {regex: /a}}");
    assert_covers("{uri: {regex: '/.*'}}", "{}");
    assert_covers("{uri: {prefix: /a}}", "{uri: {prefix: /ab}}");
    assert_covers("{uri: {prefix: /a}}", "{uri: {regex: '/ab?[0-9]+'}}");
    assert_covers("{uri: {regex: '/a(/.*)?'}}", "{uri: {prefix: /a/}}");
    assert_covers("{uri: {regex: '/v[0-9]+/.*'}}", "{uri: {regex: '/v1/x.*'}}");
    assert_covers("{uri: {regex: '/a|/b'}}", "{uri: {exact: /b}}");
    assert_apart("{uri: {prefix: /ab}}", "{uri: {prefix: /a}}");
    assert_apart("{uri: {exact: /a}}", "{uri: {prefix: /a}}");
    assert_apart("{uri: {regex: /a}}", "{uri: {prefix: /a}}");
    assert_apart("{uri: {prefix: /a}}", "{}");
}

#[test]
fn case_counts_unless_the_item_says_otherwise() {
    assert_covers(
        "{uri: {prefix: /a}, ignoreUriCase: true}",
        "{uri: {prefix: /AB}}",
    );
    assert_apart(
        "{uri: {prefix: /a}}",
        "{uri: {prefix: /ab}, ignoreUriCase: true}",
    );
    assert_covers(
        "{uri: {prefix: /1}}",
        "{uri: {prefix: /1/a}, ignoreUriCase: true}",
    );
    assert_covers(
        "{uri: {regex: '(?i)/a.*'}}",
        "{uri: {exact: /ab}, ignoreUriCase: true}",
    );
}

#[test]
fn headers_are_covered_by_weaker_demands() {
    assert_covers("{headers: {x: {}}}", "{headers: {X: {exact: a}}}");
    assert_covers("{headers: {x: {prefix: a}}}", "{headers: {x: {exact: ab}}}");
    assert_covers(
        "{method: {exact: GET}}",
        "{headers: {':method': {exact: GET}}}",
    );
    assert_covers("{method: {}}", "{}");
    assert_covers(
        "{withoutHeaders: {x: {exact: a}}}",
        "{headers: {x: {exact: b}}}",
    );
    assert_covers(
        "{withoutHeaders: {x: {exact: a}}}",
        "{withoutHeaders: {x: {}}}",
    );
    assert_covers(
        "{withoutHeaders: {x: {exact: ab}}}",
        "{withoutHeaders: {x: {prefix: a}}}",
    );
    assert_apart(
        "{withoutHeaders: {x: {}}}",
        "{withoutHeaders: {x: {exact: a}}}",
    );
    assert_apart(
        "{withoutHeaders: {x: {exact: ''}}}",
        "{withoutHeaders: {x: {}}}",
    );
    assert_apart("{headers: {x: {exact: a}}}", "{uri: {exact: /}}");
    assert_apart("{method: {exact: GET}}", "{uri: {prefix: /a}}");
}

#[test]
fn places_are_covered_by_wider_ones() {
    assert_covers("{gateways: [one, demo/two]}", "{sourceLabels: {a: b}}");
    assert_covers(
        "{gateways: [one]}",
        "{gateways: [demo/one], sourceLabels: {a: b}}",
    );
    assert_covers("{sourceLabels: {a: b}}", "{sourceLabels: {a: b, c: d}}");
    assert_covers("{sourceNamespace: ''}", "{sourceNamespace: x}");
    assert_apart("{gateways: [one]}", "{}");
    assert_apart(
        "{sourceLabels: {a: b}}",
        "{gateways: [one], sourceLabels: {a: b}}",
    );
    assert_apart("{port: 80}", "{port: 443}");
    assert_covers("{port: 0}", "{port: 443}");
}

/// A request as the gateway sees it.
#[derive(Debug)]
struct Request {
    path: &'static str,
    method: &'static str,
    header: Option<&'static str>,
    query: Option<&'static str>,
    port: f64,
    gateway: &'static str,
    sender: bool,
}

/// Whether a condition takes a text, read afresh from what is written.
fn takes(condition: &Node, text: &str, ignores_case: bool) -> bool {
    let lower = |text: &str| {
        if ignores_case {
            text.to_ascii_lowercase()
        } else {
            text.to_owned()
        }
    };
    if let Some(exact) = condition.text("exact") {
        return lower(text) == lower(exact);
    }
    if let Some(prefix) = condition.text("prefix") {
        return lower(text).starts_with(&lower(prefix));
    }
    match condition.text("regex") {
        None | Some("*") => true,
        Some(regex) => re2::parse(regex).unwrap().matches_whole(text) == Match::Yes,
    }
}

fn is_presence(condition: &Node) -> bool {
    let keys = ["exact", "prefix"];
    !keys.iter().any(|key| condition.has(key))
        && matches!(condition.text("regex"), None | Some("*"))
}

fn matches(item: &Node, request: &Request) -> bool {
    let ignores_case = item.flag("ignoreUriCase") == Some(true);
    let is = |key: &str, text| item.field(key).is_none_or(|node| takes(node, text, false));
    let with = |map: &str, value: Option<&str>| {
        item.field(map)
            .and_then(|map| map.field("x"))
            .is_none_or(|node| value.is_some_and(|value| takes(node, value, false)))
    };
    let without = item
        .at(&["withoutHeaders", "x"])
        .is_none_or(|node| match request.header {
            None if is_presence(node) => true,
            header => !takes(node, header.unwrap_or(""), false),
        });
    let listed = item.items("gateways");
    let place = if listed.is_empty() {
        item.at(&["sourceLabels", "a"]).is_none() || request.sender
    } else {
        listed
            .iter()
            .any(|node| node.as_str() == Some(request.gateway))
    };
    item.field("uri")
        .is_none_or(|uri| takes(uri, request.path, ignores_case))
        && is("method", request.method)
        && with("headers", request.header)
        && without
        && with("queryParams", request.query)
        && item.number("port").is_none_or(|port| port == request.port)
        && place
}

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(texts)
}

/// The text of an item; each part is left out more often than not.
fn any_item() -> impl Strategy<Value = String> {
    let uri = one_of(&[
        "",
        "",
        "uri: {},",
        "uri: {prefix: /},",
        "uri: {prefix: ''},",
        "uri: {prefix: /a},",
        "uri: {prefix: /A},",
        "uri: {prefix: /ab},",
        "uri: {prefix: /1},",
        "uri: {exact: /a},",
        "uri: {exact: /ab},",
        "uri: {exact: /1},",
        "uri: {regex: '/a.*'},",
        "uri: {regex: '.*'},",
        "uri: {regex: '/.+'},",
        "uri: {regex: '(?i)/a'},",
        "uri: {regex: '/(a|b)'},",
        "uri: {regex: '/[ab]*'},",
    ]);
    let case = one_of(&["", "", "ignoreUriCase: true,"]);
    let method = one_of(&[
        "",
        "",
        "method: {exact: GET},",
        "method: {prefix: P},",
        "method: {},",
    ]);
    let header = one_of(&[
        "",
        "",
        "headers: {x: {}},",
        "headers: {x: {exact: a}},",
        "headers: {X: {prefix: a}},",
        "headers: {x: {regex: 'a|b'}},",
        "headers: {x: {regex: '.*'}},",
    ]);
    let without = one_of(&[
        "",
        "",
        "",
        "withoutHeaders: {x: {}},",
        "withoutHeaders: {x: {regex: '*'}},",
        "withoutHeaders: {x: {exact: a}},",
        "withoutHeaders: {x: {exact: ''}},",
        "withoutHeaders: {x: {prefix: a}},",
        "withoutHeaders: {x: {regex: '[ab]?'}},",
    ]);
    let query = one_of(&[
        "",
        "",
        "queryParams: {x: {}},",
        "queryParams: {x: {exact: a}},",
        "queryParams: {x: {prefix: a}},",
    ]);
    let place = one_of(&[
        "",
        "",
        "port: 80,",
        "gateways: [demo/one],",
        "gateways: [demo/one, demo/two],",
        "sourceLabels: {a: b},",
        "gateways: [demo/two], sourceLabels: {a: b},",
    ]);
    (uri, case, method, header, without, query, place).prop_map(
        |(uri, case, method, header, without, query, place)| {
            // The reader of the test knows one spelling of the header.
            let header = header.replace('X', "x");
            format!("{{{uri}{case}{method}{header}{without}{query}{place}}}")
        },
    )
}

fn requests() -> impl Iterator<Item = Request> {
    let paths = [
        "/", "/a", "/A", "/ab", "/aB/", "/abc", "/b", "/1", "/1a", "/bb",
    ];
    let values = [None, Some(""), Some("a"), Some("ab"), Some("b")];
    let places = [
        (80.0, "demo/one", false),
        (80.0, "demo/two", true),
        (443.0, "demo/one", true),
        (443.0, "demo/two", false),
    ];
    paths.into_iter().flat_map(move |path| {
        values.into_iter().flat_map(move |header| {
            [None, Some(""), Some("a"), Some("ab")]
                .into_iter()
                .flat_map(move |query| {
                    places.into_iter().flat_map(move |(port, gateway, sender)| {
                        ["GET", "POST"].into_iter().map(move |method| Request {
                            path,
                            method,
                            header,
                            query,
                            port,
                            gateway,
                            sender,
                        })
                    })
                })
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn what_is_covered_is_taken(outer in any_item(), inner in any_item()) {
        let (a, b) = (conditions(&outer), conditions(&inner));
        if covers(&a, &b, &gateways(), &Budget::new()) {
            let (a, b) = (item(&outer), item(&inner));
            for request in requests() {
                prop_assert!(
                    !matches(&b, &request) || matches(&a, &request),
                    "{} is said to take all of {}, but not {:?}", outer, inner, request
                );
            }
        }
    }
}
