//! What the examples of the single rules do not show: where one begins and another ends, and what
//! must stay free of findings.

use std::collections::BTreeSet;

use crate::diagnostic::Fix;
use crate::diagnostic::fix::apply;
use crate::rules::testing::Run;
use crate::rules::{Example, Rule};

/// The groups of rules about DestinationRules and about several objects.
static GROUPS: &[&[&Rule]] = &[
    crate::rules::destination_rule::RULES,
    crate::rules::traffic_policy::RULES,
    crate::rules::load_balancer::RULES,
    crate::rules::pool::RULES,
    crate::rules::client_tls::RULES,
    crate::rules::lint_policy::RULES,
    crate::rules::cross::RULES,
];

fn names(run: &Run) -> Vec<&'static str> {
    let own: BTreeSet<&str> = GROUPS
        .iter()
        .flat_map(|group| group.iter().map(|rule| rule.code.name()))
        .collect();
    let found = run.diagnostics.iter().map(|found| found.code.name());
    found.filter(|name| own.contains(name)).collect()
}

fn found(words: &str, text: &str) -> Vec<&'static str> {
    let example = Example {
        words: words.split_whitespace().map(str::to_owned).collect(),
        text: text.to_owned(),
    };
    names(&Run::of(&example, &super::empty::RULE))
}

/// What is found in the `spec` of a DestinationRule in namespace `demo`.
fn spec(istio: &str, spec: &str) -> Vec<&'static str> {
    let text = format!("kind: DestinationRule\nmetadata: {{name: shop}}\nspec: {spec}\n");
    found(&format!("object istio={istio}"), &text)
}

fn policy(istio: &str, policy: &str) -> Vec<&'static str> {
    spec(istio, &format!("{{host: shop, trafficPolicy: {policy}}}"))
}

#[test]
fn what_the_helpers_print_by_themselves_is_free_of_findings() {
    let all = crate::helper::ids();
    let mut count = 0;
    for id in all {
        let words = format!("helper={id}");
        assert_eq!(found(&words, "ingress: {enabled: true}\n"), [""; 0], "{id}");
        count += 1;
    }
    assert!(count > 5, "only {count} helpers");
}

#[test]
fn the_charts_of_the_project_are_free_of_findings() {
    for text in [
        include_str!("../../../charts/etherpad/values.yaml"),
        include_str!("../../../charts/plain/values.yaml"),
        concat!(
            include_str!("../../../charts/shared-host/values.yaml"),
            "---\n",
            include_str!("../../../charts/shared-host/values-one.yaml"),
        ),
        concat!(
            include_str!("../../../charts/shared-host/values.yaml"),
            "---\n",
            include_str!("../../../charts/shared-host/values-two.yaml"),
        ),
    ] {
        assert_eq!(found("namespace=shared", text), [""; 0], "{text}");
    }
}

#[test]
fn durations_at_their_bounds() {
    let tcp = |time: &str| policy("1.30", &format!("{{connectionPool: {{tcp: {{{time}}}}}}}"));
    for good in [
        "connectTimeout: 1ms",
        "connectTimeout: 1h30m",
        "idleTimeout: 0s",
    ] {
        assert_eq!(tcp(good), [""; 0], "{good}");
    }
    // What is no duration at all is the business of the schema.
    assert_eq!(tcp("connectTimeout: 1d"), [""; 0]);
    for bad in ["999us", "1.5ms", "0s", "-1s"] {
        let text = format!("connectTimeout: {bad}");
        assert_eq!(tcp(&text), ["dr-pool-tcp-duration"], "{bad}");
    }
    for cut in ["500us", "-500us"] {
        let text = format!("idleTimeout: {cut}");
        assert_eq!(tcp(&text), ["dr-pool-tcp-idle-cut"], "{cut}");
    }
    let zero = "{connectionPool: {tcp: {idleTimeout: 0s}}}";
    for (istio, is_refused) in [
        ("1.22", false),
        ("1.23", true),
        ("1.25", true),
        ("1.26", false),
    ] {
        assert_eq!(!policy(istio, zero).is_empty(), is_refused, "{istio}");
    }
}

