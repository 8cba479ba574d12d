//! What stays the same of a finding while the file round it changes.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::place::{Place, filed_under};
use super::{Diagnostic, Group};

/// How many characters of a line take part: a line may be the whole file.
const OF_THE_LINE: usize = 400;

/// Numbers the findings of a run that would have the same fingerprint.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<String, usize>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, 64 hexadecimal digits.
    ///
    /// Code, file, message and the text of the line take part, but not the line's number nor its
    /// indentation. Where all of them occur again, so does the count of those before.
    pub(super) fn next(
        &mut self,
        group: &Group<'_>,
        diagnostic: &Diagnostic,
        place: Option<&Place<'_>>,
    ) -> String {
        let line: String = place
            .map(|place| place.line().chars().take(OF_THE_LINE).collect())
            .unwrap_or_default();
        let code = diagnostic.code.to_string();
        let path = filed_under(group, place);
        let parts = [code.as_str(), &path, &diagnostic.message, &line];
        let first = hash(&parts, 0);
        let before = self.seen.entry(first.clone()).or_insert(0);
        *before += 1;
        match *before {
            1 => first,
            count => hash(&parts, count),
        }
    }
}

fn hash(parts: &[&str], count: usize) -> String {
    let mut hash = hmac_sha256::Hash::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(count.to_string());
    let mut hex = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::DUPLICATE_KEY;
    use crate::source::{Sources, Span};

    fn of(text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let id = sources.add("v.yaml", text);
        let places = text
            .match_indices("bad")
            .map(|(at, _)| Span::new(id, at, at + 3));
        let diagnostics: Vec<Diagnostic> = places
            .map(|span| Diagnostic::warning(DUPLICATE_KEY, "twice").at(span, ""))
            .collect();
        let group = Group {
            title: "c",
            sources: &sources,
            diagnostics: &diagnostics,
        };
        let mut fingerprints = Fingerprints::default();
        diagnostics
            .iter()
            .map(|diagnostic| {
                let place = Place::primary(diagnostic, &sources);
                fingerprints.next(&group, diagnostic, place.as_ref())
            })
            .collect()
    }

    #[test]
    fn lines_above_and_indentation_do_not_count() {
        assert_eq!(of("a: bad\n"), of("x: 1\n\n  a: bad\n"));
        assert_ne!(of("a: bad\n"), of("b: bad\n"));
    }

    #[test]
    fn no_two_findings_share_one() {
        let mut all = of("a: bad\na: bad\na: bad\n");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 3);
    }
}
