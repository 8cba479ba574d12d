//! What is installed where.

use crate::source::{Sources, Span};
use crate::{Error, ErrorKind};

/// Where Helm installs without a word about it.
pub const DEFAULT_NAMESPACE: &str = "default";

/// The name of the source in which a release's name and namespace stand.
pub(crate) const COMMAND_LINE: &str = "<command line>";

/// A release: the name and the namespace of an installation of a chart.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Release {
    /// `.Release.Name`
    pub name: String,
    /// `.Release.Namespace`
    pub namespace: String,
    /// Where the name was given.
    #[doc(hidden)]
    pub name_span: Span,
    /// Where the namespace was given.
    #[doc(hidden)]
    pub namespace_span: Span,
    /// Whether somebody said how the release is called; else the name is a guess, and nothing that
    /// depends on it should be called wrong.
    #[doc(hidden)]
    pub name_is_given: bool,
    /// Whether somebody said which namespace it is in.
    #[doc(hidden)]
    pub namespace_is_given: bool,
}

impl Release {
    /// A release of this name in this namespace; an empty namespace is `default`, as in Helm.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for a name that Helm refuses; see [`Release::name_problem`].
    pub fn new(name: &str, namespace: &str) -> Result<Self, Error> {
        if let Some(problem) = Release::name_problem(name) {
            let message = format!("`{name}` is no name for a release: {problem}");
            return Err(Error::new(ErrorKind::Usage, message));
        }
        let namespace = match namespace {
            "" => DEFAULT_NAMESPACE,
            given => given,
        };
        Ok(Release {
            name: name.to_owned(),
            namespace: namespace.to_owned(),
            name_span: Span::NOWHERE,
            namespace_span: Span::NOWHERE,
            name_is_given: true,
            namespace_is_given: true,
        })
    }

    /// The same release, with places in these sources for its name and its namespace.
    #[doc(hidden)]
    #[must_use]
    pub fn in_sources(&self, sources: &mut Sources) -> Self {
        Release {
            name_is_given: self.name_is_given,
            namespace_is_given: self.namespace_is_given,
            ..Release::registered(&self.name, &self.namespace, sources)
        }
    }

    /// A release whose name and namespace messages show as `<command line>`.
    #[doc(hidden)]
    pub fn registered(name: &str, namespace: &str, sources: &mut Sources) -> Self {
        const FLAG: &str = " --namespace ";
        let source = sources.add(COMMAND_LINE, format!("{name}{FLAG}{namespace}"));
        let namespace_at = name.len() + FLAG.len();
        Release {
            name: name.to_owned(),
            namespace: namespace.to_owned(),
            name_span: Span::new(source, 0, name.len()),
            namespace_span: Span::new(source, namespace_at, namespace_at + namespace.len()),
            name_is_given: true,
            namespace_is_given: true,
        }
    }

    /// Why Helm would refuse a release name; `None` for a good one.
    ///
    /// 1 to 53 bytes, lower-case DNS labels separated by dots (Helm 3.17.3 and 4.3.1, observed).
    #[must_use]
    pub fn name_problem(name: &str) -> Option<&'static str> {
        let inside = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let good_label = |label: &str| {
            !label.is_empty()
                && label.bytes().all(inside)
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if name.is_empty() {
            Some("it is empty")
        } else if name.len() > 53 {
            Some("it is longer than 53 characters")
        } else if name.split('.').all(good_label) {
            None
        } else {
            Some(
                "only lower-case letters, digits, `-` and `.` are allowed, \
                 each part beginning and ending with a letter or digit",
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_dns_labels_of_at_most_53_bytes() {
        for good in ["a", "1", "a.b", "a-b", &"x".repeat(53)] {
            assert_eq!(Release::name_problem(good), None, "{good}");
        }
        for bad in ["", "A", "a_b", "a..b", "a-", "-a", "a.-b", &"x".repeat(54)] {
            assert!(Release::name_problem(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn both_parts_have_a_place() {
        let mut sources = Sources::new();
        let release = Release::registered("one", "shared", &mut sources);
        assert_eq!(sources.text(release.name_span), "one");
        assert_eq!(sources.text(release.namespace_span), "shared");
    }
}
