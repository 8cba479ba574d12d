//! The `rutter` command: arguments to library calls, outcomes to exit codes.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
