//! What a match item asks of a request, as Pilot and Envoy read it.

use std::collections::{BTreeMap, BTreeSet};

use super::text::Text;
use crate::rules::prelude::*;
use crate::yaml::Node;

/// The conditions of a match item; a request must satisfy all.
///
/// (Istio 1.30: pilot/pkg/networking/core/route/route.go, `TranslateRouteMatch` and
/// `sourceMatchHTTP`.)
#[derive(Clone, Debug)]
pub(in crate::rules) struct Conditions {
    /// The path, without the query string.
    pub path: Text,
    /// Whether the case of the path does not count; never so for an expression.
    pub ignores_case: bool,
    /// Headers, among them the method, the scheme and the host.
    pub headers: Vec<HeaderCondition>,
    /// Query parameters.
    pub queries: BTreeMap<String, Text>,
    /// Claims of a token: name, whether it must not match, the value.
    pub claims: Vec<(String, bool, Text)>,
    /// The port of the gateway's server.
    pub port: Option<u64>,
    /// Where the request comes from.
    pub place: Place,
}

/// A condition on a header.
#[derive(Clone, Debug)]
pub(in crate::rules) struct HeaderCondition {
    /// The name in lower case; the method is `:method`.
    pub name: String,
    /// Whether the header must not match.
    pub negated: bool,
    /// The value. [`Text::Any`]: the header must be there.
    pub text: Text,
}

/// Where requests come from.
#[derive(Clone, Debug)]
pub(in crate::rules) enum Place {
    /// These gateways. Istio then does not look at the sender.
    Gateways(BTreeSet<String>),
    /// Any gateway of the VirtualService; pods with these labels, in this namespace.
    Sender {
        labels: BTreeMap<String, String>,
        namespace: Option<String>,
    },
}

/// Headers that no request is without.
const ALWAYS_THERE: [&str; 4] = [":authority", ":method", ":path", ":scheme"];

impl Conditions {
    /// Those of a route without match items.
    pub fn none() -> Self {
        Conditions {
            path: Text::Any,
            ignores_case: false,
            headers: Vec::new(),
            queries: BTreeMap::new(),
            claims: Vec::new(),
            port: None,
            place: Place::Sender {
                labels: BTreeMap::new(),
                namespace: None,
            },
        }
    }

    /// Those of an item in a VirtualService; `None` when something in it cannot be understood.
    pub fn read(item: &Node, namespace: &str) -> Option<Self> {
        item.as_map()?;
        let mut conditions = Conditions::none();
        if let Some(uri) = item.field("uri") {
            conditions.path = Text::read(uri, false)?;
        }
        if item.has("ignoreUriCase") {
            conditions.ignores_case = item.flag("ignoreUriCase")?;
        }
        for (key, name) in [
            ("method", ":method"),
            ("authority", ":authority"),
            ("scheme", ":scheme"),
        ] {
            if let Some(node) = item.field(key) {
                conditions.add_header(name, false, Text::read(node, true)?);
            }
        }
        for (key, negated) in [("headers", false), ("withoutHeaders", true)] {
            let Some(node) = item.field(key) else {
                continue;
            };
            for entry in node.as_map()?.entries() {
                let text = if entry.value.is_null() {
                    Text::Any
                } else {
                    Text::read(&entry.value, true)?
                };
                conditions.add_header(&entry.key, negated, text);
            }
        }
        if let Some(node) = item.field("queryParams") {
            for entry in node.as_map()?.entries() {
                let text = if entry.value.is_null() {
                    Text::Any
                } else {
                    Text::read(&entry.value, true)?
                };
                conditions.queries.insert(entry.key.to_string(), text);
            }
        }
        if let Some(node) = item.field("port") {
            let port = node
                .as_number()
                .filter(|port| (0.0..65536.0).contains(port))?;
            conditions.port = (port != 0.0).then_some(port as u64);
        }
        conditions.place = Place::read(item, namespace)?;
        Some(conditions)
    }

    fn add_header(&mut self, name: &str, negated: bool, text: Text) {
        let name = match name.to_ascii_lowercase().as_str() {
            // Envoy keeps the header `host` as `:authority`.
            "host" => ":authority".to_owned(),
            lower if lower.starts_with("@request.auth.claims") => {
                self.claims.push((name.to_owned(), negated, text));
                return;
            }
            lower => lower.to_owned(),
        };
        if !negated && text.is_everything() && ALWAYS_THERE.contains(&name.as_str()) {
            return;
        }
        self.headers.push(HeaderCondition {
            name,
            negated,
            text,
        });
    }
}

impl Place {
    fn read(item: &Node, namespace: &str) -> Option<Place> {
        let gateways = match item.field("gateways") {
            Some(node) => names(node.as_list()?, namespace)?,
            None => BTreeSet::new(),
        };
        if !gateways.is_empty() {
            return Some(Place::Gateways(gateways));
        }
        let mut labels = BTreeMap::new();
        if let Some(node) = item.field("sourceLabels") {
            for entry in node.as_map()?.entries() {
                labels.insert(entry.key.to_string(), entry.value.as_str()?.to_owned());
            }
        }
        let sender = match item.field("sourceNamespace") {
            Some(node) => Some(node.as_str()?).filter(|text| !text.is_empty()),
            None => None,
        };
        Some(Place::Sender {
            labels,
            namespace: sender.map(str::to_owned),
        })
    }
}

/// The gateways of a list under their full names.
pub(super) fn names(list: &[Node], namespace: &str) -> Option<BTreeSet<String>> {
    list.iter()
        .map(|node| Some(full_name(node.as_str()?, namespace)))
        .collect()
}

/// `NAMESPACE/NAME` of a gateway.
fn full_name(name: &str, namespace: &str) -> String {
    match name.split_once('/') {
        Some((".", name)) => format!("{namespace}/{name}"),
        None if name != "mesh" && !name.contains('.') => format!("{namespace}/{name}"),
        _ => name.to_owned(),
    }
}