#[test]
fn maglev_tables_at_their_bounds() {
    for (size, name) in [
        ("0", Some("dr-maglev-zero")),
        ("1", None),
        ("65537", None),
        ("65536", Some("dr-maglev-prime")),
        ("5000011", Some("dr-maglev-max")),
        // Above the limit of the definition in the cluster, which is told as such.
        ("18446744073709551615", None),
    ] {
        let text = format!(
            "{{loadBalancer: {{consistentHash: {{httpHeaderName: x, maglev: {{tableSize: {size}}}}}}}}}"
        );
        assert_eq!(policy("1.30", &text), Vec::from_iter(name), "{size}");
    }
}

#[test]
fn labels_of_subsets_at_their_bounds() {
    let labels = |labels| {
        let text = format!("{{host: shop, subsets: [{{name: a, labels: {labels}}}]}}");
        spec("1.30", &text)
    };
    assert_eq!(labels("{a: ''}"), [""; 0]);
    assert_eq!(labels("{example.org/a_b: x.y}"), [""; 0]);
    assert_eq!(labels("{a/b/c: x}"), ["dr-subset-labels"]);
    assert_eq!(labels("{'': x}"), ["dr-subset-labels"]);
}

#[test]
fn nulls_and_empty_lists_are_nothing() {
    for text in ["{}", "{portLevelSettings: []}", "{tls: ~}"] {
        assert_eq!(policy("1.30", text), ["dr-policy-empty"], "{text}");
    }
    assert_eq!(policy("1.30", "~"), [""; 0]);
    // Present, and not in its place: refused for its type.
    assert_eq!(policy("1.30", "[]"), [""; 0]);
    assert_eq!(
        policy("1.30", "{connectionPool: {tcp: ~, http: ~}}"),
        ["dr-pool-empty"]
    );
}

#[test]
fn several_problems_of_a_policy_are_all_told() {
    let text = "{
        tunnel: {targetHost: a_b, targetPort: 70000, protocol: GET},
        proxyProtocol: {version: V1},
        outlierDetection: {interval: 0s, maxEjectionPercent: 101},
        portLevelSettings: [{loadBalancer: {warmup: {duration: 1us}}}, {port: {number: 1}}]}";
    let mut found = policy("1.30", text);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "dr-outlier-interval",
            "dr-outlier-maxpercent",
            "dr-port-empty",
            "dr-port-required",
            "dr-tunnel-and-proxy",
            "dr-tunnel-host",
            "dr-tunnel-port",
            "dr-tunnel-protocol",
            "dr-warmup-duration",
        ]
    );
}

#[test]
fn the_limit_of_aggression_changed_with_1_31() {
    let text = |aggression| {
        format!("{{loadBalancer: {{warmup: {{duration: 1s, aggression: {aggression}}}}}}}")
    };
    for (istio, aggression, is_refused) in [
        ("1.30", "1.0", false),
        ("1.30", "0.9", true),
        ("1.31", "0.9", false),
        ("1.31", "0", true),
        ("1.30", "-1", true),
    ] {
        let found = policy(istio, &text(aggression));
        assert_eq!(!found.is_empty(), is_refused, "{istio} {aggression}");
    }
}

#[test]
fn a_config_map_must_lie_in_the_namespace_of_the_rule() {
    for (name, is_refused) in [
        ("configmap://demo/ca", false),
        ("configmap://demo/ca/more", false),
        ("configmap://other/ca", true),
        ("configmap://ca", true),
        ("configmap:///ca", true),
        ("configmap://demo/", true),
        ("kubernetes://ca", false),
    ] {
        let text = format!("{{tls: {{mode: SIMPLE, credentialName: '{name}'}}}}");
        assert_eq!(!policy("1.30", &text).is_empty(), is_refused, "{name}");
        assert_eq!(policy("1.25", &text), [""; 0], "{name}");
    }
}

