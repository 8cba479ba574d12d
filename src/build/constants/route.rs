//! One HTTP route as Rust source.

use std::collections::BTreeMap;

use super::literal::{duration, option, option_text, slice, text, texts};
use crate::istio::http_route::{
    HttpBody, HttpMatchRequest, HttpRedirect, HttpRetry, HttpRewrite, HttpRoute,
    HttpRouteDestination, StringMatch,
};
use crate::istio::virtual_service::VirtualServiceSpec;
use crate::yaml::Map;

/// A route that the types can say, and what they cannot say of it.
pub struct Written {
    /// An expression of type `Route`.
    pub code: String,
    /// Names of fields that are not in it.
    pub left_out: Vec<String>,
}

/// The route as source, or why the types cannot say it: it would take other requests than the real
/// one does, or do something else with them.
pub fn route(service: &VirtualServiceSpec, route: &HttpRoute) -> Result<Written, String> {
    let mut left_out: Vec<String> = odd(&route.extra).map(str::to_owned).collect();
    let decisive = [
        "match",
        "route",
        "redirect",
        "directResponse",
        "rewrite",
        "delegate",
    ];
    if let Some(field) = left_out.iter().find(|field| decisive.contains(&&***field)) {
        return Err(format!("its `{field}` is of another type"));
    }
    for (name, is_there) in [
        ("fault", route.fault.is_some()),
        ("mirror", route.mirror.is_some()),
        ("mirrors", route.mirrors.is_some()),
        ("corsPolicy", route.cors_policy.is_some()),
        ("headers", route.headers.is_some()),
    ] {
        if is_there {
            left_out.push(name.to_owned());
        }
    }

    let mut matches = Vec::new();
    for (index, condition) in route.matches.iter().flatten().enumerate() {
        match of_match(condition) {
            Some(code) => matches.push(format!("            {code},\n")),
            None => left_out.push(format!("match[{index}]")),
        }
    }
    let has_matches = route.matches.as_ref().is_some_and(|all| !all.is_empty());
    if has_matches && matches.is_empty() {
        return Err("none of its conditions can be said".to_owned());
    }
    let matches = match matches.is_empty() {
        true => "&[]".to_owned(),
        false => format!("&[\n{}        ]", matches.concat()),
    };

    let action = action(route).ok_or("what becomes of its requests cannot be said")?;
    let rewrite = route
        .rewrite
        .as_ref()
        .map(|rewrite| of_rewrite(rewrite).ok_or("its `rewrite` cannot be said"))
        .transpose()?;
    let mut time = |field: &str, written: Option<&String>| {
        let code = written.and_then(|written| duration(written));
        if written.is_some() && code.is_none() {
            left_out.push(field.to_owned());
        }
        option(code)
    };
    let timeout = time("timeout", route.timeout.as_ref());
    let retries = route.retries.as_ref().map(|retries| {
        let per_try = time("retries.perTryTimeout", retries.per_try_timeout.as_ref());
        of_retries(retries, &per_try)
    });
    let code = format!(
        "Route {{\n        name: {},\n        hosts: {},\n        gateways: {},\n        \
         matches: {matches},\n        action: {action},\n        rewrite: {},\n        \
         timeout: {timeout},\n        retries: {},\n    }}",
        option_text(route.name.as_ref()),
        texts(service.hosts.as_ref()),
        texts(service.gateways.as_ref()),
        option(rewrite),
        option(retries),
    );
    Ok(Written { code, left_out })
}

/// What was written and does not fit; a null says nothing.
pub fn odd(extra: &Map) -> impl Iterator<Item = &str> {
    let entries = extra.entries().iter();
    entries
        .filter(|entry| !entry.value.is_null())
        .map(|entry| entry.key.as_ref())
}

fn fits(extra: &Map) -> bool {
    odd(extra).next().is_none()
}

/// A match, if nothing that was written is lost: without one of its conditions it would take more
/// requests than the real one.
fn of_match(condition: &HttpMatchRequest) -> Option<String> {
    if !fits(&condition.extra) {
        return None;
    }
    let mut fields = Vec::new();
    let mut add = |name: &str, code: String| fields.push(format!("{name}: {code}"));
    for (name, value) in [
        ("uri", &condition.uri),
        ("scheme", &condition.scheme),
        ("method", &condition.method),
        ("authority", &condition.authority),
    ] {
        if let Some(value) = value {
            let code = of_text(value).filter(|code| code != PRESENT)?;
            add(name, option(Some(code)));
        }
    }
    if condition.ignore_uri_case == Some(true) {
        add("ignore_uri_case", "true".to_owned());
    }
    for (name, value) in [
        ("headers", &condition.headers),
        ("without_headers", &condition.without_headers),
        ("query", &condition.query_params),
    ] {
        if let Some(value) = value {
            add(name, of_texts(value)?);
        }
    }
    if let Some(port) = condition.port {
        add("port", format!("Some({port})"));
    }
    if let Some(gateways) = &condition.gateways {
        add("gateways", texts(Some(gateways)));
    }
    if let Some(labels) = &condition.source_labels {
        let pair = |(name, value): (&String, &String)| format!("({}, {})", text(name), text(value));
        add("source_labels", slice(labels.iter().map(pair)));
    }
    if condition.source_namespace.is_some() {
        add(
            "source_namespace",
            option_text(condition.source_namespace.as_ref()),
        );
    }
    const FIELDS: usize = 12;
    Some(match fields.len() {
        0 => "Match::ANY".to_owned(),
        FIELDS => format!("Match {{ {} }}", fields.join(", ")),
        _ => format!("Match {{ {}, ..Match::ANY }}", fields.join(", ")),
    })
}

