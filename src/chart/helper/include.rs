//! How a chart includes its helper: where, behind which conditions, with what.

use std::collections::{BTreeMap, VecDeque};

use super::Printing;
use super::known::Known;
use super::namespace::{Namespace, Place, TemplateFile};
use crate::chart::Chart;
use crate::chart::template::action::Actions;
use crate::chart::template::outline::{Call, Dot};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::source::Span;

/// The helper's templates that print one kind of object each.
const PARTS: [&str; 3] = ["gateway", "virtualservice", "destinationrule"];

/// The number of a file and of a call in it.
type Site = (usize, usize);

/// The calls that lead to a template, directly or through other templates.
struct Ways {
    /// The calls in files of the chart that Helm prints.
    entries: Vec<Site>,
    /// From a template to the call in it that leads on, and whether there is more than one.
    on: BTreeMap<Place, (Site, bool)>,
}

/// Looks at how the chart includes the helper. What makes the objects underivable is as severe
/// as `severity`.
pub(super) fn check(
    chart: &Chart,
    namespace: &Namespace<'_>,
    known: &Known<'_>,
    severity: Severity,
    found: &mut Vec<Diagnostic>,
) -> Printing {
    let sites = Sites::of(namespace);
    let ways = sites.ways_to(known.include, chart);
    let parts: Vec<_> = PARTS
        .iter()
        .map(|part| format!("{}{part}", known.prefix))
        .filter_map(|name| {
            // A part that only the helper itself calls is not called by the chart.
            let entry = sites
                .ways_past(&name, chart, known)
                .entries
                .first()
                .copied()?;
            Some((name, entry))
        })
        .collect();
    if let Some((part, site)) = parts.first() {
        let message = format!("the chart includes `{part}`, a part of the helper, on its own");
        let mut diagnostic = Diagnostic::error(codes::INCLUDE_PARTIAL, message)
            .at(sites.span(*site), "includes a part")
            .note("rutter compiles the helper as a whole; what the chart puts together from parts cannot be told from the values")
            .help(format!("write `{{{{ include \"{}\" . }}}}` instead", known.include));
        diagnostic.severity = severity;
        found.push(diagnostic);
    }
    let Some(first) = ways.entries.first() else {
        if parts.is_empty() {
            return Printing::Never;
        }
        return Printing::Once;
    };
    let mut repeated = ways.entries.get(1).copied();
    // Nobody reads a hundred findings of one kind.
    for entry in ways.entries.iter().take(20) {
        if let Some(second) = sites.report(&ways, *entry, known, severity, found) {
            repeated.get_or_insert(second);
        }
    }
    let Some(second) = repeated else {
        return Printing::Once;
    };
    found.push(
        Diagnostic::warning(
            codes::INCLUDE_REPEATED,
            "the helper is included more than once: Helm prints its objects as often",
        )
        .at(sites.span(second), "again here")
        .also(sites.span(*first), "first included here")
        .help("include the helper once"),
    );
    Printing::Repeated
}

/// Whether any file of the chart that Helm prints calls a template.
pub(super) fn is_called(chart: &Chart, namespace: &Namespace<'_>, name: &str) -> bool {
    let sites = Sites::of(namespace);
    !sites.ways_to(name, chart).entries.is_empty()
}

/// All calls of a release by the template that they call.
struct Sites<'a> {
    namespace: &'a Namespace<'a>,
    by_callee: BTreeMap<&'a str, Vec<Site>>,
}

impl<'a> Sites<'a> {
    fn of(namespace: &'a Namespace<'a>) -> Sites<'a> {
        let mut by_callee: BTreeMap<&str, Vec<Site>> = BTreeMap::new();
        for (number, file) in namespace.files.iter().enumerate() {
            for (at, call) in file.outline.calls.iter().enumerate() {
                if let Some(name) = &call.name {
                    by_callee.entry(name).or_default().push((number, at));
                }
            }
        }
        Sites {
            namespace,
            by_callee,
        }
    }

    fn get(&self, site: Site) -> Option<(&'a TemplateFile<'a>, &'a Call)> {
        let file = self.namespace.files.get(site.0)?;
        Some((file, file.outline.calls.get(site.1)?))
    }

    fn span(&self, site: Site) -> Span {
        self.get(site)
            .map_or(Span::NOWHERE, |(file, call)| file.span(&call.range))
    }

    fn ways_to(&self, name: &'a str, chart: &Chart) -> Ways {
        self.ways(name, chart, |_| true)
    }

    /// The ways to a template that do not go through the helper's own templates.
    fn ways_past(&self, name: &str, chart: &Chart, known: &Known<'_>) -> Ways {
        self.ways(name, chart, |through| !known.owns(through))
    }

    fn ways(&self, name: &str, chart: &Chart, may_pass: impl Fn(&str) -> bool) -> Ways {
        let mut ways = Ways {
            entries: Vec::new(),
            on: BTreeMap::new(),
        };
        let mut pending: VecDeque<&str> = VecDeque::from([name]);
        while let Some(callee) = pending.pop_front() {
            for site in self.by_callee.get(callee).into_iter().flatten() {
                let Some((file, call)) = self.get(*site) else {
                    continue;
                };
                let Some(definition) = call.definition else {
                    if std::ptr::eq(file.chart, chart) && file.is_printed() {
                        ways.entries.push(*site);
                    }
                    continue;
                };
                let place = Place {
                    file: site.0,
                    definition,
                };
                let Some(through) = self.namespace.definition(place) else {
                    continue;
                };
                let counts = self.namespace.winner(&through.name) == Some(place);
                if !counts || !may_pass(&through.name) {
                    continue;
                }
                match ways.on.get_mut(&place) {
                    Some((_, more)) => *more = true,
                    None => {
                        ways.on.insert(place, (*site, false));
                        pending.push_back(&through.name);
                    }
                }
            }
        }
        // In the order in which Helm prints the files: backwards.
        ways.entries
            .sort_by_key(|(file, call)| (std::cmp::Reverse(*file), *call));
        ways
    }

    /// Reports what stands between an entry and the helper; gives back a second call on the way.
    fn report(
        &self,
        ways: &Ways,
        entry: Site,
        known: &Known<'_>,
        severity: Severity,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Site> {
        let mut second = None;
        let mut site = entry;
        // Each step leads to a template that was reached earlier, so the way ends.
        loop {
            let (file, call) = self.get(site)?;
            self.report_call(file, call, known, severity, found);
            let name = call.name.as_deref()?;
            if name == known.include {
                return second;
            }
            let (next, more) = ways.on.get(&self.namespace.winner(name)?)?;
            if *more {
                second = second.or(Some(*next));
            }
            site = *next;
        }
    }

    fn report_call(
        &self,
        file: &TemplateFile<'_>,
        call: &Call,
        known: &Known<'_>,
        severity: Severity,
        found: &mut Vec<Diagnostic>,
    ) {
        let span = file.span(&call.range);
        // Each condition around it counts, but nobody reads a hundred of them.
        let branches = file.outline.branches_from(call.branch).take(4);
        found.extend(branches.map(|branch| conditional(file, branch, span)));
        if let Dot::Other(_) | Dot::Missing = &call.dot {
            found.push(context(file, call, known, severity));
        }
        if !call.is_printed {
            let mut processed = Diagnostic::error(
                codes::INCLUDE_PROCESSED,
                "the chart does something with what the helper prints",
            )
            .at(span, "not printed as it is")
            .note("what comes of it cannot be told from the values")
            .help(format!(
                "write `{{{{ include \"{}\" . }}}}` on a line of its own",
                known.include
            ))
            .help("or compile what the helper itself prints with `--ignore-redefined`");
            processed.severity = severity;
            found.push(processed);
        }
        if call.definition.is_none() {
            found.extend(glued(file, call));
        }
    }
}

