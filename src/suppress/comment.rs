//! `# rutter: ignore[code-or-name, ...] reason`, and what people write instead.

use std::ops::Range;

use crate::suggest;

/// What a comment says to rutter. All places are bytes of the comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// The `#` that it begins with.
    pub(super) start: usize,
    /// What is ignored, and where each stands.
    pub(super) rules: Vec<Range<usize>>,
    /// From the first rule to the last; what stands between the brackets where there are some.
    pub(super) list: Range<usize>,
    pub(super) has_reason: bool,
}

/// A comment that means to say something to rutter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    Ignore(Directive),
    /// It cannot be understood; the place, and what is wrong.
    Unclear(Range<usize>, &'static str),
}

/// What other programs say for it.
const OTHER_WORDS: &[&str] = &[
    "allow", "disable", "except", "exclude", "nolint", "noqa", "off", "silence", "skip", "suppress",
];

/// What a comment (from `#` on) says to rutter; nothing when it talks about something else.
/// `is_rule` tells the codes and names there are.
pub(super) fn read(comment: &str, is_rule: &dyn Fn(&str) -> bool) -> Option<Said> {
    // A comment may hold another one: `# why # rutter: ignore[...]`.
    let hashes = comment.match_indices('#').map(|(at, _)| at);
    hashes
        .filter(|at| {
            !comment
                .get(at + 1..)
                .is_some_and(|rest| rest.starts_with('#'))
        })
        .find_map(|at| Words { comment, at }.said(is_rule))
}

/// Whether a text may hold a comment that says something to rutter.
pub(super) fn may_be_in(text: &str) -> bool {
    text.contains("rutter") || text.contains("Rutter") || text.contains("RUTTER")
}

