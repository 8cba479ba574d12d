//! The findings of one chart with several sets of values, each told once.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Position, Sources};

/// What makes two findings the same: what is said, and where. The same file may have been read
/// once for each set.
type Key = (Code, String, Option<(String, Position)>);

/// Every finding once, with the names of the sets it was found with; in the order in which they
/// first came up. With one set no names are given.
#[must_use]
pub fn merge(runs: Vec<(String, Vec<Diagnostic>)>, sources: &Sources) -> Vec<Diagnostic> {
    let several = runs.len() > 1;
    let mut merged: Vec<Diagnostic> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for (name, findings) in runs {
        for finding in findings {
            let place = finding
                .primary
                .as_ref()
                .and_then(|label| sources.place(label.span))
                .map(|(file, at)| (file.to_owned(), at));
            let key = (finding.code, finding.message.clone(), place);
            let at = *known.entry(key).or_insert(merged.len());
            if at == merged.len() {
                merged.push(finding);
            }
            if let Some(finding) = merged.get_mut(at)
                && several
                && finding.seen_with.last() != Some(&name)
            {
                finding.seen_with.push(name.clone());
            }
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::DUPLICATE_KEY;
    use crate::source::Span;

    #[test]
    fn the_same_finding_is_told_once_with_all_that_show_it() {
        let mut sources = Sources::new();
        let mut finding = |message: &str| {
            let id = sources.add("values.yaml", "a: 1\nb: 2\n");
            Diagnostic::warning(DUPLICATE_KEY, message).at(Span::new(id, 5, 6), "")
        };
        let runs = vec![
            ("defaults".to_owned(), vec![finding("x"), finding("x")]),
            ("ci/a.yaml".to_owned(), vec![finding("y"), finding("x")]),
        ];
        let merged = merge(runs, &sources);
        let told: Vec<_> = merged
            .iter()
            .map(|f| (f.message.as_str(), &f.seen_with[..]))
            .collect();
        assert_eq!(
            told,
            [
                ("x", &["defaults".to_owned(), "ci/a.yaml".to_owned()][..]),
                ("y", &["ci/a.yaml".to_owned()][..]),
            ]
        );
    }

    #[test]
    fn a_single_set_needs_no_name() {
        let found = vec![Diagnostic::warning(DUPLICATE_KEY, "x")];
        let merged = merge(vec![("defaults".to_owned(), found)], &Sources::new());
        assert!(merged[0].seen_with.is_empty());
    }
}
