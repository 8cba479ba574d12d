//! Helpers: what each version does, as data, and where to find the data.
//!
//! A helper is a Helm template that charts vendor; it turns `.Values.ingress` into Istio objects.
//! Its versions differ in a dozen facts, which [`Definition`] names. The compiler reads nothing
//! else, so that another version, or another company's platform, is a new file and not new code.

pub mod definition;
mod problems;
#[cfg(feature = "templates")]
mod template;

pub use definition::Definition;
pub use problems::Problem;
#[cfg(feature = "templates")]
pub use template::{TemplateError, TemplateFile, template};

use std::path::Path;

use crate::diagnostic::{Diagnostic, codes};
use crate::environment::Environment;
use crate::source::{SourceId, Sources};
use crate::suggest;
use crate::yaml::serde_de::from_node;
use crate::yaml::{Data, Node, read_document, register};
use crate::{Error, ErrorKind, Failure};

include!(concat!(env!("OUT_DIR"), "/helpers.rs"));

/// The ids of the helpers that ship with rutter, sorted.
pub fn ids() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(id, _)| *id)
}

/// A helper, ready to compile with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Helper {
    /// Its facts.
    pub definition: Definition,
    /// The text of its definition, as `rutter helper show` prints it.
    pub text: String,
}

impl Helper {
    /// The helper that ships under an id. Nothing is read before somebody asks.
    #[must_use]
    pub fn built_in(id: &str) -> Option<Helper> {
        let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == id)?;
        let mut sources = Sources::new();
        let source = sources.add(id, *text);
        Helper::parse(&sources, source).ok()
    }

    /// Reads a definition that somebody wrote; messages call it `name`. Start from the
    /// [`text`](Helper::text) of one that ships.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`], with the place and what to write instead.
    pub fn from_text(name: &str, text: &str) -> Result<Helper, Error> {
        let mut sources = Sources::new();
        let source = sources.add(name, text);
        Helper::parse(&sources, source).map_err(|found| Error::invalid(&[*found], &sources))
    }

    /// The helper that somebody names: by its id, or by the path of a definition, which `read`
    /// supplies. Whether a word is a path depends on how it looks, and on what `files` hold.
    ///
    /// # Errors
    /// [`Failure::Error`] where there is none, [`Failure::Diagnostics`] where the definition is
    /// wrong.
    #[doc(hidden)]
    pub fn find(
        given: &str,
        files: &dyn Environment,
        read: &mut dyn FnMut(&str) -> Result<Vec<u8>, Error>,
        sources: &mut Sources,
    ) -> Result<Helper, Failure> {
        if let Some(helper) = Helper::built_in(given) {
            return Ok(helper);
        }
        let is_path = given.contains('/')
            || given.ends_with(".yaml")
            || given.ends_with(".yml")
            || files.kind(Path::new(given)).is_ok();
        if !is_path {
            let known: Vec<&str> = ids().collect();
            // Of versions that are equally near the newest.
            let near = suggest::closest(given, known.iter().copied());
            let hint = match near.iter().max() {
                Some(id) => format!("did you mean `{id}`?"),
                None => format!("there are {}", known.join(", ")),
            };
            let message = format!("there is no helper `{given}`: {hint}");
            return Err(Error::new(ErrorKind::Usage, message).into());
        }
        let source = register(sources, given, &read(given)?)?;
        Ok(Helper::parse(sources, source)?)
    }

    /// Reads a definition from a text that is registered already.
    ///
    /// # Errors
    ///
    /// The diagnostic that says why the definition cannot be used.
    #[doc(hidden)]
    pub fn parse(sources: &Sources, source: SourceId) -> Result<Helper, Box<Diagnostic>> {
        let reading = read_document(sources, source)?;
        let root = reading.documents.into_iter().next().unwrap_or(Node::null());
        if !matches!(root.data, Data::Map(_)) {
            return Err(refuse(
                &root,
                format!("a helper definition is a map, and this is {}", root.kind()),
            ));
        }
        let definition: Definition = from_node(&root).map_err(|error| {
            let message = format!("the helper definition cannot be used: {}", error.message);
            Box::new(
                Diagnostic::error(codes::HELPER_DEFINITION, message)
                    .at(error.span, "")
                    .help(WHERE_TO_LOOK),
            )
        })?;
        let mut problems = definition.problems().into_iter();
        if let Some(first) = problems.next() {
            let mut diagnostic = refuse(
                nearest(&root, first.path),
                format!("the helper definition cannot be used: {first}"),
            );
            for problem in problems {
                let place = nearest(&root, problem.path).span;
                *diagnostic = diagnostic.also(place, problem.to_string());
            }
            return Err(diagnostic);
        }
        let text = sources
            .get(source)
            .map(|source| source.text().to_owned())
            .unwrap_or_default();
        Ok(Helper { definition, text })
    }
}

