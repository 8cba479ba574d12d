//! A release, as every command that compiles one is given it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// A release: a chart and everything that Helm would be given with it.
#[derive(Debug, Args)]
pub struct Release {
    /// The release's name (`release-name` when only a chart is given) and the chart: a directory
    /// or a packaged .tgz
    #[arg(required = true, num_args = 1..=2, value_name = "[NAME] CHART")]
    pub name_and_chart: Vec<String>,

    #[command(flatten)]
    pub layers: Layers,
}

/// What Helm would be given with a chart, and how to read it.
#[derive(Clone, Debug, Args)]
pub struct Layers {
    /// The namespace of the release; without it `default`
    #[arg(short, long, value_name = "NS", allow_hyphen_values = true)]
    pub namespace: Option<String>,

    /// Values from a YAML file, `-` for standard input; later files win
    #[arg(
        short = 'f',
        long = "values",
        value_name = "FILE",
        value_delimiter = ','
    )]
    pub values: Vec<String>,

    /// Set a value: a.b[0]=1,c=d
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,

    /// Set a value that is a string whatever it looks like
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    pub set_string: Vec<String>,

    /// Set a value given as JSON
    #[arg(long, value_name = "KEY=JSON", allow_hyphen_values = true)]
    pub set_json: Vec<String>,

    /// Set a value to the text of a file
    #[arg(long, value_name = "KEY=FILE", allow_hyphen_values = true)]
    pub set_file: Vec<String>,

    /// Set a value to everything behind the first `=`, with nothing special in it
    #[arg(long, value_name = "KEY=TEXT", allow_hyphen_values = true)]
    pub set_literal: Vec<String>,

    /// Compile as if the chart vendored this helper: an id of `rutter helper list`, or the path
    /// of a definition
    #[arg(long, value_name = "ID|PATH")]
    pub helper: Option<String>,

    /// The Helm to be equal to: 3 is 3.17.3 (used when nothing says otherwise), 4 is 4.3.1
    #[arg(long, value_name = "3|4")]
    pub helm_version: Option<Helm>,

    /// Do not check the values against the charts' values.schema.json
    #[arg(long)]
    pub skip_schema_validation: bool,

    /// The configuration; without it the rutter.yaml that is nearest above each chart
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Look for no configuration
    #[arg(long)]
    pub no_config: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Helm {
    /// Helm 3.17.3
    #[value(name = "3")]
    V3,
    /// Helm 4.3.1
    #[value(name = "4")]
    V4,
}
