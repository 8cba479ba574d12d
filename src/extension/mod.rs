//! Templates that add further objects to a release: a certificate for the gateway's hosts, a
//! network policy, a probe.
//!
//! A template reads the [model](mod@crate::model) of a compiled release and prints YAML. What it
//! prints is not passed on as text: it is read back, every document must be a Kubernetes object,
//! and the objects are written by the same emitter as Istio's. What is wrong is said at the place
//! in the template.
//!
//! Two dialects are understood: Jinja and, with the feature `tera`, Tera. Nothing but the model
//! goes in: a template reads no files, includes no other template, and knows no clock. A Jinja
//! template has [`FUEL`] for its steps and what it makes; a single step that compares or joins what
//! it is given over and over can still take long. Tera can be stopped only where it prints more than
//! [`MOST_OUTPUT`]. So render only templates that you trust.
//!
//! ```
//! use rutter::environment::Memory;
//! use rutter::{Chart, Helper, HelmVersion, Options, Release, Values, compile};
//!
//! # fn main() -> Result<(), rutter::Error> {
//! let files = Memory::new()
//!     .file("pad/Chart.yaml", "apiVersion: v2\nname: pad\nversion: 1.0.0\n")
//!     .file("pad/values.yaml", "ingress:\n  enabled: true\n");
//! let chart = Chart::load(&files, "pad", HelmVersion::V3)?;
//! let options = Options::new().helper(Helper::built_in("1.0").expect("ships with rutter"));
//! let release = Release::new("pad", "pad")?;
//!
//! let text = "\
//! apiVersion: v1
//! kind: ConfigMap
//! metadata:
//!   name: {{ release.name }}-hosts
//! data:
//!   hosts: {{ hosts | map(attribute='name') | join(' ') | tojson }}
//! ";
//! let with = options.clone().template("hosts.j2", text)?;
//! let compilation = compile(&chart, &Values::new(), &release, &with);
//! let added = &compilation.extensions[0];
//! assert_eq!(
//!     rutter::yaml::emit::write(added),
//!     "\
//! apiVersion: v1
//! data:
//!   hosts: pad.discovery.wmnet
//! kind: ConfigMap
//! metadata:
//!   name: pad-hosts
//! "
//! );
//!
//! // A mistake is told where it was made.
//! let with = options.template("hosts.j2", text.replace("release.name", "release.nam"))?;
//! let compilation = compile(&chart, &Values::new(), &release, &with);
//! let found = &compilation.diagnostics[0];
//! assert_eq!(found.message, "`release.nam` does not exist");
//! let place = compilation.place(found).expect("in the template").start;
//! assert_eq!((place.line, place.column), (4, 12));
//! # Ok(())
//! # }
//! ```

mod dialect;
mod document;
mod filter;
mod foreign;
mod jinja;
mod object;
mod origin;
mod path;
mod problem;
mod scope;
mod tag;
#[cfg(feature = "tera")]
mod tera;

pub use dialect::Dialect;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::model::Model;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::Node;
use object::Known;
use problem::Problem;

/// How much work a Jinja template may do: one for an instruction, one for 64 bytes that it makes.
/// A shipped template takes a few hundred for a host.
pub const FUEL: u64 = 2_000_000;

/// How many bytes a template may print.
pub const MOST_OUTPUT: usize = 16 << 20;

/// How many bytes a template may have.
pub const MOST_TEXT: usize = 1 << 20;

/// A template, known to be well-formed.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Template {
    name: String,
    text: String,
    dialect: Dialect,
    source: SourceId,
}

/// What templates came to.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Rendered {
    /// The objects in the order in which the templates print them. They have no places.
    pub objects: Vec<Node>,
    /// What was found that stops nothing, such as a key given twice.
    pub warnings: Vec<Diagnostic>,
}

