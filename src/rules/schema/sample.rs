//! Which map was meant where a single value stands in its place.

use crate::istio::schema::Message;
use crate::rules::prelude::*;
use crate::yaml::{Data, Node, number};

/// The map in braces, such as `{number: 8080}`; `None` where nothing is meant for certain.
pub(super) fn sample(field: &FieldValue<'_>, message: &Message) -> Option<String> {
    let node = field.node;
    let text = node.as_str();
    let one = |key: &str, value: String| Some(format!("{{{key}: {value}}}"));
    match message.name {
        "StringMatch" => {
            let is_method = field.entry.key.as_ref() == "method";
            one(
                "exact",
                match text {
                    Some(text) if is_method => spelt(&text.to_ascii_uppercase())?,
                    Some(text) => spelt(text)?,
                    None => format!("\"{}\"", scalar(node)?),
                },
            )
        }
        "PortSelector" => one("number", whole(node)?),
        "HttpRetry" => one("attempts", whole(node)?),
        "HttpDirectResponse" => one("status", whole(node)?),
        "Percent" => one("value", percent(node)?),
        "Destination" => destination(text?),
        "HttpRedirect" => redirect(text?),
        "HttpRewrite" => one("uri", spelt(text.filter(|text| text.starts_with('/'))?)?),
        "Delegate" => one("name", spelt(text?)?),
        "HttpBody" => one("string", spelt(text?)?),
        "LoadBalancer" => word(message, "simple", text?),
        "ClientTls" | "ServerTls" => word(message, "mode", text?),
        _ => None,
    }
}

/// One of the words that a field takes.
fn word(message: &Message, key: &str, text: &str) -> Option<String> {
    let words = message.field(key)?.facts.values;
    let word = words.iter().find(|word| word.eq_ignore_ascii_case(text))?;
    Some(format!("{{{key}: {word}}}"))
}

fn destination(text: &str) -> Option<String> {
    let Some((host, port)) = text.split_once(':') else {
        return Some(format!("{{host: {}}}", spelt(text)?));
    };
    let port: u16 = port.parse().ok()?;
    Some(format!(
        "{{host: {}, port: {{number: {port}}}}}",
        spelt(host)?
    ))
}

fn redirect(text: &str) -> Option<String> {
    if text.starts_with('/') {
        return Some(format!("{{uri: {}}}", spelt(text)?));
    }
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (format!("scheme: {}, ", spelt(scheme)?), rest),
        None => (String::new(), text),
    };
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let path = match path {
        "" | "/" => String::new(),
        path => format!(", uri: {}", spelt(path)?),
    };
    Some(format!(
        "{{{scheme}authority: {}{path}}}",
        spelt(authority)?
    ))
}

fn whole(node: &Node) -> Option<String> {
    let value: i64 = match &node.data {
        Data::Str(text) => text.parse().ok()?,
        _ => scalar(node)?.parse().ok()?,
    };
    Some(value.to_string())
}

fn percent(node: &Node) -> Option<String> {
    let Some(text) = node.as_str() else {
        return node.as_number().map(number::json);
    };
    let value: f64 = text.trim_end_matches('%').trim().parse().ok()?;
    value.is_finite().then(|| number::json(value))
}

/// A number or a boolean as YAML has it.
fn scalar(node: &Node) -> Option<String> {
    match node.data {
        Data::Bool(value) => Some(value.to_string()),
        Data::Int(value) => Some(value.to_string()),
        Data::Float(value) => Some(number::json(value)),
        _ => None,
    }
}

/// A text as it may stand in braces, in quotes where it needs some; `None` for one that is too
/// long to be repeated.
pub(super) fn spelt(text: &str) -> Option<String> {
    let is_short = (1..=60).contains(&text.len());
    if !is_short || text.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        return None;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && text.chars().all(plain)
        && !words.iter().any(|word| word.eq_ignore_ascii_case(text));
    Some(if is_plain {
        text.to_owned()
    } else {
        format!("\"{text}\"")
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::schema::route::object;
    use crate::rules::schema::type_map::RULE;
    use crate::rules::testing::helps;

    #[test]
    fn the_help_has_the_value_in_its_map() {
        for (route, expected) in [
            (
                "{route: [{destination: {host: a, port: 8081}}]}",
                "write `port: {number: 8081}`",
            ),
            (
                "{route: [{destination: \"pad:80\"}]}",
                "write `destination: {host: pad, port: {number: 80}}`",
            ),
            ("{retries: 3}", "write `retries: {attempts: 3}`"),
            ("{match: [{method: post}]}", "write `method: {exact: POST}`"),
            (
                "{match: [{headers: {x-id: 7}}]}",
                "write `x-id: {exact: \"7\"}`",
            ),
            (
                "{match: [{uri: /api}]}",
                "write `uri: {prefix: /api}` for all that begins with it, `uri: {exact: /api}` for just that",
            ),
            (
                "{redirect: 'https://x.org'}",
                "write `redirect: {scheme: https, authority: x.org}`",
            ),
            (
                "{redirect: 'https://x.org:8443/a'}",
                "write `redirect: {scheme: https, authority: \"x.org:8443\", uri: /a}`",
            ),
            (
                "{mirrorPercentage: 50%}",
                "write `mirrorPercentage: {value: 50}`",
            ),
            (
                "{corsPolicy: {allowOrigins: ['https://x.org']}}",
                "write `{exact: \"https://x.org\"}`",
            ),
            (
                "{redirect: [{uri: /}]}",
                "write the keys of `redirect` without `- ` in front",
            ),
        ] {
            assert_eq!(helps(&object(route), &RULE), [expected], "{route}");
        }
    }
}
