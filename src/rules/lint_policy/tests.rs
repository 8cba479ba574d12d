//! What is meant as it stands, and must not be told.

use crate::rules::Rule;
use crate::rules::testing::found;

fn is_found(rule: &'static Rule, spec: &str) -> bool {
    let object = format!("kind: DestinationRule\nmetadata: {{name: shop}}\nspec: {{{spec}}}\n");
    !found(&object, rule).is_empty()
}

fn of_policy(rule: &'static Rule, policy: &str) -> bool {
    is_found(rule, &format!("host: shop, trafficPolicy: {{{policy}}}"))
}

#[test]
fn a_limit_on_gateway_errors_below_that_on_all_is_meant() {
    let rule = &super::outlier_gateway_errors::RULE;
    for (limits, is_idle) in [
        ("consecutiveGatewayErrors: 4", false),
        // The number holds, whichever limit it is that leaves the pod out.
        ("consecutiveGatewayErrors: 5", false),
        ("consecutiveGatewayErrors: 6", true),
        ("consecutiveGatewayErrors: 0", false),
        (
            "consecutiveGatewayErrors: 9, consecutive5xxErrors: 10",
            false,
        ),
        (
            "consecutiveGatewayErrors: 10, consecutive5xxErrors: 10",
            true,
        ),
        (
            "consecutiveGatewayErrors: 9, consecutive5xxErrors: 0",
            false,
        ),
        ("consecutive5xxErrors: 3", false),
    ] {
        let policy = format!("outlierDetection: {{{limits}}}");
        assert_eq!(of_policy(rule, &policy), is_idle, "{limits}");
    }
}

#[test]
fn one_limit_is_enough_to_detect_something() {
    let rule = &super::outlier_all_off::RULE;
    for (limits, is_off) in [
        ("consecutive5xxErrors: 0", true),
        (
            "consecutive5xxErrors: 0, consecutiveGatewayErrors: 3",
            false,
        ),
        (
            "consecutive5xxErrors: 0, splitExternalLocalOriginErrors: true",
            false,
        ),
        ("interval: 10s", false),
    ] {
        let policy = format!("outlierDetection: {{{limits}}}");
        assert_eq!(of_policy(rule, &policy), is_off, "{limits}");
    }
}

#[test]
fn a_port_that_repeats_everything_drops_nothing() {
    let rule = &super::portlevel_drops_parent::RULE;
    let tls = "tls: {mode: SIMPLE}";
    let robin = "loadBalancer: {simple: ROUND_ROBIN}";
    let port = |members: &str| format!("portLevelSettings: [{{port: {{number: 1}}, {members}}}]");
    assert!(of_policy(rule, &format!("{tls}, {}", port(robin))));
    assert!(!of_policy(
        rule,
        &format!("{tls}, {}", port(&format!("{robin}, {tls}")))
    ));
    assert!(!of_policy(
        rule,
        &format!("retryBudget: {{}}, {}", port(robin))
    ));
    // A port of a subset replaces what the whole service has, too.
    let subset = |members: &str| {
        format!(
            "host: shop, trafficPolicy: {{{tls}}}, subsets: [{{name: a, labels: {{b: c}}, trafficPolicy: {{{}}}}}]",
            port(members)
        )
    };
    assert!(is_found(rule, &subset(robin)));
    assert!(!is_found(rule, &subset(tls)));
}

#[test]
fn tls_that_is_off_and_says_nothing_is_meant() {
    let rule = &super::tls_disable_extra::RULE;
    for (tls, is_odd) in [
        ("mode: DISABLE", false),
        ("", false),
        ("mode: DISABLE, sni: ''", false),
        ("mode: DISABLE, subjectAltNames: []", false),
        ("mode: DISABLE, insecureSkipVerify: false", false),
        ("mode: DISABLE, sni: a.b", true),
        ("subjectAltNames: [a.b]", true),
        ("mode: SIMPLE, sni: a.b", false),
    ] {
        assert_eq!(of_policy(rule, &format!("tls: {{{tls}}}")), is_odd, "{tls}");
    }
}

#[test]
fn rules_for_the_own_namespace_or_the_internet_are_found_by_the_gateway() {
    let rule = &super::dr_foreign_namespace::RULE;
    for (spec, is_foreign) in [
        ("host: shop", false),
        ("host: shop.demo.svc.cluster.local", false),
        ("host: shop.example.org", false),
        ("host: shop.other.svc.cluster.local", true),
        ("host: '*.other.svc.cluster.local'", true),
        ("host: shop.other.svc.cluster.local, exportTo: [.]", false),
    ] {
        assert_eq!(is_found(rule, spec), is_foreign, "{spec}");
    }
}

#[test]
fn a_wildcard_of_one_namespace_is_not_wide() {
    let rule = &super::dr_star_host::RULE;
    for (host, is_wide) in [
        ("*", true),
        ("*.local", true),
        ("*.cluster.local", true),
        ("*.demo.svc.cluster.local", false),
        ("*.example.org", false),
        ("shop", false),
    ] {
        assert_eq!(
            is_found(rule, &format!("host: '{host}'")),
            is_wide,
            "{host}"
        );
    }
    let selected = "host: '*', workloadSelector: {matchLabels: {a: b}}";
    assert!(!is_found(rule, selected));
}

#[test]
fn a_subset_with_a_policy_needs_no_labels() {
    let rule = &super::subset_no_labels::RULE;
    for (subset, is_idle) in [
        ("name: a", true),
        ("name: a, labels: {}", true),
        ("name: a, labels: {b: c}", false),
        ("name: a, trafficPolicy: {tls: {mode: SIMPLE}}", false),
    ] {
        let spec = format!("host: shop, subsets: [{{{subset}}}]");
        assert_eq!(is_found(rule, &spec), is_idle, "{subset}");
    }
}
