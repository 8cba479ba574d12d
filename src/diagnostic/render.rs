//! Diagnostics in the look of rustc.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpts};
use super::{Diagnostic, Severity};
use crate::source::Sources;

/// How a rendered diagnostic looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to use the colours of ANSI terminals.
    pub color: bool,
    /// The width of the terminal in columns; source lines are trimmed to it. Below 40 and above
    /// 500 it counts as these.
    pub width: usize,
}

impl Default for Style {
    /// Without colours, for a wide window.
    fn default() -> Self {
        Style {
            color: false,
            width: 140,
        }
    }
}

/// The text of a diagnostic; ends with a newline.
///
/// Control characters of the sources and the messages are replaced, so that a file cannot write
/// escape sequences to the terminal. However long the file and its lines are, only what stands
/// near the places is looked at.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let width = style.width.clamp(40, 500);
    let excerpts = excerpts(diagnostic, sources, width);
    let snippets = excerpts
        .iter()
        .map(|excerpt| Element::from(snippet(excerpt)));
    let notes = diagnostic
        .notes
        .iter()
        .map(|text| Element::from(Level::NOTE.message(printable(text))));
    let helps = diagnostic
        .helps
        .iter()
        .map(|text| Element::from(Level::HELP.message(printable(text))));
    let group: Group<'_> = level
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code.to_string())
        .elements(snippets.chain(notes).chain(helps));

    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = renderer.term_width(width).render(&[group]);
    for excerpt in &excerpts {
        for (shown, real) in &excerpt.moved {
            out = out.replacen(shown, real, 1);
        }
    }
    out.push('\n');
    out
}

fn snippet(excerpt: &Excerpt) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let annotations = excerpt.markers.iter().map(|marker| {
        let kind = if marker.is_primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        kind.span(marker.range.clone())
            .label(Some(marker.text.as_str()).filter(|text| !text.is_empty()))
    });
    Snippet::source(excerpt.text.as_str())
        .path(excerpt.path.as_str())
        .line_start(excerpt.first_line)
        .annotations(annotations)
}

/// The text with nothing in it that a terminal would obey, line feeds apart.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|char| match char {
            '\n' => char,
            _ => visible(char),
        })
        .collect()
}