#[test]
fn a_credential_spares_the_files_of_mutual_tls() {
    assert_eq!(
        policy("1.30", "{tls: {mode: MUTUAL, credentialName: a}}"),
        [""; 0]
    );
    assert_eq!(
        policy("1.30", "{tls: {mode: MUTUAL}}"),
        ["dr-tls-client-cert", "dr-tls-private-key"]
    );
    assert_eq!(
        policy(
            "1.30",
            "{tls: {mode: MUTUAL, credentialName: a, privateKey: b}}"
        ),
        ["dr-tls-credential-excl"]
    );
    // Mutual TLS may skip verification and still show the certificate of a secret.
    let skipping = "{tls: {mode: MUTUAL, credentialName: a, insecureSkipVerify: true}}";
    assert_eq!(policy("1.30", skipping), [""; 0]);
}

#[test]
fn localities_overlap_as_istio_sees_it() {
    let from = |a: &str, b: &str| {
        let entry = |from: &str| format!("{{from: '{from}', to: {{eu: 100}}}}");
        let text = format!(
            "{{loadBalancer: {{localityLbSetting: {{distribute: [{}, {}]}}}}}}",
            entry(a),
            entry(b)
        );
        policy("1.30", &text)
    };
    assert_eq!(from("eu/*", "eu/a"), ["dr-locality-format"]);
    assert_eq!(from("eu/a", "eu/*"), ["dr-locality-overlap"]);
    assert_eq!(from("eu/a", "eu/b"), [""; 0]);
    let to = |shares: &str| {
        let text = format!(
            "{{loadBalancer: {{localityLbSetting: {{distribute: [{{from: eu, to: {{{shares}}}}}]}}}}}}"
        );
        policy("1.30", &text)
    };
    assert_eq!(to("eu/a: 50, eu: 50"), ["dr-locality-format"]);
    // Istio looks at these in random order, and refuses one of the two.
    assert_eq!(to("eu/a: 50, eu/*: 50"), ["dr-locality-format"]);
    assert_eq!(to(""), ["dr-locality-sum"]);
    assert_eq!(to("eu: 101"), ["dr-locality-weight"]);
}

#[test]
fn rules_for_different_clients_do_not_become_one() {
    let rule = |name: &str, more: &str| {
        format!("kind: DestinationRule\nmetadata: {{name: {name}}}\nspec: {{host: shop, {more}}}\n")
    };
    let both =
        |a: &str, b: &str| found("object", &format!("{}---\n{}", rule("a", a), rule("b", b)));
    let random = "trafficPolicy: {loadBalancer: {simple: RANDOM}}";
    let robin = "trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}";
    assert_eq!(both(random, robin), ["xref-dr-merge"]);
    assert_eq!(both(random, random), [""; 0]);
    assert_eq!(both(random, &format!("exportTo: [.], {robin}")), [""; 0]);
    let selected = format!("workloadSelector: {{matchLabels: {{app: a}}}}, {robin}");
    assert_eq!(both(random, &selected), [""; 0]);
    let subset = |version: &str| format!("subsets: [{{name: a, labels: {{version: {version}}}}}]");
    assert_eq!(both(&subset("v1"), &subset("v2")), ["xref-dr-merge"]);
}

#[test]
fn a_fix_removes_the_finding() {
    let fixed = [
        "dr-host-case",
        "dr-maglev-prime",
        "dr-maglev-zero",
        "dr-outlier-deprecated",
        "dr-outlier-local",
        "dr-pool-upgrade",
        "dr-tunnel-protocol",
        "lint-lb-least-conn",
        "lint-tls-disable-extra",
        "lint-tls-istio-mutual-extra",
        "lint-tls-simple-no-sni",
        "lint-warmup-both",
    ];
    for name in fixed {
        let rule = crate::rules::find(name).unwrap();
        let mut example = rule.docs().examples("Example").remove(0);
        let run = Run::of(&example, rule);
        let own = run
            .diagnostics
            .iter()
            .filter(|found| found.code == rule.code);
        let fixes: Vec<&Fix> = own.filter_map(|found| found.fix.as_ref()).collect();
        let mended = apply(&fixes, &run.sources);
        assert_eq!(mended.applied, fixes.len(), "{name}");
        assert_eq!(mended.files.len(), 1, "{name}");
        example.text = mended.files[0].after.clone();
        assert!(
            !Run::of(&example, rule).has(rule),
            "{name}: {}",
            example.text
        );
        assert!(rule.changes_objects, "{name}");
    }
}
