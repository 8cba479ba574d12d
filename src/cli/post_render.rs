//! `rutter post-render`

use std::path::Path;

use rutter::check::Checker;
use rutter::config::Settings;
use rutter::diagnostic::format::Group;
use rutter::diagnostic::{Diagnostic, Severity};
use rutter::out;
use rutter::pipeline::{Policy, Wishes, post_render, values_texts};
use rutter::source::Sources;
use rutter::yaml::Node;

use super::args::{self, FailOn, FindingFormat, PostRender};
use super::config::{Configs, selectors};
use super::report::Report;
use super::template::Templates;
use super::{CannotRun, Done, input, print};

pub fn run(args: &PostRender, report: &Report) -> Result<Done, CannotRun> {
    let report = &report.in_format(args.format.output_format.into());
    let policy = policy(args, report)?;
    let bytes = input::read_stdin("the manifests of a release")?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| CannotRun("standard input is no UTF-8 text".to_owned()))?;
    // Helm tells a post-renderer nothing (3.17.3, 4.3.1), but people export this for Helm itself.
    let of_helm = std::env::var("HELM_NAMESPACE").ok();
    let namespace = args.layers.namespace.clone().or(of_helm);
    let namespace = namespace.filter(|namespace| !namespace.is_empty());
    let mut sources = Sources::new();
    let found = post_render::check(text, namespace.as_deref(), &policy, &mut sources);
    let mut found = found.diagnostics;
    let mut added = Vec::new();
    let done = match &args.chart {
        Some(chart) => with_chart(
            chart,
            args,
            namespace,
            &policy,
            report,
            |of_chart, objects| {
                take_out(&mut found, of_chart);
                added = objects;
            },
        )?,
        None => Done::Well,
    };
    let group = Group {
        title: "manifests",
        sources: &sources,
        diagnostics: &found,
    };
    report.groups(&[group], policy.fail_on);
    if policy.fails(&found) || done == Done::WithFindings {
        if matches!(
            args.format.output_format,
            FindingFormat::Full | FindingFormat::Concise
        ) {
            report.note("nothing is handed on: mend this first, or let it be with --ignore");
        }
        return Ok(Done::WithFindings);
    }
    let mut output = bytes;
    if !added.is_empty() {
        if !output.ends_with(b"\n") {
            output.push(b'\n');
        }
        output.extend_from_slice(b"---\n");
        output.extend_from_slice(out::yaml(&added).as_bytes());
    }
    print(&output)
}

fn policy(args: &PostRender, report: &Report) -> Result<Policy, CannotRun> {
    let layers = &args.layers;
    let is_about_chart = !layers.values.is_empty()
        || ![
            &layers.set,
            &layers.set_string,
            &layers.set_json,
            &layers.set_file,
            &layers.set_literal,
        ]
        .into_iter()
        .all(Vec::is_empty)
        || layers.helper.is_some()
        || args.release.is_some();
    if is_about_chart && args.chart.is_none() {
        return Err(CannotRun(
            "values, --helper and --release are about a chart: name it with --chart".to_owned(),
        ));
    }
    if layers.values.iter().any(|file| file == "-") {
        return Err(CannotRun(
            "`-f -` cannot be used here: standard input holds the manifests".to_owned(),
        ));
    }
    let path = Path::new(args.chart.as_deref().unwrap_or("."));
    let config = Configs::default().of(path, layers, report)?;
    let fail_on = config.as_ref().and_then(|found| found.config.fail_on);
    let settings = config.map_or_else(Settings::default, |found| found.settings);
    let mut wishes = Wishes::default();
    wishes.istio = args.rules.istio_version;
    wishes.select = selectors(&args.rules.select, true)?;
    wishes.ignore = selectors(&args.rules.ignore, false)?;
    wishes.fail_on = args.rules.fail_on.map(|severity| match severity {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    });
    Ok(Policy::new(&wishes, settings, fail_on.map(Severity::from))?)
}

/// Checks the chart as well, tells what is wrong with it, and hands that over, with what the
/// templates add.
fn with_chart(
    chart: &str,
    args: &PostRender,
    namespace: Option<String>,
    policy: &Policy,
    report: &Report,
    tell: impl FnOnce(&[Diagnostic], Vec<Node>),
) -> Result<Done, CannotRun> {
    let name = args.release.iter().cloned();
    let mut layers = args.layers.clone();
    layers.namespace = namespace;
    let release = args::Release {
        name_and_chart: name.chain([chart.to_owned()]).collect(),
        layers,
    };
    let parse = |sources: &mut Sources| Templates::read(&args.template, sources);
    input::with_release_and(&release, report, parse, |input, values, templates| {
        let mut options = policy.options();
        options.compile.helm = input.helm;
        options.compile.helper.clone_from(&input.helper);
        let sources = &input.sources;
        let checked = Checker::new(options).check(&input.chart, values, &input.release, sources);
        let compilation = &checked.compilation;
        let mut found = checked.diagnostics;
        let added = templates.render(values, &input.release, compilation, &mut found);
        let has_objects = !compilation.objects.is_empty();
        if !has_objects && !args.template.is_empty() {
            report.note("without objects of the helper no template is rendered");
        }
        // What a comment in the chart silences is silenced in its manifests, too.
        tell(&found, added);
        let found = policy.sift(found, sources, values_texts(sources), has_objects);
        let group = Group {
            title: &input.chart.path,
            sources,
            diagnostics: &found,
        };
        report.groups(&[group], policy.fail_on);
        Ok(match policy.fails(&found) {
            true => Done::WithFindings,
            false => Done::Well,
        })
    })
}

/// Takes out of what was found in the manifests what is told about the chart, at the author's own
/// line: one for each. The release may be called otherwise here, so names need not be the same; but
/// where they are, it is the same object.
fn take_out(rendered: &mut Vec<Diagnostic>, of_chart: &[Diagnostic]) {
    for told in of_chart {
        let Some(field) = &told.field else { continue };
        let is_same = |finding: &Diagnostic, by_name: bool| {
            finding.code == told.code
                && finding.field.as_ref().is_some_and(|other| {
                    other.kind == field.kind
                        && other.path == field.path
                        && (!by_name || other.name == field.name)
                })
        };
        let mut named = rendered.iter();
        let at = named.position(|finding| is_same(finding, true));
        let mut any = rendered.iter();
        let at = at.or_else(|| any.position(|finding| is_same(finding, false)));
        if let Some(at) = at {
            rendered.remove(at);
        }
    }
}
