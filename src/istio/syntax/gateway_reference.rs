//! How a VirtualService names a Gateway.

use std::fmt;
use std::ops::Range;

use super::host::{HostProblem, fqdn};
use super::name::{NameProblem, label};

/// The reserved name for the proxies in the mesh.
pub const MESH: &str = "mesh";

/// A Gateway as a VirtualService names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayReference<'a> {
    /// The word `mesh`: no Gateway, but every proxy in the mesh.
    Mesh,
    /// A name alone: a Gateway in the namespace of the VirtualService.
    Here(&'a str),
    /// `namespace/name`.
    There {
        /// The namespace.
        namespace: &'a str,
        /// The name.
        name: &'a str,
    },
    /// `name.namespace.svc.cluster.local`, an old form: Istio warns (rule `vs-gateway-legacy`)
    /// and asks for `namespace/name`.
    Legacy {
        /// The second piece; empty in `gw.`.
        namespace: &'a str,
        /// The first piece.
        name: &'a str,
    },
}

/// Why such a reference is refused, one rule of Istio each. Positions are bytes in the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GatewayReferenceProblem {
    /// One side of the `/` is empty (rule `vs-gateway-empty-part`).
    EmptyPart,
    /// Before the `/` stands no label (rule `vs-gateway-ns`).
    Namespace(NameProblem),
    /// After the `/` stands no label (rule `vs-gateway-name`).
    Name(NameProblem),
    /// Without a `/`: no host name (rule `vs-gateway-fqdn`).
    Host(HostProblem),
}

impl GatewayReferenceProblem {
    /// The bytes to underline in `text`, which must be the text that was checked.
    #[must_use]
    pub fn range(&self, text: &str) -> Range<usize> {
        match self {
            Self::EmptyPart => 0..text.len(),
            Self::Namespace(problem) | Self::Name(problem) => match problem.range() {
                empty if empty.is_empty() => 0..text.len(),
                precise => precise,
            },
            Self::Host(problem) => problem.range(text),
        }
    }
}

impl fmt::Display for GatewayReferenceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyPart => f.write_str("one side of the `/` is empty"),
            Self::Namespace(problem) => write!(f, "before the `/` stands no namespace: {problem}"),
            Self::Name(problem) => write!(f, "after the `/` stands no name: {problem}"),
            Self::Host(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for GatewayReferenceProblem {}

/// Reads one entry of `gateways`.
///
/// (istio 1.30: pkg/config/validation/validation.go, `validateGatewayNames`. Istio looks at no
/// entry after the first one without `/`; this function looks at any.)
///
/// # Errors
///
/// Everything that is wrong with it, in Istio's order.
pub fn gateway_reference(text: &str) -> Result<GatewayReference<'_>, Vec<GatewayReferenceProblem>> {
    let Some((namespace, name)) = text.split_once('/') else {
        fqdn(text).map_err(|problem| vec![GatewayReferenceProblem::Host(problem)])?;
        let mut pieces = text.split('.');
        return Ok(match (pieces.next(), pieces.next()) {
            (Some(name), Some(namespace)) => GatewayReference::Legacy { namespace, name },
            _ if text == MESH => GatewayReference::Mesh,
            _ => GatewayReference::Here(text),
        });
    };
    let mut problems = Vec::new();
    if namespace.is_empty() || name.is_empty() {
        problems.push(GatewayReferenceProblem::EmptyPart);
    }
    problems.extend(
        label(namespace)
            .err()
            .map(GatewayReferenceProblem::Namespace),
    );
    let shift = namespace.len() + 1;
    let bad_name = label(name).err().map(|problem| problem.shifted(shift));
    problems.extend(bad_name.map(GatewayReferenceProblem::Name));
    if problems.is_empty() {
        Ok(GatewayReference::There { namespace, name })
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::GatewayReference::{Here, Legacy, Mesh, There};
    use super::GatewayReferenceProblem::{EmptyPart, Host, Name, Namespace};
    use super::*;

    #[test]
    fn good_references() {
        for (text, expected) in [
            (
                "ns/gw",
                There {
                    namespace: "ns",
                    name: "gw",
                },
            ),
            ("gw", Here("gw")),
            ("mesh", Mesh),
            (
                "gw.ns.svc.cluster.local",
                Legacy {
                    namespace: "ns",
                    name: "gw",
                },
            ),
            (
                "gw.",
                Legacy {
                    namespace: "",
                    name: "gw",
                },
            ),
        ] {
            assert_eq!(gateway_reference(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn bad_references() {
        let bad = |text| gateway_reference(text).unwrap_err();
        assert_eq!(
            bad("./gw"),
            [Namespace(NameProblem::Character { at: 0, found: '.' })]
        );
        assert_eq!(
            bad("*/gw"),
            [Namespace(NameProblem::Character { at: 0, found: '*' })]
        );
        assert_eq!(
            bad("a/b/c"),
            [Name(NameProblem::Character { at: 3, found: '/' })]
        );
        assert!(matches!(bad("/gw")[..], [EmptyPart, Namespace(_)]));
        assert!(matches!(bad("ns/")[..], [EmptyPart, Name(_)]));
        assert!(matches!(bad("")[..], [Host(HostProblem::Empty)]));
        assert!(matches!(bad("a..b")[..], [Host(_)]));
        assert!(matches!(
            bad("123")[..],
            [Host(HostProblem::NumericEnd { .. })]
        ));
    }
}
