//! The variables that a template makes itself, by loops and assignments.

use std::ops::Range;

use super::tag;

/// The filters that leave the items of a list as they are.
const KEEP_ITEMS: &[&str] = &[
    "list",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "sort",
    "unique",
];

/// Where a variable of a template comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// One of the items of this expression.
    Items(Range<usize>),
    /// This expression.
    Value(Range<usize>),
    Unknown,
}

/// Where a variable comes from at a place; `None` if it is none of the template's own.
pub(super) fn origin(text: &str, name: &str, place: usize) -> Option<Origin> {
    // One for each open block, the template itself first.
    let mut scopes: Vec<Option<Origin>> = vec![None];
    let mut at = 0;
    while let Some(start) = tag::next(text, at) {
        let end = tag::end(text, start).unwrap_or(text.len());
        if end > place {
            break;
        }
        at = end.max(start + 2);
        let Some(inside) = inside(text, start..end) else {
            continue;
        };
        let words = text.get(inside.clone()).unwrap_or("");
        let (word, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let rest = inside.end - rest.len()..inside.end;
        match word {
            "for" | "with" | "macro" | "call" | "component" => {
                scopes.push(made(text, word, rest, name));
            }
            "set" => {
                if let Some(origin) = made(text, word, rest, name)
                    && let Some(scope) = scopes.last_mut()
                {
                    *scope = Some(origin);
                }
            }
            "endfor" | "endwith" | "endmacro" | "endcall" | "endcomponent" if scopes.len() > 1 => {
                scopes.pop();
            }
            _ => {}
        }
    }
    let is_loop = scopes.len() > 1 && name == "loop";
    let found = scopes.into_iter().rev().flatten().next();
    found.or(is_loop.then_some(Origin::Unknown))
}

/// The bytes between the marks of a `{% %}`.
fn inside(text: &str, tag: Range<usize>) -> Option<Range<usize>> {
    let words = text
        .get(tag.clone())?
        .strip_prefix("{%")?
        .strip_suffix("%}")?;
    let words = words.trim_start_matches('-');
    let start = tag.end - 2 - words.len();
    let blank = words.len() - words.trim_start().len();
    let words = words.trim_end_matches('-').trim();
    Some(start + blank..start + blank + words.len())
}

/// What a tag makes of a name.
fn made(text: &str, word: &str, rest: Range<usize>, name: &str) -> Option<Origin> {
    let words = text.get(rest.clone())?;
    let separator = match word {
        "for" => " in ",
        "set" | "with" => "=",
        _ => {
            return names(words)
                .any(|word| word == name)
                .then_some(Origin::Unknown);
        }
    };
    let Some((targets, source)) = words.split_once(separator) else {
        return names(words)
            .any(|word| word == name)
            .then_some(Origin::Unknown);
    };
    let targets: Vec<&str> = names(targets).collect();
    if !targets.contains(&name) {
        return None;
    }
    let begin = rest.end - source.trim_start().len();
    if word != "for" {
        let range = begin..begin + source.trim().len();
        return Some(match targets.len() {
            1 => Origin::Value(range),
            _ => Origin::Unknown,
        });
    }
    let source = source.trim_start();
    let source = source.split(" if ").next().unwrap_or(source);
    let mut filters = source.split('|');
    let list = filters.next().unwrap_or("").trim_end();
    let keeps = filters.all(|filter| {
        let word = names(filter).next().unwrap_or("");
        KEEP_ITEMS.contains(&word)
    });
    // Of two names the first is that of the key.
    let is_item = targets.last() == Some(&name) && targets.len() <= 2;
    Some(if keeps && is_item {
        Origin::Items(begin..begin + list.len())
    } else {
        Origin::Unknown
    })
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_end(text: &str, name: &str) -> Option<(bool, String)> {
        match origin(text, name, text.len())? {
            Origin::Items(range) => Some((true, text[range].to_owned())),
            Origin::Value(range) => Some((false, text[range].to_owned())),
            Origin::Unknown => Some((false, String::new())),
        }
    }

    #[test]
    fn variables_live_as_long_as_their_block() {
        let items = |text: &str| Some((true, text.to_owned()));
        let open = "{% for r in vs[0].routes | sort if r.x %}";
        assert_eq!(at_end(open, "r"), items("vs[0].routes"));
        assert_eq!(at_end(&format!("{open}{{% endfor %}}"), "r"), None);
        assert_eq!(
            at_end("{%- set a = b.c -%}", "a"),
            Some((false, "b.c".into()))
        );
        assert_eq!(at_end("{% for k, v in m %}", "v"), items("m"));
        for unknown in ["{% for k, v in m %}", "{% macro f(k) %}", "{% set k %}"] {
            assert_eq!(
                at_end(unknown, "k"),
                Some((false, String::new())),
                "{unknown}"
            );
        }
        assert_eq!(
            at_end("{% for a in b | map(attribute='c') %}", "a"),
            Some((false, String::new()))
        );
        assert_eq!(at_end("{{ a }}", "a"), None);
    }
}