const PRESENT: &str = "Text::Present";

fn of_text(condition: &StringMatch) -> Option<String> {
    if !fits(&condition.extra) {
        return None;
    }
    match (&condition.exact, &condition.prefix, &condition.regex) {
        (Some(exact), None, None) => Some(format!("Text::Exact({})", text(exact))),
        (None, Some(prefix), None) => Some(format!("Text::Prefix({})", text(prefix))),
        (None, None, Some(regex)) => Some(format!("Text::Regex({})", text(regex))),
        (None, None, None) => Some(PRESENT.to_owned()),
        _ => None,
    }
}

fn of_texts(conditions: &BTreeMap<String, StringMatch>) -> Option<String> {
    let pairs: Option<Vec<String>> = conditions
        .iter()
        .map(|(name, value)| Some(format!("({}, {})", text(name), of_text(value)?)))
        .collect();
    Some(slice(pairs?))
}

fn action(route: &HttpRoute) -> Option<String> {
    let destinations = route.route.as_deref().filter(|all| !all.is_empty());
    match (
        destinations,
        &route.redirect,
        &route.direct_response,
        &route.delegate,
    ) {
        (Some(destinations), None, None, None) => {
            let is_only = destinations.len() == 1;
            let all: Option<Vec<String>> = destinations
                .iter()
                .map(|destination| of_destination(destination, is_only))
                .collect();
            Some(format!("Action::Forward({})", slice(all?)))
        }
        (None, Some(redirect), None, None) => of_redirect(redirect),
        (None, None, Some(response), None) if fits(&response.extra) => {
            let status = response.status?;
            let body = match &response.body {
                Some(body) => Some(of_body(body)?),
                None => None,
            };
            Some(format!(
                "Action::Respond(Response {{ status: {status}, body: {} }})",
                option(body)
            ))
        }
        (None, None, None, Some(delegate)) if fits(&delegate.extra) => Some(format!(
            "Action::Delegate {{ name: {}, namespace: {} }}",
            text(delegate.name.as_ref()?),
            option_text(delegate.namespace.as_ref())
        )),
        _ => None,
    }
}

fn of_destination(route: &HttpRouteDestination, is_only: bool) -> Option<String> {
    let destination = route.destination.as_ref()?;
    let port = match &destination.port {
        Some(port) if !fits(&port.extra) => return None,
        Some(port) => port.number,
        None => None,
    };
    if !fits(&route.extra) || !fits(&destination.extra) {
        return None;
    }
    let weight = match route.weight {
        _ if is_only => 100,
        Some(weight) => u32::try_from(weight).ok()?,
        None => 0,
    };
    Some(format!(
        "Destination {{ host: {}, port: {}, subset: {}, weight: {weight} }}",
        text(destination.host.as_ref()?),
        option(port.map(|port| port.to_string())),
        option_text(destination.subset.as_ref()),
    ))
}

fn of_redirect(redirect: &HttpRedirect) -> Option<String> {
    if !fits(&redirect.extra) {
        return None;
    }
    Some(format!(
        "Action::Redirect(Redirect {{ status: {}, scheme: {}, authority: {}, port: {}, \
         derive_port: {}, uri: {}, prefix: {} }})",
        redirect.redirect_code.unwrap_or(301),
        option_text(redirect.scheme.as_ref()),
        option_text(redirect.authority.as_ref()),
        option(redirect.port.map(|port| port.to_string())),
        option_text(redirect.derive_port.as_ref()),
        option_text(redirect.uri.as_ref()),
        option_text(redirect.prefix_rewrite.as_ref()),
    ))
}

fn of_body(body: &HttpBody) -> Option<String> {
    if !fits(&body.extra) {
        return None;
    }
    match (&body.string, &body.bytes) {
        (Some(string), None) => Some(format!("Body::Text({})", text(string))),
        (None, Some(bytes)) => Some(format!("Body::Base64({})", text(bytes))),
        _ => None,
    }
}

fn of_rewrite(rewrite: &HttpRewrite) -> Option<String> {
    if !fits(&rewrite.extra) {
        return None;
    }
    let regex = match &rewrite.uri_regex_rewrite {
        Some(regex) if !fits(&regex.extra) => return None,
        Some(regex) => {
            let (pattern, with) = (regex.pattern.as_ref()?, regex.rewrite.as_ref()?);
            Some(format!("({}, {})", text(pattern), text(with)))
        }
        None => None,
    };
    Some(format!(
        "Rewrite {{ uri: {}, authority: {}, regex: {} }}",
        option_text(rewrite.uri.as_ref()),
        option_text(rewrite.authority.as_ref()),
        option(regex),
    ))
}

fn of_retries(retries: &HttpRetry, per_try_timeout: &str) -> String {
    let attempts = retries.attempts.and_then(|count| u32::try_from(count).ok());
    format!(
        "Retries {{ attempts: {}, per_try_timeout: {per_try_timeout}, on: {} }}",
        option(attempts.map(|count| count.to_string())),
        option_text(retries.retry_on.as_ref()),
    )
}
