//! Random trees, random changes: what is edited reads as expected, and little is refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::HelmVersion;
use crate::diagnostic::fix::{apply, splice};
use crate::diagnostic::{Edit, Fix};
use crate::source::{Sources, Span};
use crate::yaml::edit::place::Part;
use crate::yaml::edit::*;
use crate::yaml::{Data, List, Map, Node, emit, entry, read_values, to_json};

fn node(data: Data) -> Node {
    Node::new(data, Span::NOWHERE)
}

fn text() -> impl Strategy<Value = Arc<str>> {
    prop_oneof![
        6 => "[a-c]{1,2}",
        2 => prop::sample::select(vec!["*.x", "yes", "a: b", "#", "it's", "- a", "{a}", "a, b", "é", ""])
            .prop_map(str::to_owned),
        1 => "[ -~]{1,6}",
    ]
    .prop_map(Arc::from)
}

fn scalar() -> impl Strategy<Value = Node> {
    prop_oneof![
        4 => text().prop_map(|text| node(Data::Str(text))),
        1 => Just(node(Data::Str("a\nb\n".into()))),
        1 => any::<bool>().prop_map(|value| node(Data::Bool(value))),
        1 => (-5i32..9000).prop_map(|number| node(Data::Float(f64::from(number)))),
        1 => Just(Node::null()),
    ]
}

fn tree() -> impl Strategy<Value = Node> {
    let map = |value: BoxedStrategy<Node>| {
        prop::collection::vec((text(), value), 0..5).prop_map(|entries| {
            let entries = entries.into_iter().map(|(key, value)| entry(key, value));
            node(Data::Map(Map::from_entries(entries.collect())))
        })
    };
    let leaf = scalar().boxed();
    let inner = leaf.prop_recursive(4, 40, 5, move |value| {
        prop_oneof![
            2 => map(value.clone().boxed()),
            1 => prop::collection::vec(value, 0..4)
                .prop_map(|items| node(Data::List(List::new(items)))),
        ]
    });
    map(inner.boxed())
}

/// The ways to all lists and maps of a tree.
fn collections(node: &Node) -> Vec<Vec<usize>> {
    let children: Vec<&Node> = match &node.data {
        Data::List(list) => list.items().iter().collect(),
        Data::Map(map) => map.entries().iter().map(|entry| &entry.value).collect(),
        _ => return Vec::new(),
    };
    let below = children.into_iter().enumerate().flat_map(|(at, child)| {
        let below = collections(child).into_iter();
        below.map(move |path| [vec![at], path].concat())
    });
    [Vec::new()].into_iter().chain(below).collect()
}

fn walk<'a>(root: &'a Node, path: &[usize]) -> &'a Node {
    path.iter().fold(root, |node, at| match &node.data {
        Data::List(list) => &list.items()[*at],
        _ => &node.as_map().unwrap().entries()[*at].value,
    })
}

/// A way by positions as a way by keys.
fn spelled(root: &Node, path: &[usize]) -> Vec<Part> {
    let mut at = root;
    let mut parts = Vec::new();
    for step in path {
        parts.push(match &at.data {
            Data::Map(map) => Part::Key(map.entries()[*step].key.clone()),
            _ => Part::Item(*step),
        });
        at = walk(at, &[*step]);
    }
    parts
}

fn change_at(root: &Node, path: &[Part], change: &dyn Fn(&mut Node)) -> Node {
    let mut copy = root.clone();
    let mut at = &mut copy;
    for part in path {
        at = match (&mut at.data, part) {
            (Data::Map(map), Part::Key(key)) => map.get_mut(key).unwrap(),
            (Data::List(list), Part::Item(index)) => &mut list.items_mut()[*index],
            _ => unreachable!(),
        };
    }
    change(at);
    copy
}

const LAYOUTS: usize = 4;

/// The tree in one of several layouts.
fn write(tree: &Node, layout: usize) -> String {
    match layout {
        0 => emit::write(tree),
        1 => emit::write(tree).replace('\n', "\r\n"),
        2 => to_json(tree),
        _ => {
            let value: serde_json::Value = serde_json::from_str(&to_json(tree)).unwrap();
            serde_json::to_string_pretty(&value).unwrap()
        }
    }
}

fn read(sources: &mut Sources, text: &str) -> Node {
    read_values(sources, "v.yaml", text.as_bytes(), HelmVersion::V3)
        .unwrap()
        .documents
        .remove(0)
}

