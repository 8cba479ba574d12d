//! Indentation, brackets, quotes: where things begin and end.

use super::{Place, Words};
use crate::diagnostic::codes;
use crate::yaml::problem::Kind;

pub(super) fn words(place: &Place, kind: Kind) -> Option<Words> {
    Some(match kind {
        Kind::Tab => Words::new(
            codes::TAB_INDENTATION,
            "a tab is used for indentation",
            "this is a tab",
        )
        .note("YAML knows no tab width, so Helm refuses the file")
        .help("indent with spaces, two per level"),
        Kind::UnclosedQuote => Words::syntax("a quote is never closed", "opened here")
            .help("add the closing quote at the end of the text, or quote it the other way"),
        Kind::MarkInQuote => Words::syntax(
            "a line in quotes starts like a document separator",
            "Helm takes this for the end of the document",
        )
        .other("the quote opens here")
        .help("close the quote before this line, or indent the line"),
        Kind::InBrackets => {
            let message = if place.at_end() {
                "a `[` is never closed"
            } else {
                "a `,` or `]` is missing in a list"
            };
            Words::syntax(message, "expected `,` or `]` here")
                .other("the list opens here")
                .help("separate the items with `,` and end the list with `]`; quote text that holds any of `,[]{}`")
        }
        Kind::InBraces => {
            let message = if place.at_end() {
                "a `{` is never closed"
            } else {
                "a `,` or `}` is missing in a map"
            };
            Words::syntax(message, "expected `,` or `}` here")
                .other("the map opens here")
                .help("separate the entries with `,` and end the map with `}`; quote text that holds any of `,[]{}`")
        }
        Kind::NotAKey if place.before.trim_end().ends_with(['"', '\'', ']', '}']) => Words::syntax(
            "text follows the end of a value",
            "the value ends before this",
        )
        .note("a value that starts with a quote or a bracket ends with the closing one")
        .help("put the whole value in quotes"),
        Kind::NotAKey if place.after.starts_with('-') => Words::syntax(
            "a list item stands among keys",
            "a key is expected at this indentation",
        )
        .other("the keys start here")
        .help("indent the `- ` lines at least as far as the key that they belong to, with nothing else under that key"),
        Kind::NotAKey => Words::syntax(
            "a line does not fit the indentation of the lines above",
            "expected a key here",
        )
        .other("the keys start here")
        .help("start the keys of one map in the same column"),
        Kind::NotAnItem => Words::syntax(
            "a line does not fit the list above",
            "expected `- ` here",
        )
        .other("the list starts here")
        .help("start every item of the list with `- ` in the same column, and indent what belongs to an item further"),
        Kind::NoColon => Words::syntax(
            "a line among keys has no colon",
            "expected `key: value`",
        )
        .note("without a space or a line end after it, a colon is part of the text")
        .help("write `key: value`; indent the line further if it continues the text above"),
        Kind::ColonInValue if place.before.chars().count() > 1024 => {
            return Some(super::meaning::words(place, Kind::LongKey));
        }
        Kind::ColonInValue if !place.before.contains(": ") => Words::syntax(
            "a key is indented further than the value above it allows",
            "this line continues the value above",
        )
        .help("start the key in the same column as the other keys of its map; a key with keys below it has no value on its own line"),
        Kind::ColonInValue => Words::syntax(
            "a value holds a colon and a space, as if it were a key itself",
            "this colon",
        )
        .help("put the whole value in quotes, or, if it is meant as a key, start it on a line of its own, indented"),
        Kind::DashInValue => Words::syntax(
            "a list cannot start here",
            "this dash",
        )
        .help("start the list on a new line; quote the value if it is text"),
        Kind::QuestionInValue => Words::syntax("a value starts with `? `", "not allowed here")
            .help("put the value in quotes"),
        Kind::Deep => Words::new(
            codes::TOO_DEEP,
            "values nest deeper than 10,000 levels",
            "one level too many",
        )
        .note("this is Helm's limit")
        .help("nest less deeply"),
        Kind::NoDocumentStart => Words::syntax(
            "a document must start with `---` here",
            "expected `---`",
        )
        .note("after `%` lines and after `...` only a document that starts with `---` may follow")
        .help("put a line `---` before it; quote a value that starts with `%`"),
        Kind::Separator => Words::new(
            codes::BAD_SEPARATOR,
            "a line starts with `---` and goes on",
            "Helm 4 refuses this line",
        )
        .note("Helm 4 cuts a values file at every line that starts with `---`, inside text, too; only a comment may follow on that line")
        .help("leave `---` alone on its line, or indent the line if it is part of a text"),
        _ => return None,
    })
}
