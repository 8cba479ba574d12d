use super::flags::{says_no, says_yes, switches};
use crate::rules::prelude::*;
use crate::values::go;
use crate::yaml::Data;

rule! {
    /// A switch that is set to something that is neither true nor false.
    ///
    /// ## Why it matters
    /// The helper asks only whether there is something. What stands there beyond that is lost: a
    /// CORS policy written behind the switch `base_cors_policy` never reaches the gateway, which
    /// lets every site call the service instead.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   base_cors_policy:
    ///     allowOrigins: [{exact: "https://pad.example.org"}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   custom_cors_policy:
    ///     allowOrigins: [{exact: "https://pad.example.org"}]
    /// ```
    ///
    /// ## Source
    /// Go's `text/template`: `if` takes everything but false, 0, nil and what is empty for true.
    Warning 4005 "unexpected-type" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let cors = chart
        .definition
        .pasted
        .as_ref()
        .and_then(|facts| facts.cors.as_ref());
    for (name, entry) in switches(chart) {
        let value = &entry.value;
        let is_odd = match &value.data {
            Data::Null | Data::Bool(_) => false,
            // What was meant as a number of Go's truth values works as it is meant.
            Data::Int(number) => !matches!(number, 0 | 1),
            Data::Float(number) => *number != 0.0 && *number != 1.0,
            Data::Str(text) => !text.is_empty() && !says_no(text) && !says_yes(text),
            Data::List(_) | Data::Map(_) => true,
        };
        if !is_odd {
            continue;
        }
        let key = name.rsplit('.').next().unwrap_or(&name);
        let counts = if go::is_true(Some(value)) {
            "true"
        } else {
            "false"
        };
        let finding = cx
            .report_at(
                value.span,
                format!(
                    "`{key}` is a switch, and {} here counts as {counts}",
                    value.kind()
                ),
            )
            .label(format!("counts as {counts}"));
        match cors.filter(|cors| cors.base == name && value.as_map().is_some()) {
            Some(cors) => finding
                .note("what stands here is not used: the helper adds a policy of its own, which lets scripts of every site call the service with GET and POST")
                .help(format!("write the policy in `{}`", cors.custom)),
            None => finding
                .note("the helper asks only whether something stands here; the rest of it is lost")
                .help(format!("write `{key}: true` or `{key}: false`")),
        };
    }
}
