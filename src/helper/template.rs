//! The Helm template of a helper, generated from its definition.

use std::fmt;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;

use super::Definition;
use super::definition::{Carrier, Names};

/// One file of a helper, ready to vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TemplateFile {
    /// Where it belongs below the chart, `templates/vendor/ingress/istio_1.2.0.tpl`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A definition from which no template can be written.
#[derive(Debug)]
pub struct TemplateError(minijinja::Error);

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write the helper's template: {}", self.0)
    }
}

impl std::error::Error for TemplateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// Where the templates go that a helper calls but does not bring along.
const NAMES_PATH: &str = "templates/_ingress_names.tpl";

/// The names of the templates that print names.
#[derive(Serialize)]
struct NameTemplates {
    /// For people: how their names begin.
    prefixes: &'static str,
    chart: &'static str,
    release: &'static str,
    chartid: &'static str,
    service: &'static str,
    fqdn: &'static str,
}

impl NameTemplates {
    fn of(names: Names) -> Self {
        match names {
            Names::CommonTemplates => NameTemplates {
                prefixes: "wmf and tls",
                chart: "wmf.chartname",
                release: "wmf.releasename",
                chartid: "wmf.chartid",
                service: "tls.servicename",
                fqdn: "tls.servicefqdn",
            },
            Names::Modules => NameTemplates {
                prefixes: "base and mesh",
                chart: "base.name.chart",
                release: "base.name.release",
                chartid: "base.name.chartid",
                service: "mesh.name.service",
                fqdn: "mesh.name.fqdn",
            },
        }
    }
}

impl Carrier {
    /// Where a chart keeps the helper: `templates/vendor/ingress/istio_1.2.0.tpl`, or the file
    /// under `templates/` that the definition names.
    #[must_use]
    pub fn path(&self) -> String {
        match (&self.module, &self.file) {
            (Some(module), _) => format!(
                "templates/vendor/{}/{}_{}.tpl",
                module.namespace, module.name, module.version
            ),
            (None, Some(file)) => format!("templates/{file}"),
            (None, None) => "templates/_ingress_helpers.tpl".to_owned(),
        }
    }
}

/// The Helm template of a helper: first the file that holds the helper itself; then, for helpers
/// that call templates of other files, those templates, for charts that do not have them yet.
///
/// # Errors
///
/// When the definition lacks what the template needs, which [`Definition::problems`] says, too.
pub fn template(definition: &Definition) -> Result<Vec<TemplateFile>, TemplateError> {
    write(definition).map_err(TemplateError)
}

fn write(definition: &Definition) -> Result<Vec<TemplateFile>, minijinja::Error> {
    let environment = environment()?;
    let names = definition
        .pasted
        .as_ref()
        .map(|pasted| NameTemplates::of(pasted.names));
    let pastes = names.is_some();
    let facts = context! {
        names => Value::from(Serde(names)),
        namesFile => NAMES_PATH,
        prefix => definition.carrier.prefix.as_str(),
        ..Value::from(Serde(definition))
    };
    let source = if pastes { "pasted.j2" } else { "typed.j2" };
    let mut files = vec![TemplateFile {
        path: definition.carrier.path(),
        text: environment.get_template(source)?.render(&facts)?,
    }];
    if pastes {
        files.push(TemplateFile {
            path: NAMES_PATH.to_owned(),
            text: environment.get_template("names.j2")?.render(&facts)?,
        });
    }
    Ok(files)
}

/// The template sources, in marks that leave Go's `{{ }}` alone.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(
        SyntaxConfig::builder()
            .block_delimiters("<%", "%>")
            .variable_delimiters("<<", ">>")
            .comment_delimiters("<#", "#>")
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template(
        "pasted.j2",
        include_str!("../../common_templates/pasted.j2"),
    )?;
    environment.add_template("names.j2", include_str!("../../common_templates/names.j2"))?;
    environment.add_template("typed.j2", include_str!("../../common_templates/typed.j2"))?;
    Ok(environment)
}
