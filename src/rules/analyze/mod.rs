//! What `istioctl analyze` says about objects that Istio accepts.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