/// A character as it may reach the terminal: one for one, so that columns stay right. Tabs are
/// left to the renderer, which knows how wide they are.
pub(crate) fn visible(char: char) -> char {
    match char {
        '\t' => char,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' => '\u{fffd}',
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => '\u{fffd}',
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::YAML_SYNTAX;
    use crate::source::{SourceId, Span};
    use insta::assert_snapshot;

    const PLAIN: Style = Style {
        color: false,
        width: 80,
    };

    fn span(sources: &Sources, id: SourceId, text: &str) -> Span {
        let start = sources.get(id).unwrap().text().find(text).unwrap();
        Span::new(id, start, start + text.len())
    }

    fn one(text: &str, start: usize, end: usize) -> String {
        let mut sources = Sources::new();
        let id = sources.add("v.yaml", text);
        let diagnostic = Diagnostic::error(YAML_SYNTAX, "something is wrong")
            .at(Span::new(id, start, end), "here");
        render(&diagnostic, &sources, PLAIN)
    }

    #[test]
    fn a_diagnostic_with_places_in_two_files() {
        let mut sources = Sources::new();
        let values = sources.add(
            "values-staging.yaml",
            "ingress:\n  enabled: yes\n  staging: no\n",
        );
        let defaults = sources.add(
            "chart/values.yaml",
            "# defaults\ningress:\n  enabled: false\n",
        );
        let diagnostic = Diagnostic::warning(YAML_SYNTAX, "the ingress is switched on")
            .at(span(&sources, values, "yes"), "on")
            .also(span(&sources, defaults, "false"), "off by default")
            .also(span(&sources, values, "staging"), "beside this")
            .note("the later file wins\nas always")
            .help("write `enabled: false`");
        assert_snapshot!(render(&diagnostic, &sources, PLAIN), @r"
        warning[RT0001]: the ingress is switched on
         --> values-staging.yaml:2:12
          |
        2 |   enabled: yes
          |            ^^^ on
        3 |   staging: no
          |   ------- beside this
          |
         ::: chart/values.yaml:3:12
          |
        3 |   enabled: false
          |            ----- off by default
          |
          = note: the later file wins
                  as always
          = help: write `enabled: false`
        ");
    }

    #[test]
    fn places_far_apart_in_one_file() {
        let mut sources = Sources::new();
        let text = format!("first: 1\n{}last: 2\n", "x: 1\n".repeat(5000));
        let id = sources.add("v.yaml", text);
        let diagnostic = Diagnostic::error(YAML_SYNTAX, "two of them")
            .at(span(&sources, id, "last"), "the second")
            .also(span(&sources, id, "first"), "the first");
        assert_snapshot!(render(&diagnostic, &sources, PLAIN), @r"
        error[RT0001]: two of them
            --> v.yaml:5002:1
             |
        5002 | last: 2
             | ^^^^ the second
             |
            ::: v.yaml:1:1
             |
           1 | first: 1
             | ----- the first
        ");
    }

    #[test]
    fn no_place_at_all() {
        let diagnostic = Diagnostic::error(YAML_SYNTAX, "the chart holds no helper")
            .note("there is no `templates` folder");
        assert_snapshot!(render(&diagnostic, &Sources::new(), PLAIN), @r"
        error[RT0001]: the chart holds no helper
         |
         = note: there is no `templates` folder
        ");
    }

    #[test]
    fn a_place_of_many_lines_is_marked_on_its_first() {
        let text = "ingress:\n  routes:\n    - a\n    - b\n";
        assert_snapshot!(one(text, 11, text.len()), @r"
        error[RT0001]: something is wrong
         --> v.yaml:2:3
          |
        2 |   routes:
          |   ^^^^^^^ here
        ");
    }

    #[test]
    fn tabs_and_wide_characters_keep_the_marker_in_place() {
        assert_snapshot!(one("a:\t日本語 x", 13, 14), @r"
        error[RT0001]: something is wrong
         --> v.yaml:1:8
          |
        1 | a:    日本語 x
          |              ^ here
        ");
    }

    #[test]
    fn carriage_returns_at_line_ends_are_invisible() {
        assert_snapshot!(one("a: 1\r\nb: 2\r\n", 6, 11), @r"
        error[RT0001]: something is wrong
         --> v.yaml:2:1
          |
        2 | b: 2
          | ^^^^ here
        ");
    }

    #[test]
    fn the_end_of_a_file() {
        assert_snapshot!(one("a: [\n", 5, 5), @r"
        error[RT0001]: something is wrong
         --> v.yaml:2:1
          |
        2 |
          | ^ here
        ");
        assert_snapshot!(one("a: [", 4, 4), @r"
        error[RT0001]: something is wrong
         --> v.yaml:1:5
          |
        1 | a: [
          |     ^ here
        ");
        assert_snapshot!(one("", 0, 0), @r"
        error[RT0001]: something is wrong
         --> v.yaml:1:1
          |
        1 |
          | ^ here
        ");
        assert_snapshot!(one("a: 1\n", 99, 200), @r"
        error[RT0001]: something is wrong
         --> v.yaml:2:1
          |
        2 |
          | ^ here
        ");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let mut sources = Sources::new();
        let id = sources.add("v\u{1b}.yaml", "a: \u{1b}[31m\u{9b}x\u{202e}\u{7f}\rb");
        let diagnostic = Diagnostic::error(YAML_SYNTAX, "bad \u{1b}[2J text")
            .at(span(&sources, id, "x"), "label \u{7}")
            .note("note \u{1b}]0;title\u{7}")
            .help("help \u{9b}1m");
        let out = render(&diagnostic, &sources, PLAIN);
        assert!(out.chars().all(|char| char == '\n' || !char.is_control()));
        assert_snapshot!(out, @r"
        error[RT0001]: bad ␛[2J text
         --> v␛.yaml:1:10
          |
        1 | a: ␛[31m�x�␡␍b
          |          ^ label ␇
          |
          = note: note ␛]0;title␇
          = help: help �1m
        ");
    }

    #[test]
    fn a_line_of_fifty_megabytes_is_cut_round_the_place() {
        let mut text = String::from("ok: 1\n");
        let half = "{a: é}, ".repeat(3_000_000);
        text.push_str(&half);
        let start = text.len();
        text.push_str("WRONG");
        text.push_str(&half);
        assert_snapshot!(one(&text, start, start + 5), @r"
        error[RT0001]: something is wrong
         --> v.yaml:2:24000001
          |
        2 | ...: é}, {a: é}, {a: é}, {a: é}, WRONG{a: é}, {a: é}, {a: é}, {a: é}, {a:...
          |                                  ^^^^^ here
        ");
    }

    #[test]
    fn a_place_of_fifty_megabytes() {
        let text = format!("a: {}", "[".repeat(50_000_000));
        assert_snapshot!(one(&text, 3, text.len()), @r"
        error[RT0001]: something is wrong
         --> v.yaml:1:4
          |
        1 | a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
          |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here
        ");
    }

    #[test]
    fn two_places_far_apart_on_one_line() {
        let mut sources = Sources::new();
        let text = format!("{{first: 1, {} last: 2}}\n", "x: 1, ".repeat(10_000));
        let id = sources.add("v.yaml", text);
        let diagnostic = Diagnostic::error(YAML_SYNTAX, "two of them")
            .at(span(&sources, id, "last"), "the second")
            .also(span(&sources, id, "first"), "the first");
        assert_snapshot!(render(&diagnostic, &sources, PLAIN), @r"
        error[RT0001]: two of them
         --> v.yaml:1:60013
          |
        1 | ..., x: 1, x: 1, x: 1, x: 1,  last: 2}
          |                               ^^^^ the second
          |
         ::: v.yaml:1:2
          |
        1 | {first: 1, x: 1, x: 1, x: 1, x: 1, x: 1, x: 1, x: 1, x: 1, x: 1, x: 1, x:...
          |  ----- the first
        ");
    }

    #[test]
    fn colours_only_where_wanted() {
        let mut sources = Sources::new();
        let id = sources.add("v.yaml", "a: 1\n");
        let diagnostic = Diagnostic::error(YAML_SYNTAX, "x").at(Span::new(id, 0, 1), "y");
        let style = Style {
            color: true,
            ..PLAIN
        };
        assert!(render(&diagnostic, &sources, style).contains("\u{1b}["));
        assert!(!render(&diagnostic, &sources, PLAIN).contains('\u{1b}'));
    }

    #[test]
    fn no_span_panics() {
        let text = "a: é\r\n\tb: 日本\n\n\u{85}\u{2028}x\r\r\n";
        for start in 0..text.len() + 2 {
            for end in start..text.len() + 2 {
                assert!(one(text, start, end).starts_with("error[RT0001]"));
            }
        }
    }
}
