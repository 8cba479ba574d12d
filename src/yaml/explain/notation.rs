//! Characters that mean something else than the author thinks.

use super::{Place, Words};
use crate::diagnostic::codes;
use crate::yaml::problem::Kind;

pub(super) fn words(place: &Place, kind: Kind) -> Option<Words> {
    Some(match kind {
        Kind::Start => {
            let message = format!("a value cannot start with `{}`", place.first());
            Words::syntax(message, "reserved by YAML").help("put the value in quotes")
        }
        Kind::NoContent => {
            let message = match place.first() {
                _ if place.at_end() => "a value is missing".to_owned(),
                first => format!("a value is missing before `{first}`"),
            };
            Words::syntax(message, "expected a value here")
                .other("inside what starts here")
                .help("write the value, `\"\"` for empty text, or `null`; quote it if this character belongs to it")
        }
        Kind::Escape => {
            let message = format!("`{}` means nothing in double quotes", place.found);
            Words::syntax(message, "unknown escape")
                .help("write `\\\\` for a backslash, or use single quotes, in which a backslash is just that")
        }
        Kind::EscapeDigits => {
            let message = format!("`{}` needs hexadecimal digits", place.found);
            Words::syntax(message, "too few digits follow")
                .help("write `\\xHH`, `\\uHHHH` or `\\UHHHHHHHH`, or `\\\\` for a backslash")
        }
        Kind::EscapeCharacter => {
            let message = format!("`{}` is no character", place.found);
            Words::syntax(message, "not a character")
                .note("unlike JSON, YAML does not join two `\\u` escapes to one character")
                .help("write the character itself, or `\\U` and eight digits")
        }
        Kind::BlockHeader => Words::syntax(
            "text on the same line as `|` or `>`",
            "nothing but a comment may follow",
        )
        .help("start the text on the next line, indented; or put it in quotes"),
        Kind::BlockIndentZero => Words::syntax(
            "the indentation of a text cannot be 0",
            "from 1 to 9",
        )
        .help("leave the digit out: the first line tells the indentation"),
        Kind::AnchorName => {
            let (message, label) = if place.found.starts_with('*') {
                ("a value that starts with `*` refers to an anchor, and this is no name of one", "taken for a reference")
            } else {
                ("a value that starts with `&` names an anchor, and this is no name for one", "taken for an anchor")
            };
            Words::syntax(message, label)
                .note("names of anchors consist of the letters a to z, digits, `_` and `-`")
                .help("put the value in quotes")
        }
        Kind::Tag => Words::new(
            codes::BAD_TAG,
            "a value that starts with `!` has a tag, and this is none",
            "taken for a tag",
        )
        .help("put the value in quotes"),
        Kind::TagHandle => Words::new(
            codes::BAD_TAG,
            "this tag uses a prefix that the file does not declare",
            "unknown prefix",
        )
        .help("put the value in quotes if it is text; leave the tag out otherwise"),
        Kind::Directive | Kind::UnknownDirective | Kind::DirectiveTwice => Words::syntax(
            "a line that starts with `%` is an instruction to the reader, and this is none that it knows",
            "taken for an instruction",
        )
        .help("remove the line; quote it or indent it if it is a value"),
        Kind::Version => Words::syntax(
            "the file says that it is another version of YAML than 1.1",
            "Helm reads version 1.1 only",
        )
        .help("remove this line"),
        _ => return None,
    })
}
