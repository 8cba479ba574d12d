//! `rutter krm-function`

use rutter::Failure;
use rutter::diagnostic::Severity;
use rutter::diagnostic::format::Group;
use rutter::environment::Disk;
use rutter::pipeline::krm;
use rutter::source::Sources;

use super::args::KrmFunction;
use super::report::Report;
use super::{CannotRun, Done, input, print};

pub fn run(args: &KrmFunction, report: &Report) -> Result<Done, CannotRun> {
    let report = &report.in_format(args.format.output_format.into());
    let text = input::read_stdin("a ResourceList")?;
    let mut sources = Sources::new();
    let outcome = match krm::run(&text, &Disk, &mut sources) {
        Ok(outcome) => outcome,
        Err(Failure::Error(error)) => return Err(error.into()),
        Err(Failure::Diagnostics(found)) => {
            report.diagnostics("ResourceList", &found, &sources);
            return Ok(Done::WithFindings);
        }
    };
    // Kustomize shows no results, only what stands on standard error.
    let group = Group {
        title: &outcome.title,
        sources: &sources,
        diagnostics: &outcome.diagnostics,
    };
    report.groups(&[group], Severity::Error);
    print(outcome.output.as_bytes())?;
    Ok(match outcome.fails {
        true => Done::WithFindings,
        false => Done::Well,
    })
}
