//! Hosts, gateways and destinations that lead nowhere, or to more than was meant.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
