use super::origins::{any_origin, policy_of};
use crate::diagnostic::Fix;
use crate::re2;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// A dot in the regular expression of an origin that stands for any character.
    ///
    /// ## Why it matters
    /// `pad.example.org` also matches `padXexample.org`: whoever registers that name can read what
    /// the policy was to protect.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{regex: "https?://pad.example.org"}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{regex: "https?://pad\\.example\\.org"}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Puts `\` before the dots. Fewer sites are allowed then, so it must be asked for.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateCORSPolicy`; Envoy:
    /// `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4305 "lint-cors-regex-dot" StringMatch(check) changes objects
}

fn check(cx: &mut Context<'_>, origin: &StringMatch<'_>) {
    if policy_of(origin).is_none() || any_origin(origin.node).is_some() {
        return;
    }
    let Some(node) = origin.node.field("regex") else {
        return;
    };
    let Some(pattern) = node.as_str() else { return };
    let dots = re2::parse(pattern).map_or(Vec::new(), |regex| regex.unescaped_dots());
    if dots.is_empty() {
        return;
    }
    let mut plain = pattern.to_owned();
    for dot in dots.iter().rev() {
        plain.insert(*dot, '\\');
    }
    let edit = replace_scalar(cx.sources, node, &Data::Str(plain.as_str().into()));
    cx.report(node, "a `.` in this expression stands for any character")
        .label("also matches other hosts")
        .note("whoever registers such a name is allowed what the policy is to protect")
        .help(format!("write `{plain}`"))
        .fix(edit.map(|edit| Fix::risky("escape the dots", vec![edit])));
}
