//! What every Kubernetes object has.

use std::collections::BTreeMap;

use super::message::message;

message! {
    /// Name, namespace and labels of an object.
    ObjectMeta {
        /// The name.
        "name" name: String,
        /// The namespace; the upstream helpers leave it to Helm.
        "namespace" namespace: String,
        /// Labels.
        "labels" labels: BTreeMap<String, String>,
        /// Annotations.
        "annotations" annotations: BTreeMap<String, String>,
    }
}
