//! `rutter compile`

use std::fs;

use rutter::out;
use rutter::source::Sources;
use rutter::yaml::Node;

use super::args::{Compile, ObjectFormat};
use super::report::Report;
use super::template::Templates;
use super::{CannotRun, Done, files, input, print};

pub fn run(args: &Compile, report: &Report) -> Result<Done, CannotRun> {
    let report = &report.in_format(args.format.output_format.into());
    let parse = |sources: &mut Sources| Templates::read(&args.template, sources);
    input::with_release_and(&args.release, report, parse, |input, values, templates| {
        let release = &input.release;
        let (compilation, mut found) = input.compiled(values, args.ignore_redefined);
        let objects = compilation.objects.iter();
        let mut objects: Vec<Node> = objects.map(|one| one.object.to_node()).collect();
        objects.extend(templates.render(values, release, &compilation, &mut found));
        if report.diagnostics(&input.chart.path, &found, &input.sources) {
            return Ok(Done::WithFindings);
        }
        for line in &compilation.disabled {
            report.note(line);
        }
        if objects.is_empty() && !args.template.is_empty() {
            report.note("without objects of the helper no template is rendered");
        }
        write(args, &objects)
    })
}

fn write(args: &Compile, nodes: &[Node]) -> Result<Done, CannotRun> {
    let Some(folder) = &args.output_dir else {
        return print(text(args.output, nodes).as_bytes());
    };
    fs::create_dir_all(folder)
        .map_err(|error| CannotRun(format!("{}: {error}", folder.display())))?;
    let names = file_names(nodes, args.output);
    for (name, node) in names.iter().zip(nodes) {
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
fn file_names(objects: &[Node], format: ObjectFormat) -> Vec<String> {
    // Below what file systems allow, with room for a kind, a number and an ending.
    const MOST: usize = 200;
    let ending = match format {
        ObjectFormat::Yaml => "yaml",
        ObjectFormat::Json => "json",
        ObjectFormat::Jsonl => "jsonl",
    };
    let mut names: Vec<String> = Vec::new();
    for object in objects {
        let part = |node: Option<&Node>| node.and_then(Node::as_str).map(str::to_owned);
        let name = object.get("metadata").and_then(|known| known.get("name"));
        let mut stem = files::safe_name(&part(name).unwrap_or_else(|| "unnamed".to_owned()));
        stem.truncate(MOST);
        let kind = part(object.get("kind")).unwrap_or_default();
        let stem = format!("{}-{stem}", kind.to_lowercase());
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
