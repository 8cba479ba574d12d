//! Where the facts of several objects begin and end: what only looks alike is no finding.

use crate::rules::Rule;
use crate::rules::testing::found;

fn objects(servers: &str, service: &str, rule: &str) -> String {
    let mut text = format!(
        "kind: Gateway\nmetadata: {{name: shop}}\nspec: {{selector: {{a: b}}, servers: [{servers}]}}\n---\n\
         kind: VirtualService\nmetadata: {{name: shop}}\nspec: {{{service}}}\n"
    );
    if !rule.is_empty() {
        text.push_str("---\nkind: DestinationRule\nmetadata: {name: shop}\nspec: {");
        text.push_str(rule);
        text.push_str("}\n");
    }
    text
}

const HTTPS: &str = "{port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example.org, '*.shop.example.org'], tls: {mode: SIMPLE, credentialName: a}}";
const PASSING: &str =
    "{port: {number: 443, name: tls, protocol: TLS}, hosts: ['*'], tls: {mode: PASSTHROUGH}}";
const REDIRECT: &str =
    "{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*'], tls: {httpsRedirect: true}}";
const PLAIN: &str = "{port: {number: 8080, name: plain, protocol: HTTP}, hosts: ['*']}";

fn is_found(rule: &'static Rule, servers: &[&str], service: &str, destination: &str) -> bool {
    !found(&objects(&servers.join(", "), service, destination), rule).is_empty()
}

#[test]
fn a_gateway_may_be_written_in_several_ways() {
    let matched = |gateways: &str, wanted: &str| {
        let service = format!(
            "hosts: [shop.example.org], {gateways} http: [{{match: [{{gateways: [{wanted}]}}], route: [{{destination: {{host: a}}}}]}}]"
        );
        is_found(&super::match_gateway::RULE, &[HTTPS], &service, "")
    };
    for good in ["shop", "demo/shop", "shop.demo.svc.cluster.local"] {
        assert!(!matched("gateways: [shop],", good), "{good}");
    }
    assert!(!matched("", "mesh"));
    assert!(matched("", "shop"));
    assert!(matched("gateways: [shop],", "mesh"));
    assert!(matched("gateways: [shop],", "other/shop"));
}

#[test]
fn what_other_releases_bring_is_not_judged() {
    let service = |gateway: &str, port: u16| {
        format!(
            "hosts: [shop.example.org, api.example.org], gateways: [{gateway}], http: [{{match: [{{port: {port}}}], route: [{{destination: {{host: a}}}}]}}]"
        )
    };
    let port = |gateway, number| {
        is_found(
            &super::match_port::RULE,
            &[HTTPS, REDIRECT],
            &service(gateway, number),
            "",
        )
    };
    assert!(port("shop", 8443));
    assert!(!port("shop", 443) && !port("shop", 80));
    assert!(!port("shop, mesh", 8443) && !port("istio-system/other", 8443));
    let host = |gateway| {
        is_found(
            &super::gw_host_intersection::RULE,
            &[HTTPS],
            &service(gateway, 443),
            "",
        )
    };
    assert!(host("shop"));
    assert!(!host("istio-system/other") && !host("shop, istio-system/other"));
}

#[test]
fn a_wildcard_of_the_gateway_serves_what_it_covers() {
    let host = |hosts: &str| {
        let service = format!("hosts: [{hosts}], gateways: [shop], http: [{{}}]");
        is_found(&super::gw_host_intersection::RULE, &[HTTPS], &service, "")
    };
    assert!(!host(
        "shop.example.org, a.shop.example.org, '*.b.shop.example.org'"
    ));
    assert!(!host("'*.example.org', shop.example.org"));
    assert!(host("shop.example.org, Shop.example.org"));
    // None at all: IST0132 says so.
    assert!(!host("example.org"));
}

#[test]
fn http_routes_need_one_server_that_reads_requests() {
    let service =
        "hosts: [a.example.org], gateways: [shop], http: [{route: [{destination: {host: a}}]}]";
    let is_idle = |servers: &[&str]| is_found(&super::passthrough_http::RULE, servers, service, "");
    assert!(is_idle(&[PASSING]) && is_idle(&[REDIRECT, PASSING]));
    assert!(!is_idle(&[HTTPS]) && !is_idle(&[PASSING, PLAIN]) && !is_idle(&[REDIRECT]));
    let only_tls =
        "hosts: [a.example.org], gateways: [shop], tls: [{match: [{sniHosts: [a.example.org]}]}]";
    assert!(!is_found(
        &super::passthrough_http::RULE,
        &[PASSING],
        only_tls,
        ""
    ));
}

#[test]
fn the_pods_of_a_gateway_may_be_asked_for() {
    let asked = |gateways: &str, condition: &str| {
        let service =
            format!("hosts: [a.b], gateways: [{gateways}], http: [{{match: [{{{condition}}}]}}]");
        is_found(&super::source_match_gateway::RULE, &[HTTPS], &service, "")
    };
    assert!(asked("shop", "sourceLabels: {app: cart}"));
    assert!(!asked("shop", "sourceLabels: {istio: ingressgateway}"));
    assert!(!asked("shop", "sourceNamespace: istio-system"));
    assert!(!asked("shop, mesh", "sourceNamespace: cart"));
}

#[test]
fn a_port_hash_holds_for_routes_that_name_the_port() {
    let idle = |destination: &str, policy: &str| {
        let service = format!(
            "hosts: [a.b], gateways: [shop], http: [{{route: [{{destination: {{{destination}}}}}]}}]"
        );
        let rule = format!("host: shop, trafficPolicy: {{{policy}}}");
        is_found(&super::port_hash::RULE, &[HTTPS], &service, &rule)
    };
    let hash = "loadBalancer: {consistentHash: {useSourceIp: true}}";
    let port = format!("portLevelSettings: [{{port: {{number: 1}}, {hash}}}]");
    assert!(idle("host: shop.demo.svc.cluster.local", &port));
    assert!(!idle("host: shop, port: {number: 1}", &port));
    assert!(!idle("host: other", &port));
    assert!(!idle("host: shop", &format!("{hash}, {port}")));
}

#[test]
fn listeners_of_one_gateway() {
    let text = |servers: &[&str]| objects(&servers.join(", "), "hosts: [a.b]", "");
    let twice = |servers: &[&str]| !found(&text(servers), &super::gw_tls_host_dup::RULE).is_empty();
    let bound = HTTPS.replace("hosts:", "bind: 10.0.0.1, hosts:");
    assert!(twice(&[HTTPS, HTTPS]) && twice(&[REDIRECT, REDIRECT]));
    assert!(!twice(&[HTTPS, &bound]) && !twice(&[PLAIN, PLAIN]) && !twice(&[HTTPS, REDIRECT]));
    let conflict =
        |servers: &[&str]| !found(&text(servers), &super::gw_protocol_conflict::RULE).is_empty();
    let tcp = PLAIN.replace("HTTP", "TCP");
    let encrypted = HTTPS.replace("443", "8080");
    assert!(conflict(&[PLAIN, &tcp]) && conflict(&[&tcp, &tcp]) && conflict(&[PLAIN, &encrypted]));
    assert!(
        !conflict(&[PLAIN, PLAIN]) && !conflict(&[&encrypted, PLAIN]) && !conflict(&[HTTPS, HTTPS])
    );
}
