//! Marks in a template that come out in its output and tell where each part comes from.
//!
//! A mark stands before every expression, and before the first character of every literal text
//! that is no white space: there it changes nothing about the white space that tags may trim.

use std::ops::Range;

use crate::extension::origin::Piece;
use crate::extension::tag;

/// Around the number of a mark: private characters that no manifest has.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// A template with marks.
pub(super) struct Marked {
    pub text: String,
    /// The bytes of the template that each mark stands for.
    sources: Vec<Range<usize>>,
}

/// The template with marks; `None` where its tags are not understood here.
pub(super) fn insert(template: &str) -> Option<Marked> {
    let mut marked = Marked {
        text: String::with_capacity(template.len() * 2),
        sources: Vec::new(),
    };
    let mut at = 0;
    while let Some(start) = tag::next(template, at) {
        marked.literal(template, at..start);
        let end = tag::end(template, start)?;
        let text = template.get(start..end)?;
        if text.starts_with("{{") {
            // Trimming must still reach the white space before the tag.
            let place = if text.starts_with("{{-") {
                marked.text.trim_end().len()
            } else {
                marked.text.len()
            };
            let inside = text.trim_matches(|c: char| "{}-".contains(c) || c.is_whitespace());
            let begin = start + text.find(inside)?;
            marked.mark(place, begin..begin + inside.len());
        }
        marked.text.push_str(text);
        at = end;
        if is_named(text, "raw") {
            let end = raw_end(template, at)?;
            marked.literal(template, at..end);
            at = end;
        }
    }
    marked.literal(template, at..template.len());
    Some(marked)
}

impl Marked {
    fn mark(&mut self, place: usize, source: Range<usize>) {
        let mark = format!("{OPEN}{}{CLOSE}", self.sources.len());
        self.text.insert_str(place, &mark);
        self.sources.push(source);
    }

    fn literal(&mut self, template: &str, range: Range<usize>) {
        let text = template.get(range.clone()).unwrap_or("");
        let blank = text.len() - text.trim_start().len();
        let place = self.text.len() + blank;
        self.text.push_str(text);
        if blank < text.len() {
            self.mark(place, range.start + blank..range.end);
        }
    }

    /// The pieces of the output, if without its marks it is what was printed without them.
    pub fn read(&self, output: &str, printed: &str) -> Option<Vec<Piece>> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut parts = output.split(OPEN);
        let mut plain = parts.next()?.to_owned();
        for part in parts {
            let (number, text) = part.split_once(CLOSE)?;
            let source = self.sources.get(number.parse::<usize>().ok()?)?;
            let start = plain.len();
            plain.push_str(text);
            pieces.push(Piece {
                output: start..plain.len(),
                source: source.clone(),
            });
        }
        (plain == printed).then_some(pieces)
    }
}

pub(super) fn is_named(tag: &str, name: &str) -> bool {
    let inside = tag
        .strip_prefix("{%")
        .and_then(|tag| tag.strip_suffix("%}"));
    inside.is_some_and(|inside| inside.trim_matches(['-', ' ', '\t', '\n', '\r']) == name)
}

/// Where `{% endraw %}` starts.
pub(super) fn raw_end(template: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += template.get(at..)?.find("{%")?;
        let end = template.get(at..)?.find("%}")? + at + 2;
        if is_named(template.get(at..end)?, "endraw") {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(template: &str) -> String {
        let text = insert(template).unwrap().text;
        text.replace(OPEN, "<").replace(CLOSE, ">")
    }

    #[test]
    fn marks_stand_where_trimming_does_not_meet_them() {
        assert_eq!(marked("  a: {{ x }}\n"), "  <0>a: <1>{{ x }}\n");
        assert_eq!(
            marked("{% if x -%}\n  a\n  {{- x -}}\n b\n{%- endif %}"),
            "{% if x -%}\n  <0>a<1>\n  {{- x -}}\n <2>b\n{%- endif %}"
        );
        assert_eq!(marked("{# {{ x }} #}a"), "{# {{ x }} #}<0>a");
        assert_eq!(marked("{{ '}}' }}b"), "<0>{{ '}}' }}<1>b");
        assert_eq!(
            marked("{% raw %}{{ x }}{% if %}{% endraw %}b"),
            "{% raw %}<0>{{ x }}{% if %}{% endraw %}<1>b"
        );
        assert!(insert("{{ x").is_none());
        assert!(insert("{% raw %} x").is_none());
    }
}
