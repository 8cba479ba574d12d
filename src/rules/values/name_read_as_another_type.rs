use crate::rules::prelude::*;
use crate::values::go;
use crate::yaml::{Data, Node};

rule! {
    /// A part of a host name that YAML reads as a number or a boolean.
    ///
    /// ## Why it matters
    /// The helper prints what YAML understood, not what was written: `on` is the boolean true, and
    /// the release serves `true.discovery.wmnet`; `no` is false and counts as absent; `0777` is 511,
    /// and `12345678` prints as `1.2345678e+07`. The host that was meant answers with 404.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     default: no
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     default: "no"
    /// ```
    ///
    /// ## Source
    /// YAML 1.1 as Helm reads it: `y`, `n`, `yes`, `no`, `on`, `off` are booleans, a leading 0 means
    /// octal. Helm prints numbers from 1000000 on with an exponent.
    Warning 4007 "name-read-as-another-type" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(facts) = &chart.definition.pasted else {
        return;
    };
    let Some(hosts) = chart
        .get("gatewayHosts")
        .filter(|node| node.as_map().is_some())
    else {
        return;
    };
    if let Some(node) = hosts.field("default") {
        say(cx, node, "default");
    }
    if facts.domains_from_values {
        for node in hosts.items("domains") {
            say(cx, node, "domains");
        }
    }
}

fn say(cx: &mut Context<'_>, node: &Node, key: &str) {
    let kind = match &node.data {
        Data::Bool(_) => "a boolean",
        Data::Int(_) | Data::Float(_) => "a number",
        _ => return,
    };
    let written = cx.sources.text(node.span).to_owned();
    let read = go::print(node);
    if written == read {
        return;
    }
    let becomes = if key == "domains" {
        format!("the host ends with `{read}`")
    } else if go::is_true(Some(node)) {
        format!("the host begins with `{read}`")
    } else {
        "that counts as absent, and the namespace takes its place".to_owned()
    };
    cx.report(node, format!("`{written}` is {kind} to YAML, not a name"))
        .label(format!("is read as {read}"))
        .note(format!(
            "{becomes}; requests for the host that was meant are answered with 404"
        ))
        .help(format!("write it in quotes: `\"{written}\"`"));
}
