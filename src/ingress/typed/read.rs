//! Reading keys of a stanza with their types.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::suggest;
use crate::yaml::{Data, Node};

use super::Place;

impl<'a> Place<'a> {
    fn wrong(&self, node: &Node, key: &str, expected: &str, example: &str) -> Diagnostic {
        self.unexpected(node, key, expected)
            .help(format!("write `{key}: {example}`"))
    }

    fn unexpected(&self, node: &Node, key: &str, expected: &str) -> Diagnostic {
        Diagnostic::error(
            codes::WRONG_TYPE,
            format!(
                "`{}` must be {expected}, but is {}",
                self.path_of(key),
                node.kind()
            ),
        )
        .at(node.span, format!("expected {expected}"))
    }

    /// A map; `None` when absent.
    pub fn map(&self, key: &str) -> Result<Option<Place<'a>>, Diagnostic> {
        let Some(entry) = self.map.entry(key).filter(|entry| !entry.value.is_null()) else {
            return Ok(None);
        };
        match &entry.value.data {
            Data::Map(map) => Ok(Some(self.below(key, map, entry.key_span))),
            _ => {
                Err(self
                    .unexpected(&entry.value, key, "a map")
                    .help(match entry.value.as_str() {
                        Some(text) if text.contains(':') => {
                            "a key needs a space behind its colon: `key: value`".to_owned()
                        }
                        _ => format!("write its keys below `{key}:`, each indented by two spaces"),
                    }))
            }
        }
    }

    /// A boolean; `None` when absent.
    pub fn flag(&self, key: &str) -> Result<Option<bool>, Diagnostic> {
        match self.get(key).map(|node| (node, &node.data)) {
            None => Ok(None),
            Some((_, Data::Bool(value))) => Ok(Some(*value)),
            Some((node, _)) => {
                let problem = self.unexpected(node, key, "true or false");
                Err(problem.help(match meant(node) {
                    Some(value) => format!("write `{key}: {value}`"),
                    None => format!("write `{key}: true` or `{key}: false`"),
                }))
            }
        }
    }

    /// A string; `None` when absent or empty.
    pub fn string(&self, key: &str) -> Result<Option<&'a Node>, Diagnostic> {
        match self.get(key).map(|node| (node, &node.data)) {
            None => Ok(None),
            Some((node, Data::Str(text))) => Ok((!text.is_empty()).then_some(node)),
            Some((node, _)) => {
                let example = match &node.data {
                    Data::Float(_) | Data::Int(_) if key.ends_with("ProtocolVersion") => {
                        // Istio's words for the versions, not their numbers.
                        match crate::values::go::print(node).as_str() {
                            version @ ("1.0" | "1.1" | "1.2" | "1.3") => {
                                format!("TLSV{}", version.replace('.', "_"))
                            }
                            _ => "TLSV1_2".to_owned(),
                        }
                    }
                    Data::Bool(_) | Data::Int(_) | Data::Float(_) => {
                        format!("\"{}\"", crate::values::go::print(node))
                    }
                    _ => "\"…\"".to_owned(),
                };
                Err(self.wrong(node, key, "a string", &example))
            }
        }
    }

    /// A port number; `None` when absent.
    pub fn port(&self, key: &str) -> Result<Option<(u32, Span)>, Diagnostic> {
        use crate::istio::message::Field;
        let Some(node) = self.get(key) else {
            return Ok(None);
        };
        match u32::from_node(node) {
            Some(port @ 1..=65535) => Ok(Some((port, node.span))),
            _ => {
                let written = node.as_str().and_then(|text| text.trim().parse().ok());
                let (label, help) = match written {
                    Some(port @ 1u16..) => (
                        "a text, not a number",
                        format!("write `{key}: {port}`, without quotes"),
                    ),
                    _ => (
                        "no port number",
                        "write the port of your Service, 1 to 65535".to_owned(),
                    ),
                };
                Err(Diagnostic::error(
                    codes::WRONG_TYPE,
                    format!(
                        "`{}` must be a port number from 1 to 65535",
                        self.path_of(key)
                    ),
                )
                .at(node.span, label)
                .help(help))
            }
        }
    }

    /// The items of a list, each a non-empty string; empty when absent.
    pub fn strings(&self, key: &str) -> Result<Vec<Node>, Diagnostic> {
        self.items(key, "a list of strings", "[name.example.org]", |item| {
            item.as_str().is_some_and(|text| !text.is_empty())
        })
    }

    /// The items of a list, each a map; empty when absent.
    pub fn maps(&self, key: &str) -> Result<Vec<Node>, Diagnostic> {
        self.items(key, "a list of maps", "[]", |item| item.as_map().is_some())
    }

    fn items(
        &self,
        key: &str,
        expected: &str,
        example: &str,
        fits: impl Fn(&Node) -> bool,
    ) -> Result<Vec<Node>, Diagnostic> {
        let Some(node) = self.get(key) else {
            return Ok(Vec::new());
        };
        let Some(items) = node.as_list() else {
            return Err(self.wrong(node, key, expected, example));
        };
        match items.iter().position(|item| !fits(item)) {
            None => Ok(items.to_vec()),
            Some(at) => {
                let item = items.get(at).unwrap_or(node);
                let found = match item.as_str() {
                    Some("") => "an empty string",
                    _ => item.kind(),
                };
                let is_filled_in = item.is_null() && item.span.is_nowhere();
                let finding = Diagnostic::error(
                    codes::WRONG_TYPE,
                    format!(
                        "`{}` must be {expected}, but item {} is {found}",
                        self.path_of(key),
                        at + 1
                    ),
                );
                Err(match is_filled_in {
                    false => finding.at(item.span, "of the wrong type"),
                    true => finding
                        .at(node.span, "this starts a new list")
                        .note(
                            "Helm's `--set` with an index changes no item of a list that stands \
                             in a file: it starts a new list, and fills the places before the \
                             index with null",
                        )
                        .help(format!("write the whole list `{key}` in a values file")),
                })
            }
        }
    }

    /// A map of strings; `None` when absent.
    pub fn strings_by_key(
        &self,
        key: &str,
    ) -> Result<Option<BTreeMap<String, String>>, Diagnostic> {
        let Some(place) = self.map(key)? else {
            return Ok(None);
        };
        let mut strings = BTreeMap::new();
        for entry in place.map.entries() {
            let Some(text) = entry.value.as_str() else {
                return Err(place.wrong(&entry.value, &entry.key, "a string", "\"…\""));
            };
            strings.insert(entry.key.to_string(), text.to_owned());
        }
        Ok((!strings.is_empty()).then_some(strings))
    }
}

