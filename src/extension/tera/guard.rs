//! A template that stops where it would print a null, which Tera prints as nothing.
//!
//! Each printed expression goes through a filter that lets everything else pass as it is. Nothing
//! but the expressions is touched, so that all else comes out as without the filter.

use std::ops::Range;

use super::mark::{is_named, raw_end};
use crate::extension::tag;

/// The name of the filter; its argument is where the expression begins in the template.
pub(super) const FILTER: &str = "rutter_printed";

/// The template with the filter; `None` where its tags are not understood here.
pub(super) fn insert(template: &str) -> Option<String> {
    let mut guarded = String::with_capacity(template.len() * 2);
    let mut at = 0;
    while let Some(start) = tag::next(template, at) {
        guarded.push_str(template.get(at..start)?);
        let end = tag::end(template, start)?;
        let text = template.get(start..end)?;
        match expression(template, start) {
            Some(inside) => {
                let words = template.get(inside.clone())?;
                guarded.push_str(template.get(start..inside.start)?);
                guarded.push_str(&format!("({words}) | {FILTER}(at={})", inside.start));
                guarded.push_str(template.get(inside.end..end)?);
            }
            None => guarded.push_str(text),
        }
        at = end;
        if is_named(text, "raw") {
            let end = raw_end(template, at)?;
            guarded.push_str(template.get(at..end)?);
            at = end;
        }
    }
    guarded.push_str(template.get(at..)?);
    Some(guarded)
}

/// The expression that the tag at a byte prints; a component or a parent's block is none.
pub(super) fn expression(template: &str, start: usize) -> Option<Range<usize>> {
    let end = tag::end(template, start)?;
    let text = template.get(start..end)?;
    let inside = text.strip_prefix("{{")?.strip_suffix("}}")?;
    let inside = inside.strip_prefix('-').unwrap_or(inside);
    let begin = end - 2 - inside.len();
    let blank = inside.len() - inside.trim_start().len();
    let inside = inside.strip_suffix('-').unwrap_or(inside).trim();
    if inside.is_empty() || inside.starts_with('<') || inside.starts_with("super") {
        return None;
    }
    Some(begin + blank..begin + blank + inside.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_printed_is_guarded() {
        let guarded = |text: &str| insert(text).unwrap();
        assert_eq!(
            guarded("a {{- x ~ y -}} b"),
            "a {{- (x ~ y) | rutter_printed(at=6) -}} b"
        );
        for same in [
            "{% if x %}{# {{ x }} #}{% endif %}",
            "{% raw %}{{ x }}{% endraw %}",
            "{{ <a b={1} /> }}",
        ] {
            assert_eq!(guarded(same), same);
        }
        assert_eq!(insert("{{ x"), None);
    }
}
