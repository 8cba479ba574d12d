//! One cause is told once: where the rules of this group leave a value to others.

use super::{hosts_required, port_name, port_number, port_protocol, tls_cert_required};
use crate::rules::Rule;
use crate::rules::testing::found;

fn count(server: &str, rule: &'static Rule) -> usize {
    let object = format!(
        "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: a, namespace: demo}}\nspec: {{servers: [{server}]}}\n"
    );
    found(&object, rule).len()
}

#[test]
fn values_of_a_wrong_type_are_left_to_the_rules_about_types() {
    let rules: [(&'static Rule, &str); 4] = [
        (&hosts_required::RULE, "{hosts: a.example.org}"),
        (&port_name::RULE, "{port: 443}"),
        (&port_name::RULE, "{port: {name: 443}}"),
        (&port_protocol::RULE, "{port: {protocol: 1}}"),
    ];
    for (rule, server) in rules {
        assert_eq!(count(server, rule), 0, "{server}");
    }
    for number in ["80.5", "-1", "4294967296", "http", "[80]"] {
        let server = format!("{{port: {{number: {number}}}}}");
        assert_eq!(count(&server, &port_number::RULE), 0, "{server}");
    }
}

#[test]
fn what_is_missing_or_out_of_bounds_is_told() {
    for (rule, server) in [
        (&hosts_required::RULE, "{hosts: []}"),
        (&hosts_required::RULE, "{port: {}}"),
        (&port_name::RULE, "{port: {}}"),
        (&port_protocol::RULE, "{port: {}}"),
        (&port_number::RULE, "{port: {}}"),
        (&port_number::RULE, "{port: {number: 65536}}"),
    ] {
        assert_eq!(count(server, rule), 1, "{server}");
    }
}

#[test]
fn an_empty_list_of_credentials_is_told_by_its_length() {
    let server = |names: &str| format!("{{tls: {{mode: SIMPLE{names}}}}}");
    let rule = &tls_cert_required::RULE;
    assert_eq!(count(&server(""), rule), 1);
    assert_eq!(count(&server(", credentialNames: []"), rule), 0);
    assert_eq!(count(&server(", credentialNames: [pad]"), rule), 0);
}