/// What every refusal ends with.
const WHERE_TO_LOOK: &str = "`rutter helper show 1.0` prints a definition to start from";

fn refuse(node: &Node, message: String) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(codes::HELPER_DEFINITION, message)
            .at(node.span, "")
            .help(WHERE_TO_LOOK),
    )
}

/// The node at a path, or the last one on the way there.
fn nearest<'a>(root: &'a Node, path: &str) -> &'a Node {
    let mut node = root;
    for key in path.split('.') {
        match node.get(key) {
            Some(next) => node = next,
            None => break,
        }
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Helper, String> {
        let mut sources = Sources::new();
        let id = sources.add("helper.yaml", text);
        Helper::parse(&sources, id).map_err(|diagnostic| {
            let place = diagnostic
                .primary
                .as_ref()
                .and_then(|label| sources.place(label.span))
                .map(|(_, position)| format!("{}:{}", position.line, position.column));
            format!("{} {}", place.unwrap_or_default(), diagnostic.message)
        })
    }

    #[test]
    fn every_helper_that_ships_reads_back_under_its_id() {
        assert_eq!(ids().count(), 13);
        for id in ids() {
            let helper = Helper::built_in(id).unwrap();
            assert_eq!(helper.definition.id, id);
            assert_eq!(helper.definition.problems(), []);
        }
        assert!(Helper::built_in("istio-9.9.9").is_none());
    }

    #[test]
    fn a_problem_is_said_at_its_key() {
        let text = Helper::built_in("1.0").unwrap().text;
        let wrong = text.replace("publicPort: 443", "publicPort: 0");
        let line = 1 + wrong
            .lines()
            .position(|line| line.contains("publicPort"))
            .unwrap();
        let message = parse(&wrong).unwrap_err();
        assert!(message.starts_with(&format!("{line}:")), "{message}");
        assert!(message.contains("platform.publicPort: must be the number of a port"));
    }

    #[test]
    fn a_text_that_is_no_definition_is_an_error_with_a_place() {
        let text = Helper::built_in("1.0").unwrap().text;
        assert!(Helper::from_text("own.yaml", &text).is_ok());
        let error = Helper::from_text("own.yaml", &format!("{text}colour: red\n")).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Invalid);
        assert!(error.message().starts_with("own.yaml:"), "{error}");
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let text = Helper::built_in("1.0").unwrap().text;
        let message = parse(&format!("{text}colour: red\n")).unwrap_err();
        assert!(message.contains("colour"), "{message}");
    }

    #[test]
    fn a_definition_is_a_map() {
        assert!(parse("- a\n").unwrap_err().contains("is a map"));
        assert!(parse("").unwrap_err().contains("is a map"));
    }

    #[test]
    fn facts_are_plain_words() {
        let good = Helper::built_in("istio-1.0.3").unwrap().definition;
        let problem = |change: fn(&mut Definition)| {
            let mut definition = good.clone();
            change(&mut definition);
            let paths: Vec<_> = definition.problems().iter().map(|p| p.path).collect();
            paths
        };
        assert_eq!(problem(|d| d.id = "a/b".into()), ["id"]);
        assert_eq!(problem(|d| d.title = "x */ y".into()), ["title"]);
        assert_eq!(
            problem(|d| d.platform.domains = vec!["a\" }}".into()]),
            ["platform.domains"]
        );
        assert_eq!(
            problem(|d| d.platform.ca_certificates = "relative".into()),
            ["platform.caCertificates"]
        );
        assert_eq!(
            problem(|d| d.carrier.include = "ingress.istio.gateway".into()),
            ["carrier.include"]
        );
        assert_eq!(problem(|d| d.carrier.module = None), ["carrier"]);
        assert_eq!(problem(|d| d.pasted = None), [""]);
        assert_eq!(
            problem(|d| {
                if let Some(pasted) = &mut d.pasted {
                    pasted.port_from = "a.b".into();
                    pasted.domains_from_values = true;
                }
            }),
            ["pasted.portFrom", "pasted.domainsFromValues"]
        );
    }
}
