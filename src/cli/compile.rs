//! `rutter compile`

use std::fs;

use rutter::compile::{self, Compilation, Options};
use rutter::ingress::Compiled;
use rutter::out;
use rutter::yaml::Node;

use super::args::{Compile, ObjectFormat};
use super::report::Report;
use super::{CannotRun, Done, files, input, print};

pub fn run(args: &Compile, report: &Report) -> Result<Done, CannotRun> {
    let report = &report.in_format(args.format.output_format.into());
    input::with_release(&args.release, report, |input, values| {
        let mut options = Options::default();
        options.helm = input.helm;
        options.helper.clone_from(&input.helper);
        options.ignore_redefined = args.ignore_redefined;
        let (chart, release) = (&input.chart, &input.release);
        let compilation = compile::compile(chart, values, release, &input.sources, &options);
        let mut found = chart.warnings.clone();
        found.extend(values.warnings.iter().cloned());
        found.extend(compilation.diagnostics.iter().cloned());
        if report.diagnostics(&chart.path, &found, &input.sources) {
            return Ok(Done::WithFindings);
        }
        for line in &compilation.disabled {
            report.note(line);
        }
        write(args, &compilation)
    })
}

fn write(args: &Compile, compilation: &Compilation) -> Result<Done, CannotRun> {
    let nodes: Vec<Node> = compilation
        .objects
        .iter()
        .map(|compiled| compiled.object.to_node())
        .collect();
    let Some(folder) = &args.output_dir else {
        return print(text(args.output, &nodes).as_bytes());
    };
    fs::create_dir_all(folder)
        .map_err(|error| CannotRun(format!("{}: {error}", folder.display())))?;
    let names = file_names(&compilation.objects, args.output);
    for (name, node) in names.iter().zip(&nodes) {
        let path = folder.join(name);
        let text = match args.output {
            ObjectFormat::Json => rutter::yaml::json::pretty(node) + "\n",
            other => text(other, std::slice::from_ref(node)),
        };
        files::replace(&path, text.as_bytes())
            .map_err(|error| CannotRun(format!("{}: {error}", path.display())))?;
    }
    Ok(Done::Well)
}

fn text(format: ObjectFormat, nodes: &[Node]) -> String {
    match format {
        ObjectFormat::Yaml => out::yaml(nodes),
        ObjectFormat::Json => out::json(nodes),
        ObjectFormat::Jsonl => out::jsonl(nodes),
    }
}

/// `gateway-etherpad.yaml`; where two objects would share a name, the later ones have a number.
fn file_names(objects: &[Compiled], format: ObjectFormat) -> Vec<String> {
    // Below what file systems allow, with room for a kind, a number and an ending.
    const MOST: usize = 200;
    let ending = match format {
        ObjectFormat::Yaml => "yaml",
        ObjectFormat::Json => "json",
        ObjectFormat::Jsonl => "jsonl",
    };
    let mut names: Vec<String> = Vec::new();
    for compiled in objects {
        let name = compiled
            .object
            .metadata
            .name
            .as_deref()
            .unwrap_or("unnamed");
        let mut stem = files::safe_name(name);
        stem.truncate(MOST);
        let stem = format!("{}-{stem}", compiled.object.kind().to_lowercase());
        let mut candidates = (2..).map(|number| format!("{stem}-{number}.{ending}"));
        let mut candidate = format!("{stem}.{ending}");
        // Some file systems ignore case.
        while names
            .iter()
            .any(|taken| taken.eq_ignore_ascii_case(&candidate))
        {
            candidate = candidates.next().unwrap_or_default();
        }
        names.push(candidate);
    }
    names
}