/// Text behind the include that belongs to the helper's last document.
fn glued(file: &TemplateFile<'_>, call: &Call) -> Option<Diagnostic> {
    let rest = file.text.get(call.range.end..)?;
    let start = call.range.end + rest.find("}}")? + 2;
    let rest = file.text.get(start..)?;
    let document = rest.split("\n---").next().unwrap_or(rest);
    let mut at = 0;
    let mut actions = Actions::of(document).map_while(Result::ok);
    loop {
        let action = actions.next();
        let end = action
            .as_ref()
            .map_or(document.len(), |action| action.range.start);
        let text = document.get(at..end)?;
        // The body of a definition is not printed where it stands.
        let mut bodies = file.outline.definitions.iter().map(|found| &found.body);
        let is_printed = !bodies.any(|body| body.contains(&(start + at)));
        let mut lines = text.split('\n').map(str::trim);
        let line = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        if let Some(line) = line.filter(|_| is_printed) {
            let place = start + at + text.find(line)?;
            return Some(
                Diagnostic::warning(
                    codes::INCLUDE_GLUED,
                    "the text behind the include belongs to the helper's last object",
                )
                .at(
                    file.span(&(place..place + line.len())),
                    "printed into that object",
                )
                .note("rutter compiles what the helper itself prints")
                .help("begin what follows with a line `---`"),
            );
        }
        at = action?.range.end;
    }
}

fn conditional(
    file: &TemplateFile<'_>,
    branch: &crate::chart::template::outline::Branch,
    call: Span,
) -> Diagnostic {
    let text = file.text.get(branch.condition.clone()).unwrap_or_default();
    // On one line, as it is quoted inside a sentence.
    let text: Vec<_> = text.split_whitespace().collect();
    let text = text.join(" ");
    let message = if branch.is_else {
        format!("the helper is included only in the `else` of `{text}`")
    } else {
        format!("the helper is included only inside `{text}`")
    };
    let diagnostic = Diagnostic::warning(codes::INCLUDE_CONDITIONAL, message)
        .at(file.span(&branch.condition), "the condition")
        .also(call, "the helper is included here");
    if !branch.is_else
        && matches!(
            text.as_str(),
            "if .Values.ingress.enabled" | "if $.Values.ingress.enabled"
        )
    {
        return diagnostic.note("the helper asks the same itself: the condition changes nothing");
    }
    diagnostic.note("rutter does not evaluate it, and compiles as if the helper were included; Helm prints nothing where it is not")
}

fn context(
    file: &TemplateFile<'_>,
    call: &Call,
    known: &Known<'_>,
    severity: Severity,
) -> Diagnostic {
    let help = format!("write `{{{{ include \"{}\" $ }}}}`", known.include);
    let (range, text) = match &call.dot {
        Dot::Other(range) => (range, file.text.get(range.clone()).unwrap_or_default()),
        _ => (&call.range, ""),
    };
    // A field is surely another context; a variable or a map may hold the same values.
    let is_certain = text.is_empty() || text.starts_with('.') || text.starts_with("$.");
    let message = if text.is_empty() {
        "the helper is included without a context: Helm fails".to_owned()
    } else if text == "." {
        "the helper is included with a part of the context: `.` is something else in this block"
            .to_owned()
    } else {
        format!("the helper is included with `{text}` instead of the whole context")
    };
    let mut diagnostic = Diagnostic::warning(codes::INCLUDE_CONTEXT, message)
        .at(file.span(range), "")
        .note("the helper looks for `.Values`, `.Chart` and `.Release` in what it is given; rutter compiles with those of the chart")
        .help(help);
    if is_certain {
        diagnostic.severity = severity;
    }
    diagnostic
}
