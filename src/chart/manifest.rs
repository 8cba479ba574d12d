//! Chart.yaml: what Helm 3.17.3 and 4.3.1 make of it (observed). Field names match in any letter
//! case, scalars become strings, unknown fields are ignored, and of everything else Helm is strict.

use std::collections::BTreeMap;

use super::load::whole;
use super::{Dependency, Metadata, version};
use crate::HelmVersion;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Data, Node};

/// A string field and where its value stands.
#[derive(Clone, Default)]
struct Field {
    text: String,
    span: Option<Span>,
}

/// Chart.yaml, and over it the requirements.yaml of older charts, before it is judged.
pub(super) struct Manifest {
    source: SourceId,
    name: Field,
    version: Field,
    api_version: Field,
    kind: Field,
    dependencies: Vec<Option<Dependency>>,
    dependencies_span: Span,
    empty_maintainer: Option<Span>,
}

type Checked<T> = Result<T, Box<Diagnostic>>;

impl Manifest {
    pub(super) fn new(source: SourceId) -> Manifest {
        Manifest {
            source,
            name: Field::default(),
            version: Field::default(),
            api_version: Field::default(),
            kind: Field::default(),
            dependencies: Vec::new(),
            dependencies_span: Span::NOWHERE,
            empty_maintainer: None,
        }
    }

