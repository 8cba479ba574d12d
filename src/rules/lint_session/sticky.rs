//! What makes a session stick to a pod.

use super::super::read::Read;
use crate::yaml::Node;

/// The cookie by which a traffic policy chooses the pod.
pub(super) fn cookie(policy: &Node) -> Option<&Node> {
    policy
        .at(&["loadBalancer", "consistentHash", "httpCookie"])
        .filter(|cookie| cookie.as_map().is_some())
}
