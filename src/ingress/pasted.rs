//! The objects of the upstream helpers, which paste values into YAML text.

mod hosts;
mod routes;

use crate::diagnostic::{Diagnostic, codes};
use crate::helm::HelmVersion;
use crate::helper::definition::{AlternativeName, Pasted};
use crate::istio::destination_rule::{ClientTls, DestinationRuleSpec, TrafficPolicy};
use crate::istio::gateway::{GatewaySpec, Port, Server, ServerTls};
use crate::istio::virtual_service::VirtualServiceSpec;
use crate::istio::{Object, ObjectMeta, Spec};
use crate::source::Span;
use crate::values::go;
use crate::yaml::{Data, List, Map, Node, Place as At, entry};

use super::scope::{Found, Place, Scope};
use super::text::Text;
use super::{Compiled, Objects, reprint, settle};

/// Compiles the stanza; the second part are warnings.
pub(super) fn compile(scope: &Scope<'_>, facts: &Pasted) -> (Objects, Vec<Diagnostic>) {
    let mut warnings = Vec::new();
    let objects = match scope.required_map("ingress") {
        Err(problem) => Err(vec![problem]),
        Ok(ingress) if ingress.truthy("enabled").is_none() => Ok(None),
        Ok(ingress) => {
            let mut compiler = Compiler {
                scope,
                facts,
                ingress,
                warnings: &mut warnings,
                problems: Vec::new(),
            };
            let objects = compiler.objects();
            settle(objects, compiler.problems)
        }
    };
    (objects, warnings)
}

struct Compiler<'c, 'a> {
    scope: &'c Scope<'a>,
    facts: &'c Pasted,
    ingress: Place<'a>,
    warnings: &'c mut Vec<Diagnostic>,
    problems: Vec<Diagnostic>,
}

