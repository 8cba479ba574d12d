//! Every key of `.Values.ingress` that some helper version reads: what it does, which values it
//! takes, and which versions read it.
//!
//! Whether a version reads a key follows from the facts of its [`Definition`], never from its id,
//! so that the answer holds for definitions that somebody else wrote, too.

mod table;

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::helper::definition::{Definition, GatewayHosts, Pasted, Typed};
use crate::helper::{self, Helper};
use crate::istio::schema::Shape;

/// A key of the stanza.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Key {
    /// Its path below `ingress`: `enabled`, `gatewayHosts.extraFQDNs`.
    pub name: Cow<'static, str>,
    /// What it does, in Markdown: the first paragraph says it in one sentence.
    pub about: &'static str,
    /// Which values it takes.
    pub shape: KeyShape,
    /// The words that it takes; empty where any text will do.
    pub words: &'static [&'static str],
    /// Whether it stands in the stanza for other templates of the chart: the helper itself never
    /// looks at it.
    pub is_for_other_templates: bool,
    reads: fn(&str, &Definition) -> bool,
}

/// Which values a key takes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum KeyShape {
    /// The values of a type of Istio's API.
    Value(Shape),
    /// The number of a port, 1 to 65535.
    Port,
    /// A map whose keys stand in the table, too, behind this name and a dot.
    Group,
    /// A list of host names, or a map as for [`KeyShape::Group`].
    HostsOrGroup,
    /// A list of maps: the fields of a
    /// [`DestinationRuleSpec`](crate::istio::DestinationRuleSpec), and `name`, the name of the
    /// object.
    DestinationRules,
}

impl Key {
    /// Whether a helper reads this key, in this shape.
    #[must_use]
    pub fn read_by(&self, definition: &Definition) -> bool {
        (self.reads)(&self.name, definition)
    }

    /// The key without what stands before its last dot: `extraFQDNs`.
    #[must_use]
    pub fn last(&self) -> &str {
        self.name
            .rsplit_once('.')
            .map_or(self.name.as_ref(), |(_, last)| last)
    }

    /// The key around it, `gatewayHosts`; empty for a key of the stanza itself.
    #[must_use]
    pub fn group(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(group, _)| group)
    }
}

/// Every key that a helper reads or that other templates read beside it, sorted by name. No name
/// stands there twice.
#[must_use]
pub fn known(definition: &Definition) -> Vec<Key> {
    let mut keys: Vec<Key> = table::KEYS
        .iter()
        .filter(|key| key.read_by(definition))
        .cloned()
        .collect();
    for (name, like) in names_of_its_own(definition) {
        if keys.iter().all(|key| key.name != name) {
            keys.extend(table::named(like, name.to_owned()));
        }
    }
    keys.sort_by(|a, b| a.name.cmp(&b.name));
    keys
}

/// The key with this path below `ingress`, if the helper reads it.
#[must_use]
pub fn find(definition: &Definition, path: &str) -> Option<Key> {
    let mut keys = table::KEYS.iter();
    if let Some(key) = keys.find(|key| key.name == path && key.read_by(definition)) {
        return Some(key.clone());
    }
    let (_, like) = names_of_its_own(definition)
        .into_iter()
        .find(|(name, _)| *name == path)?;
    table::named(like, path.to_owned())
}

/// The helper versions that ship with rutter and read the key with this path: family after family,
/// the oldest version of each first.
#[must_use]
pub fn readers(path: &str) -> Vec<&'static Definition> {
    versions()
        .filter(|definition| find(definition, path).is_some())
        .collect()
}

/// All helper versions that ship with rutter: family after family, the oldest of each first.
pub fn versions() -> impl Iterator<Item = &'static Definition> {
    static VERSIONS: LazyLock<Vec<Definition>> = LazyLock::new(|| {
        let mut all: Vec<Definition> = helper::ids()
            .filter_map(|id| Some(Helper::built_in(id)?.definition))
            .collect();
        all.sort_by_cached_key(|definition| {
            (
                definition.carrier.prefix.clone(),
                age(definition),
                definition.id.clone(),
            )
        });
        all
    });
    VERSIONS.iter()
}

/// Whether two definitions are versions of the same helper.
#[must_use]
pub fn same_family(one: &Definition, other: &Definition) -> bool {
    one.carrier.prefix == other.carrier.prefix
}

/// Whether one version of a helper came before another.
#[must_use]
pub fn is_older(one: &Definition, other: &Definition) -> bool {
    (age(one), &one.id) < (age(other), &other.id)
}

/// The parts of a module's version; none for helpers without one, whose ids are dates.
fn age(definition: &Definition) -> Vec<u64> {
    let version = definition.carrier.module.as_ref().map(|m| &m.version);
    let parts = version.into_iter().flat_map(|version| version.split('.'));
    parts.map(|part| part.parse().unwrap_or(0)).collect()
}

/// The keys whose names are facts of the definition, with the key of the table that is like each.
fn names_of_its_own(definition: &Definition) -> Vec<(&str, &'static str)> {
    let mut names = Vec::new();
    if let Some(facts) = &definition.pasted {
        let environments = facts.environments.iter();
        names.extend(environments.map(|environment| (environment.key.as_str(), "staging")));
        if let Some(cors) = &facts.cors {
            names.push((cors.base.as_str(), "base_cors_policy"));
            names.push((cors.custom.as_str(), "custom_cors_policy"));
        }
    }
    names.extend(unread(definition).map(|name| (name, "keepNodePort")));
    names
}