impl Template {
    /// Reads a template and registers its text under `name`.
    ///
    /// # Errors
    /// The diagnostic that says where the template cannot be read.
    pub fn parse(
        name: impl Into<String>,
        text: impl Into<String>,
        dialect: Dialect,
        sources: &mut Sources,
    ) -> Result<Template, Box<Diagnostic>> {
        let (name, text) = (name.into(), text.into());
        let source = sources.add(name.as_str(), text.as_str());
        let template = Template {
            name,
            text,
            dialect,
            source,
        };
        let checked = if template.text.len() > MOST_TEXT {
            Err(Problem::new(
                codes::EXTENSION_SYNTAX,
                "the template is larger than 1 MiB",
            ))
        } else {
            tag::check(&template.text).and_then(|()| match dialect {
                Dialect::Jinja => jinja::check(&template.text),
                #[cfg(feature = "tera")]
                Dialect::Tera => tera::check(&template.text),
            })
        };
        match checked {
            Ok(()) => Ok(template),
            Err(problem) => Err(Box::new(template.diagnostic(problem))),
        }
    }

    /// The name it was registered under.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it prints for a release.
    ///
    /// # Errors
    /// What is wrong in the template or in what it prints; never empty.
    pub fn render(&self, model: &Model) -> Result<Rendered, Vec<Diagnostic>> {
        render(std::slice::from_ref(self), model)
    }

    /// The span of some bytes, made to hold whole characters: engines and readers may point into
    /// one.
    fn span(&self, range: Range<usize>) -> Span {
        let is_boundary = |at: &usize| self.text.is_char_boundary(*at);
        let start = range.start.min(self.text.len());
        let start = (0..=start).rev().find(is_boundary).unwrap_or(0);
        let end = range.end.clamp(start, self.text.len());
        let end = (end..=self.text.len()).find(is_boundary);
        Span::new(self.source, start, end.unwrap_or(start))
    }

    /// A problem of the engine at its place in the template.
    fn diagnostic(&self, problem: Problem) -> Diagnostic {
        let problem = foreign::explain(problem, &self.text, self.dialect);
        let whole = problem.range.is_none();
        let range = problem.range.unwrap_or(0..0);
        let label = if whole && problem.label.is_empty() {
            "somewhere in this template".to_owned()
        } else {
            problem.label
        };
        let found = Diagnostic::error(problem.code, problem.message).at(self.span(range), label);
        let found = problem.notes.into_iter().fold(found, Diagnostic::note);
        problem.helps.into_iter().fold(found, Diagnostic::help)
    }
}

/// What several templates print for a release, in their order. No object may be there twice, be it
/// one of Istio's or of another template.
///
/// # Errors
/// What is wrong in the templates or in what they print; never empty.
#[doc(hidden)]
pub fn render(templates: &[Template], model: &Model) -> Result<Rendered, Vec<Diagnostic>> {
    let mut rendered = Rendered::default();
    let mut errors = Vec::new();
    let mut known = Known::of(model);
    let context = Node::from_serialize(model);
    for template in templates {
        let context = match &context {
            Ok(context) => context,
            Err(error) => {
                let problem = Problem::new(
                    codes::EXTENSION_FAILED,
                    format!("the values cannot be shown to a template: {error}"),
                );
                errors.push(template.diagnostic(problem));
                continue;
            }
        };
        let printed = match template.dialect {
            Dialect::Jinja => jinja::render(&template.text, context),
            #[cfg(feature = "tera")]
            Dialect::Tera => tera::render(&template.text, context),
        };
        let printed = match printed {
            Ok(printed) => printed,
            Err(problem) => {
                errors.push(template.diagnostic(problem));
                continue;
            }
        };
        let outcome = document::read(&printed, &template.name, |document, found| {
            object::check(document, &mut known, found);
        });
        let place = |output| {
            let range = printed
                .origins
                .source(&printed.text, &template.text, output)?;
            Some(template.span(range))
        };
        let found = outcome
            .found
            .into_iter()
            .map(|finding| finding.into_diagnostic(template, &printed.text, &place));
        for diagnostic in found {
            if diagnostic.severity == crate::diagnostic::Severity::Error {
                errors.push(diagnostic);
            } else {
                rendered.warnings.push(diagnostic);
            }
        }
        known.locate(&place);
        rendered.objects.extend(outcome.objects);
    }
    if errors.is_empty() {
        Ok(rendered)
    } else {
        errors.extend(rendered.warnings);
        Err(errors)
    }
}

#[cfg(test)]
mod tests;
