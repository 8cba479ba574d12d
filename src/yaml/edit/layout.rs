//! Lines, blanks and comments of a text.

/// The start of the line at an offset.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    before(text, at).rfind('\n').map_or(0, |end| end + 1)
}

/// The start of the next line, or the end of the text.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    after(text, at)
        .find('\n')
        .map_or(text.len(), |end| at + end + 1)
}

/// The text up to an offset.
pub(super) fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or("")
}

/// The text from an offset on.
pub(super) fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

/// What stands on the line before an offset.
pub(super) fn prefix(text: &str, at: usize) -> &str {
    text.get(line_start(text, at)..at).unwrap_or("")
}

/// The rest of the line from an offset on, without its end.
pub(super) fn rest_of_line(text: &str, at: usize) -> &str {
    let rest = text.get(at..next_line(text, at)).unwrap_or("");
    rest.trim_end_matches(['\n', '\r'])
}

/// Whether nothing but blanks, or blanks and a comment, follow on the line.
pub(super) fn ends_line(text: &str, at: usize) -> bool {
    let rest = rest_of_line(text, at);
    let content = rest.trim_start_matches([' ', '\t']);
    content.is_empty() || (content.starts_with('#') && content.len() < rest.len())
}

/// Whether the line at an offset (its start) is there and blank.
pub(super) fn is_blank_line(text: &str, start: usize) -> bool {
    start < text.len() && rest_of_line(text, start).trim().is_empty()
}

/// The start of the line after what ends at `end`, and after the comments below that are indented
/// deeper than `column`: they belong to it.
pub(super) fn region_end(text: &str, end: usize, column: usize) -> usize {
    let mut at = next_line(text, end);
    loop {
        let line = rest_of_line(text, at);
        let content = line.trim_start_matches(' ');
        if !content.starts_with('#') || line.len() - content.len() <= column {
            return at;
        }
        at = next_line(text, at);
    }
}

/// The offset of the line end before a line; the offset itself at the start of the text.
pub(super) fn before_line_end(text: &str, line: usize) -> usize {
    let text = before(text, line);
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text).len()
}

/// Whether only indentation and the dashes of list items stand there.
pub(super) fn is_indentation(prefix: &str) -> bool {
    prefix.bytes().all(|byte| matches!(byte, b' ' | b'-'))
}

/// Whether only indentation stands there.
pub(super) fn is_blank(prefix: &str) -> bool {
    prefix.bytes().all(|byte| byte == b' ')
}

/// The line end that the file uses.
pub(super) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if before(text, at).ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The offset of the colon behind a key, if nothing but blanks is between.
pub(super) fn colon(text: &str, key_end: usize) -> Option<usize> {
    let rest = after(text, key_end);
    let content = rest.trim_start_matches([' ', '\t']);
    content
        .starts_with(':')
        .then_some(key_end + rest.len() - content.len())
}

/// Whether nothing but blanks, line ends and comments stand there: no anchor and no tag.
pub(super) fn is_gap(text: &str) -> bool {
    text.lines().all(|line| {
        let content = line.trim_start();
        content.is_empty() || content.starts_with('#')
    })
}
