//! What a rule is, and how one is written down.

use super::check::Check;
use super::docs::Docs;
use crate::diagnostic::{Code, Severity};
use crate::istio::Version;

/// A rule: what it looks for, how bad that is, and everything there is to say about it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its code and its name. A code is never reused.
    pub code: Code,
    /// How bad a finding is unless a configuration says otherwise.
    pub severity: Severity,
    /// Whether it is looked for without being asked for.
    pub status: Status,
    /// The first version of Istio that it holds for; `None` for all.
    pub since: Option<Version>,
    /// The last version of Istio that it holds for; `None` for all.
    pub until: Option<Version>,
    /// Whether its fix is meant to change what is compiled. Every other fix leaves the objects as
    /// they are.
    pub changes_objects: bool,
    /// Its documentation, as it stands in its file.
    pub(crate) text: &'static str,
    /// How to look for it.
    pub(crate) check: Check,
}

/// How far a rule can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It is looked for.
    Stable,
    /// It is looked for only where its code or name is selected; it may change.
    Preview,
    /// It is looked for only where its code or name is selected; it will go.
    Deprecated,
}

impl Status {
    /// The word for it: `stable`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Status::Stable => "stable",
            Status::Preview => "preview",
            Status::Deprecated => "deprecated",
        }
    }
}

impl Rule {
    /// Its documentation in parts.
    #[must_use]
    pub fn docs(&self) -> Docs {
        Docs::parse(self.text)
    }

    /// Whether it looks at compiled objects; else at values, which are there without them, too.
    #[must_use]
    pub fn needs_objects(&self) -> bool {
        !matches!(self.check, Check::Stanza(_))
    }

    /// Whether it holds for a version of Istio.
    #[must_use]
    pub fn holds_for(&self, istio: Version) -> bool {
        self.since.is_none_or(|since| since <= istio)
            && self.until.is_none_or(|until| istio <= until)
    }
}

/// Declares the rule of a file.
///
/// The documentation begins with one sentence that says what is found. Sections follow: `Why it
/// matters` (in terms of traffic), `Example` and `Use instead` (both checked by a test), `Source`.
macro_rules! rule {
    (
        $(#[doc = $text:literal])*
        $severity:ident $number:literal $name:literal $check:ident($function:path)
        $(since $since:literal)? $(until $until:literal)?
        $(status $status:ident)? $(changes $changes:ident)?
    ) => {
        $(#[doc = $text])*
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            code: $crate::diagnostic::Code::new($number, $name),
            severity: $crate::diagnostic::Severity::$severity,
            status: $crate::rules::rule::status!($($status)?),
            since: $crate::rules::rule::version!($($since)?),
            until: $crate::rules::rule::version!($($until)?),
            changes_objects: $crate::rules::rule::said!($($changes)?),
            text: concat!($($text, "\n"),*),
            check: $crate::rules::check::Check::$check($function),
        };
    };
}

macro_rules! status {
    () => {
        $crate::rules::Status::Stable
    };
    ($status:ident) => {
        $crate::rules::Status::$status
    };
}

macro_rules! version {
    () => {
        None
    };
    ($minor:literal) => {
        Some($crate::istio::Version::new($minor))
    };
}

macro_rules! said {
    () => {
        false
    };
    (objects) => {
        true
    };
}

pub(crate) use {rule, said, status, version};
