//! The ignore comments of values files, and what they do to findings.

use std::collections::BTreeMap;

use super::comment::{self, Directive, Said};
use crate::HelmVersion;
use crate::config::{find_rule, stops_compilation, unknown_rule};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, codes};
use crate::source::{Source, SourceId, Sources, Span};
use crate::yaml::read_values;

/// The ignore comments of some values files.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    comments: Vec<Comment>,
    /// What is wrong with the comments themselves.
    findings: Vec<Diagnostic>,
}

/// What is left of some findings.
#[derive(Debug)]
#[non_exhaustive]
pub struct Applied {
    /// What is to be reported, in the order it was given; then what is wrong with the comments.
    pub kept: Vec<Diagnostic>,
    /// How many findings are ignored.
    pub suppressed: usize,
}

#[derive(Clone, Debug)]
struct Comment {
    /// From its `#` to the end.
    span: Span,
    /// What must go for the comment to be gone.
    removal: Span,
    /// What the rules stand in.
    list: Span,
    rules: Vec<Rule>,
    /// The line whose findings are ignored; `None` when no line follows.
    line: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Rule {
    code: Code,
    span: Span,
}

/// What became of a rule of a comment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    None,
    Ignored,
    Refused,
}

impl Ignores {
    /// Reads the comments of values files as Helm's reader finds them: what looks like one inside
    /// a text is none. A file that cannot be read has no comments. `known` are all codes there
    /// are.
    #[must_use]
    pub fn collect(
        sources: &Sources,
        ids: impl IntoIterator<Item = SourceId>,
        helm: HelmVersion,
        known: &[Code],
    ) -> Ignores {
        let mut ignores = Ignores::default();
        for id in ids {
            if let Some(source) = sources.get(id)
                && comment::may_be_in(source.text())
            {
                ignores.read(id, source, helm, known);
            }
        }
        ignores
    }

    fn read(&mut self, id: SourceId, source: &Source, helm: HelmVersion, known: &[Code]) {
        let text = source.text();
        let mut scratch = Sources::new();
        let Ok(reading) = read_values(&mut scratch, source.name(), text.as_bytes(), helm) else {
            return;
        };
        let is_rule = |word: &str| find_rule(known, word).is_some();
        let mut held = None;
        for place in reading.comments {
            let written = scratch.text(place);
            // A byte order mark is left out by the reader.
            let start = place.start as usize + text.len().saturating_sub(length(&scratch, place));
            match comment::read(written, &is_rule) {
                None => {}
                Some(Said::Ignore(directive)) => {
                    let line = line_held(source, start, &mut held);
                    self.add(
                        id,
                        text,
                        start..start + written.len(),
                        directive,
                        line,
                        known,
                    );
                }
                Some(Said::Unclear(at, what)) => {
                    let span = Span::new(id, start + at.start, start + at.end);
                    self.findings.push(
                        Diagnostic::warning(
                            codes::IGNORE_MALFORMED,
                            "this comment is meant for rutter, but says nothing to it",
                        )
                        .at(span, what)
                        .help("write `# rutter: ignore[code-or-name] reason`"),
                    );
                }
            }
        }
    }

    fn add(
        &mut self,
        id: SourceId,
        text: &str,
        place: std::ops::Range<usize>,
        directive: Directive,
        line: Option<usize>,
        known: &[Code],
    ) {
        let span = |from: usize, to: usize| Span::new(id, place.start + from, place.start + to);
        let whole = Span::new(id, place.start + directive.start, place.end);
        let mut rules = Vec::new();
        for at in directive.rules {
            let span = span(at.start, at.end);
            let written = text
                .get(span.start as usize..span.end as usize)
                .unwrap_or("");
            match find_rule(known, written) {
                Some(code) => rules.push(Rule { code, span }),
                None => {
                    let unknown = unknown_rule(written, known);
                    self.findings.push(
                        Diagnostic::warning(codes::IGNORE_UNKNOWN_RULE, unknown.message)
                            .at(span, "nothing is ignored for this")
                            .help(unknown.help),
                    );
                }
            }
        }
        if !directive.has_reason {
            self.findings.push(
                Diagnostic::warning(
                    codes::IGNORE_WITHOUT_REASON,
                    "without a reason nothing is ignored",
                )
                .at(whole, "")
                .help(
                    "say behind the bracket why this may stay, \
                     as in `# rutter: ignore[vs-timeout] uploads take an hour`",
                ),
            );
            return;
        }
        if !rules.is_empty() {
            self.comments.push(Comment {
                span: whole,
                removal: removal(text, whole),
                list: span(directive.list.start, directive.list.end),
                rules,
                line,
            });
        }
    }

