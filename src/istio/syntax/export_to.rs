//! Which namespaces see an object: `exportTo`.

use std::fmt;

use super::name::{self, NameProblem};

/// One entry of `exportTo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportTo<'a> {
    /// `*`: every namespace.
    Everyone,
    /// `.`: the object's own.
    Own,
    /// The one with this name.
    Namespace(&'a str),
}

/// Why an entry is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportToProblem {
    /// `~`, nobody: for a ServiceEntry only.
    Nobody,
    /// Neither `.` nor `*` nor a namespace.
    Namespace(NameProblem),
}

impl fmt::Display for ExportToProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("`~` (nobody) is only for a ServiceEntry"),
            Self::Namespace(problem) => {
                write!(f, "it is neither `.` nor `*` nor a namespace: {problem}")
            }
        }
    }
}

impl std::error::Error for ExportToProblem {}

impl<'a> ExportTo<'a> {
    /// Reads one entry (istio 1.30: pkg/config/visibility, `Validate`).
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(text: &'a str) -> Result<Self, ExportToProblem> {
        match text {
            "*" => Ok(Self::Everyone),
            "." => Ok(Self::Own),
            "~" => Err(ExportToProblem::Nobody),
            name => match name::label(name) {
                Ok(()) => Ok(Self::Namespace(name)),
                Err(problem) => Err(ExportToProblem::Namespace(problem)),
            },
        }
    }

    /// The entry with the object's namespace in place of `.`.
    #[must_use]
    pub fn resolved(self, own: &'a str) -> Self {
        match self {
            Self::Own => Self::Namespace(own),
            other => other,
        }
    }
}

/// What is wrong with a list of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportListProblem {
    /// An entry for itself (rule `exportto-invalid`).
    Invalid {
        /// Which one, from 0.
        index: usize,
        /// Why.
        why: ExportToProblem,
    },
    /// An entry that an earlier one says already, maybe as `.` (rule `exportto-dup`).
    Duplicate {
        /// Which one, from 0.
        index: usize,
        /// The earlier one.
        first: usize,
    },
    /// `*` beside others, which it makes pointless (rule `exportto-star-mixed`).
    StarMixed {
        /// The `*`.
        index: usize,
    },
}

/// Everything that Istio refuses in `exportTo` of an object in the namespace `own`, in its order.
///
/// (istio 1.30: pkg/config/validation/validation.go, `validateExportTo`. An entry that is invalid
/// is no duplicate either.)
#[must_use]
pub fn export_to(entries: &[&str], own: &str) -> Vec<ExportListProblem> {
    let read = |index: usize| {
        let entry = entries.get(index).copied().map(ExportTo::parse);
        entry.and_then(Result::ok).map(|entry| entry.resolved(own))
    };
    let mut problems = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match ExportTo::parse(entry) {
            Err(why) => problems.push(ExportListProblem::Invalid { index, why }),
            Ok(entry) => {
                let same = Some(entry.resolved(own));
                if let Some(first) = (0..index).find(|&earlier| read(earlier) == same) {
                    problems.push(ExportListProblem::Duplicate { index, first });
                }
            }
        }
    }
    if entries.len() > 1
        && let Some(index) = entries.iter().position(|&entry| entry == "*")
    {
        problems.push(ExportListProblem::StarMixed { index });
    }
    problems
}

/// Whether a DestinationRule with a `workloadSelector` may have this `exportTo`: only its own
/// namespace, or nothing (rule `dr-selector-exportto`). Entries that are invalid are left out, as
/// Istio does (istio 1.30: pkg/config/validation/validation.go, `validateExportTo`).
#[must_use]
pub fn exports_to_own_only(entries: &[&str], own: &str) -> bool {
    let mut read = entries
        .iter()
        .filter_map(|entry| ExportTo::parse(entry).ok());
    read.all(|entry| entry.resolved(own) == ExportTo::Namespace(own))
}

#[cfg(test)]
mod tests {
    use super::ExportListProblem::{Duplicate, Invalid, StarMixed};
    use super::*;

    #[test]
    fn lists() {
        let nobody = Invalid {
            index: 0,
            why: ExportToProblem::Nobody,
        };
        for (entries, expected) in [
            (&[][..], &[][..]),
            (&["."], &[]),
            (&["*"], &[]),
            (&["a", "b"], &[]),
            (&["~"], &[nobody]),
            (&["*", "a"], &[StarMixed { index: 0 }]),
            (
                &["a", "~", "*"],
                &[
                    Invalid {
                        index: 1,
                        why: ExportToProblem::Nobody,
                    },
                    StarMixed { index: 2 },
                ],
            ),
            (
                &["*", "*"],
                &[Duplicate { index: 1, first: 0 }, StarMixed { index: 0 }],
            ),
            (&[".", "own"], &[Duplicate { index: 1, first: 0 }]),
            (&["own", "."], &[Duplicate { index: 1, first: 0 }]),
            (&["a", "b", "a"], &[Duplicate { index: 2, first: 0 }]),
        ] {
            assert_eq!(export_to(entries, "own"), expected, "{entries:?}");
        }
        assert!(matches!(
            export_to(&["A.b"], "own")[..],
            [Invalid { index: 0, .. }]
        ));
        assert!(matches!(
            export_to(&["", ""], "own")[..],
            [Invalid { .. }, Invalid { .. }]
        ));
    }

    #[test]
    fn own_namespace_only() {
        for (entries, expected) in [
            (&[][..], true),
            (&["."], true),
            (&["own"], true),
            (&["~"], true),
            (&["*"], false),
            (&["a"], false),
            (&[".", "a"], false),
        ] {
            assert_eq!(exports_to_own_only(entries, "own"), expected, "{entries:?}");
        }
    }
}
