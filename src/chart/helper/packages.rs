//! `package.lock` and `package.json`: the modules that were vendored, and those that were asked
//! for. Both are written by the tool that vendors modules; both are JSON.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{self, Node};

/// A module that a package file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) namespace: String,
    pub(super) name: String,
    /// All of it in the lock, its beginning in the list.
    pub(super) version: String,
    pub(super) span: Span,
}

/// The entries of `package.lock`: `[{"namespace": "ingress", "module": "istio", "version":
/// "1.2.0"}]`.
pub(super) fn lock(sources: &Sources, file: SourceId) -> Result<Vec<Entry>, Box<Diagnostic>> {
    let shape = "a list of `{\"namespace\": …, \"module\": …, \"version\": …}`";
    let node = document(sources, file)?;
    let Some(items) = node.as_list() else {
        return Err(invalid(&node, "package.lock", shape));
    };
    items
        .iter()
        .map(|item| {
            let text = |key: &str| item.get(key).and_then(Node::as_str).map(str::to_owned);
            match (text("namespace"), text("module"), text("version")) {
                (Some(namespace), Some(name), Some(version)) => Ok(Entry {
                    namespace,
                    name,
                    version,
                    span: item.get("version").map_or(item.span, |node| node.span),
                }),
                _ => Err(invalid(item, "package.lock", shape)),
            }
        })
        .collect()
}

/// The entries of `package.json`: `["ingress.istio:1.2"]`.
pub(super) fn list(sources: &Sources, file: SourceId) -> Result<Vec<Entry>, Box<Diagnostic>> {
    let shape = "a list of `\"NAMESPACE.MODULE:MAJOR.MINOR\"`";
    let node = document(sources, file)?;
    let Some(items) = node.as_list() else {
        return Err(invalid(&node, "package.json", shape));
    };
    items
        .iter()
        .map(|item| {
            let parts = item.as_str().and_then(|text| {
                let (module, version) = text.split_once(':')?;
                let (namespace, name) = module.split_once('.')?;
                Some((namespace.to_owned(), name.to_owned(), version.to_owned()))
            });
            let (namespace, name, version) =
                parts.ok_or_else(|| invalid(item, "package.json", shape))?;
            Ok(Entry {
                namespace,
                name,
                version,
                span: item.span,
            })
        })
        .collect()
}

fn document(sources: &Sources, file: SourceId) -> Result<Node, Box<Diagnostic>> {
    let mut documents = yaml::read_document(sources, file)?.documents.into_iter();
    Ok(documents.next().unwrap_or_else(Node::null))
}

fn invalid(node: &Node, file: &str, shape: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            codes::PACKAGE_FILE_INVALID,
            format!("`{file}` does not say which modules the chart uses"),
        )
        .at(node.span, format!("this is {}", node.kind()))
        .help(format!(
            "{file} must be {shape}; vendor the modules again to have it written"
        )),
    )
}
