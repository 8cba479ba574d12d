use super::hosts::is_delegate;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A VirtualService without hosts that names gateways.
    ///
    /// ## Why it matters
    /// Without hosts it is a delegate: another VirtualService hands requests to it, and that one
    /// says at which gateways. Istio refuses a delegate that names gateways itself.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   gateways: [istio-system/public]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [istio-system/public]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`.
    Error 3200 "vs-delegate-gateways" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    if is_delegate(service) && !service.gateways().is_empty() {
        cx.report_key(
            service.spec,
            "gateways",
            "a VirtualService without `hosts` cannot name `gateways`",
        )
        .label("not without `hosts`")
        .note("without hosts it is a delegate: the VirtualService that hands it requests says at which gateways")
        .note(refused::VIRTUAL_SERVICE)
        .help("add the `hosts` that the gateways serve, or remove `gateways`");
    }
}
