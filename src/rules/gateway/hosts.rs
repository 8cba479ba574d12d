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
        let problems = gateway_host(text).err().unwrap_or_default();
        problems
            .into_iter()
            .map(move |problem| (host, text, problem))
    })
}