/// Which of `true` and `false` somebody meant who wrote neither; `None` where that is a guess.
fn meant(node: &Node) -> Option<bool> {
    let text = match &node.data {
        Data::Str(text) => text.trim().to_lowercase(),
        Data::Int(_) => crate::values::go::print(node),
        _ => return None,
    };
    match text.as_str() {
        "true" | "yes" | "on" | "y" | "t" | "1" | "enable" | "enabled" => Some(true),
        "false" | "no" | "off" | "n" | "f" | "0" | "disable" | "disabled" => Some(false),
        _ => match suggest::closest(&text, ["true", "false"]).as_slice() {
            // What is much longer or shorter is another word.
            [only] if only.len().abs_diff(text.len()) < 2 => Some(*only == "true"),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::meant;
    use crate::source::Span;
    use crate::yaml::Node;

    #[test]
    fn a_switch_that_was_meant_off_is_never_said_to_be_on() {
        for (written, value) in [
            ("off", Some(false)),
            ("No", Some(false)),
            ("false", Some(false)),
            ("0", Some(false)),
            ("fales", Some(false)),
            ("yes", Some(true)),
            ("On", Some(true)),
            ("ture", Some(true)),
            ("maybe", None),
            ("trusted", None),
            ("", None),
        ] {
            let node = Node::string(written, Span::NOWHERE);
            assert_eq!(meant(&node), value, "{written}");
        }
    }
}
