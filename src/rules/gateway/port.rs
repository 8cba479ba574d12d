//! The port of a server.

use crate::rules::read::Read;
use crate::rules::view::Server;
use crate::yaml::Node;

/// The port, if there is one. What is no map is told with the other values of a wrong type.
pub(super) fn port<'a>(server: &Server<'a>) -> Option<&'a Node> {
    let port = server.node.field("port")?;
    port.as_map().is_some().then_some(port)
}
