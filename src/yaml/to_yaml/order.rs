//! The order in which `toYaml` prints keys: letters after everything else, numbers by value.

use std::cmp::Ordering;
use std::mem;

use crate::yaml::node::{Entry, Map};

/// The entries as `toYaml` orders them.
///
/// The comparison contradicts itself for some sets of keys (`x10`, `x1y`, `x01y`); real Helm
/// then prints a random order, and here one of those orders comes out. The standard library's
/// sort may panic on such a comparison, hence one of our own.
pub(super) fn in_natural_order(entries: &[Entry]) -> Vec<&Entry> {
    let keyed: Vec<(Vec<char>, &Entry)> = entries
        .iter()
        .map(|entry| (entry.key.chars().collect(), entry))
        .collect();
    merge_sort(keyed, |a, b| compare(&a.0, &b.0))
        .into_iter()
        .map(|(_, entry)| entry)
        .collect()
}

/// The entry that `toYaml` prints last.
pub(crate) fn last_entry(map: &Map) -> Option<&Entry> {
    in_natural_order(map.entries()).pop()
}

/// A stable sort from the bottom up that never calls on the comparison to be consistent.
fn merge_sort<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut runs: Vec<Vec<T>> = items.into_iter().map(|item| vec![item]).collect();
    while runs.len() > 1 {
        let mut pairs = mem::take(&mut runs).into_iter();
        while let Some(left) = pairs.next() {
            let right = pairs.next().unwrap_or_default();
            runs.push(merge(left, right, &compare));
        }
    }
    runs.pop().unwrap_or_default()
}

fn merge<T>(left: Vec<T>, right: Vec<T>, compare: &impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut out = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    loop {
        let from_right = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) => compare(b, a) == Ordering::Less,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (None, None) => return out,
        };
        out.extend(if from_right {
            right.next()
        } else {
            left.next()
        });
    }
}

fn compare(a: &[char], b: &[char]) -> Ordering {
    let Some(at) = a.iter().zip(b).position(|(x, y)| x != y) else {
        return a.len().cmp(&b.len());
    };
    let (Some(x), Some(y)) = (a.get(at), b.get(at)) else {
        return Ordering::Equal;
    };
    match (is_letter(*x), is_letter(*y)) {
        (true, true) => return x.cmp(y),
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    // A zero that differs continues the number before it, if that is not itself zero.
    let continues = (*x == '0' || *y == '0')
        && a.get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|char| char.is_ascii_digit())
            .any(|char| *char != '0');
    let (x_number, x_length) = number(a, at, continues);
    let (y_number, y_length) = number(b, at, continues);
    x_number
        .cmp(&y_number)
        .then(x_length.cmp(&y_length))
        .then(x.cmp(y))
}

/// The number that the digits from `at` on make, and how many they are. It overflows as Go's
/// does.
fn number(text: &[char], at: usize, continues: bool) -> (i64, usize) {
    let digits = text
        .iter()
        .skip(at)
        .map_while(|char| char.to_digit(10))
        .map(i64::from);
    digits.fold((i64::from(continues), 0), |(value, length), digit| {
        (value.wrapping_mul(10).wrapping_add(digit), length + 1)
    })
}

/// Go's `unicode.IsLetter`, as near as the standard library comes: a few combining marks count
/// as letters here.
fn is_letter(char: char) -> bool {
    char.is_alphabetic() && !char.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::yaml::{Map, Node};

    fn sorted(keys: &[&str]) -> Vec<String> {
        let map = Map::from_entries(
            keys.iter()
                .map(|key| Entry {
                    key: (*key).into(),
                    key_span: Span::NOWHERE,
                    value: Node::null(),
                })
                .collect(),
        );
        in_natural_order(map.entries())
            .iter()
            .map(|entry| entry.key.to_string())
            .collect()
    }

    #[test]
    fn numbers_in_keys_sort_by_value() {
        for order in [
            vec!["1", "9", "10"],
            vec!["a", "a1", "a9", "a10"],
            vec!["a1", "a01", "a001"],
            vec!["1.2", "1.9", "1.10"],
            vec!["1", "1a", "01", "001"],
            vec!["v1.2", "v1.10", "v2", "v10"],
            vec!["-1", "2", "10", "x"],
        ] {
            assert_eq!(sorted(&order), order);
        }
    }

    #[test]
    fn letters_sort_after_everything_else() {
        for order in [
            vec!["a b", "a-b", "a.b", "a/b", "a_b", "a1b", "ab"],
            vec!["-a", ".a", "_a", "0", "Z", "a"],
            vec!["aa", "az", "a\u{e9}"],
        ] {
            assert_eq!(sorted(&order), order);
        }
    }

    #[test]
    fn keys_that_contradict_each_other_do_not_panic() {
        let keys: Vec<String> = (0..2000)
            .map(|n| format!("x{}{}{}", "0".repeat(n % 3), n % 17, "y".repeat(n % 2)))
            .collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert!(!sorted(&keys).is_empty());
    }
}
