//! The tags of a template, as far as both dialects agree on them: `{{ }}`, `{% %}`, `{# #}`.

use std::ops::Range;

use super::problem::Problem;
use crate::diagnostic::codes;

/// How many operators one tag may have, and how many `elif` a template. The engines go down one
/// level for each, and some of them without looking at the stack.
const MOST_OPERATORS: usize = 500;

/// Where the next tag starts.
pub(super) fn next(template: &str, from: usize) -> Option<usize> {
    let rest = template.get(from..)?;
    let mut braces = rest.match_indices('{').map(|(at, _)| at);
    let found = braces.find(|at| {
        let second = rest.as_bytes().get(at + 1);
        matches!(second, Some(b'{' | b'%' | b'#'))
    });
    found.map(|at| from + at)
}

/// One past the tag that starts at `start`; what stands in quotes does not end it.
pub(super) fn end(template: &str, start: usize) -> Option<usize> {
    let rest = template.get(start..)?;
    if rest.starts_with("{#") {
        return Some(start + rest.find("#}")? + 2);
    }
    let end = if rest.starts_with("{{") { "}}" } else { "%}" };
    let found = unquoted(rest)
        .skip(2)
        .find(|(at, _)| rest.get(*at..).is_some_and(|rest| rest.starts_with(end)));
    found.map(|(at, _)| start + at + 2)
}

/// The tag around a byte.
pub(super) fn around(template: &str, place: usize) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(start) = next(template, at).filter(|start| *start <= place) {
        let end = end(template, start).unwrap_or(template.len());
        if place < end {
            return Some(start..end);
        }
        at = end.max(start + 2);
    }
    None
}

/// The characters that stand outside of quotes.
pub(super) fn unquoted(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut is_escaped = false;
    text.char_indices().filter(move |(_, letter)| {
        let inside = quote.is_some();
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if *letter == '\\' => is_escaped = true,
            Some(open) if *letter == open => quote = None,
            None if matches!(letter, '"' | '\'' | '`') => quote = Some(*letter),
            _ => {}
        }
        !inside
    })
}

/// Refuses what the engines could not read without running out of stack.
pub(super) fn check(template: &str) -> Result<(), Problem> {
    let too_much = |message: &str, range: Range<usize>| {
        Err(Problem::new(codes::EXTENSION_SYNTAX, message).at(Some(range)))
    };
    let mut at = 0;
    let mut branches = 0;
    while let Some(start) = next(template, at) {
        let end = end(template, start).unwrap_or(template.len());
        let tag = template.get(start..end).unwrap_or("");
        if !tag.starts_with("{#") {
            let shown = start..start + tag.chars().take(20).map(char::len_utf8).sum::<usize>();
            if operators(tag) > MOST_OPERATORS {
                return too_much("this expression has more than 500 operators", shown);
            }
            let word = tag.trim_start_matches(['{', '%', '-', ' ', '\t', '\n', '\r']);
            branches += usize::from(word.starts_with("elif"));
            if branches > MOST_OPERATORS {
                return too_much("the template has more than 500 `elif`", shown);
            }
        }
        at = end.max(start + 2);
    }
    Ok(())
}

fn operators(tag: &str) -> usize {
    let mut count = 0;
    let mut word = String::new();
    for (_, letter) in unquoted(tag) {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        let is_word = matches!(&*word, "not" | "and" | "or" | "if" | "else" | "is" | "in");
        let is_sign = matches!(
            letter,
            '.' | '|' | '+' | '-' | '*' | '/' | '~' | '(' | '[' | '%' | '<' | '>' | '=' | '!' | '?'
        );
        count += usize::from(is_word) + usize::from(is_sign);
        word.clear();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_where_no_quote_hides_its_end() {
        let tag = |text: &str| text[..end(text, 0).unwrap()].to_owned();
        assert_eq!(tag("{{ '}}' }} }}"), "{{ '}}' }}");
        assert_eq!(tag(r#"{% if "\"%}" %} %}"#), r#"{% if "\"%}" %}"#);
        assert_eq!(tag("{# ' #} #}"), "{# ' #}");
        assert_eq!(end("{{ x", 0), None);
    }

    #[test]
    fn operators_outside_of_quotes_count() {
        assert_eq!(operators("{{ a.b | default('a.b') }}"), 3);
        assert_eq!(operators("{{ not a and not b }}"), 3);
        let dots = format!("{{{{ x{} }}}}", ".a".repeat(600));
        assert!(check(&dots).is_err());
        assert!(check("{% if a %}{% elif b %}{% endif %}").is_ok());
        assert!(check(&"{% elif b %}".repeat(501)).is_err());
        // Where tags are not understood, all that is left counts as one.
        assert!(check(&format!("{{{{ '{}", "a".repeat(600))).is_ok());
    }
}
