//! A chart, a release and values in, Istio objects out; what is wrong goes to standard error.
//!
//! ```sh
//! cargo run --example compile -- etherpad charts/etherpad values/staging.yaml
//! ```

use std::error::Error;
use std::process::ExitCode;

use rutter::environment::Disk;
use rutter::{Chart, HelmVersion, Options, Release, Values, compile};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok((objects, found)) => {
            print!("{objects}");
            eprint!("{found}");
            match objects.is_empty() {
                true => ExitCode::FAILURE,
                false => ExitCode::SUCCESS,
            }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// The objects as YAML, and what was found, a line each.
pub fn run(args: &[String]) -> Result<(String, String), Box<dyn Error>> {
    let [name, path, files @ ..] = args else {
        return Err("usage: compile NAME CHART [VALUES-FILE]...".into());
    };
    let chart = Chart::load(&Disk, path, HelmVersion::V3)?;
    let mut values = Values::new();
    for file in files {
        values = values.file(&Disk, file)?;
    }
    let release = Release::new(name, name)?;
    let compilation = compile(&chart, &values, &release, &Options::new());
    Ok((compilation.yaml(), compilation.summary()))
}