    /// Takes the fields of a document; fields that an earlier document set are replaced.
    pub(super) fn read(&mut self, node: &Node, sources: &Sources) -> Checked<()> {
        let reader = Reader { sources };
        if node.is_null() {
            return Ok(());
        }
        let Some(map) = node.as_map() else {
            return Err(reader.wrong("the file", node, "a map of fields"));
        };
        for entry in map.entries() {
            let field = entry.key.to_ascii_lowercase();
            let value = &entry.value;
            match field.as_str() {
                "name" => reader.string(&field, value, &mut self.name)?,
                "version" => reader.string(&field, value, &mut self.version)?,
                "apiversion" => reader.string("apiVersion", value, &mut self.api_version)?,
                "type" => reader.string(&field, value, &mut self.kind)?,
                "dependencies" => {
                    self.dependencies_span = value.span;
                    self.dependencies = reader
                        .list(&field, value)?
                        .iter()
                        .map(|item| reader.dependency(item))
                        .collect::<Checked<_>>()?;
                }
                "maintainers" => {
                    self.empty_maintainer = None;
                    for item in reader.list(&field, value)? {
                        if item.is_null() {
                            self.empty_maintainer.get_or_insert(item.span);
                        } else {
                            reader.strings_in("maintainers", item, &["name", "email", "url"])?;
                        }
                    }
                }
                "home" | "description" | "icon" | "condition" | "tags" | "appversion"
                | "kubeversion" => reader.string(&entry.key, value, &mut Field::default())?,
                "sources" | "keywords" => drop(reader.strings(&field, value)?),
                "deprecated" => reader.boolean(&field, value)?,
                "annotations" => reader.annotations(value)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// What Helm asks of a chart's own data before it does anything with it.
    pub(super) fn finish(self, helm: HelmVersion) -> Checked<Metadata> {
        let name = sanitized(&self.name.text);
        let name_span = self.name.span.unwrap_or(whole(self.source));
        self.check_api_version(helm)?;
        if name.is_empty() {
            return Err(
                Diagnostic::error(codes::CHART_NAME, "the chart has no name")
                    .at(name_span, "")
                    .help("write `name: my-service` into Chart.yaml")
                    .into(),
            );
        }
        let problem = match name.as_str() {
            _ if name.contains('/') && name != "/" => Some("a name must not contain a slash"),
            "." | ".." if helm == HelmVersion::V4 => Some("Helm 4 does not allow this name"),
            _ => None,
        };
        if let Some(problem) = problem {
            let message = format!("`{name}` cannot be the name of a chart");
            return Err(Diagnostic::error(codes::CHART_NAME, message)
                .at(name_span, problem)
                .help("use lower-case letters, digits and `-`")
                .into());
        }
        self.check_version()?;
        if !matches!(self.kind.text.as_str(), "" | "application" | "library") {
            let message = format!("`{}` is no type of chart", self.kind.text);
            let span = self.kind.span.unwrap_or(whole(self.source));
            return Err(Diagnostic::error(codes::CHART_TYPE, message)
                .at(span, "")
                .help("write `type: application`, or `type: library`, or leave the line out")
                .into());
        }
        if let Some(span) = self.empty_maintainer {
            return Err(Diagnostic::error(
                codes::CHART_YAML_TYPE,
                "`maintainers` has an empty entry, and Helm refuses the chart",
            )
            .at(span, "nothing stands here")
            .help("remove the entry")
            .into());
        }
        let dependencies = self.checked_dependencies()?;
        Ok(Metadata {
            name,
            version: self.version.text,
            is_library: self.kind.text == "library",
            dependencies,
            span: name_span,
            type_span: self.kind.span,
        })
    }

    fn check_api_version(&self, helm: HelmVersion) -> Checked<()> {
        if helm == HelmVersion::V3 || matches!(self.api_version.text.as_str(), "" | "v1" | "v2") {
            return Ok(());
        }
        let message = format!(
            "Helm 4 does not know the apiVersion `{}`",
            self.api_version.text
        );
        let span = self.api_version.span.unwrap_or(whole(self.source));
        Err(Diagnostic::error(codes::CHART_API_VERSION, message)
            .at(span, "")
            .help("write `apiVersion: v2`")
            .into())
    }

    fn check_version(&self) -> Checked<()> {
        let text = &self.version.text;
        let span = self.version.span.unwrap_or(whole(self.source));
        if text.is_empty() {
            return Err(
                Diagnostic::error(codes::CHART_VERSION, "the chart has no version")
                    .at(span, "")
                    .help("write `version: 0.1.0` into Chart.yaml")
                    .into(),
            );
        }
        if !version::is_lenient(text) {
            let message = format!("`{text}` is no version, and Helm refuses the chart");
            return Err(Diagnostic::error(codes::CHART_VERSION, message)
                .at(span, "")
                .help("write three numbers, such as `1.2.3`; `-` begins a pre-release, `+` a build")
                .into());
        }
        Ok(())
    }

    fn checked_dependencies(&self) -> Checked<Vec<Dependency>> {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        let mut checked = Vec::with_capacity(self.dependencies.len());
        for dependency in &self.dependencies {
            let Some(dependency) = dependency else {
                return Err(Diagnostic::error(
                    codes::DEPENDENCY_INVALID,
                    "`dependencies` has an empty entry, and Helm refuses the chart",
                )
                .at(self.dependencies_span, "")
                .help("remove the entry")
                .into());
            };
            if let Some(alias) = &dependency.alias
                && !alias
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            {
                let message = format!("`{alias}` cannot be the alias of a dependency");
                return Err(Diagnostic::error(codes::DEPENDENCY_INVALID, message)
                    .at(dependency.span, "")
                    .help("an alias may have ASCII letters, digits, `_` and `-` only")
                    .into());
            }
            let key = dependency.alias.as_deref().unwrap_or(&dependency.name);
            if let Some(first) = seen.insert(key, dependency.span) {
                let message = format!("two dependencies are called `{key}`");
                return Err(Diagnostic::error(codes::DEPENDENCY_DUPLICATE, message)
                    .at(dependency.span, "the second")
                    .also(first, "the first")
                    .help("give one of them an `alias`")
                    .into());
            }
            checked.push(dependency.clone());
        }
        Ok(checked)
    }
}

/// What Helm keeps of a name: white space as spaces, nothing that cannot be seen.
fn sanitized(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect()
}

struct Reader<'a> {
    sources: &'a Sources,
}

impl<'a> Reader<'a> {
    fn wrong(&self, what: &str, node: &Node, wanted: &str) -> Box<Diagnostic> {
        let message = format!("{what} must be {wanted}, and Helm refuses the chart");
        let label = format!("this is {}", node.kind());
        Box::new(Diagnostic::error(codes::CHART_YAML_TYPE, message).at(node.span, label))
    }

    /// Null leaves a field as it is.
    fn string(&self, what: &str, node: &Node, field: &mut Field) -> Checked<()> {
        let text = match &node.data {
            Data::Null => return Ok(()),
            Data::Str(text) => text.to_string(),
            Data::Bool(value) => value.to_string(),
            Data::Int(value) => value.to_string(),
            Data::Float(value) => number(*value, self.sources.text(node.span)),
            Data::List(_) | Data::Map(_) => {
                return Err(self.wrong(&format!("`{what}`"), node, "a string"));
            }
        };
        *field = Field {
            text,
            span: Some(node.span),
        };
        Ok(())
    }

    fn list<'n>(&self, what: &str, node: &'n Node) -> Checked<&'n [Node]> {
        match node.as_list() {
            Some(items) => Ok(items),
            None if node.is_null() => Ok(&[]),
            None => Err(self.wrong(&format!("`{what}`"), node, "a list")),
        }
    }

