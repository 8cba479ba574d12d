//! Which Helm to be equal to.

/// The two Helm versions that rutter reproduces. Where they differ, the difference is a rule
/// that takes this as a parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HelmVersion {
    /// Helm 3.17.3.
    #[default]
    V3,
    /// Helm 4.3.1.
    V4,
}

/// `3.17.3` or `4.3.1`.
impl std::fmt::Display for HelmVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            HelmVersion::V3 => "3.17.3",
            HelmVersion::V4 => "4.3.1",
        })
    }
}
