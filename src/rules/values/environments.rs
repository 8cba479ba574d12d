//! Which environment a host and a release belong to.

use super::super::context::Context;
use super::super::read::Read;
use super::super::stanza::Chart;
use crate::source::{Sources, Span};
use crate::values::{Origin, go};
use crate::yaml::Node;

/// What is known about environments in a run.
pub(super) struct Environments {
    /// The domains of production.
    production: Vec<String>,
    /// The domains of staging clusters.
    staging: Vec<String>,
    /// Whether a switch of the stanza says that this is staging; `None` for helpers without one.
    pub is_staging: Option<bool>,
    /// Whether the name of a values file says so.
    pub has_staging_file: bool,
}

impl Environments {
    pub fn of(chart: &Chart<'_>) -> Self {
        let definition = chart.definition;
        let platform = chart.get("platform").filter(|_| definition.typed.is_some());
        let named = platform
            .map(|node| node.items("domains"))
            .unwrap_or_default();
        let mut production: Vec<String> = named
            .iter()
            .filter_map(|node| Some(node.as_str()?.to_owned()))
            .collect();
        if production.is_empty() {
            production.clone_from(&definition.platform.domains);
        }
        let switches: Vec<&str> = match &definition.pasted {
            Some(facts) => facts.environments.iter().map(|e| e.key.as_str()).collect(),
            None => vec!["staging"],
        };
        let mut staging: Vec<String> = definition.platform.staging_domain.iter().cloned().collect();
        let environments = definition
            .pasted
            .iter()
            .flat_map(|facts| &facts.environments);
        staging.extend(environments.flat_map(|environment| environment.domains.clone()));
        if let Some(domain) = platform.and_then(|node| node.filled("stagingDomain")) {
            staging = vec![domain.to_owned()];
        }
        let files = chart
            .layers
            .iter()
            .filter(|layer| layer.origin == Origin::File);
        Environments {
            production,
            staging,
            is_staging: (!switches.is_empty())
                .then(|| switches.iter().any(|key| go::is_true(chart.get(key)))),
            has_staging_file: files
                .map(|layer| &layer.name)
                .any(|name| says(name, "staging")),
        }
    }

    /// Whether a host lies in a staging cluster.
    pub fn is_staging_host(&self, host: &str) -> bool {
        let named = |label: &str| label.split('-').any(|word| word == "staging");
        self.staging.iter().any(|domain| lies_below(host, domain))
            || (self.is_ours(host) && host.split('.').any(named))
    }

    /// Whether a host lies in production.
    pub fn is_production_host(&self, host: &str) -> bool {
        self.is_ours(host) && !self.is_staging_host(host)
    }

    fn is_ours(&self, host: &str) -> bool {
        self.production
            .iter()
            .any(|domain| lies_below(host, domain))
    }
}

fn lies_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.ends_with('.'))
}

/// Whether a word stands in the name of a file.
pub(super) fn says(file: &str, word: &str) -> bool {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.split(|c: char| !c.is_alphanumeric())
        .any(|part| part.eq_ignore_ascii_case(word))
}

/// The name of the file in which a place lies.
pub(super) fn file_of(sources: &Sources, span: Span) -> &str {
    sources.get(span.source).map_or("", |source| source.name())
}

/// The hosts of the release's own Gateway and of its routes that somebody wrote out. The hosts on
/// the Gateway of another release are that release's business.
pub(super) fn hosts<'a>(cx: &Context<'_>, chart: &Chart<'a>) -> Vec<(&'a str, &'a Node, Span)> {
    let mut gateways = chart.of_kind("Gateway").peekable();
    if gateways.peek().is_none() {
        return Vec::new();
    }
    let served = gateways.flat_map(|gateway| {
        let servers = gateway.spec.items("servers").iter();
        servers.flat_map(|server| server.items("hosts"))
    });
    let routed = chart.virtual_services().flat_map(|service| service.hosts());
    let mut found: Vec<(&str, &Node, Span)> = Vec::new();
    for node in served.chain(routed) {
        let Some(host) = node.as_str() else { continue };
        let span = cx.span(node);
        let text = cx.sources.text(span).trim_matches(['"', '\'']);
        if text == host && !found.iter().any(|(_, _, known)| *known == span) {
            found.push((host, node, span));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{lies_below, says};

    #[test]
    fn the_name_of_a_file_has_words() {
        assert!(says("environments/values-staging.yaml", "staging"));
        assert!(says("staging.yaml", "staging"));
        assert!(!says("staging/values.yaml", "staging"));
        assert!(!says("backstaging.yaml", "staging"));
    }

    #[test]
    fn a_domain_begins_at_a_dot() {
        assert!(lies_below("pad.discovery.wmnet", "discovery.wmnet"));
        assert!(!lies_below("padiscovery.wmnet", "discovery.wmnet"));
        assert!(!lies_below("discovery.wmnet", "discovery.wmnet"));
    }
}
