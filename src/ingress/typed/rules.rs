//! The DestinationRules: how the gateway talks to the backends.

use crate::diagnostic::{Diagnostic, codes};
use crate::istio::destination_rule::{ClientTls, DestinationRuleSpec, TrafficPolicy};
use crate::istio::message::Field;
use crate::istio::{Object, ObjectMeta, Spec};
use crate::yaml::Node;

use super::{Backend, Compiled, Compiler, Place, Text};

impl<'a> Compiler<'_, 'a> {
    /// One DestinationRule an entry; without entries the one of the default backend.
    pub(super) fn destination_rules(
        &mut self,
        backend: &Backend,
        platform: Option<&Place<'a>>,
        metadata: &ObjectMeta,
        name: Option<&Text>,
    ) -> Option<Vec<Compiled>> {
        let listed = self.ingress.maps("destinationRules");
        let listed = self.keep(listed);
        let verified = self.ingress.flag("upstreamTLS");
        let verified = self.keep(verified)?.unwrap_or(true);
        let authorities = platform.map(|p| p.string("caCertificates")).transpose();
        let authorities = self.keep(authorities)?.flatten();
        let authorities = authorities
            .and_then(Node::as_str)
            .unwrap_or(&self.scope.definition.platform.ca_certificates);
        let tls = |host: &str| ClientTls {
            mode: Some("SIMPLE".into()),
            ca_certificates: Some(authorities.to_owned()),
            subject_alt_names: Some(vec![host.to_owned()]),
            ..ClientTls::default()
        };
        let listed = listed?;
        if listed.is_empty() {
            if !verified {
                // Plain HTTP is what the gateway does without a rule.
                return Some(Vec::new());
            }
            let host = backend.host.as_str().unwrap_or("");
            let spec = DestinationRuleSpec {
                host: Some(host.to_owned()),
                traffic_policy: Some(Box::new(TrafficPolicy {
                    tls: Some(tls(host)),
                    ..TrafficPolicy::default()
                })),
                ..DestinationRuleSpec::default()
            };
            let object = Object {
                metadata: metadata.clone(),
                spec: Spec::DestinationRule(spec),
            };
            return Some(vec![
                Compiled::new(object)
                    .origin("spec.host", &backend.host)
                    .named(name?),
            ]);
        }
        let alone = listed.len() == 1;
        let rules: Vec<Option<Compiled>> = listed
            .iter()
            .map(|node| {
                let parts = rule_parts(&self.ingress, node);
                let (own_name, host) = self.keep(parts)?;
                let mut spec = DestinationRuleSpec::from_node(node)?;
                // The name of the object is no part of what it says.
                spec.extra.remove("name");
                if verified {
                    let policy = spec.traffic_policy.get_or_insert_default();
                    if policy.tls.is_none() && policy.extra.get("tls").is_none_or(Node::is_null) {
                        policy.extra.remove("tls");
                        policy.tls = Some(tls(&host));
                    }
                }
                let mut metadata = metadata.clone();
                let behind = match own_name {
                    Some(own) => {
                        metadata.name = Some(own);
                        node.get("name")
                    }
                    None if !alone => {
                        metadata.name = Some(host);
                        node.get("host")
                    }
                    None => None,
                };
                let object = Object {
                    metadata,
                    spec: Spec::DestinationRule(spec),
                };
                let compiled = Compiled::new(object).origin("spec", node);
                Some(match (behind, name) {
                    (Some(behind), _) => compiled.origin("metadata.name", behind),
                    (None, Some(name)) => compiled.named(name),
                    (None, None) => compiled,
                })
            })
            .collect();
        rules.into_iter().collect()
    }
}

/// The name, if any, and the host of an entry of `destinationRules`; its parts checked.
fn rule_parts<'a>(
    ingress: &Place<'a>,
    node: &'a Node,
) -> Result<(Option<String>, String), Diagnostic> {
    let Some(map) = node.as_map() else {
        return Ok((None, String::new()));
    };
    let place = ingress.below("destinationRules", map, node.span);
    let text = |node: Option<&Node>| node.and_then(Node::as_str).map(str::to_owned);
    let name = text(place.string("name")?);
    if let Some(policy) = place.map("trafficPolicy")? {
        policy.map("tls")?;
    }
    place.maps("subsets")?;
    let host = text(place.string("host")?).ok_or_else(|| {
        Diagnostic::error(
            codes::RULE_WITHOUT_HOST,
            "an entry of `ingress.destinationRules` has no `host`",
        )
        .at(node.span, "for which service?")
        .help("name the service: `host: NAME.NAMESPACE.svc.cluster.local`")
    })?;
    Ok((name, host))
}