    fn strings(&self, what: &str, node: &Node) -> Checked<Vec<String>> {
        let items = self.list(what, node)?.iter();
        items
            .map(|item| {
                let mut field = Field::default();
                self.string(what, item, &mut field)?;
                Ok(field.text)
            })
            .collect()
    }

    fn boolean(&self, what: &str, node: &Node) -> Checked<()> {
        match node.data {
            Data::Bool(_) | Data::Null => Ok(()),
            _ => Err(self.wrong(&format!("`{what}`"), node, "true or false")),
        }
    }

    fn annotations(&self, node: &Node) -> Checked<()> {
        if node.is_null() {
            return Ok(());
        }
        let Some(map) = node.as_map() else {
            return Err(self.wrong("`annotations`", node, "a map of strings"));
        };
        for entry in map.entries() {
            let what = format!("annotations.{}", entry.key);
            self.string(&what, &entry.value, &mut Field::default())?;
        }
        Ok(())
    }

    /// A map whose known fields are strings.
    fn strings_in(&self, what: &str, node: &Node, known: &[&str]) -> Checked<()> {
        let Some(map) = node.as_map() else {
            let what = format!("an entry of `{what}`");
            return Err(self.wrong(&what, node, "a map"));
        };
        for entry in map.entries() {
            if known
                .iter()
                .any(|name| entry.key.eq_ignore_ascii_case(name))
            {
                let what = format!("{what}.{}", entry.key);
                self.string(&what, &entry.value, &mut Field::default())?;
            }
        }
        Ok(())
    }

    fn dependency(&self, node: &Node) -> Checked<Option<Dependency>> {
        if node.is_null() {
            return Ok(None);
        }
        let Some(map) = node.as_map() else {
            return Err(self.wrong("an entry of `dependencies`", node, "a map"));
        };
        let [mut name, mut version, mut alias, mut condition] = [const { None::<Field> }; 4];
        let mut tags = Vec::new();
        let mut import_values = Vec::new();
        for entry in map.entries() {
            let what = format!("dependencies.{}", entry.key);
            let value = &entry.value;
            let field = match entry.key.to_ascii_lowercase().as_str() {
                "name" => &mut name,
                "version" => &mut version,
                "alias" => &mut alias,
                "condition" => &mut condition,
                "repository" => &mut None,
                "tags" => {
                    tags = self.strings(&what, value)?;
                    continue;
                }
                "import-values" => {
                    import_values = self.list(&what, value)?.to_vec();
                    continue;
                }
                "enabled" => {
                    self.boolean(&what, value)?;
                    continue;
                }
                _ => continue,
            };
            self.string(&what, value, field.get_or_insert_default())?;
        }
        let text = |field: Option<Field>| sanitized(&field.unwrap_or_default().text);
        let span = name.as_ref().and_then(|name| name.span);
        Ok(Some(Dependency {
            name: text(name),
            version: text(version),
            alias: alias
                .map(|alias| alias.text)
                .filter(|alias| !alias.is_empty()),
            condition: text(condition),
            tags: tags.iter().map(|tag| sanitized(tag)).collect(),
            import_values,
            span: span.unwrap_or(node.span),
        }))
    }
}

/// A number where Helm wants a string: whole numbers in decimal, others in the shortest form at
/// 32 bits (`1.10` is "1.1", `1e10` is "1e+10").
fn number(value: f64, written: &str) -> String {
    let written: String = written.chars().filter(|c| *c != '_').collect();
    if let Ok(whole) = written.parse::<i128>()
        && !has_octal_zero(&written)
    {
        return whole.to_string();
    }
    let is_float = !written.contains(['x', 'X']) && written.contains(['.', 'e', 'E']);
    if !is_float && value.abs() < 9e15 {
        return format!("{value:.0}");
    }
    // The loss of precision is Helm's.
    let short = value as f32;
    let scientific = format!("{short:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..6).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    format!("{short}")
}

fn has_octal_zero(written: &str) -> bool {
    let digits = written.trim_start_matches(['+', '-']);
    digits.len() > 1 && digits.starts_with('0')
}
