//! Who judges values by a schema: rutter's own reading of a chart's `values.schema.json`, and real
//! Helm.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use rutter::chart::Chart;
use rutter::environment::Memory;
use rutter::source::Sources;
use rutter::values::{InputFile, Inputs, compute};
use rutter::{Failure, HelmVersion};

use super::case::Case;
use super::schema;

const CHART: &str = "apiVersion: v2\nname: shop\nversion: 0.3.0\n";

#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Accepted,
    /// With what was said.
    Refused(String),
    /// The values did not come as far as the schema.
    Failed(String),
}

/// What rutter says.
pub fn in_process(case: &Case, helm: HelmVersion) -> Verdict {
    let files = Memory::new()
        .file("shop/Chart.yaml", CHART)
        .file("shop/values.yaml", case.defaults.clone())
        .file("shop/values.schema.json", schema(&case.helper, case.root));
    let mut sources = Sources::new();
    let chart = match Chart::load(&files, Path::new("shop"), &mut sources, helm) {
        Ok(chart) => chart,
        Err(failure) => return Verdict::Failed(format!("{failure:?}")),
    };
    let mut inputs = Inputs::default();
    for file in &case.files {
        inputs.files.push(InputFile {
            name: file.display().to_string(),
            bytes: fs::read(file).unwrap(),
        });
    }
    for (flag, argument) in &case.flags {
        let list = match flag.as_str() {
            "--set" => &mut inputs.set,
            "--set-string" => &mut inputs.set_string,
            "--set-json" => &mut inputs.set_json,
            "--set-file" => &mut inputs.set_file,
            "--set-literal" => &mut inputs.set_literal,
            other => panic!("{other}"),
        };
        list.push(argument.clone());
    }
    let folder = values_folder();
    let mut read = |path: &str| Ok(fs::read(folder.join(path)).unwrap());
    match compute(&chart, &inputs, &mut sources, helm, &mut read) {
        Ok(_) => Verdict::Accepted,
        Err(Failure::Diagnostics(found)) => {
            let said: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
            match found
                .iter()
                .all(|one| one.code.name() == "schema-violation")
            {
                true => Verdict::Refused(said.join("\n")),
                false => Verdict::Failed(said.join("\n")),
            }
        }
        Err(failure) => Verdict::Failed(format!("{failure:?}")),
    }
}

fn values_folder() -> PathBuf {
    super::root().join("tests/golden/values")
}

/// A Helm on this machine.
pub struct Helm {
    pub name: &'static str,
    pub version: HelmVersion,
    program: PathBuf,
    /// A chart for every schema, made once, and a home without configuration.
    folder: tempfile::TempDir,
    charts: std::cell::RefCell<BTreeMap<String, PathBuf>>,
}

/// The Helms on this machine. Says so where one is missing.
pub fn helms() -> Vec<Helm> {
    let mut found = Vec::new();
    for (name, variable, version) in [
        ("helm3", "RUTTER_HELM3", HelmVersion::V3),
        ("helm4", "RUTTER_HELM4", HelmVersion::V4),
    ] {
        let program = env::var_os(variable).map_or_else(
            || super::root().join("tests/oracles/bin").join(name),
            PathBuf::from,
        );
        if program.is_file() {
            found.push(Helm {
                name,
                version,
                program,
                folder: tempfile::tempdir().unwrap(),
                charts: Default::default(),
            });
        } else {
            eprintln!("SKIPPED: no {name}: run tests/oracles/fetch, or set {variable}");
        }
    }
    found
}

impl Helm {
    /// What `helm template` says of a chart that holds nothing but the schema.
    pub fn judge(&self, case: &Case) -> Verdict {
        let chart = self.chart(case);
        fs::write(chart.join("values.yaml"), &case.defaults).unwrap();
        let mut command = Command::new(&self.program);
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("KUBECONFIG", self.folder.path().join("none"))
            .current_dir(values_folder())
            .arg("template")
            .arg("rel")
            .arg(&chart);
        for file in &case.files {
            command.arg("-f").arg(file);
        }
        for (flag, argument) in &case.flags {
            command.arg(flag).arg(argument);
        }
        let done = command.output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        if done.status.success() {
            Verdict::Accepted
        } else if said.lines().any(|line| line.starts_with("- ")) {
            Verdict::Refused(said)
        } else {
            Verdict::Failed(said)
        }
    }

    fn chart(&self, case: &Case) -> PathBuf {
        let name = format!("{}-{:?}", case.helper, case.root);
        let mut charts = self.charts.borrow_mut();
        let made = charts.entry(name).or_insert_with_key(|name| {
            let chart = self.folder.path().join(name);
            fs::create_dir_all(&chart).unwrap();
            fs::write(chart.join("Chart.yaml"), CHART).unwrap();
            let schema = schema(&case.helper, case.root);
            fs::write(chart.join("values.schema.json"), schema).unwrap();
            chart
        });
        made.clone()
    }
}
