use crate::diagnostic::Fix;
use crate::istio::syntax::http::{GRPC_STATUS, is_grpc_status};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::suggest;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// A fault that answers with a status that gRPC does not have.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. The names are in upper case, as in
    /// `NOT_FOUND`; numbers are not taken.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {grpcStatus: Unavailable, percentage: {value: 1}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {grpcStatus: UNAVAILABLE, percentage: {value: 1}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Writes the name as gRPC does, if only its case or its hyphens are wrong.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateGRPCStatus`; `pkg/util/grpc`.
    Error 3363 "vs-fault-abort-grpc" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["fault", "abort", "grpcStatus"]) else {
        return;
    };
    let Some(status) = node.as_str() else { return };
    if is_grpc_status(status) {
        return;
    }
    let spelled = status.trim().to_ascii_uppercase().replace(['-', ' '], "_");
    let near = suggest::closest(&spelled, GRPC_STATUS);
    let fix = is_grpc_status(&spelled)
        .then(|| replace_scalar(cx.sources, node, &Data::Str(spelled.as_str().into())))
        .flatten()
        .map(|edit| Fix::safe(format!("write `{spelled}`"), vec![edit]));
    let finding = cx
        .report(
            node,
            format!("gRPC has no status `{}`", status.escape_debug()),
        )
        .label("unknown")
        .note(refused::VIRTUAL_SERVICE)
        .fix(fix);
    match near.first() {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write one of the names of gRPC, such as `UNAVAILABLE`"),
    };
}
