//! Well-formed text that Helm cannot use.

use super::{Place, Words};
use crate::diagnostic::codes;
use crate::yaml::problem::Kind;

pub(super) fn words(place: &Place, kind: Kind) -> Words {
    let found = shorten(place.found);
    match kind {
        Kind::LongKey => Words::new(
            codes::KEY_TOO_LONG,
            "a key is longer than 1024 characters, or a long line has no colon",
            "Helm looks no further than 1024 characters for the colon",
        )
        .help("write `? ` before a key of this length, and `: ` before its value on the next line"),
        Kind::UnknownAnchor => Words::new(
            codes::UNKNOWN_ANCHOR,
            format!("`{found}` refers to an anchor that does not stand above it"),
            "no such anchor",
        )
        .note("an anchor (`&name`) counts from its place to the end of its document")
        .help("put the value in quotes if it is text; else define the anchor further up"),
        Kind::RecursiveAnchor => Words::new(
            codes::RECURSIVE_ANCHOR,
            format!("`{found}` stands inside the value that it refers to"),
            "this would never end",
        )
        .other("that value starts here")
        .help("refer to a value that is complete"),
        Kind::Aliases => Words::new(
            codes::EXCESSIVE_ALIASES,
            "the aliases of this file expand to more than Helm allows",
            "the limit is exceeded here",
        )
        .note("Helm counts the values that come out of aliases, to stop files that grow without bounds")
        .help("write fewer aliases of aliases, or write the values out"),
        Kind::Merge => Words::new(
            codes::BAD_MERGE,
            "`<<` needs a map, or a list of maps",
            "this is neither",
        )
        .other("merges into this map")
        .help("refer to an anchor of a map (`<<: *name`); quote the key `\"<<\"` if it is meant as a name"),
        Kind::Binary => Words::new(
            codes::BAD_TAG,
            "`!!binary` needs base64",
            "this is none",
        )
        .help("encode the value with `base64`, with its padding and without blanks, or leave the tag out"),
        Kind::TagMismatch => Words::new(
            codes::BAD_TAG,
            format!("`{found}` is not what its tag says"),
            "does not fit its tag",
        )
        .help("leave the tag out, or write a value that it fits"),
        Kind::CollectionKey => Words::new(
            codes::UNUSABLE_KEY,
            "a list or a map cannot be a key",
            "used as a key",
        )
        .help("write a plain key; a value that starts with `[` or `{` and goes on after the closing bracket needs quotes"),
        Kind::NullKey => Words::new(
            codes::UNUSABLE_KEY,
            "a key is null",
            "Helm needs text here",
        )
        .help("write the key, in quotes if it is `null` or `~`"),
        Kind::BigKey => Words::new(
            codes::UNUSABLE_KEY,
            format!("the number `{found}` is too large for a key"),
            "does not fit 63 bits",
        )
        .help("put the key in quotes"),
        _ => Words::new(
            codes::NOT_FINITE,
            format!("`{found}` is no number that Helm can hand on"),
            "infinite, or no number",
        )
        .note("Helm turns values into JSON, which has no such numbers")
        .help("put it in quotes if it is text; else write a number"),
    }
}

/// The start of a text, as far as it fits into a message.
fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("").trim_end();
    let end = line.char_indices().nth(60).map_or(line.len(), |(at, _)| at);
    let shown = line.get(..end).unwrap_or("");
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("{shown}{more}")
}
