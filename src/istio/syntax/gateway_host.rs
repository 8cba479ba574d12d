//! Hosts of a Gateway's server: `[namespace/]name`.

use std::fmt;
use std::ops::Range;

use super::address::is_ip;
use super::host::{HostProblem, wildcard_host};
use super::name::{NameProblem, label};

/// A host that a server of a Gateway offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GatewayHost<'a> {
    /// Whose VirtualServices may use it: a namespace, `.` (the Gateway's own), `*` or, when
    /// nothing is written, all.
    pub namespace: Option<&'a str>,
    /// The host itself, maybe with a wildcard, or an IPv4 address.
    pub name: &'a str,
}

/// Why such a host is refused, one rule of Istio each. Positions are bytes in the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GatewayHostProblem {
    /// One side of the `/` is empty (rule `gw-host-ns-empty`).
    EmptyPart,
    /// The namespace is not `*`, `.` or a label (rule `gw-host-ns-invalid`).
    Namespace(NameProblem),
    /// The name has no dot (rule `gw-host-short`).
    Short {
        /// The name.
        range: Range<usize>,
    },
    /// The name is neither a host nor an IP address (rule `gw-host-invalid`).
    Name {
        /// What to underline.
        range: Range<usize>,
        /// Why it is no host, at positions in the name alone.
        problem: HostProblem,
    },
    /// A `*` that is neither the whole name nor its first label (rule
    /// `gw-host-partial-wildcard`).
    PartialWildcard {
        /// The `*`.
        range: Range<usize>,
    },
}

impl GatewayHostProblem {
    /// The bytes to underline in `text`, which must be the text that was checked.
    #[must_use]
    pub fn range(&self, text: &str) -> Range<usize> {
        match self {
            Self::EmptyPart => 0..text.len(),
            Self::Namespace(problem) => match problem.range() {
                empty if empty.is_empty() => 0..text.len(),
                precise => precise,
            },
            Self::Short { range } | Self::PartialWildcard { range } | Self::Name { range, .. } => {
                range.clone()
            }
        }
    }
}

impl fmt::Display for GatewayHostProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyPart => f.write_str("one side of the `/` is empty"),
            Self::Namespace(problem) => write!(f, "before the `/` stands no namespace: {problem}"),
            Self::Short { .. } => f.write_str("a gateway takes only full names, with a dot"),
            Self::Name { problem, .. } => problem.fmt(f),
            Self::PartialWildcard { .. } => {
                f.write_str("in a gateway `*` stands alone or as the first part, as in `*.a.com`")
            }
        }
    }
}

impl std::error::Error for GatewayHostProblem {}

/// Reads a host of a Gateway's server.
///
/// (istio 1.30: pkg/config/validation/agent/validation.go,
/// `ValidateNamespaceSlashWildcardHostname`; the namespace `~`, which Istio writes itself for the
/// Gateway API, is refused.)
///
/// # Errors
///
/// Everything that is wrong with it, in Istio's order.
pub fn gateway_host(text: &str) -> Result<GatewayHost<'_>, Vec<GatewayHostProblem>> {
    let mut problems = Vec::new();
    let (namespace, name) = match text.split_once('/') {
        Some((namespace, name)) => (Some(namespace), name),
        None => (None, text),
    };
    if let Some(namespace) = namespace {
        if namespace.is_empty() || name.is_empty() {
            problems.push(GatewayHostProblem::EmptyPart);
        }
        if !matches!(namespace, "*" | ".") {
            problems.extend(label(namespace).err().map(GatewayHostProblem::Namespace));
        }
    }
    let start = text.len() - name.len();
    if name != "*" && !name.contains('.') {
        problems.push(GatewayHostProblem::Short {
            range: start..text.len(),
        });
    }
    if let Err(problem) = wildcard_host(name)
        && !is_ip(name)
    {
        let range = problem.range(name);
        let range = range.start + start..range.end + start;
        problems.push(GatewayHostProblem::Name { range, problem });
    }
    if name.len() != 1
        && !name.starts_with("*.")
        && let Some(at) = name.find('*')
    {
        let at = at + start;
        problems.push(GatewayHostProblem::PartialWildcard { range: at..at + 1 });
    }
    if problems.is_empty() {
        Ok(GatewayHost { namespace, name })
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<&'static str> {
        let problems = gateway_host(text).err().unwrap_or_default();
        problems
            .iter()
            .map(|problem| match problem {
                GatewayHostProblem::EmptyPart => "empty",
                GatewayHostProblem::Namespace(_) => "ns",
                GatewayHostProblem::Short { .. } => "short",
                GatewayHostProblem::Name { .. } => "name",
                GatewayHostProblem::PartialWildcard { .. } => "partial",
            })
            .collect()
    }

    #[test]
    fn good_hosts() {
        for (text, namespace, name) in [
            ("*", None, "*"),
            ("*/foo.com", Some("*"), "foo.com"),
            ("ns/*", Some("ns"), "*"),
            ("./*.a.com", Some("."), "*.a.com"),
            ("1.2.3.4", None, "1.2.3.4"),
            ("a.", None, "a."),
        ] {
            assert_eq!(
                gateway_host(text),
                Ok(GatewayHost { namespace, name }),
                "{text}"
            );
        }
    }

    #[test]
    fn every_broken_rule_is_told_in_order() {
        for (text, expected) in [
            ("foo", &["short"][..]),
            ("*foo.com", &["partial"]),
            ("*-foo.com", &["partial"]),
            ("::1", &["short"]),
            ("", &["short", "name"]),
            ("/", &["empty", "ns", "short", "name"]),
            ("ns/", &["empty", "short", "name"]),
            ("/a.com", &["empty", "ns"]),
            ("~/a.com", &["ns"]),
            ("a.b/c.d", &["ns"]),
            ("a/b/c.d", &["name"]),
            ("a.*.com", &["name", "partial"]),
            ("*.*.com", &["name"]),
        ] {
            assert_eq!(rules(text), expected, "{text}");
        }
    }

    #[test]
    fn positions_are_those_of_the_whole_text() {
        let problems = gateway_host("ns/a.b_c").unwrap_err();
        assert_eq!(problems[0].range("ns/a.b_c"), 6..7);
        let problems = gateway_host("ns/*foo.com").unwrap_err();
        assert_eq!(problems[0].range("ns/*foo.com"), 3..4);
    }
}
