//! The command line as data. Help texts, shell completions and the man page come from here.

mod findings;
mod release;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use findings::{FailOn, FindingFormat, Format, Rules};
pub use release::{Helm, Layers, Release};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Compiles the ingress values of Helm charts to Istio objects.
#[derive(Debug, Parser)]
#[command(
    name = "rutter",
    version,
    styles = STYLES,
    propagate_version = true,
    after_help = "Exit status: 0 done, 1 something is wrong inside a file, 2 could not run."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,

    /// When to use colours in diagnostics
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the Gateway, VirtualService and DestinationRules of a release
    #[command(
        override_usage = "rutter compile [OPTIONS] [NAME] CHART",
        after_help = "Examples:\n  rutter compile etherpad charts/etherpad -n etherpad -f values/production.yaml\n  rutter compile etherpad charts/etherpad -n etherpad --template extensions/certificate.j2"
    )]
    Compile(Compile),
    /// Tell what is wrong with the ingress values of charts, and how to fix it
    #[command(
        after_help = "Examples:\n  rutter check charts\n  rutter check charts/etherpad -f values/production.yaml\n  rutter check charts/etherpad --diff"
    )]
    Check(Check),
    /// Explain a rule or another code: what it finds, why it matters, what to write instead
    Explain {
        /// A code, such as RT3110, or a name, such as gw-host-short
        #[arg(value_name = "CODE|NAME")]
        rule: String,
    },
    /// List the rules of `rutter check`
    #[command(subcommand)]
    Rule(Rule),
    /// Print the model of a release: what templates given with `compile --template` see
    #[command(
        override_usage = "rutter model [OPTIONS] [NAME] CHART",
        after_help = "Example:\n  rutter model etherpad charts/etherpad -n etherpad -o json"
    )]
    Model(Model),
    /// Print the values of a release as its chart sees them, or where one of them comes from
    #[command(
        override_usage = "rutter values [OPTIONS] [NAME] CHART",
        after_help = "Example:\n  rutter values etherpad charts/etherpad --why ingress.gatewayHosts.default"
    )]
    Values(Values),
    /// List, show and generate the ingress helpers that rutter knows
    #[command(subcommand)]
    Helper(Helper),
    /// Print the JSON Schema of a chart's ingress values, for Helm and for editors
    #[command(
        after_help = "Examples:\n  rutter schema > values.schema.json\n  rutter schema --helper istio-1.2.0\n  rutter schema --config\n  rutter schema --model"
    )]
    Schema(Schema),
    /// Check the manifests that Helm is about to install, and hand them on: a Helm post-renderer
    #[command(
        after_help = "Examples:\n  helm upgrade pad charts/pad --post-renderer rutter --post-renderer-args post-render\n  helm template pad charts/pad | rutter post-render -n pad > pad.yaml\n  helm template pad charts/pad -f prod.yaml | rutter post-render --chart charts/pad -f prod.yaml\n\nNothing is printed, and Helm installs nothing, where something is found that counts. Helm hands over\nneither hooks (up to Helm 3) nor the files of crds/; Helm 4 takes only plugins: pipelines/helm has one."
    )]
    PostRender(PostRender),
    /// Check, or compile into, the objects that kustomize or kpt hand over: a KRM function
    #[command(
        after_help = "Reads a ResourceList from standard input and writes one, with results, to standard output. What it\ndoes its functionConfig says:\n\n  apiVersion: rutter.dev/v1alpha1\n  kind: IngressCheck\n  metadata:\n    name: check\n    annotations:\n      config.kubernetes.io/function: |\n        exec: {path: rutter, args: [krm-function]}\n  spec:\n    istioVersion: \"1.30\"\n\nkind IngressCompile, with a `chart`, compiles one: see docs/pipelines.md."
    )]
    KrmFunction(KrmFunction),
    /// Print the completion script of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub struct Compile {
    #[command(flatten)]
    pub release: Release,

    /// How to print the objects
    #[arg(short, long, value_name = "FORMAT", default_value = "yaml")]
    pub output: ObjectFormat,

    /// Add the objects that this template prints from the model of the release: a file that ends in
    /// `.j2` (Jinja) or `.tera` (Tera). May be given several times
    #[arg(long, value_name = "FILE")]
    pub template: Vec<String>,

    /// Write each object to a file of its own in this directory instead of printing it
    #[arg(long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,

    /// Compile although the chart changes or re-defines templates of the helper
    #[arg(long)]
    pub ignore_redefined: bool,

    #[command(flatten)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Charts, values files inside charts, or folders with charts below them
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// The name of the release; without it, the chart's name
    #[arg(long, value_name = "NAME")]
    pub release: Option<String>,

    #[command(flatten)]
    pub layers: Layers,

    /// The version of Istio that the objects are for, 1.18 to 1.32; without it 1.30
    #[arg(long, value_name = "VERSION")]
    pub istio_version: Option<rutter::istio::Version>,

    /// Look only for these codes, names, or beginnings of codes (RT41)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Do not look for these codes, names, or beginnings of codes
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,

    #[command(flatten)]
    pub format: Format,

    /// From which severity on findings make the exit status 1
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,

    /// Print how often each rule found something instead of the findings
    #[arg(long)]
    pub statistics: bool,

    /// Mend what can be mended safely, in the files
    #[arg(long)]
    pub fix: bool,

    /// Mend also where the objects change or rutter has to guess
    #[arg(long)]
    pub unsafe_fixes: bool,

    /// Print what the fixes would change instead of changing it
    #[arg(long)]
    pub diff: bool,

    /// Old findings that are not told again
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write all that is found to this file, to be given as --baseline from now on
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct PostRender {
    /// The chart that the manifests come from: what is wrong is told at the author's own lines,
    /// and what is wrong with its values as well
    #[arg(long, value_name = "CHART")]
    pub chart: Option<String>,

    /// The name of the release, for --chart
    #[arg(long, value_name = "NAME")]
    pub release: Option<String>,

    /// Add the objects that a template (.j2, .tera) prints for the chart behind the manifests; give
    /// the release's name with --release
    #[arg(long, value_name = "FILE", requires_all = ["chart", "release"])]
    pub template: Vec<String>,

    #[command(flatten)]
    pub layers: Layers,

    #[command(flatten)]
    pub rules: Rules,

    #[command(flatten)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct KrmFunction {
    #[command(flatten)]
    pub format: Format,
}

