//! `rutter helper`

use rutter::helper;
use rutter::source::Sources;

use super::args::Helper;
use super::report::Report;
use super::{CannotRun, Done, input, print};

pub fn run(args: &Helper, report: &Report) -> Result<Done, CannotRun> {
    match args {
        Helper::List => list(),
        Helper::Show { id } => show(id, report),
        Helper::Template { id, without_names } => template(id, *without_names, report),
    }
}

fn list() -> Result<Done, CannotRun> {
    let width = helper::ids().map(str::len).max().unwrap_or(0);
    let lines: String = helper::ids()
        .filter_map(helper::Helper::built_in)
        .map(|helper| {
            let definition = &helper.definition;
            format!("{:width$}  {}\n", definition.id, definition.title)
        })
        .collect();
    print(lines.as_bytes())
}

fn show(id: &str, report: &Report) -> Result<Done, CannotRun> {
    match input::find_helper(id, &mut Sources::new(), report)? {
        Some(helper) => print(helper.text.as_bytes()),
        None => Ok(Done::WithFindings),
    }
}

fn template(id: &str, without_names: bool, report: &Report) -> Result<Done, CannotRun> {
    let mut sources = Sources::new();
    let Some(helper) = input::find_helper(id, &mut sources, report)? else {
        return Ok(Done::WithFindings);
    };
    let files =
        helper::template(&helper.definition).map_err(|error| CannotRun(error.to_string()))?;
    // The first file is the helper, what follows are the templates of names that it calls.
    let count = if without_names { 1 } else { files.len() };
    let texts: Vec<&str> = files.iter().take(count).map(|f| f.text.as_str()).collect();
    print(texts.join("\n").as_bytes())
}