fn unread(definition: &Definition) -> impl Iterator<Item = &str> {
    let pasted = definition.pasted.iter().flat_map(|facts| &facts.unread);
    let typed = definition.typed.iter().flat_map(|facts| &facts.unread);
    pasted.chain(typed).map(String::as_str)
}

fn pasted(definition: &Definition, holds: impl Fn(&Pasted) -> bool) -> bool {
    definition.pasted.as_ref().is_some_and(holds)
}

fn typed(definition: &Definition) -> Option<&Typed> {
    definition.typed.as_ref()
}

/// The facts that decide whether a key is read.
mod reads {
    use super::{Definition, GatewayHosts, pasted, typed, unread};

    pub fn always(_: &str, _: &Definition) -> bool {
        true
    }

    pub fn typed_only(_: &str, definition: &Definition) -> bool {
        typed(definition).is_some()
    }

    pub fn hosts_as_list(_: &str, definition: &Definition) -> bool {
        pasted(definition, |facts| {
            facts.gateway_hosts == GatewayHosts::List
        })
    }

    pub fn hosts_as_map(_: &str, definition: &Definition) -> bool {
        pasted(definition, |facts| facts.gateway_hosts == GatewayHosts::Map)
    }

    pub fn hosts_with_keys(name: &str, definition: &Definition) -> bool {
        hosts_as_map(name, definition) || typed_only(name, definition)
    }

    pub fn domains(name: &str, definition: &Definition) -> bool {
        pasted(definition, |facts| facts.domains_from_values) || typed_only(name, definition)
    }

    pub fn environment(name: &str, definition: &Definition) -> bool {
        pasted(definition, |facts| {
            facts.environments.iter().any(|e| e.key == name)
        })
    }

    pub fn staging(name: &str, definition: &Definition) -> bool {
        environment(name, definition) || typed_only(name, definition)
    }

    pub fn selectors(_: &str, definition: &Definition) -> bool {
        pasted(definition, |facts| facts.selectors)
    }

    pub fn base_policy(name: &str, definition: &Definition) -> bool {
        pasted(definition, |facts| {
            facts.cors.as_ref().is_some_and(|cors| cors.base == name)
        })
    }

    pub fn custom_policy(name: &str, definition: &Definition) -> bool {
        pasted(definition, |facts| {
            facts.cors.as_ref().is_some_and(|cors| cors.custom == name)
        })
    }

    pub fn rule_hosts(_: &str, definition: &Definition) -> bool {
        pasted(definition, |facts| facts.destination_rule_hosts)
    }

    pub fn other_templates(name: &str, definition: &Definition) -> bool {
        unread(definition).any(|unread| unread == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(path: &str) -> Vec<&'static str> {
        readers(path).iter().map(|d| d.id.as_str()).collect()
    }

    #[test]
    fn versions_stand_in_families_by_age() {
        let ids: Vec<_> = versions()
            .map(|definition| definition.id.as_str())
            .collect();
        assert_eq!(ids.len(), 13);
        assert_eq!(ids[0], "0.4-20220125");
        assert_eq!(ids[5], "istio-1.0.0");
        assert_eq!(ids[11..], ["istio-1.3.0", "1.0"]);
    }

    #[test]
    fn facts_decide_who_reads_a_key() {
        assert_eq!(ids("enabled").len(), 13);
        assert_eq!(ids("mlstaging"), ["istio-1.0.2", "istio-1.0.3"]);
        assert_eq!(ids("destinationrulehosts"), ["istio-1.2.0", "istio-1.3.0"]);
        assert_eq!(ids("staging").first(), Some(&"0.4-20220209"));
        assert_eq!(ids("staging").last(), Some(&"1.0"));
        assert_eq!(ids("existingGateway"), ["1.0"]);
        assert_eq!(ids("gatewayHosts.default").first(), Some(&"0.4-20220328"));
        assert_eq!(ids("keepNodePort").first(), Some(&"0.4-20220328"));
        assert!(ids("nonsense").is_empty());
    }

    #[test]
    fn every_version_knows_each_name_once_and_says_what_it_does() {
        for definition in versions() {
            let keys = known(definition);
            assert!(keys.windows(2).all(|pair| pair[0].name < pair[1].name));
            for key in &keys {
                assert!(!key.about.is_empty() && key.about.ends_with('.'), "{key:?}");
                let group = key.group();
                assert!(
                    group.is_empty() || keys.iter().any(|other| other.name == group),
                    "{key:?}"
                );
            }
        }
    }

    #[test]
    fn a_definition_may_have_names_of_its_own() {
        let mut definition = versions().find(|d| d.id == "istio-1.0.3").unwrap().clone();
        let facts = definition.pasted.as_mut().unwrap();
        facts.environments[0].key = "testing".into();
        facts.unread.push("ours".into());
        assert!(find(&definition, "staging").is_none());
        assert!(find(&definition, "testing").is_some());
        assert!(find(&definition, "ours").unwrap().is_for_other_templates);
        let names: Vec<_> = known(&definition).into_iter().map(|k| k.name).collect();
        assert!(names.contains(&"testing".into()) && names.contains(&"ours".into()));
    }
}
