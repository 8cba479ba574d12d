//! The hosts of a server, and what is wrong with each.

use crate::istio::syntax::gateway_host::{GatewayHostProblem, gateway_host};
use crate::rules::read::Read;
use crate::rules::view::Server;
use crate::yaml::Node;

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
