//! What Istio demands of every object: its name, its annotations, who sees it.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
