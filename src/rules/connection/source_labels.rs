use super::route;
use crate::istio::syntax::label::{label_key, label_value};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A label in `sourceLabels` of a TLS or TCP route that no pod can have.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo]
    ///   tcp:
    ///     - match: [{sourceLabels: {app: pad main}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo]
    ///   tcp:
    ///     - match: [{sourceLabels: {app: pad-main}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`; `pkg/config/labels/instance.go`, `Validate`.
    Error 3407 "vs-l4-source-labels" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for item in route::matches(service) {
        let Some(labels) = item.field("sourceLabels") else {
            continue;
        };
        for entry in item.entries_of("sourceLabels") {
            if let Err(problem) = label_key(&entry.key) {
                let message = format!("`{}` is no name for a label", entry.key.escape_debug());
                cx.report_key(labels, &entry.key, message)
                    .label(problem.to_string())
                    .note(refused::VIRTUAL_SERVICE)
                    .help("write the name of a label of the clients' pods, such as `app`");
            }
            let Some(value) = entry.value.as_str() else {
                continue;
            };
            if let Err(problem) = label_value(value) {
                let message = format!("no label `{}` can be `{}`", entry.key, value.escape_debug());
                cx.report(&entry.value, message)
                    .label(problem.to_string())
                    .note(refused::VIRTUAL_SERVICE)
                    .help("write the value that the clients' pods have");
            }
        }
    }
}
