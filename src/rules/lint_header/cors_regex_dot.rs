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
    if re2::parse(pattern).is_err() {
        return;
    }
    let dots = open_dots(pattern);
    let Some(first) = dots.first() else { return };
    let mut plain = pattern.to_owned();
    for dot in dots.iter().rev() {
        plain.insert(*dot, '\\');
    }
    let edit = replace_scalar(cx.sources, node, &Data::Str(plain.as_str().into()));
    let (before, after) = sides(pattern, *first);
    let message = format!("the dot in `{before}.{after}` stands for any character");
    cx.report(node, message)
        .label("also matches other hosts")
        .note("whoever registers such a name is allowed what the policy is to protect")
        .help(format!("write `{plain}`"))
        .fix(edit.map(|edit| Fix::risky("escape the dots", vec![edit])));
}

/// Where dots stand that are no part of `.*` and have a letter or a digit behind them and, before
/// them, the end of another part of the name: `a.b`, `[a-z]+.b`, `(a|b).c`, `.*.a`.
fn open_dots(pattern: &str) -> Vec<usize> {
    let mut found = Vec::new();
    // Quoted text has no expressions, and is rare.
    if pattern.contains("\\Q") {
        return found;
    }
    let bytes = pattern.as_bytes();
    let is_name = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut is_in_class = false;
    let mut ends_part = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => {
                // An escaped dot ends nothing that a second dot could follow.
                ends_part = bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
                at += 2;
                continue;
            }
            b'[' => is_in_class = true,
            b']' if is_in_class => {
                is_in_class = false;
                ends_part = true;
            }
            _ if is_in_class => {}
            b'.' if ends_part && is_name(at + 1) => {
                found.push(at);
                ends_part = false;
            }
            b'*' | b'+' | b'?' | b'}' | b')' => ends_part = ends_part || is_any(bytes, at),
            _ => ends_part = byte.is_ascii_alphanumeric(),
        }
        at += 1;
    }
    found
}

/// Whether what stands there repeats a dot: `.*`.
fn is_any(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'.')
}

/// What stands on the two sides of a dot, up to the next character that is no part of a name.
fn sides(pattern: &str, dot: usize) -> (&str, &str) {
    let is_other = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let before = pattern.get(..dot).unwrap_or_default();
    let after = pattern.get(dot + 1..).unwrap_or_default();
    // What is no name is shown as it stands, such as `.*` or `[a-z]+`.
    let start = before.rfind(['/', '\\', '.']);
    let before = match start {
        _ if before.ends_with(".*") || before.ends_with(".+") => {
            before.get(before.len() - 2..).unwrap_or_default()
        }
        Some(start) => before.get(start + 1..).unwrap_or_default(),
        None => before,
    };
    (before, after.split(is_other).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_of_names_are_seen() {
        for (pattern, dots) in [
            ("https://www.example.org", vec![11, 19]),
            (r"https://www\.example\.org", vec![]),
            ("https://.*.example.org", vec![10, 18]),
            (r"https://.*\.example\.org", vec![]),
            (r"https://[a-z.]+.example\.org", vec![15]),
            (r"https://(a|b).example\.org(:[0-9]+)?", vec![13]),
            ("https://.+", vec![]),
            ("https://[^.]+", vec![]),
            (r"https://\Qa.b\E", vec![]),
            ("https://a[.]b", vec![]),
        ] {
            assert_eq!(open_dots(pattern), dots, "{pattern}");
        }
    }

    #[test]
    fn the_sides_of_a_dot_are_named() {
        assert_eq!(sides("https://www.example.org", 19), ("example", "org"));
        assert_eq!(sides("https://.*.example.org", 10), (".*", "example"));
        assert_eq!(sides("https://[a-z]+.example", 14), ("[a-z]+", "example"));
    }
}
