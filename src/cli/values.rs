//! `rutter values`

use rutter::source::Sources;
use rutter::values::{self, Effect, Link, Values, Why, path};
use rutter::yaml::{Node, emit, json};
use serde::Serialize;

use super::args::{self, ValuesFormat};
use super::report::Report;
use super::{CannotRun, Done, input, print};

pub fn run(args: &args::Values, report: &Report) -> Result<Done, CannotRun> {
    input::with_release(&args.release, report, |input, values| match &args.why {
        Some(asked) => explain(asked, args.output, values, &input.sources, report),
        None => {
            let mut found = input.chart.warnings.clone();
            found.extend(values.warnings.iter().cloned());
            report.diagnostics(&input.chart.path, &found, &input.sources);
            print(text(&values.root, args.output).as_bytes())
        }
    })
}

fn explain(
    asked: &str,
    format: ValuesFormat,
    values: &Values<'_>,
    sources: &Sources,
    report: &Report,
) -> Result<Done, CannotRun> {
    // As templates write it.
    let asked = asked.strip_prefix(".Values.").unwrap_or(asked);
    let path = path::parse(asked)
        .map_err(|problem| CannotRun(format!("`{asked}` is no path: {}", problem.message)))?;
    let why = values::why(values, &path);
    if why.chain.is_empty() && why.value.is_none() {
        let hint = match why.suggestions.as_slice() {
            [] => "no layer says anything about it".to_owned(),
            some => format!("did you mean `{}`?", some.join("` or `")),
        };
        report.cannot_run(&format!("the values have no `{asked}`: {hint}"));
        return Ok(Done::WithFindings);
    }
    let answer = match format {
        ValuesFormat::Yaml => lines(asked, &why, sources),
        ValuesFormat::Json => as_json(asked, &why, sources)?,
    };
    print(answer.as_bytes())
}

fn text(node: &Node, format: ValuesFormat) -> String {
    match format {
        ValuesFormat::Yaml => emit::write(node),
        ValuesFormat::Json => json::pretty(node) + "\n",
    }
}

/// One line a layer, first to last, in columns; an arrow at the winner.
fn lines(asked: &str, why: &Why, sources: &Sources) -> String {
    let rows: Vec<[String; 4]> = why
        .chain
        .iter()
        .map(|link| {
            [
                if link.winner { "->" } else { "  " }.to_owned(),
                effect(link).to_owned(),
                place(link, sources),
                short(&link.value),
            ]
        })
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let (effects, places) = (width(1), width(2));
    let mut text = match &why.value {
        Some(value) => format!("{asked} = {}\n", short(value)),
        None => format!("{asked} is not set\n"),
    };
    for [arrow, effect, place, value] in &rows {
        text.push_str(&format!(
            "{arrow} {effect:effects$}  {place:places$}  {value}\n"
        ));
    }
    text
}

fn effect(link: &Link) -> &'static str {
    match link.effect {
        Effect::Set => "set",
        Effect::Overridden => "overridden",
        Effect::Deleted => "deleted",
        _ => "",
    }
}

/// `values.yaml:12:3`; the layer alone where no file wrote it.
fn place(link: &Link, sources: &Sources) -> String {
    match sources.place(link.span) {
        Some((file, at)) => format!("{file}:{}:{}", at.line, at.column),
        None => link.layer.clone(),
    }
}

/// On one line, cut where it is long.
fn short(node: &Node) -> String {
    const MOST: usize = 80;
    let text = json::compact(node);
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("")),
        None => text,
    }
}

fn as_json(asked: &str, why: &Why, sources: &Sources) -> Result<String, CannotRun> {
    #[derive(Serialize)]
    struct Answer<'a> {
        path: &'a str,
        value: Option<&'a Node>,
        chain: Vec<Step<'a>>,
    }
    #[derive(Serialize)]
    struct Step<'a> {
        layer: &'a str,
        effect: &'static str,
        file: Option<&'a str>,
        line: Option<usize>,
        column: Option<usize>,
        value: &'a Node,
        winner: bool,
    }
    let chain = why.chain.iter().map(|link| {
        let place = sources.place(link.span);
        Step {
            layer: &link.layer,
            effect: effect(link),
            file: place.map(|(file, _)| file),
            line: place.map(|(_, at)| at.line),
            column: place.map(|(_, at)| at.column),
            value: &link.value,
            winner: link.winner,
        }
    });
    let answer = Answer {
        path: asked,
        value: why.value.as_ref(),
        chain: chain.collect(),
    };
    let node = Node::from_serialize(&answer).map_err(|error| CannotRun(error.to_string()))?;
    Ok(json::pretty(&node) + "\n")
}
