//! What is looked for, what of it counts, and how it is printed.

use clap::{Args, ValueEnum};

/// What to look for, and what of it counts.
#[derive(Debug, Args)]
pub struct Rules {
    /// The version of Istio that the objects are for, 1.18 to 1.32; without it 1.30
    #[arg(long, value_name = "VERSION")]
    pub istio_version: Option<rutter::istio::Version>,

    /// Look only for these codes, names, or beginnings of codes (RT41)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Do not look for these codes, names, or beginnings of codes
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// From which severity on findings make the exit status 1
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,
}

/// How to print findings.
#[derive(Debug, Args)]
pub struct Format {
    /// How to print findings
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub output_format: FindingFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Only errors
    Error,
    /// Errors and warnings
    Warning,
    /// Everything
    Info,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// With the lines in question, for people
    Full,
    /// One line a finding
    Concise,
    /// One JSON document
    Json,
    /// One JSON document a finding
    Jsonl,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// JUnit XML
    Junit,
    /// SARIF 2.1.0
    Sarif,
    /// Reviewdog's diagnostic format
    Rdjson,
}

impl From<FindingFormat> for rutter::diagnostic::format::Format {
    fn from(format: FindingFormat) -> Self {
        match format {
            FindingFormat::Full => Self::Full,
            FindingFormat::Concise => Self::Concise,
            FindingFormat::Json => Self::Json,
            FindingFormat::Jsonl => Self::Jsonl,
            FindingFormat::Github => Self::Github,
            FindingFormat::Gitlab => Self::Gitlab,
            FindingFormat::Junit => Self::Junit,
            FindingFormat::Sarif => Self::Sarif,
            FindingFormat::Rdjson => Self::Rdjson,
        }
    }
}
