use crate::diagnostic::Fix;
use crate::istio::syntax::name::is_label;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit::replace_scalar};

rule! {
    /// A condition on the client's namespace with an upper-case letter.
    ///
    /// ## Why it matters
    /// Istio takes it, but no namespace can be called so: the condition never holds, and requests go
    /// to another route or get 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{sourceNamespace: Team-Blue}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{sourceNamespace: team-blue}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Fix
    /// Writes it in lower case, when asked for unsafe fixes.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/labels/instance.go`, `IsDNS1123Label`, which lets upper case pass;
    /// Kubernetes: names of namespaces.
    Warning 3271 "vs-match-source-ns-case" HttpMatch(check) changes objects
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    let Some(node) = matches.node.field("sourceNamespace") else {
        return;
    };
    if let Some(text) = node.as_str()
        && is_label(text)
        && text.contains(|c: char| c.is_ascii_uppercase())
    {
        let lower = text.to_ascii_lowercase();
        let edit = replace_scalar(cx.sources, node, &Data::Str(lower.as_str().into()));
        let fix = edit.map(|edit| Fix::risky("write it in lower case", vec![edit]));
        cx.report(node, format!("no namespace can be called `{text}`"))
            .label("has an upper-case letter")
            .note("namespaces are lower case, so the condition never holds")
            .help(format!("write `{lower}`"))
            .fix(fix);
    }
}
