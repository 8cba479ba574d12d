use super::label;
use crate::istio::syntax::name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// An object whose name Kubernetes does not take.
    ///
    /// A name has lower-case letters, digits, `-` and `.`, with a letter or a digit at both ends and around each
    /// dot, and at most 253 characters. Helpers from 1.2.0 on name a DestinationRule after its host, so that a
    /// wildcard there makes a name with `*`.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   name: Pad_Main
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   name: pad-main
    /// ```
    ///
    /// ## Source
    /// Kubernetes 1.35: `apimachinery/pkg/util/validation`, `IsDNS1123Subdomain`.
    Error 3039 "meta-name" Object(check)
}

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let Some(node) = object.node.at(&["metadata", "name"]) else {
        return;
    };
    let Some(name) = node.as_str() else { return };
    let Err(problem) = label::object_name(name) else {
        return;
    };
    // What Istio says about the name of a Gateway has a rule of its own.
    if object.kind == "Gateway" && name::label(name).is_err() {
        return;
    }
    let kind = object.kind;
    let shown = if name.len() > 80 { "this" } else { name };
    cx.report(
        node,
        format!("`{}` cannot be the name of a {kind}", shown.escape_debug()),
    )
    .label(problem)
    .note(refused::BY_API_SERVER)
    .help(format!(
        "use lower-case letters, digits and `-` between them, such as `{}`",
        close(name).unwrap_or_else(|| "demo".to_owned())
    ));
}

/// A name close to it that Kubernetes takes.
fn close(name: &str) -> Option<String> {
    let fitting = |c: char| match c.to_ascii_lowercase() {
        c @ ('a'..='z' | '0'..='9' | '.') => c,
        _ => '-',
    };
    let close: String = name.chars().map(fitting).collect();
    let close = close.trim_matches(['-', '.']);
    label::object_name(close).is_ok().then(|| close.to_owned())
}
