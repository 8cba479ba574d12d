use crate::rules::prelude::*;
use crate::values::go;
use crate::yaml::walk::Step;
use crate::yaml::{Data, Node};

rule! {
    /// A number with a leading zero, which YAML reads as octal.
    ///
    /// ## Why it matters
    /// `0443` is 291 to Helm. A port, a weight or a limit written like this is another number in
    /// the cluster: requests go to a port on which nothing listens, and are answered with 503.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   service:
    ///     host: pad.demo.svc.cluster.local
    ///     port: 0443
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   service:
    ///     host: pad.demo.svc.cluster.local
    ///     port: 443
    /// ```
    ///
    /// ## Source
    /// YAML 1.1 as Helm reads it.
    Warning 4008 "octal-number" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let pasted = chart.definition.pasted.iter().map(|facts| &facts.port_from);
    let typed = chart
        .definition
        .typed
        .iter()
        .flat_map(|facts| &facts.port_from);
    let ports: Vec<&Node> = pasted
        .chain(typed)
        .filter_map(|key| chart.values.at(&[key.as_str(), "public_port"]))
        .collect();
    let Some(stanza) = chart.values.get("ingress") else {
        return;
    };
    for node in std::iter::once(stanza).chain(ports) {
        for step in node.walk() {
            if let Step::Scalar(node) = step {
                look_at(cx, node);
            }
        }
    }
}

fn look_at(cx: &mut Context<'_>, node: &Node) {
    if !matches!(node.data, Data::Int(_) | Data::Float(_)) {
        return;
    }
    let text = cx.sources.text(node.span);
    let digits = text.trim_start_matches(['+', '-']);
    let is_octal = digits.len() > 1
        && digits.starts_with('0')
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'_');
    let plain = digits.trim_start_matches(['0', '_']).replace('_', "");
    let read = go::print(node);
    if !is_octal || read.trim_start_matches('-') == plain || plain.is_empty() {
        return;
    }
    let text = text.to_owned();
    cx.report_at(node.span, format!("`{text}` is the number {read}"))
        .label(format!("read as {read}"))
        .note("a leading zero makes a number octal, and that is what reaches the cluster")
        .help(format!(
            "write `{plain}` for that number; where a text is meant, write `\"{text}\"`"
        ));
}
