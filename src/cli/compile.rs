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
        if report.diagnostics(&found, &input.sources) {
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
    for (compiled, node) in compilation.objects.iter().zip(&nodes) {
        let path = folder.join(file_name(compiled, args.output));
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

/// `gateway-etherpad.yaml`
fn file_name(compiled: &Compiled, format: ObjectFormat) -> String {
    let name = compiled
        .object
        .metadata
        .name
        .as_deref()
        .unwrap_or("unnamed");
    let ending = match format {
        ObjectFormat::Yaml => "yaml",
        ObjectFormat::Json => "json",
        ObjectFormat::Jsonl => "jsonl",
    };
    format!(
        "{}-{}.{ending}",
        compiled.object.kind().to_lowercase(),
        files::safe_name(name)
    )
}
