//! Values as Rust source.

use std::fmt::Write as _;

use crate::istio::syntax::duration::Duration;

/// A string literal. All but printable ASCII is escaped: what an author writes can neither end the
/// literal nor trip a lint for invisible characters, and no version of Unicode has a say.
pub fn text(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => {
                out.push('\\');
                out.push(char);
            }
            ' '..='~' => out.push(char),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(char));
            }
        }
    }
    out.push('"');
    out
}

/// An `Option`.
pub fn option(value: Option<impl AsRef<str>>) -> String {
    value.map_or_else(
        || "None".to_owned(),
        |value| format!("Some({})", value.as_ref()),
    )
}

/// An `Option` of a string.
pub fn option_text(value: Option<&String>) -> String {
    option(value.map(|value| text(value)))
}

/// A slice on one line.
pub fn slice(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("&[{}]", items.join(", "))
}

/// A slice of strings.
pub fn texts(items: Option<&Vec<String>>) -> String {
    slice(items.into_iter().flatten().map(|item| text(item)))
}

/// A duration; `None` for what is none, and for one below zero.
pub fn duration(written: &str) -> Option<String> {
    const SECOND: u64 = 1_000_000_000;
    let nanoseconds = u64::try_from(Duration::parse(written).ok()?.nanoseconds()).ok()?;
    Some(format!(
        "::core::time::Duration::new({}, {})",
        nanoseconds / SECOND,
        nanoseconds % SECOND
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_literal_early() {
        assert_eq!(
            text("a\"; \\ 'x' {}\n\0é\u{202e}"),
            r#""a\"; \\ 'x' {}\n\u{0}\u{e9}\u{202e}""#
        );
    }

    #[test]
    fn durations_are_seconds_and_nanoseconds() {
        let new = |arguments: &str| Some(format!("::core::time::Duration::new({arguments})"));
        assert_eq!(duration("1m30.5s"), new("90, 500000000"));
        assert_eq!(duration("0s"), new("0, 0"));
        assert_eq!(duration("-1s"), None);
        assert_eq!(duration("soon"), None);
    }
}
