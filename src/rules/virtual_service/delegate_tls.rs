use super::hosts::is_delegate;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A VirtualService without hosts that has routes of TLS connections.
    ///
    /// ## Why it matters
    /// Without hosts it is a delegate: another VirtualService hands HTTP requests to it. There is no
    /// such thing for TLS connections, and Istio refuses it.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   tls:
    ///     - match: [{sniHosts: [pad.example.org]}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 443}}}]
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
    ///   tls:
    ///     - match: [{sniHosts: [pad.example.org]}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 443}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`.
    Error 3201 "vs-delegate-tls" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    if is_delegate(service) && !service.spec.items("tls").is_empty() {
        cx.report_key(
            service.spec,
            "tls",
            "a VirtualService without `hosts` cannot have `tls` routes",
        )
        .label("not without `hosts`")
        .note("without hosts it is a delegate, which other VirtualServices hand HTTP requests to, and those only")
        .note(refused::VIRTUAL_SERVICE)
        .help("add the `hosts` that these connections ask for, or remove `tls`");
    }
}
