use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// The port of the TLS terminator, written as text.
    ///
    /// ## Why it matters
    /// The helper pastes it without its quotes, so that the route gets a number after all. Other
    /// templates of a chart may print it as it is, and Kubernetes refuses a Service or a container
    /// whose port is text.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// mesh:
    ///   public_port: "8443"
    /// ingress:
    ///   enabled: true
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// mesh:
    ///   public_port: 8443
    /// ingress:
    ///   enabled: true
    /// ```
    ///
    /// ## Fix
    /// Removes the quotes.
    ///
    /// ## Source
    /// The helper's default destination, which is text to be read as YAML again.
    Info 4028 "port-as-text" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(facts) = chart.definition.pasted.as_ref().filter(|_| chart.enabled) else {
        return;
    };
    let key = facts.port_from.as_str();
    let Some(node) = chart.values.at(&[key, "public_port"]) else {
        return;
    };
    let Some((text, port)) = node
        .as_str()
        .and_then(|text| Some((text, text.parse::<u16>().ok()?)))
        .filter(|(text, _)| !text.starts_with(['0', '+']))
    else {
        return;
    };
    let fix = replace_scalar(cx.sources, node, &Data::Int(port.into()))
        .map(|edit| Fix::safe("remove the quotes", vec![edit]));
    cx.report(node, format!("`{key}.public_port` is the text \"{text}\", not a number"))
        .label("text")
        .note("the route gets the number all the same, because the helper pastes it without quotes; a template that prints it as it is makes Kubernetes refuse the port")
        .help(format!("write `public_port: {port}`, without quotes"))
        .fix(fix);
}
