//! The command line. What it decides is how to ask and how to answer; everything else is the
//! library's.

mod args;
mod check;
mod compile;
mod config;
mod explain;
mod files;
mod helper;
mod input;
mod krm_function;
mod model;
mod post_render;
mod report;
mod schema;
mod template;
mod values;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use report::Report;

/// What a command came to, besides a failure to run at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Exit 0.
    Well,
    /// Exit 1: something is wrong inside a file, and was reported.
    WithFindings,
}

/// Why a command could not run. Exit 2.
#[derive(Debug)]
pub struct CannotRun(String);

impl From<rutter::Error> for CannotRun {
    fn from(error: rutter::Error) -> Self {
        CannotRun(error.to_string())
    }
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let report = Report::new(cli.color);
    let done = match &cli.command {
        Command::Compile(args) => compile::run(args, &report),
        Command::Check(args) => check::run(args, &report),
        Command::Explain { rule } => explain::explain(rule),
        Command::Rule(args) => explain::rule(args),
        Command::Model(args) => model::run(args, &report),
        Command::Values(args) => values::run(args, &report),
        Command::Helper(args) => helper::run(args, &report),
        Command::Schema(args) => schema::run(args, &report),
        Command::PostRender(args) => post_render::run(args, &report),
        Command::KrmFunction(args) => krm_function::run(args, &report),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "rutter", &mut script);
            print(&script)
        }
        Command::Man => man(),
    };
    match done {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::WithFindings) => ExitCode::from(1),
        Err(CannotRun(message)) => {
            report.cannot_run(&message);
            ExitCode::from(2)
        }
    }
}

fn man() -> Result<Done, CannotRun> {
    let mut page = Vec::new();
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut pending = vec![command];
    while let Some(command) = pending.pop() {
        clap_mangen::Man::new(command.clone())
            .render(&mut page)
            .map_err(|error| CannotRun(error.to_string()))?;
        let mut below: Vec<_> = command.get_subcommands().cloned().collect();
        below.reverse();
        pending.extend(below);
    }
    print(&page)
}

/// Writes to standard output; a reader that has gone away is no error.
pub fn print(bytes: &[u8]) -> Result<Done, CannotRun> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CannotRun(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(Done::Well),
    }
}
