//! What the gateway does with a request, by the constants.

use crate::http::Request;
use crate::ingress::{Action, Body, Destination, HOSTS, Match, Redirect, Rewrite, Route, Text};

#[derive(Debug, PartialEq)]
pub enum Decision {
    Forward {
        service: &'static str,
        path: String,
    },
    Redirect {
        status: u32,
        location: String,
    },
    Respond {
        status: u32,
        body: &'static str,
    },
    /// No route matches.
    NotFound,
    /// The host is not one of ours.
    Misdirected,
}

/// The first route that matches takes the request.
pub fn decide(routes: &'static [Route], request: &Request) -> Decision {
    if !HOSTS.iter().any(|host| covers(host, &request.host)) {
        return Decision::Misdirected;
    }
    let taken = routes
        .iter()
        .filter(|route| route.hosts.iter().any(|host| covers(host, &request.host)))
        .find_map(|route| Some((route, matching(route, request)?)));
    let Some((route, matched)) = taken else {
        return Decision::NotFound;
    };
    match route.action {
        Action::Forward(destinations) => Decision::Forward {
            service: heaviest(destinations),
            path: rewritten(&request.path, matched, route.rewrite),
        },
        Action::Redirect(redirect) => Decision::Redirect {
            status: redirect.status,
            location: location(redirect, request),
        },
        Action::Respond(response) => Decision::Respond {
            status: response.status,
            body: match response.body {
                Some(Body::Text(text)) => text,
                _ => "",
            },
        },
        Action::Delegate { .. } => Decision::NotFound,
    }
}

/// Whether a host of the constants stands for this one.
fn covers(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(end) => host.len() > end.len() && host.ends_with(end),
        None => pattern == host,
    }
}

/// The match that takes the request.
fn matching(route: &Route, request: &Request) -> Option<Match> {
    match route.matches {
        [] => Some(Match::ANY),
        all => all.iter().copied().find(|one| holds(one, request)),
    }
}

fn holds(condition: &Match, request: &Request) -> bool {
    let text = |text: Option<Text>, value: &str| text.is_none_or(|text| is(text, value));
    is_understood(condition)
        && text(condition.uri, &request.path)
        && text(condition.method, &request.method)
}

fn is(condition: Text, value: &str) -> bool {
    match condition {
        Text::Exact(exact) => value == exact,
        Text::Prefix(prefix) => value.starts_with(prefix),
        Text::Regex(_) => false,
        Text::Present => true,
    }
}

/// Whether only path and method are asked for, and without an expression: that is all this example
/// knows. A test holds the chart to it.
fn is_understood(condition: &Match) -> bool {
    let plain = |text: Option<Text>| !matches!(text, Some(Text::Regex(_)));
    let known = Match {
        uri: condition.uri,
        method: condition.method,
        ..Match::ANY
    };
    *condition == known && plain(condition.uri) && plain(condition.method)
}

fn heaviest(destinations: &[Destination]) -> &'static str {
    let heaviest = destinations.iter().max_by_key(|one| one.weight);
    heaviest.map_or("", |one| one.host)
}

/// The path that the service sees: the new one in place of the prefix, or of all of it.
fn rewritten(path: &str, matched: Match, rewrite: Option<Rewrite>) -> String {
    let Some(uri) = rewrite.and_then(|rewrite| rewrite.uri) else {
        return path.to_owned();
    };
    match matched.uri {
        Some(Text::Prefix(prefix)) => uri.to_owned() + path.strip_prefix(prefix).unwrap_or(""),
        _ => uri.to_owned(),
    }
}

fn location(redirect: Redirect, request: &Request) -> String {
    let scheme = redirect.scheme.unwrap_or("http");
    let host = redirect.authority.unwrap_or(&request.host);
    let path = redirect.uri.unwrap_or(&request.path);
    match redirect.port {
        Some(port) => format!("{scheme}://{host}:{port}{path}"),
        None => format!("{scheme}://{host}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingress::ROUTES;

    #[test]
    fn the_chart_has_only_routes_that_are_understood() {
        assert!(!ROUTES.is_empty());
        for route in ROUTES {
            assert!(route.matches.iter().all(is_understood), "{:?}", route.name);
            let regex = route.rewrite.and_then(|rewrite| rewrite.regex);
            assert_eq!(regex, None, "{:?}", route.name);
        }
    }

    #[test]
    fn a_star_stands_for_at_least_one_name() {
        assert!(covers("*.notes.example.org", "a.b.notes.example.org"));
        assert!(!covers("*.notes.example.org", ".notes.example.org"));
        assert!(!covers("*.notes.example.org", "notes.example.org"));
        assert!(!covers("notes.example.org", "a.notes.example.org"));
    }
}
