//! The registry of diagnostic codes. A code is never reused; the first digit says which stage
//! speaks: 0 reading, 1 values, 2 helper, 3 Istio, 4 suspicious, 5 cross-release.

use std::fmt;

/// The code of a diagnostic, `RT` and four digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

/// What the registry says about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Info {
    /// The code.
    pub code: Code,
    /// Its name in kebab case; describes the bad pattern.
    pub name: &'static str,
    /// One line on what it means.
    pub summary: &'static str,
}

impl Code {
    /// The entry of the registry for this code.
    #[must_use]
    pub fn info(self) -> Option<&'static Info> {
        REGISTRY
            .binary_search_by_key(&self, |info| info.code)
            .ok()
            .and_then(|at| REGISTRY.get(at))
    }

    /// The name in kebab case, `yaml-syntax`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.info().map_or("unregistered", |info| info.name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RT{:04}", self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! registry {
    ($($number:literal $constant:ident $name:literal $summary:literal)*) => {
        $(#[doc = $summary] pub const $constant: Code = Code($number);)*

        /// Every code there is, in order.
        pub static REGISTRY: &[Info] = &[
            $(Info { code: $constant, name: $name, summary: $summary },)*
        ];
    };
}

registry! {
    1 YAML_SYNTAX "yaml-syntax" "the text is no YAML as Helm reads it"
    2050 HELPER_DEFINITION "helper-definition" "a helper definition that cannot be used"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_names_unique() {
        assert!(REGISTRY.windows(2).all(|pair| pair[0].code < pair[1].code));
        let mut names: Vec<_> = REGISTRY.iter().map(|info| info.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), REGISTRY.len());
    }

    #[test]
    fn a_code_prints_with_four_digits() {
        assert_eq!(YAML_SYNTAX.to_string(), "RT0001");
        assert_eq!(YAML_SYNTAX.name(), "yaml-syntax");
    }
}
