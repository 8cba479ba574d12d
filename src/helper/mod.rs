//! Helpers: what each version does, as data, and where to find the data.
//!
//! A helper is a Helm template that charts vendor; it turns `.Values.ingress` into Istio objects.
//! Its versions differ in a dozen facts, which [`Definition`] names. The compiler reads nothing
//! else, so that another version, or another company's platform, is a new file and not new code.

pub mod definition;
#[cfg(feature = "templates")]
mod template;

pub use definition::Definition;
#[cfg(feature = "templates")]
pub use template::{TemplateError, TemplateFile, template};

include!(concat!(env!("OUT_DIR"), "/helpers.rs"));

/// The ids of the helpers that ship with rutter, sorted.
pub fn ids() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(id, _)| *id)
}

/// The text of the definition that ships under an id.
#[must_use]
pub fn text(id: &str) -> Option<&'static str> {
    BUILT_IN
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_helpers_ship() {
        assert_eq!(ids().count(), 13);
        assert!(text("istio-1.2.0").is_some());
        assert!(text("istio-9.9.9").is_none());
    }
}