impl<'a> Compiler<'_, 'a> {
    /// Keeps a problem for the report and goes on, so that one run tells all.
    fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// What `toYaml` of this value reads back as.
    fn reprinted(&mut self, node: &Node, path: &str) -> Result<Node, Diagnostic> {
        reprint::reprint(node, path, self.warnings)
    }

    fn objects(&mut self) -> Option<Vec<Compiled>> {
        let existing = self.ingress.truthy("existingGatewayName");
        let hosts = self.hosts();
        let gateway = if existing.is_none() {
            Some(self.gateway(hosts.gateway.as_ref()))
        } else {
            None
        };
        let service = self.virtual_service(existing, hosts.route.as_ref());
        let rules = self.destination_rules(&hosts);
        let mut objects = rules?;
        if let Some(gateway) = gateway {
            objects.push(gateway?);
        }
        objects.push(service?);
        Some(objects)
    }

    fn metadata(&mut self, name: Result<Text, Diagnostic>) -> Option<ObjectMeta> {
        let scope = self.scope;
        let release = Text {
            text: scope.release.name.clone(),
            span: scope.release.name_span,
            what: "the release's name".into(),
        };
        let labels = [
            ("app", scope.chart_name()),
            ("chart", Ok(scope.chart_id())),
            ("release", Ok(release)),
        ];
        let mut entries = vec![entry("heritage", Node::string("Helm", Span::NOWHERE))];
        let mut whole = true;
        for (key, text) in labels {
            match self.keep(text.and_then(|text| text.paste(At::MapValue))) {
                Some(node) => entries.push(entry(key, node)),
                None => whole = false,
            }
        }
        let name = self.keep(name.and_then(|name| name.paste(At::MapValue)))?;
        let mut metadata = ObjectMeta::default();
        metadata.set(entry("name", name));
        metadata.set(entry("labels", map(entries)));
        whole.then_some(metadata)
    }

    fn gateway(&mut self, hosts: Option<&Node>) -> Option<Compiled> {
        let name = self.scope.object_name();
        let metadata = self.metadata(name.clone());
        let platform = &self.scope.definition.platform;
        let credential = self
            .scope
            .namespace()
            .then(&platform.credential_suffix)
            .paste(At::MapValue);
        let credential = self.keep(credential);
        let selectors = if self.facts.selectors {
            self.ingress.map.get("selectors")
        } else {
            None
        };
        let mut spec = GatewaySpec::default();
        match selectors {
            Some(node) => {
                let node = self.reprinted(node, "ingress.selectors");
                let node = self.keep(node)?;
                spec.set(entry("selector", node));
            }
            None => spec.selector = Some(platform.selector.clone()),
        }
        let hosts = hosts?;
        let mut tls = ServerTls {
            mode: Some("SIMPLE".into()),
            ..ServerTls::default()
        };
        tls.set(entry("credentialName", credential?));
        let mut server = Server {
            port: Some(Port {
                number: Some(443),
                name: Some("https".into()),
                protocol: Some("HTTPS".into()),
                ..Port::default()
            }),
            tls: Some(tls),
            ..Server::default()
        };
        server.set(entry("hosts", hosts.clone()));
        spec.servers = Some(vec![server]);
        let compiled = Compiled::new(Object {
            metadata: metadata?,
            spec: Spec::Gateway(spec),
        })
        .origin("spec.servers[0].hosts", hosts)
        .named(&name.ok()?);
        Some(match selectors {
            Some(node) => compiled.origin("spec.selector", node),
            None => compiled,
        })
    }

    fn virtual_service(
        &mut self,
        existing: Option<&'a Node>,
        hosts: Option<&Node>,
    ) -> Option<Compiled> {
        let name = self.scope.object_name();
        let metadata = self.metadata(name.clone());
        let gateway = match existing {
            Some(node) => Ok(Text::of(node, "`ingress.existingGatewayName`")),
            None => self.scope.object_name(),
        };
        let gateway = self.keep(gateway.and_then(|text| text.paste(At::ListItem)));
        let http = self.http_routes();
        let gateways = list(vec![gateway?]);
        let http = http?;
        let hosts = hosts?;
        let mut spec = VirtualServiceSpec::default();
        spec.set(entry("hosts", hosts.clone()));
        spec.set(entry("gateways", gateways.clone()));
        spec.set(entry("http", http.clone()));
        Some(
            Compiled::new(Object {
                metadata: metadata?,
                spec: Spec::VirtualService(spec),
            })
            .origin("spec.hosts", hosts)
            .origin("spec.gateways", &gateways)
            .origin("spec.http", &http)
            .named(&name.ok()?),
        )
    }

    fn destination_rules(&mut self, hosts: &hosts::Hosts) -> Option<Vec<Compiled>> {
        let listed = if self.facts.destination_rule_hosts {
            self.ingress.truthy("destinationrulehosts")
        } else {
            None
        };
        let hosts_of_rules = match listed {
            None => {
                let fqdn = self.scope.service_fqdn();
                vec![self.keep(fqdn)?]
            }
            Some(node) => {
                let items = self.range(node, "ingress.destinationrulehosts");
                self.keep(items)?
                    .iter()
                    .map(|item| Text::of(item, "an entry of `ingress.destinationrulehosts`"))
                    .collect()
            }
        };
        let rules: Vec<Option<Compiled>> = hosts_of_rules
            .into_iter()
            .map(|host| self.destination_rule(host, hosts))
            .collect();
        rules.into_iter().collect()
    }

    fn destination_rule(&mut self, host: Text, hosts: &hosts::Hosts) -> Option<Compiled> {
        let name = if self.facts.destination_rule_hosts {
            Ok(host.clone())
        } else {
            self.scope.object_name()
        };
        let metadata = self.metadata(name.clone());
        let names = self.alternative_names(&host, hosts);
        let host = self.keep(host.paste(At::MapValue))?;
        let names = list(names?);
        let platform = &self.scope.definition.platform;
        let mut tls = ClientTls {
            mode: Some("SIMPLE".into()),
            ca_certificates: Some(platform.ca_certificates.clone()),
            ..ClientTls::default()
        };
        tls.set(entry("subjectAltNames", names.clone()));
        let mut spec = DestinationRuleSpec {
            traffic_policy: Some(Box::new(TrafficPolicy {
                tls: Some(tls),
                ..TrafficPolicy::default()
            })),
            ..DestinationRuleSpec::default()
        };
        spec.set(entry("host", host.clone()));
        Some(
            Compiled::new(Object {
                metadata: metadata?,
                spec: Spec::DestinationRule(spec),
            })
            .origin("spec.host", &host)
            .origin("spec.trafficPolicy.tls.subjectAltNames", &names)
            .named(&name.ok()?),
        )
    }

    fn alternative_names(&mut self, host: &Text, hosts: &hosts::Hosts) -> Option<Vec<Node>> {
        let mut names = Vec::new();
        for name in &self.facts.alternative_names {
            match name {
                AlternativeName::DefaultHost => {
                    for text in self.default_alternative_names() {
                        let node = self.keep(text.paste(At::ListItem))?;
                        names.push(node);
                    }
                }
                AlternativeName::Host => {
                    let node = self.keep(host.clone().paste(At::ListItem))?;
                    names.push(node);
                }
                AlternativeName::GatewayHosts => {
                    names.extend(
                        hosts
                            .gateway
                            .as_ref()?
                            .as_list()
                            .unwrap_or_default()
                            .iter()
                            .cloned(),
                    );
                }
                AlternativeName::RouteHosts => {
                    names.extend(
                        hosts
                            .route
                            .as_ref()?
                            .as_list()
                            .unwrap_or_default()
                            .iter()
                            .cloned(),
                    );
                }
            }
        }
        Some(names)
    }

    fn default_alternative_names(&self) -> Vec<Text> {
        match self.environment() {
            Some(environment) => environment
                .alternative_names
                .iter()
                .map(Text::fixed)
                .collect(),
            None => {
                let domain = self.facts.default_host_domain.as_deref().unwrap_or("");
                vec![self.scope.namespace().then(".").then(domain)]
            }
        }
    }

    /// What a template's `range` goes over: the items of a list, the values of a map in key
    /// order; in Helm 4 also 0 up to an integer of `--set`.
    fn range(&self, node: &Node, path: &str) -> Result<Vec<Node>, Diagnostic> {
        // Far beyond any real list, and not enough to fill the memory.
        const MOST: i64 = 65_536;
        match &node.data {
            Data::List(list) => Ok(list.items().to_vec()),
            Data::Map(map) => Ok(map.entries().iter().map(|e| e.value.clone()).collect()),
            Data::Int(count) if self.scope.helm == HelmVersion::V4 && *count <= MOST => Ok((0
                ..*count)
                .map(|number| Node::new(Data::Int(number), node.span))
                .collect()),
            _ => Err(Diagnostic::error(
                codes::WRONG_TYPE,
                format!("`{path}` must be a list, but is {}", node.kind()),
            )
            .at(node.span, "not a list")
            .note("the helper goes through its items one by one, and Helm stops when there are none to go through")
            .help(match node.as_str() {
                Some(text) if !path.ends_with("httproutes") && !text.contains(char::is_whitespace) => {
                    format!("write a list: `[{text}]`")
                }
                _ => "write a list, each item behind a dash, or leave the key out".to_owned(),
            })),
        }
    }
}

