//! What stops rutter from running at all. What is wrong inside the author's files is a
//! [`Diagnostic`](crate::diagnostic::Diagnostic) instead.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Why there is no result.
#[derive(Debug)]
pub enum Failure {
    /// Rutter could not run. On the command line: exit code 2.
    Error(Error),
    /// Something is wrong inside the author's files; never empty. On the command line: exit
    /// code 1.
    Diagnostics(Vec<Diagnostic>),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Error(error)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Failure::Diagnostics(vec![diagnostic])
    }
}

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Failure::from(*diagnostic)
    }
}

/// Why rutter could not run. On the command line: exit code 2.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    path: Option<String>,
}

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or a folder is missing.
    NotFound,
    /// A file or a folder is there and cannot be read.
    Unreadable,
    /// A path leads to something that is no chart.
    NotAChart,
    /// An argument that cannot be used: an unknown helper, an invalid release name.
    Usage,
    /// This build leaves out what would be needed.
    Unsupported,
    /// A text that configures rutter itself, a helper definition or a `rutter.yaml`, is wrong.
    Invalid,
    /// Something is wrong inside the author's files, where only a result was asked for.
    Findings,
}

impl Error {
    /// An error that concerns no path.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error {
            kind,
            message: message.into(),
            path: None,
        }
    }

    /// The same error, concerning this path.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// A failed access to a path.
    #[must_use]
    pub fn io(path: impl Into<String>, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let (kind, message) = match error.kind() {
            Io::NotFound => (ErrorKind::NotFound, "there is no such file".to_owned()),
            Io::IsADirectory => (ErrorKind::Unreadable, "this is a folder".to_owned()),
            _ => (ErrorKind::Unreadable, format!("cannot read it: {error}")),
        };
        Error::new(kind, message).with_path(path)
    }

    /// What is wrong with a text that configures rutter: every finding with its place, a line each.
    pub(crate) fn invalid(found: &[Diagnostic], sources: &Sources) -> Self {
        let lines: Vec<String> = found.iter().map(|one| one.line(sources)).collect();
        Error::new(ErrorKind::Invalid, lines.join("\n"))
    }

    /// What kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What went wrong, without the path.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The path it concerns, as it was given.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{path}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}

/// The error, or the messages of the diagnostics, one a line.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Error(error) => fmt::Display::fmt(error, f),
            Failure::Diagnostics(found) => {
                for (at, diagnostic) in found.iter().enumerate() {
                    if at > 0 {
                        f.write_str("\n")?;
                    }
                    write!(f, "{}: {}", diagnostic.code, diagnostic.message)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Failure {}