    /// Takes out what is ignored and adds what is wrong with the comments. A finding stands on
    /// the line where its first place begins.
    ///
    /// All findings of these files must come at once, those of every set of values that was
    /// looked at: what ignores none of them is reported as unused, if `was_run` says that this
    /// code could have been found at all.
    #[must_use]
    pub fn apply(
        &self,
        diagnostics: Vec<Diagnostic>,
        sources: &Sources,
        was_run: &dyn Fn(Code) -> bool,
    ) -> Applied {
        let mut by_line: BTreeMap<(SourceId, usize), Vec<usize>> = BTreeMap::new();
        for (at, comment) in self.comments.iter().enumerate() {
            if let Some(line) = comment.line {
                let comments = by_line.entry((comment.span.source, line)).or_default();
                comments.push(at);
            }
        }
        let mut uses: Vec<Vec<Use>> = self
            .comments
            .iter()
            .map(|comment| vec![Use::None; comment.rules.len()])
            .collect();
        let mut found = self.findings.clone();
        let mut applied = Applied {
            kept: Vec::new(),
            suppressed: 0,
        };
        for diagnostic in diagnostics {
            let comments = place(&diagnostic, sources).and_then(|place| by_line.get(&place));
            let mut is_ignored = false;
            for &at in comments.into_iter().flatten() {
                let (Some(comment), Some(uses)) = (self.comments.get(at), uses.get_mut(at)) else {
                    continue;
                };
                for (rule, used) in comment.rules.iter().zip(uses) {
                    if rule.code != diagnostic.code {
                        continue;
                    }
                    if stops_compilation(diagnostic.code, diagnostic.severity) {
                        if *used == Use::None {
                            found.push(refused(*rule, &diagnostic, sources));
                        }
                        *used = Use::Refused;
                    } else {
                        *used = Use::Ignored;
                        is_ignored = true;
                    }
                }
            }
            if is_ignored {
                applied.suppressed += 1;
            } else {
                applied.kept.push(diagnostic);
            }
        }
        for (comment, uses) in self.comments.iter().zip(&uses) {
            found.extend(comment.unused(uses, sources, was_run));
        }
        found.sort_by_key(|finding| finding.primary.as_ref().map(|label| label.span));
        applied.kept.extend(found);
        applied
    }
}

impl Comment {
    fn unused(
        &self,
        uses: &[Use],
        sources: &Sources,
        was_run: &dyn Fn(Code) -> bool,
    ) -> Option<Diagnostic> {
        let (unused, needed): (Vec<_>, Vec<_>) = self
            .rules
            .iter()
            .zip(uses)
            .partition(|(rule, used)| **used == Use::None && was_run(rule.code));
        let (first, _) = unused.first()?;
        let written = |rules: &[(&Rule, &Use)], between: &str| {
            let words: Vec<_> = rules
                .iter()
                .map(|(rule, _)| sources.text(rule.span))
                .collect();
            words.join(between)
        };
        let message = match self.line {
            Some(line) => {
                let names = written(&unused, "` or `");
                format!("nothing to ignore: line {line} has no finding `{names}`")
            }
            None => "nothing to ignore: no line with values follows".to_owned(),
        };
        let (place, title, edit) = if needed.is_empty() {
            let edit = Edit::replace(self.removal, "");
            (self.span, "remove the comment".to_owned(), edit)
        } else {
            let title = format!("remove `{}`", written(&unused, "`, `"));
            let edit = Edit::replace(self.list, written(&needed, ", "));
            (first.span, title, edit)
        };
        Some(
            Diagnostic::warning(codes::IGNORE_UNUSED, message)
                .at(place, "")
                .note("an ignore holds for its own line, or, alone on a line, for the next one")
                .help(title.clone())
                .fixed_by(Fix::safe(title, vec![edit])),
        )
    }
}

/// Where a finding stands.
fn place(diagnostic: &Diagnostic, sources: &Sources) -> Option<(SourceId, usize)> {
    let span = diagnostic.primary.as_ref()?.span;
    let (_, position) = sources.place(span)?;
    Some((span.source, position.line))
}

fn refused(rule: Rule, error: &Diagnostic, sources: &Sources) -> Diagnostic {
    let message = format!("`{}` cannot be ignored here", sources.text(rule.span));
    let finding = Diagnostic::warning(codes::IGNORE_OF_ERROR, message).at(rule.span, "");
    let finding = match &error.primary {
        Some(label) => finding.also(label.span, "this error stops the compilation"),
        None => finding,
    };
    finding.help("mend the error and remove the comment: until then the chart yields nothing")
}

fn length(sources: &Sources, span: Span) -> usize {
    sources
        .get(span.source)
        .map_or(0, |source| source.text().len())
}

/// The line that a comment holds for. `held` is the comment line before, if it stood alone, and
/// the line that it holds for.
fn line_held(source: &Source, start: usize, held: &mut Option<(usize, usize)>) -> Option<usize> {
    let own = source
        .position(u32::try_from(start).unwrap_or(u32::MAX))
        .line;
    let line = |at: usize| source.text().get(source.line_range(at)?);
    if !line(own)?.trim_start().starts_with('#') {
        return Some(own);
    }
    if let Some((from, to)) = *held
        && (from..to).contains(&own)
    {
        return Some(to);
    }
    let mut next = own + 1;
    while let content = line(next)?.trim()
        && (content.is_empty() || content.starts_with('#') || content == "---")
    {
        next += 1;
    }
    *held = Some((own, next));
    Some(next)
}

/// The comment with the blanks before it, or with its line if nothing else stands there.
fn removal(text: &str, comment: Span) -> Span {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let before = text.get(..start).unwrap_or("");
    let kept = before.trim_end_matches([' ', '\t']);
    let behind = text.get(end..).unwrap_or("");
    let line_end = match behind {
        _ if behind.starts_with("\r\n") => 2,
        _ if behind.starts_with('\n') => 1,
        _ => 0,
    };
    if kept.is_empty() || kept.ends_with('\n') {
        Span::new(comment.source, kept.len(), end + line_end)
    } else {
        Span::new(comment.source, kept.len(), end)
    }
}
