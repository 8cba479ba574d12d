//! The hosts of a server, and what is wrong with each.

use crate::diagnostic::Fix;
use crate::istio::syntax::gateway_host::{GatewayHostProblem, gateway_host};
use crate::rules::context::Context;
use crate::rules::read::Read;
use crate::rules::view::Server;
use crate::yaml::{Data, Node, edit};

/// Each host that is wrong, its text, and why; a host can be wrong for several reasons.
pub(super) fn host_problems<'a>(
    server: &Server<'a>,
) -> impl Iterator<Item = (&'a Node, &'a str, GatewayHostProblem)> {
    let hosts = server.node.items("hosts").iter();
    let texts = hosts.filter_map(|host| Some((host, host.as_str()?)));
    texts.flat_map(|(host, text)| {
        let mut problems = gateway_host(text).err().unwrap_or_default();
        // Where the part before the `/` is wrong, what stands behind it is seldom meant as a host.
        if let Some(first) = problems.iter().position(is_about_namespace) {
            problems = vec![problems.swap_remove(first)];
        }
        problems
            .into_iter()
            .map(move |problem| (host, text, problem))
    })
}

fn is_about_namespace(problem: &GatewayHostProblem) -> bool {
    matches!(
        problem,
        GatewayHostProblem::EmptyPart | GatewayHostProblem::Namespace(_)
    )
}

/// The host in an address, without scheme, port and path; `None` where there is none for certain.
pub(in crate::rules) fn bare(text: &str) -> Option<&str> {
    let written = text;
    let text = text.trim_start_matches('/');
    let address = match text.split_once("://") {
        Some((_, address)) => address,
        None => {
            // `NAMESPACE/HOST` with something wrong about the namespace.
            let behind = text.split_once('/').map_or("", |(_, behind)| behind);
            if gateway_host(behind).is_ok() {
                return None;
            }
            text
        }
    };
    let host = address.split(['/', '?', '#']).next()?;
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    (host != written && gateway_host(host).is_ok()).then_some(host)
}

/// Writes a host in place of one that stands as it is in the author's file.
pub(super) fn rewrite(cx: &Context<'_>, host: &Node, text: &str, meant: &str) -> Option<Fix> {
    let span = cx.span(host);
    // A default host is put together from other texts.
    if cx.sources.text(span).trim_matches(['"', '\'']) != text {
        return None;
    }
    let there = Node::string(text, span);
    let edit = edit::replace_scalar(cx.sources, &there, &Data::Str(meant.into()))?;
    Some(Fix::safe(format!("write `{meant}`"), vec![edit]))
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn the_host_of_an_address_is_known() {
        for text in [
            "a.example.org/",
            "/a.example.org",
            "https://a.example.org",
            "https://a.example.org/",
            "http://a.example.org:8080/x?y",
            "a.example.org:443",
            "a.example.org/path",
        ] {
            assert_eq!(bare(text), Some("a.example.org"), "{text}");
        }
        for text in ["a.example.org", "https://pad", "n.s/a.example.org", "/", ""] {
            assert_eq!(bare(text), None, "{text}");
        }
    }
}