/// Reads a comment from left to right.
struct Words<'a> {
    comment: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    fn said(mut self, is_rule: &dyn Fn(&str) -> bool) -> Option<Said> {
        let before = self.comment.get(..self.at).unwrap_or("");
        let start = before.trim_end_matches('#').len();
        self.at += 1;
        self.blanks();
        if !self.word().eq_ignore_ascii_case("rutter") {
            return None;
        }
        self.blanks();
        let has_colon = self.take(":");
        self.blanks();
        let from = self.at;
        let word = self.word().to_lowercase();
        if word != "ignore" {
            let list_follows = self.rest().trim_start().starts_with('[');
            let (verb, _) = word.split_once('-').unwrap_or((&word, ""));
            let meant = verb == "ignore"
                || OTHER_WORDS.contains(&verb)
                || !suggest::closest(&word, ["ignore"]).is_empty();
            let is_meant = has_colon && !word.is_empty() && (meant || list_follows);
            return is_meant.then_some(Said::Unclear(from..self.at, "the word is `ignore`"));
        }
        self.blanks();
        if self.take("[") {
            return Some(self.bracketed(start));
        }
        self.bare(start, has_colon, is_rule)
    }

    /// Behind `[`.
    fn bracketed(mut self, start: usize) -> Said {
        let open = self.at - 1;
        let Some(length) = self.rest().find(']') else {
            return Said::Unclear(open..self.comment.len(), "the bracket is not closed");
        };
        let list = self.at..self.at + length;
        let mut rules = Vec::new();
        while self.at < list.end {
            self.skip(|c| c.is_whitespace() || c == ',');
            let from = self.at.min(list.end);
            self.skip(|c| !c.is_whitespace() && c != ',' && c != ']');
            if from < self.at {
                rules.push(from..self.at);
            }
        }
        if rules.is_empty() {
            return Said::Unclear(open..list.end + 1, "no rule is named");
        }
        self.at = list.end + 1;
        self.finish(start, rules, list)
    }

    /// Without brackets: as long as what follows are rules with commas between them.
    fn bare(
        mut self,
        start: usize,
        has_colon: bool,
        is_rule: &dyn Fn(&str) -> bool,
    ) -> Option<Said> {
        let word_end = self.at;
        self.skip(|c| c.is_whitespace() || matches!(c, ':' | '=' | '('));
        let mut rules: Vec<Range<usize>> = Vec::new();
        loop {
            let from = self.at;
            self.skip(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            if from == self.at || !is_rule(self.comment.get(from..self.at).unwrap_or("")) {
                self.at = rules.last().map_or(word_end, |last| last.end);
                break;
            }
            rules.push(from..self.at);
            self.blanks();
            if !self.take(",") {
                self.at = rules.last().map_or(word_end, |last| last.end);
                break;
            }
            self.blanks();
        }
        match (rules.first(), rules.last()) {
            (Some(first), Some(last)) => {
                let list = first.start..last.end;
                self.take(")");
                Some(self.finish(start, rules, list))
            }
            // `# rutter: ignore the rest` is for rutter, `# rutter ignores this` is prose.
            _ => has_colon.then(|| {
                Said::Unclear(
                    start..self.comment.trim_end().len(),
                    "no rule is named in brackets",
                )
            }),
        }
    }

    fn finish(mut self, start: usize, rules: Vec<Range<usize>>, list: Range<usize>) -> Said {
        self.skip(|c| !c.is_alphanumeric());
        Said::Ignore(Directive {
            start,
            rules,
            list,
            has_reason: !self.rest().is_empty(),
        })
    }

    fn rest(&self) -> &'a str {
        self.comment.get(self.at..).unwrap_or("")
    }

    fn skip(&mut self, skips: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(skips).len();
    }

    fn blanks(&mut self) {
        self.skip(char::is_whitespace);
    }

    fn word(&mut self) -> &'a str {
        let from = self.at;
        self.skip(|c| c.is_ascii_alphabetic() || c == '-');
        self.comment.get(from..self.at).unwrap_or("")
    }

    fn take(&mut self, text: &str) -> bool {
        let is_there = self.rest().starts_with(text);
        self.at += if is_there { text.len() } else { 0 };
        is_there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(comment: &str) -> Option<Said> {
        read(comment, &|word| {
            word.starts_with("RT3") || word == "vs-timeout"
        })
    }

    /// The rules, and whether there is a reason.
    fn ignored(comment: &str) -> Option<(Vec<&str>, bool)> {
        match said(comment)? {
            Said::Ignore(directive) => Some((
                directive.rules.into_iter().map(|at| &comment[at]).collect(),
                directive.has_reason,
            )),
            Said::Unclear(..) => None,
        }
    }

    #[test]
    fn the_comment_as_it_should_be() {
        assert_eq!(
            ignored("# rutter: ignore[RT3001] old clients"),
            Some((vec!["RT3001"], true))
        );
        assert_eq!(
            ignored("# rutter: ignore[RT3001, anything] because"),
            Some((vec!["RT3001", "anything"], true))
        );
        assert_eq!(
            ignored("# rutter: ignore[RT3001]"),
            Some((vec!["RT3001"], false))
        );
    }

    #[test]
    fn near_misses_are_understood() {
        for comment in [
            "#rutter:ignore[vs-timeout]reason",
            "## rutter : ignore [ vs-timeout ] - reason",
            "# Rutter: Ignore[vs-timeout,] reason",
            "# rutter ignore[vs-timeout] reason",
            "# rutter: ignore vs-timeout reason",
            "# rutter: ignore: vs-timeout: reason",
            "# rutter: ignore=vs-timeout reason",
            "# rutter: ignore(vs-timeout) reason",
            "# rutter ignore vs-timeout reason",
            "# for a while # rutter: ignore[vs-timeout] reason",
        ] {
            assert_eq!(
                ignored(comment),
                Some((vec!["vs-timeout"], true)),
                "{comment}"
            );
        }
        assert_eq!(
            ignored("# rutter: ignore RT3001, vs-timeout, old clients"),
            Some((vec!["RT3001", "vs-timeout"], true))
        );
        for comment in [
            "# rutter: ignore[vs-timeout] --",
            "# rutter: ignore (vs-timeout)",
        ] {
            assert_eq!(
                ignored(comment),
                Some((vec!["vs-timeout"], false)),
                "{comment}"
            );
        }
    }

    #[test]
    fn what_cannot_be_understood_is_said() {
        for (comment, place) in [
            ("# rutter: ignore", "# rutter: ignore"),
            (
                "# rutter: ignore the timeout",
                "# rutter: ignore the timeout",
            ),
            ("# rutter: ignore[] why", "[]"),
            ("# rutter: ignore[ , ] why", "[ , ]"),
            ("# rutter: ignore[RT3001 why", "[RT3001 why"),
            ("# rutter: disable[RT3001] why", "disable"),
            ("# rutter: ignroe RT3001", "ignroe"),
            ("# rutter: ignore-next-line RT3001", "ignore-next-line"),
            ("# rutter: hide [RT3001]", "hide"),
        ] {
            let Some(Said::Unclear(at, _)) = said(comment) else {
                panic!("{comment}");
            };
            assert_eq!(&comment[at], place, "{comment}");
        }
    }

    #[test]
    fn talk_about_other_things_is_left_alone() {
        for comment in [
            "# rutter reads this",
            "# rutter: reads this from line to line",
            "# rutter ignores the rest",
            "# rutter ignore the rest",
            "# see rutter: ignore[vs-timeout] x",
            "# rutter:",
            "# rutters: ignore[vs-timeout] x",
            "#",
            "##",
        ] {
            assert_eq!(said(comment), None, "{comment}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_comment_can_be_read(
            words in proptest::collection::vec(
                proptest::sample::select(vec![
                    "#", "rutter", ":", " ", "ignore", "[", "]", ",", "vs-timeout", "é", "(", "\u{3000}",
                ]),
                0..12,
            )
        ) {
            let comment = format!("#{}", words.concat());
            let at = match said(&comment) {
                Some(Said::Ignore(directive)) => {
                    assert!(comment[directive.start..].starts_with('#'));
                    for rule in &directive.rules {
                        assert!(!comment[rule.clone()].is_empty());
                        assert!(directive.list.start <= rule.start && rule.end <= directive.list.end);
                    }
                    directive.list
                }
                Some(Said::Unclear(at, _)) => at,
                None => 0..1,
            };
            assert!(comment.get(at).is_some());
        }
    }
}
