//! A chart compiled into the items of a list.

use std::path::Path;

use crate::chart::Chart;
use crate::check::Checker;
use crate::diagnostic::{Diagnostic, codes};
use crate::environment::Environment;
use crate::extension::{self, Dialect, Template};
use crate::helper::Helper;
use crate::model::Model;
use crate::source::{SourceId, Sources, Span};
use crate::values::{self, InputFile, Inputs};
use crate::yaml::Node;
use crate::{Error, ErrorKind, Failure, Release};

use super::super::policy::Policy;
use super::super::values_texts;
use super::order::{Compile, Inline};
use super::words::Word;

/// What came of a chart.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) found: Vec<Diagnostic>,
    /// The objects; none where the findings fail the run.
    pub(super) objects: Vec<Node>,
    pub(super) fails: bool,
}

/// The name of the text that holds the values of a functionConfig.
pub(in crate::pipeline) const INLINE: &str = "<values of the functionConfig>";

/// Compiles, and checks where that is wanted. `list` is the text with the functionConfig in it.
pub(super) fn make(
    order: &Compile,
    list: SourceId,
    env: &dyn Environment,
    sources: &mut Sources,
) -> Result<Made, Failure> {
    let path = Path::new(&order.chart.text);
    let policy = Policy::find(&order.wishes, env, path, sources)?;
    let mut inline = None;
    let outcome = look(order, &policy, list, env, sources, &mut inline);
    let (mut found, objects) = match outcome {
        Ok(done) => done,
        Err(Failure::Diagnostics(found)) => (found, Vec::new()),
        Err(error) => return Err(error),
    };
    if !order.check {
        const FIRST_RULE: u16 = 3000;
        found.retain(|finding| finding.code.number() < FIRST_RULE);
    }
    let texts = values_texts(sources);
    let mut found = policy.sift(found, sources, texts, !objects.is_empty());
    if let Some(inline) = inline {
        // The two texts are alike from byte to byte, and people know the one.
        for finding in &mut found {
            let labels = finding.primary.iter_mut().chain(&mut finding.secondary);
            for label in labels.filter(|label| label.span.source == inline) {
                label.span.source = list;
            }
        }
    }
    let fails = policy.fails(&found);
    Ok(Made {
        found,
        objects,
        fails,
    })
}

fn look(
    order: &Compile,
    policy: &Policy,
    list: SourceId,
    env: &dyn Environment,
    sources: &mut Sources,
    inline: &mut Option<SourceId>,
) -> Result<(Vec<Diagnostic>, Vec<Node>), Failure> {
    let helm = order.helm.or(policy.helm()).unwrap_or_default();
    let unusable = |word: &Word, error: &Error| {
        let finding = Diagnostic::error(codes::FUNCTION_CHART, error.to_string());
        let finding = finding.at(word.span, "");
        Failure::from(match error.kind() {
            ErrorKind::NotFound => {
                finding.note("paths are seen from the folder in which the function runs")
            }
            _ => finding,
        })
    };
    let mut read_file = |path: &str| {
        env.read(Path::new(path))
            .map_err(|error| Error::io(path, &error))
    };
    let mut options = policy.options();
    options.compile.helm = helm;
    options.compile.helper = match (&order.helper, policy.helper()) {
        (Some(word), _) => Some(
            Helper::find(&word.text, env, &mut read_file, sources).map_err(
                |failure| match failure {
                    Failure::Error(error) => unusable(word, &error),
                    found => found,
                },
            )?,
        ),
        (None, Some(given)) => Some(Helper::find(given, env, &mut read_file, sources)?),
        (None, None) => None,
    };
    let chart = Chart::load(env, Path::new(&order.chart.text), sources, helm);
    let chart = chart.map_err(|failure| match failure {
        Failure::Error(error) => unusable(&order.chart, &error),
        found => found,
    })?;
    let mut inputs = Inputs {
        set: order.set.clone(),
        go_on_against_schema: true,
        ..Inputs::default()
    };
    for file in &order.values_files {
        let bytes = env
            .read(Path::new(&file.text))
            .map_err(|error| unusable(file, &Error::io(file.text.as_str(), &error)))?;
        inputs.files.push(InputFile {
            name: file.text.clone(),
            bytes,
        });
    }
    let text = match &order.values {
        None => None,
        Some(Inline::Text(text)) => Some(text.clone()),
        Some(Inline::Map(span)) => Some(alone(sources, *span)),
    };
    if let Some(text) = text {
        inputs.files.push(InputFile {
            name: INLINE.to_owned(),
            bytes: text.into_bytes(),
        });
    }
    let namespace = order.namespace.as_deref();
    let mut release = Release::new(&order.release, namespace.unwrap_or(""))?.in_sources(sources);
    release.namespace_is_given = namespace.is_some();
    let first = sources.ids().count();
    let values = values::compute(&chart, &inputs, sources, helm, &mut read_file);
    if matches!(order.values, Some(Inline::Map(span)) if span.source == list) {
        let is_inline = |id: &SourceId| sources.get(*id).is_some_and(|it| it.name() == INLINE);
        *inline = sources.ids().skip(first).find(is_inline);
    }
    let values = values?;
    let checked = Checker::new(options).check(&chart, &values, &release, sources);
    let mut found = checked.diagnostics;
    let off = checked.compilation.disabled.iter().cloned();
    found.extend(off.map(|line| Diagnostic::info(codes::NOTHING_TO_CHECK, line)));
    let objects = checked.compilation.objects.iter();
    let mut objects: Vec<Node> = objects.map(|compiled| compiled.object.to_node()).collect();
    if !objects.is_empty() && !order.templates.is_empty() {
        let mut templates = Vec::new();
        for file in &order.templates {
            let name = file.text.as_str();
            let dialect = Dialect::of_path(name).map_err(|error| unusable(file, &error))?;
            let text = env
                .read(Path::new(name))
                .map_err(|error| unusable(file, &Error::io(name, &error)))?;
            let text = String::from_utf8_lossy(&text);
            templates.push(Template::parse(name, text, dialect, sources)?);
        }
        let model = Model::new(&values, &release, &checked.compilation);
        match extension::render(&templates, &model) {
            Ok(rendered) => {
                found.extend(rendered.warnings);
                objects.extend(rendered.objects);
            }
            Err(wrong) => found.extend(wrong),
        }
    }
    Ok((found, objects))
}

/// A text in which nothing but one place stands, at its place: everything else is blank.
fn alone(sources: &Sources, span: Span) -> String {
    let text = sources.get(span.source).map_or("", |source| source.text());
    let before = text.get(..span.start as usize).unwrap_or("");
    let mut alone: String = before
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    alone.push_str(sources.text(span));
    alone
}