/// What is done to the chosen collection, as edits and as a tree; `None` if it cannot be done.
fn operate(
    sources: &Sources,
    place: &Node,
    operation: usize,
    at: usize,
    new: &Arc<str>,
) -> Option<(Option<Vec<Edit>>, Node)> {
    let one = |edit: Option<Edit>| edit.map(|edit| vec![edit]);
    match &place.data {
        Data::Map(map) => {
            let chosen = map.entries().get(at % map.len().max(1));
            let mut expected = map.clone();
            let edits = match operation {
                0 => {
                    let key = &chosen?.key;
                    expected.remove(key);
                    remove_entry(sources, place, key)
                }
                1 => {
                    let chosen = chosen.filter(|_| map.get(new).is_none())?;
                    expected.remove(&chosen.key);
                    expected.insert(entry(new.clone(), chosen.value.clone()));
                    one(rename_key(sources, chosen, new))
                }
                2 => {
                    map.get(new).is_none().then_some(())?;
                    expected.insert(entry(new.clone(), node(Data::Str("v".into()))));
                    one(insert_entry(sources, place, new, "v"))
                }
                _ => {
                    let chosen = chosen?;
                    let data = Data::Str(new.clone());
                    let scalar = !matches!(chosen.value.data, Data::Map(_) | Data::List(_));
                    let lines = chosen
                        .value
                        .as_str()
                        .is_some_and(|text| text.contains('\n'));
                    (scalar && !lines).then_some(())?;
                    expected.insert(entry(chosen.key.clone(), node(data.clone())));
                    one(replace_scalar(sources, &chosen.value, &data))
                }
            };
            Some((edits, node(Data::Map(expected))))
        }
        Data::List(list) => {
            let mut items = list.items().to_vec();
            let edits = if operation.is_multiple_of(2) {
                let at = at % items.len().max(1);
                (at < items.len()).then(|| items.remove(at))?;
                remove_item(sources, place, at)
            } else {
                items.push(node(Data::Str("v".into())));
                one(append_item(sources, place, "v"))
            };
            Some((edits, node(Data::List(List::new(items)))))
        }
        _ => None,
    }
}

#[test]
fn edits_of_random_trees_read_as_expected() {
    let tried = AtomicUsize::new(0);
    let refused = AtomicUsize::new(0);
    let input = (tree(), 0..60usize, 0..4usize, 0..5usize, text(), 0..LAYOUTS);
    let config = Config {
        cases: 2000,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&input, |(tree, number, operation, at, new, layout)| {
            let text = write(&tree, layout);
            let mut sources = Sources::new();
            let root = read(&mut sources, &text);
            let mut paths = collections(&root);
            let path = paths.swap_remove(number % paths.len());
            let place = walk(&root, &path);
            let Some((edits, changed)) = operate(&sources, place, operation, at, &new) else {
                return Ok(());
            };
            tried.fetch_add(1, Ordering::Relaxed);
            let Some(edits) = edits else {
                refused.fetch_add(1, Ordering::Relaxed);
                eprintln!("refused {operation} {at} {new:?} of {place:?} in\n{text}");
                return Ok(());
            };
            let after = splice(&text, &edits).unwrap();
            let expected = change_at(&root, &spelled(&root, &path), &|node| {
                *node = changed.clone();
            });
            prop_assert_eq!(read(&mut Sources::new(), &after), expected, "{}", after);
            Ok(())
        })
        .unwrap();
    let (tried, refused) = (tried.into_inner(), refused.into_inner());
    eprintln!("{refused} of {tried} refused");
    assert!(tried > 1000, "only {tried}");
    assert!(refused * 100 <= tried, "{refused} of {tried} refused");
}

/// The removal of one entry, and the addition of one, at a random map.
fn entry_fix(
    sources: &Sources,
    map: &Node,
    adds: bool,
    at: usize,
    name: &Arc<str>,
) -> Option<(Fix, Arc<str>)> {
    let entries = map.as_map()?;
    if adds {
        let edit = insert_entry(sources, map, name, "new")?;
        return Some((Fix::safe("add", vec![edit]), name.clone()));
    }
    let key = entries
        .entries()
        .get(at % entries.len().max(1))?
        .key
        .clone();
    let edits = remove_entry(sources, map, &key)?;
    Some((Fix::safe("remove", edits), key))
}

#[test]
fn fixes_that_are_made_together_do_not_spoil_each_other() {
    let made = AtomicUsize::new(0);
    let postponed = AtomicUsize::new(0);
    let steps = prop::collection::vec((0..60usize, any::<bool>(), 0..5usize, text()), 2..8);
    let config = Config {
        cases: 1000,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&(tree(), steps, 0..LAYOUTS), |(tree, steps, layout)| {
            let text = write(&tree, layout);
            let mut sources = Sources::new();
            let root = read(&mut sources, &text);
            let paths = collections(&root);
            let mut fixes: Vec<Fix> = Vec::new();
            let mut expected = root.clone();
            for (number, adds, at, name) in steps {
                let path = &paths[number % paths.len()];
                let place = walk(&root, path);
                let Some((fix, key)) = entry_fix(&sources, place, adds, at, &name) else {
                    continue;
                };
                fixes.push(fix);
                let all: Vec<&Fix> = fixes.iter().collect();
                let done = apply(&all, &sources);
                if done.postponed > 0 {
                    postponed.fetch_add(1, Ordering::Relaxed);
                    fixes.pop();
                    continue;
                }
                made.fetch_add(1, Ordering::Relaxed);
                // The same way by keys, as other keys may have gone meanwhile.
                let by_keys = spelled(&root, path);
                expected = change_at(&expected, &by_keys, &|place| {
                    let Data::Map(map) = &mut place.data else {
                        return;
                    };
                    if adds {
                        map.insert(entry(key.clone(), node(Data::Str("new".into()))));
                    } else {
                        map.remove(&key);
                    }
                });
                let after = &done.files[0].after;
                prop_assert_eq!(
                    &read(&mut Sources::new(), after),
                    &expected,
                    "{}\n{}",
                    text,
                    after
                );
            }
            Ok(())
        })
        .unwrap();
    let (made, postponed) = (made.into_inner(), postponed.into_inner());
    eprintln!("{made} made, {postponed} postponed");
    assert!(made > 1000 && postponed > 10, "{made} {postponed}");
}
