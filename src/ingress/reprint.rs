//! Values that a helper prints with `toYaml`: what comes back when the print is read again.
//!
//! Almost always that is the value itself. The exceptions (`<no value>` in a text, a `<<` key,
//! control characters that make the whole print empty) are found by a look at every string, and
//! then decided by really printing and reading.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Sources;
use crate::yaml::{self, Data, List, Map, Node, walk::Step};

use super::text::NO_VALUE;

/// The value as it comes back; with a warning when it comes back changed.
pub(super) fn reprint(
    node: &Node,
    what: &str,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Node, Diagnostic> {
    if is_safe(node) {
        return Ok(node.clone());
    }
    let printed = yaml::to_yaml(node).replace(NO_VALUE, "");
    let mut document = String::from("value:\n");
    for line in printed.split('\n') {
        document.push_str("  ");
        document.push_str(line);
        document.push('\n');
    }
    let mut sources = Sources::new();
    let id = sources.add("", document);
    let read = yaml::read_document(&sources, id)
        .ok()
        .and_then(|reading| reading.documents.first()?.get("value").cloned());
    let Some(read) = read else {
        return Err(Diagnostic::error(
            codes::UNPRINTABLE_VALUE,
            format!("`{what}` holds text that Helm prints but cannot read back"),
        )
        .at(node.span, "prints as something that is no YAML")
        .note("a key `<<`, or text with `<no value>` in it, changes its meaning on the way through the helper")
        .help("choose another text"));
    };
    let read = with_places(&read, node);
    if read != *node {
        warnings.push(
            Diagnostic::warning(
                codes::CHANGED_VALUE,
                format!("`{what}` does not reach the cluster as it is written"),
            )
            .at(node.span, "is changed on its way through the helper")
            .note("Helm deletes `<no value>` from all it prints, and prints nothing at all for a value with control characters in it")
            .help("remove these characters"),
        );
    }
    Ok(read)
}

fn is_safe(node: &Node) -> bool {
    node.walk().all(|step| match step {
        Step::Scalar(node) => node.as_str().is_none_or(is_safe_text),
        Step::Key(entry) => entry.key.as_ref() != "<<" && is_safe_text(&entry.key),
        _ => true,
    })
}

fn is_safe_text(text: &str) -> bool {
    let odd = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
    let plainly = text.is_ascii() && !text.contains(['\u{7f}', '<']);
    plainly || !(text.contains(NO_VALUE) || text.chars().any(odd))
}

/// The tree with the places of `original` wherever both have the same shape, else with its root's.
fn with_places(read: &Node, original: &Node) -> Node {
    // The trees are as deep as what was printed; only the top levels matter for places.
    const LEVELS: usize = 16;
    fn walk(read: &Node, original: &Node, levels: usize) -> Node {
        if levels == 0 {
            return Node::new(read.data.clone(), original.span);
        }
        let data = match (&read.data, &original.data) {
            (Data::Map(read), Data::Map(from)) => {
                let entries = read.entries().iter().map(|entry| {
                    let mut entry = entry.clone();
                    if let Some(old) = from.entry(&entry.key) {
                        entry.key_span = old.key_span;
                        entry.value = walk(&entry.value, &old.value, levels - 1);
                    }
                    entry
                });
                Data::Map(Map::from_entries(entries.collect()))
            }
            (Data::List(read), Data::List(from)) if read.items().len() == from.items().len() => {
                let pairs = read.items().iter().zip(from.items());
                Data::List(List::new(
                    pairs
                        .map(|(read, old)| walk(read, old, levels - 1))
                        .collect(),
                ))
            }
            (data, _) => data.clone(),
        };
        Node::new(data, original.span)
    }
    walk(read, original, LEVELS)
}

/// A document loses its trailing line breaks before it is read: a text at its very end that ends
/// in several of them keeps one.
pub(super) fn at_document_end(node: &Node) -> Node {
    fn trimmed(node: &Node) -> Option<String> {
        let text = node.as_str()?;
        // Quotes protect a text; only a literal block runs on to the end of the document.
        if !text.ends_with('\n') || !yaml::to_yaml(node).starts_with('|') {
            return None;
        }
        Some(match text.trim_end_matches('\n') {
            "" => String::new(),
            kept => format!("{kept}\n"),
        })
    }
    let mut path = Vec::new();
    let mut at = node;
    loop {
        let next = match &at.data {
            Data::List(list) => list.items().last().map(|item| (None, item)),
            Data::Map(map) => {
                yaml::last_entry(map).map(|entry| (Some(entry.key.clone()), &entry.value))
            }
            _ => None,
        };
        let Some((step, next)) = next else { break };
        path.push(step);
        at = next;
    }
    let Some(text) = trimmed(at) else {
        return node.clone();
    };
    let mut root = node.clone();
    let mut target = &mut root;
    for step in path {
        let next = match (&mut target.data, step) {
            (Data::List(list), None) => list.items_mut().last_mut(),
            (Data::Map(map), Some(key)) => map.get_mut(&key),
            _ => None,
        };
        match next {
            Some(next) => target = next,
            None => return node.clone(),
        }
    }
    target.data = Data::Str(text.into());
    root
}
