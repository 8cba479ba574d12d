use super::hosts::is_delegate;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A VirtualService without hosts that has routes of TCP connections.
    ///
    /// ## Why it matters
    /// Without hosts it is a delegate: another VirtualService hands HTTP requests to it. There is no
    /// such thing for TCP connections, and Istio refuses it.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: queue}
    /// spec:
    ///   tcp:
    ///     - route: [{destination: {host: queue.example.org, port: {number: 5672}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: queue}
    /// spec:
    ///   hosts: [queue.example.org]
    ///   gateways: [istio-system/public]
    ///   tcp:
    ///     - route: [{destination: {host: queue.example.org, port: {number: 5672}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`.
    Error 3202 "vs-delegate-tcp" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    if is_delegate(service) && !service.spec.items("tcp").is_empty() {
        cx.report_key(
            service.spec,
            "tcp",
            "a VirtualService without `hosts` cannot have `tcp` routes",
        )
        .label("not without `hosts`")
        .note("without hosts it is a delegate, which other VirtualServices hand HTTP requests to, and those only")
        .note(refused::VIRTUAL_SERVICE)
        .help("add the `hosts` that these connections go to, or remove `tcp`");
    }
}