#[derive(Debug, Subcommand)]
pub enum Rule {
    /// List the rules, one a line: code, severity, name, what it finds
    List {
        /// How to print the rules
        #[arg(short, long, value_name = "FORMAT", default_value = "text")]
        output: RuleFormat,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RuleFormat {
    /// A table
    Text,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub struct Model {
    #[command(flatten)]
    pub release: Release,

    /// How to print the model
    #[arg(short, long, value_name = "FORMAT", default_value = "yaml")]
    pub output: ValuesFormat,

    /// Compile although the chart changes or re-defines templates of the helper
    #[arg(long)]
    pub ignore_redefined: bool,
}

#[derive(Debug, Args)]
pub struct Values {
    #[command(flatten)]
    pub release: Release,

    /// Tell layer by layer where the value at this path (in the syntax of --set) comes from
    #[arg(long, value_name = "PATH")]
    pub why: Option<String>,

    /// How to print the values
    #[arg(short, long, value_name = "FORMAT", default_value = "yaml")]
    pub output: ValuesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ObjectFormat {
    /// Documents separated by `---`
    Yaml,
    /// One `List`
    Json,
    /// One object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ValuesFormat {
    /// YAML; for --why, lines to read
    Yaml,
    /// JSON
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Helper {
    /// List the helpers, one a line: id and what it is
    List,
    /// Print the definition of a helper, to read or to start your own from
    Show {
        /// An id of `rutter helper list`, or the path of a definition
        #[arg(value_name = "ID|PATH")]
        id: String,
    },
    /// Print the Helm template of a helper, ready to vendor
    Template {
        /// An id of `rutter helper list`, or the path of a definition
        #[arg(value_name = "ID|PATH")]
        id: String,

        /// Leave out the templates of names and labels, for a chart that vendors them already
        #[arg(long)]
        without_names: bool,
    },
}

#[derive(Debug, Args)]
pub struct Schema {
    /// The helper whose values to describe: an id of `rutter helper list`, or the path of a
    /// definition
    #[arg(long, value_name = "ID|PATH", default_value = "1.0")]
    pub helper: String,

    /// Refuse keys beside `ingress` that the helper does not read: the schema is all that there
    /// is to say about the chart's values
    #[arg(long)]
    pub whole_values: bool,

    /// Print the schema of rutter.yaml instead
    #[arg(long, conflicts_with_all = ["helper", "whole_values"])]
    pub config: bool,

    /// Print the schema of what `rutter model` prints instead
    #[arg(long, conflicts_with_all = ["helper", "whole_values", "config"])]
    pub model: bool,
}
