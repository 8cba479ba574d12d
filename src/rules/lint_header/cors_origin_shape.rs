use super::origins::policy_of;
use crate::rules::prelude::*;

rule! {
    /// An origin that no browser ever sends.
    ///
    /// ## Why it matters
    /// An origin is a scheme, `://`, a host in lower case and, unless it is the usual one, a port;
    /// nothing else. Any other text matches no request: the site that was meant is refused.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: www.example.org}, {exact: "https://example.org/"}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: "https://*.example.org"}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}, {regex: 'https://[a-z0-9-]+\.example\.org'}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// RFC 6454, section 7; Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `TranslateCORSPolicy`; Envoy: `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4303 "lint-cors-origin-shape" StringMatch(check)
}

fn check(cx: &mut Context<'_>, origin: &StringMatch<'_>) {
    if policy_of(origin).is_none() {
        return;
    }
    if let Some(node) = origin.node.field("exact")
        && let Some(text) = node.as_str()
        && let Some((why, help)) = fault_of_exact(text)
    {
        cx.report(
            node,
            format!(
                "no browser sends the origin `{}`: {why}",
                text.escape_debug()
            ),
        )
        .label("matches nothing")
        .note("an origin is scheme, host and port alone; the site that is meant is refused")
        .help(help);
    }
    if let Some(node) = origin.node.field("prefix")
        && let Some(text) = node.as_str()
        && let Some((scheme, rest)) = text.split_once("://")
        && let Some((host, _)) = rest.split_once('/')
    {
        cx.report(
            node,
            format!(
                "no origin begins with `{}`: it has a path",
                text.escape_debug()
            ),
        )
        .label("matches nothing")
        .note("an origin is scheme, host and port alone; the site that is meant is refused")
        .help(format!("write `exact: {scheme}://{host}`"));
    }
}

/// Why a text is no origin, and what to write instead.
fn fault_of_exact(text: &str) -> Option<(&'static str, String)> {
    if matches!(text, "" | "*" | "null") {
        return None;
    }
    let separator = |c: char| c.is_whitespace() || c == ',';
    if let Some(found) = text.chars().find(|&c| separator(c)) {
        let why = if found == ',' {
            "it has a comma"
        } else {
            "it has a space"
        };
        let help = "write one origin in each item, such as `exact: https://www.example.org`";
        return Some((why, help.to_owned()));
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        if text.contains('*') {
            return Some(("it has no scheme, and `exact` knows no `*`", pattern(text)));
        }
        let host = text.trim_matches('/').to_ascii_lowercase();
        return Some(("it has no scheme", format!("write `exact: https://{host}`")));
    };
    if rest.contains('*') {
        return Some(("`exact` knows no `*`", pattern(rest)));
    }
    let host = rest.split('/').next().unwrap_or(rest);
    let plain = format!("{scheme}://{host}").to_ascii_lowercase();
    if rest.contains('/') && (scheme != "file" || !host.is_empty()) {
        let why = if rest.find('/') == Some(rest.len() - 1) {
            "it ends with a slash"
        } else {
            "it has a path"
        };
        return Some((why, format!("write `exact: {plain}`")));
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Some(("it has upper case", format!("write `exact: {plain}`")));
    }
    let usual = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let without = plain.strip_suffix(usual)?;
    Some((
        "the usual port is left out",
        format!("write `exact: {without}`"),
    ))
}

/// How to match a host with a star in it.
fn pattern(host: &str) -> String {
    let host = host.trim_end_matches('/');
    match host
        .strip_prefix("*.")
        .filter(|domain| !domain.contains('*'))
    {
        Some(domain) => {
            let domain = domain.replace('.', "\\.");
            format!("write `regex: 'https://[a-z0-9-]+\\.{domain}'` for any name below the domain")
        }
        None => "write a `regex`, with `[a-z0-9-]+` in place of the `*`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_of_browsers_are_fine() {
        for good in [
            "https://a.example.org",
            "http://localhost:3000",
            "https://a.example.org:8443",
            "chrome-extension://abcdefgh",
            "capacitor://localhost",
            "null",
            "*",
            "http://[::1]:8080",
            "http://a.example.org:443",
            "file://",
        ] {
            assert_eq!(fault_of_exact(good), None, "{good}");
        }
        for bad in [
            "a.example.org",
            "https://a.example.org/",
            "https://a.example.org/x",
            "https://A.example.org",
            "https://a.example.org:443",
            "http://a.example.org:80",
            "https://*.example.org",
            "*.example.org",
            "https://a.org, https://b.org",
            "https://a.org,https://b.org",
        ] {
            assert!(fault_of_exact(bad).is_some(), "{bad}");
        }
    }
}
