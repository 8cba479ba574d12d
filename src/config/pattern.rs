//! Patterns of folders.
//!
//! `fast-glob` does the matching: one small crate that checks patterns, too. `globset` would bring
//! a regular expression engine into builds of the library that need none.

use fast_glob::{ErrorKind, glob_match, validate};

/// Whether one of the patterns holds for a chart, named as [`super::relative`] names it.
pub(super) fn any_matches(patterns: &[String], chart: &str) -> bool {
    let chart = plain(chart);
    patterns.iter().any(|pattern| {
        let pattern = plain(pattern);
        // What lies in a folder that matches is meant, too, and with `a/**` so is `a`.
        let pattern = pattern.strip_suffix("/**").unwrap_or(pattern);
        let ends = chart.match_indices('/').map(|(at, _)| at);
        ends.chain([chart.len()])
            .filter_map(|end| chart.get(..end))
            .any(|folder| glob_match(pattern, folder))
    })
}

/// What is wrong with a pattern, and what to write instead.
pub(super) fn problem(text: &str) -> Option<(String, &'static str)> {
    if plain(text).is_empty() {
        Some((
            "an empty pattern matches nothing".to_owned(),
            "write `**` for every chart",
        ))
    } else if text.starts_with('!') {
        Some((
            "a pattern cannot exclude".to_owned(),
            "match what is meant; a later entry of `paths` wins over this one",
        ))
    } else if text.starts_with('/') || text.split('/').any(|name| name == "..") {
        Some((
            "a pattern begins in the folder of rutter.yaml and stays in it".to_owned(),
            "write it as seen from there, such as charts/legacy",
        ))
    } else if let Err(error) = validate(text) {
        let what = match error.kind {
            ErrorKind::UnclosedBrace => "a `{` has no `}`".to_owned(),
            ErrorKind::UnclosedBracket => "a `[` has no `]`".to_owned(),
            ErrorKind::TrailingBackslash => "nothing follows the last `\\`".to_owned(),
            _ => error.to_string(),
        };
        Some((
            format!("the pattern cannot be used: {what}"),
            "`*` stands for any part of a name, `**` for any number of folders",
        ))
    } else {
        None
    }
}

/// Without `./` before it and `/` behind it.
fn plain(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.strip_suffix('/').unwrap_or(path)
}
