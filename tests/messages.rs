//! What an author reads: the messages for broken values, word for word.
//!
//! `INSTA_UPDATE=always cargo test --test messages` writes the snapshots anew; read the difference
//! before committing it.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs rutter with values on standard input; status, then standard error and output.
fn rutter(arguments: &[&str], values: &[u8]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rutter"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .env("COLUMNS", "110")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone before all of it is written.
    let _ = child.stdin.take().unwrap().write_all(values);
    let done = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    format!(
        "exit {}\n{}{}",
        done.status.code().unwrap(),
        text(done.stderr),
        text(done.stdout)
    )
}

/// Compiles a chart of the golden suite with a helper version and these values.
fn compiled(helper: &str, values: &str) -> String {
    let chart = format!("tests/golden/charts/{helper}");
    rutter(
        &["compile", "rel", &chart, "-n", "ns", "-f", "-"],
        values.as_bytes(),
    )
}

macro_rules! messages {
    ($($name:ident: $helper:literal, $values:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(compiled($helper, $values));
        }
    )*};
}

messages! {
    a_tab: "istio-1.3.0", "ingress:\n\tenabled: true\n";
    wrong_nesting: "istio-1.3.0", "ingress:\n  enabled: true\n gatewayHosts: {}\n";
    an_unclosed_bracket: "istio-1.3.0", "ingress:\n  routeHosts: [a, b\n  enabled: true\n";
    an_unclosed_quote: "istio-1.3.0", "ingress:\n  enabled: true\n  existingGatewayName: 'edge\n";
    a_template_left_in: "istio-1.3.0", "ingress:\n  enabled: {{ .Values.on }}\n";
    a_duplicate_key: "istio-1.3.0", "ingress:\n  enabled: false\n  enabled: no\n";
    a_list_for_the_stanza: "istio-1.3.0", "ingress: [enabled]\n";
    null_hosts: "istio-1.3.0", "ingress:\n  enabled: true\n  gatewayHosts: ~\n";
    null_gateway: "istio-1.3.0", "ingress:\n  enabled: true\n  existingGatewayName: ~\n";
    null_routes: "istio-1.3.0", "ingress:\n  enabled: true\n  httproutes: ~\n";
    hosts_as_text: "istio-1.3.0", "ingress:\n  enabled: true\n  gatewayHosts: pad.example.org\n";
    hosts_as_list: "istio-1.3.0", "ingress:\n  enabled: true\n  gatewayHosts: [pad.example.org]\n";
    extra_hosts_as_map: "istio-1.3.0", "ingress:\n  enabled: true\n  gatewayHosts: {extraFQDNs: {a: 1}}\n";
    route_hosts_missing: "istio-1.3.0", "ingress:\n  enabled: true\n  existingGatewayName: edge/main\n";
    gateway_as_number: "istio-1.2.0", "ingress:\n  enabled: true\n  existingGatewayName: 5\n";
    spliced_comment: "istio-1.3.0", "ingress:\n  enabled: true\n  gatewayHosts: {default: 'pad #1'}\n";
    spliced_lines: "istio-1.3.0", "ingress:\n  enabled: true\n  gatewayHosts: {default: \"a\\n- b\"}\n";
    cors_on_nothing: "istio-1.0.3", "ingress:\n  enabled: true\n  base_cors_policy: true\n  httproutes: [{}]\n";
    an_empty_route: "0.4-20220125", "ingress:\n  enabled: true\n  httproutes: [{}]\n";
    mesh_taken_away: "istio-1.1.0", "mesh: ~\ningress:\n  enabled: true\n";
    name_in_accents: "istio-1.3.0", "chartName: éééééééééééééééééééééééééééééééééééééééé\ningress:\n  enabled: true\n";
    typed_flag: "1.0", "ingress:\n  enabled: 'yes'\n";
    typed_port: "1.0", "ingress:\n  enabled: true\n  service: {port: '8443'}\n";
    typed_switch_off: "1.0", "ingress:\n  enabled: true\n  upstreamTLS: 'off'\n";
    typed_switch_unclear: "1.0", "ingress:\n  enabled: true\n  upstreamTLS: strict\n";
    typed_port_zero: "1.0", "ingress:\n  enabled: true\n  service: {port: 0}\n";
    typed_tls_version_as_number: "1.0", "ingress:\n  enabled: true\n  tls: {minProtocolVersion: 1.2}\n";
    typed_stanza_as_flag: "1.0", "ingress: true\n";
    typed_two_gateways: "1.0", "ingress:\n  enabled: true\n  existingGateway: a/b\n  existingGatewayName: c/d\n  routeHosts: [x.org]\n";
    typed_no_hosts: "1.0", "ingress:\n  enabled: true\n  gatewayHosts: {disableDefaultHosts: true}\n";
    typed_rule_without_host: "1.0", "ingress:\n  enabled: true\n  destinationRules: [{trafficPolicy: {}}]\n";
}

#[test]
fn not_utf_8() {
    let chart = "tests/golden/charts/istio-1.3.0";
    insta::assert_snapshot!(rutter(
        &["compile", chart, "-f", "-"],
        b"a: 1\nb: \xff\xfe\n"
    ));
}

#[test]
fn nothing_to_print() {
    insta::assert_snapshot!(compiled("istio-1.3.0", "ingress:\n  enabled: false\n"));
}

#[test]
fn could_not_run() {
    let chart = "charts/plain";
    let calls: [&[&str]; 6] = [
        &["compile", "charts/missing"],
        &["compile", "charts/plain/values.yaml"],
        &["compile", "plain", chart, "-f", "charts"],
        &["compile", "plain", chart, "-f", "missing.yaml"],
        &["compile", "Plain", chart],
        &["compile", "plain", chart, "--helper", "istio-1.4.0"],
    ];
    let texts = calls.map(|call| format!("$ rutter {}\n{}", call.join(" "), rutter(call, b"")));
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn both_places_of_a_flag_and_a_file() {
    let arguments = [
        "compile",
        "rel",
        "tests/golden/charts/istio-1.3.0",
        "-f",
        "-",
        "--set",
        "ingress.gatewayHosts.default=x",
    ];
    insta::assert_snapshot!(rutter(
        &arguments,
        b"ingress:\n  enabled: true\n  gatewayHosts: ~\n"
    ));
}

#[test]
fn every_layer_has_its_say() {
    let arguments = [
        "values",
        "rel",
        "tests/golden/charts/istio-1.3.0",
        "-f",
        "-",
        "--set",
        "ingress.gatewayHosts.default=last",
        "--why",
        "ingress.gatewayHosts.default",
    ];
    let values = b"ingress:\n  gatewayHosts:\n    default: first\n";
    let mut text = rutter(&arguments, values);
    text.push_str(&rutter(&[&arguments[..], &["-o", "json"]].concat(), values));
    insta::assert_snapshot!(text);
}

#[test]
fn an_unknown_path_is_answered_with_what_was_meant() {
    let chart = "tests/golden/charts/istio-1.3.0";
    insta::assert_snapshot!(rutter(
        &["values", chart, "--why", "ingress.gatwayHosts"],
        b""
    ));
}
