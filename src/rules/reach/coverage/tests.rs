use super::*;
use crate::rules::object::Object;
use crate::rules::reach::istio::verdicts;
use crate::source::Sources;
use crate::yaml::read_document;

/// Where an item stands in its route, from 1.
fn position(item: &HttpMatch<'_>) -> usize {
    let mut items = item.route.node.items("match").iter();
    let at = items.position(|other| std::ptr::eq(other, item.node));
    at.map_or(0, |at| at + 1)
}

/// What is said of these routes, each one a `match`; `-` for a route without one.
fn said(routes: &[&str]) -> Vec<String> {
    let mut text =
        "kind: VirtualService\nspec:\n  hosts: [a.org]\n  gateways: [gw]\n  http:\n".to_owned();
    for route in routes {
        match *route {
            "-" => text.push_str("  - name: ''\n"),
            route => text.push_str(&format!("  - {{match: {route}}}\n")),
        }
    }
    let mut sources = Sources::new();
    let id = sources.add("object.yaml", &*text);
    let tree = read_document(&sources, id).unwrap().documents.remove(0);
    let object = Object::new(&tree, "demo").unwrap();
    let service = VirtualService {
        object: &object,
        spec: object.spec,
    };
    let verdicts = verdicts(service);
    let told = verdicts.iter().map(|verdict| {
        let (route, by) = (verdict.route.index + 1, verdict.by.index + 1);
        match verdict.reason {
            Reason::Unconditional => format!("{route} after {by}"),
            Reason::AllRepeated => format!("{route} repeats {by}"),
            Reason::Repeated(..) => format!("item of {route} repeats {by}"),
            Reason::Overlap(..) => format!("item of {route} overlaps {by}"),
        }
    });
    let dead = dead(service, &verdicts).into_iter().map(|dead| match dead {
        Dead::Route { route, by } => format!("{} under {}", route.index + 1, by.route.index + 1),
        Dead::Item { item, by } => format!(
            "item {} of {} under {}",
            position(&item),
            item.route.index + 1,
            by.route.index + 1
        ),
        Dead::After { item, routes } => {
            format!(
                "{} after everything in {}",
                routes.len(),
                item.route.index + 1
            )
        }
        Dead::Redundant { item, .. } => {
            format!(
                "item {} of {} redundant",
                position(&item),
                item.route.index + 1
            )
        }
    });
    told.chain(dead).collect()
}

#[test]
fn routes_that_are_all_reached_are_not_told() {
    assert!(said(&["-"]).is_empty());
    assert!(
        said(&[
            "[{uri: {exact: /a}}, {uri: {prefix: /a/}}]",
            "[{uri: {prefix: /}}]"
        ])
        .is_empty()
    );
    assert!(said(&["[{uri: {prefix: /a}}]", "[{uri: {exact: /}}]", "-"]).is_empty());
}

#[test]
fn each_dead_item_is_told_once() {
    assert_eq!(
        said(&["-", "[{uri: {prefix: /a}}]", "-"]),
        ["2 after 1", "3 after 1"]
    );
    assert_eq!(
        said(&["[{uri: {prefix: /a}}]", "[{uri: {prefix: /a}, name: x}]"]),
        ["2 repeats 1"]
    );
    assert_eq!(
        said(&["[{uri: {prefix: /}}]", "[{uri: {prefix: /a}}]", "-"])[1..],
        ["2 after everything in 1"]
    );
    assert_eq!(
        said(&[
            "[{uri: {exact: /a}}]",
            "[{uri: {exact: /a}}, {uri: {exact: /b}}]"
        ]),
        ["item of 2 repeats 1"]
    );
    assert_eq!(
        said(&[
            "[{uri: {regex: '/a.*'}}]",
            "[{uri: {exact: /ab}}, {uri: {exact: /b}}]"
        ]),
        ["item 1 of 2 under 1"]
    );
    assert_eq!(
        said(&[
            "[{uri: {regex: '/a.*'}}]",
            "[{uri: {exact: /ab}}, {uri: {prefix: /ac}}]"
        ]),
        ["2 under 1"]
    );
}

#[test]
fn of_two_items_of_one_route_the_narrower_is_redundant() {
    assert_eq!(
        said(&["[{uri: {prefix: /}}, {headers: {x: {}}}]"]),
        ["item 2 of 1 redundant"]
    );
    assert_eq!(
        said(&["[{headers: {x: {}}}, {uri: {prefix: /}}]"]),
        ["item 1 of 1 redundant"]
    );
    assert_eq!(said(&["[{}, {uri: {}}]"]), ["item 2 of 1 redundant"]);
}

#[test]
fn a_delegate_takes_nothing_for_certain() {
    let routes = [
        "[{uri: {prefix: /}}], delegate: {name: x}",
        "[{uri: {exact: /a}}]",
    ];
    assert!(said(&routes).is_empty());
}

/// A route for each of so many matches.
fn many(count: usize, route: impl Fn(usize) -> String) -> Vec<String> {
    let routes: Vec<String> = (0..count)
        .map(|index| format!("[{}]", route(index)))
        .collect();
    said(&routes.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn hard_expressions_without_end_are_given_up() {
    // Each pair of them takes all steps that one answer may take.
    let hard = |index| {
        format!("{{uri: {{regex: '.*(a|b{index}).{{1,200}}(x|y{index}).*[a-c]{{3,50}}'}}}}")
    };
    assert!(many(300, hard).is_empty());
}

#[test]
fn cheap_comparisons_are_still_made_after_many_routes() {
    let last = 999;
    let route = |index| match index {
        0 => "{uri: {prefix: /shop/}}".to_owned(),
        i if i == last => "{uri: {exact: /shop/cart}}".to_owned(),
        i if i % 2 == 0 => format!("{{uri: {{regex: '/p{i}/[a-z]+(/.*)?'}}}}"),
        i => format!("{{uri: {{exact: /p{i}/abc}}}}"),
    };
    assert_eq!(many(1000, route), ["1000 under 1"]);
}

#[test]
fn what_repeats_without_end_is_told_once_each() {
    let said = many(5_000, |_| "{uri: {prefix: /a}}".to_owned());
    assert_eq!(said.len(), 4_999);
}

#[test]
fn an_expression_that_istio_finds_too_long_is_not_looked_at() {
    let long = format!("/a{}", "b?".repeat(600));
    let routes = [
        "[{uri: {prefix: /a}}]",
        &format!("[{{uri: {{regex: '{long}'}}}}]"),
    ];
    assert!(said(&routes).is_empty());
}
