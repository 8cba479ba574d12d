//! `rutter model`

use rutter::model::Model;
use rutter::yaml::{Node, emit, json};

use super::args::{self, ValuesFormat};
use super::report::Report;
use super::{CannotRun, Done, input, print};

pub fn run(args: &args::Model, report: &Report) -> Result<Done, CannotRun> {
    input::with_release(&args.release, report, |input, values| {
        let release = &input.release;
        let (compilation, found) = input.compiled(values, args.ignore_redefined);
        if report.diagnostics(&input.chart.path, &found, &input.sources) {
            return Ok(Done::WithFindings);
        }
        for line in &compilation.disabled {
            report.note(line);
        }
        let model = Model::new(values, release, &compilation);
        let node = Node::from_serialize(&model).map_err(|error| CannotRun(error.to_string()))?;
        let text = match args.output {
            ValuesFormat::Yaml => emit::write(&node),
            ValuesFormat::Json => json::pretty(&node) + "\n",
        };
        print(text.as_bytes())
    })
}