fn list(items: Vec<Node>) -> Node {
    Node::new(Data::List(List::new(items)), Span::NOWHERE)
}

fn map(entries: Vec<crate::yaml::Entry>) -> Node {
    Node::new(Data::Map(Map::from_entries(entries)), Span::NOWHERE)
}

/// Whether `len` of the value at a key is not zero, as the templates ask; an error where there is
/// no length.
fn has_length(place: &Place<'_>, key: &str) -> Result<bool, Diagnostic> {
    let path = place.path_of(key);
    match place.find(key) {
        Found::Value(entry) => match &entry.value.data {
            Data::List(_) | Data::Map(_) | Data::Str(_) => Ok(go::is_true(Some(&entry.value))),
            _ => Err(Diagnostic::error(
                codes::WRONG_TYPE,
                format!("`{path}` must be a list, but is {}", entry.value.kind()),
            )
            .at(entry.value.span, "not a list")
            .note("the helper asks for its length, and Helm stops here")
            .help("write a list of routes, or `[]` for the default route to the service")),
        },
        Found::Null(span) => Err(Diagnostic::error(
            codes::NULL_LIST,
            format!("`{path}` is null, but must be a list"),
        )
        .at(span, "null deletes the chart's default")
        .note("the helper asks for its length, and Helm stops when there is nothing to measure")
        .help("remove this line, or write `[]` for the default route to the service")),
        Found::Missing => Err(Diagnostic::error(
            codes::MISSING_MAP,
            format!("`{path}` is missing"),
        )
        .at(place.span, format!("has no `{key}`"))
        .note("the helper asks for its length, and Helm stops when it is missing")
        .help(format!(
            "add `{key}: []`{} to the chart's values.yaml",
            place.inside()
        ))),
    }
}
