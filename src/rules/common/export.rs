//! What the rules on `exportTo` share.

use crate::istio::syntax::export_to::{ExportListProblem, export_to};
use crate::rules::prelude::*;
use crate::yaml::Node;

/// The entries of `exportTo` that are texts.
pub(super) fn entries<'a>(object: &Object<'a>) -> Vec<(&'a Node, &'a str)> {
    // A Gateway has no such key.
    if object.kind == "Gateway" {
        return Vec::new();
    }
    let items = object.spec.items("exportTo").iter();
    items
        .filter_map(|node| Some((node, node.as_str()?)))
        .collect()
}

/// Everything that is wrong with them.
pub(super) fn problems(object: &Object<'_>, entries: &[(&Node, &str)]) -> Vec<ExportListProblem> {
    let texts: Vec<&str> = entries.iter().map(|(_, text)| *text).collect();
    export_to(&texts, object.namespace)
}
