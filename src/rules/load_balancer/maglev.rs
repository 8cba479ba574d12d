//! The size of a Maglev table.

use crate::rules::prelude::*;
use crate::yaml::Node;

/// The size that a policy sets, if it is a number that fits. What does not is told with the other
/// values of a wrong type.
pub(super) fn size<'a>(policy: &TrafficPolicy<'a>) -> Option<(&'a Node, u64)> {
    let path = ["loadBalancer", "consistentHash", "maglev", "tableSize"];
    let node = policy.node.at(&path)?;
    let number = node.as_number()?;
    // The limits that the definition in the cluster sets.
    let fits = number.fract() == 0.0 && (0.0..=i64::MAX as f64).contains(&number);
    fits.then_some((node, number as u64))
}
