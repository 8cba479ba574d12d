//! Routes at the borders of what Istio takes: actions, retries, faults and CORS policies.

use crate::diagnostic::Fix;
use crate::diagnostic::fix::apply;
use crate::rules::testing::Run;
use crate::rules::{Example, action, cors, fault, lint_action, lint_header, retry};

/// The rules that find something in a route of this text, in the order of their codes; each once
/// for every finding.
fn told(istio: &str, route: &str) -> Vec<&'static str> {
    let text = format!(
        "apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: demo}}
spec:
  hosts: [a.example.org]
  gateways: [demo]
  http: [{{{route}}}]
"
    );
    let example = Example {
        words: vec!["object".to_owned(), format!("istio={istio}")],
        text,
    };
    let groups = [action::RULES, retry::RULES, fault::RULES, cors::RULES].concat();
    let found = Run::of(&example, groups[0]).diagnostics.into_iter();
    let mut rules: Vec<_> = found
        .filter_map(|found| groups.iter().find(|rule| rule.code == found.code))
        .collect();
    rules.sort_by_key(|rule| rule.code.number());
    rules.into_iter().map(|rule| rule.code.name()).collect()
}

fn assert_told(cases: &[(&str, &[&str])]) {
    for (route, expected) in cases {
        assert_eq!(told("1.30", route), *expected, "{route}");
    }
}

#[test]
fn redirects() {
    assert_told(&[
        ("redirect: {uri: /a, redirectCode: 303}", &[]),
        ("redirect: {uri: /a, redirectCode: 304}", &[]),
        ("redirect: {uri: /a, redirectCode: 0}", &[]),
        (
            "redirect: {uri: /a, redirectCode: 299}",
            &["vs-redirect-code"],
        ),
        (
            "redirect: {uri: /a, redirectCode: 400}",
            &["vs-redirect-code"],
        ),
        ("redirect: {port: 0}", &[]),
        ("redirect: {port: 65535}", &[]),
        ("redirect: {port: 65536}", &["vs-redirect-port"]),
        ("redirect: {derivePort: FROM_REQUEST_PORT}", &[]),
        ("redirect: {}", &["vs-redirect-empty"]),
        (
            "redirect: {uri: '', authority: null}",
            &["vs-redirect-empty"],
        ),
        ("redirect: {uri: 7}", &[]),
        ("redirect: {scheme: ftp}", &["vs-redirect-scheme"]),
    ]);
    let prefix =
        "redirect: {prefixRewrite: /b}, match: [{uri: {prefix: /a}}, {method: {exact: GET}}]";
    assert!(told("1.31", prefix).is_empty());
    let exact = "redirect: {uri: /c, prefixRewrite: /b}, match: [{uri: {exact: /a}}, {uri: {}}]";
    assert_eq!(
        told("1.31", exact),
        [
            "vs-redirect-uri-prefix",
            "vs-redirect-prefix-match",
            "vs-redirect-prefix-match"
        ]
    );
}

#[test]
fn direct_responses() {
    assert_told(&[
        ("directResponse: {status: 199}", &["vs-direct-status"]),
        ("directResponse: {status: 200}", &[]),
        ("directResponse: {status: 600}", &[]),
        ("directResponse: {status: 601}", &["vs-direct-status"]),
    ]);
    for (size, expected) in [
        (100 * 1024, &[] as &[&str]),
        (100 * 1024 + 1, &["vs-direct-body-large"]),
        (1024 * 1024, &["vs-direct-body-large"]),
        (1024 * 1024 + 1, &["vs-direct-body-max"]),
    ] {
        let body = "x".repeat(size);
        let route = format!("directResponse: {{status: 200, body: {{string: {body}}}}}");
        assert_eq!(told("1.30", &route), expected, "{size}");
    }
}

#[test]
fn rewrites() {
    assert_told(&[
        ("rewrite: {}", &["vs-rewrite-empty"]),
        ("rewrite: {uri: /}", &[]),
        ("rewrite: {authority: a}", &[]),
        (
            "rewrite: {uri: /, uriRegexRewrite: {match: a, rewrite: b}}",
            &["vs-rewrite-both"],
        ),
        (
            "rewrite: {uri: '', uriRegexRewrite: {match: a, rewrite: b}}",
            &[],
        ),
        (
            "rewrite: {uriRegexRewrite: {}}",
            &["vs-rewrite-regex-parts", "vs-rewrite-regex-parts"],
        ),
        (
            "rewrite: {uriRegexRewrite: {match: '(?=a)', rewrite: b}}",
            &["vs-rewrite-regex"],
        ),
        (
            "rewrite: {uriRegexRewrite: {match: '/{id}', rewrite: b}}",
            &[],
        ),
    ]);
}

#[test]
fn retries() {
    assert_told(&[
        ("retries: {}", &[]),
        ("retries: {attempts: 0}", &[]),
        (
            "retries: {attempts: -1, retryOn: 5xx}",
            &["vs-retry-attempts"],
        ),
        ("retries: {retryOn: 5xx}", &["vs-retry-disabled-config"]),
        ("retries: {retryOn: ''}", &[]),
        (
            "retries: {attempts: 0, retryRemoteLocalities: false}",
            &["vs-retry-disabled-config"],
        ),
        ("retries: {attempts: 0, retryRemoteLocalities: null}", &[]),
        ("retries: {attempts: 1, retryOn: '5xx,reset'}", &[]),
        (
            "retries: {attempts: 1, retryOn: '5xx, reset'}",
            &["vs-retry-on"],
        ),
        ("retries: {attempts: 1, retryOn: '503'}", &[]),
        ("retries: {attempts: 1, retryOn: '599'}", &["vs-retry-on"]),
        ("retries: {attempts: 1, retryOn: '5xx,'}", &["vs-retry-on"]),
        (
            "retries: {attempts: 1, retryOn: 'a,b'}",
            &["vs-retry-on", "vs-retry-on"],
        ),
        (
            "retries: {attempts: 1, perTryTimeout: 1ms, backoff: 1h30m}",
            &[],
        ),
        (
            "retries: {attempts: 1, perTryTimeout: 0s, backoff: 1.5ms}",
            &["vs-retry-pertry", "vs-retry-backoff"],
        ),
        ("retries: {attempts: 1, perTryTimeout: 10}", &[]),
    ]);
    let early = "retries: {attempts: 1, retryOn: reset-before-request}";
    assert_eq!(told("1.23", early), ["vs-retry-on"]);
    assert!(told("1.24", early).is_empty());
}

#[test]
fn faults() {
    assert_told(&[
        ("fault: {}", &["vs-fault-empty"]),
        ("fault: {abort: {httpStatus: 503}}", &[]),
        (
            "fault: {abort: {httpStatus: 503, percentage: {value: 0}}}",
            &[],
        ),
        (
            "fault: {abort: {httpStatus: 0, percentage: {value: 0.00005}}}",
            &["vs-fault-abort-percent", "vs-fault-abort-status"],
        ),
        (
            "fault: {abort: {httpStatus: 600, percentage: {value: 0.0001}}}",
            &[],
        ),
        (
            "fault: {abort: {percentage: {value: 100.1}}}",
            &["vs-fault-abort-percent", "vs-fault-abort-notype"],
        ),
        ("fault: {abort: {grpcStatus: ''}}", &["vs-fault-abort-grpc"]),
        ("fault: {abort: {http2Error: x}}", &["vs-fault-abort-http2"]),
        ("fault: {delay: {}}", &[]),
        ("fault: {delay: {percent: 200, fixedDelay: 1ms}}", &[]),
        (
            "fault: {delay: {fixedDelay: 999us}}",
            &["vs-fault-delay-fixed"],
        ),
        (
            "fault: {delay: {exponentialDelay: 1s}}",
            &["vs-fault-delay-exponential"],
        ),
    ]);
}

#[test]
fn cors_policies() {
    assert_told(&[
        ("corsPolicy: {}", &[]),
        (
            "corsPolicy: {allowOrigins: [{}, {exact: ''}]}",
            &["vs-cors-origin", "vs-cors-origin"],
        ),
        (
            "corsPolicy: {allowOrigins: [{regex: '.*'}, {exact: '*'}, {prefix: a}]}",
            &[],
        ),
        (
            "corsPolicy: {allowOrigins: [{regex: '*'}]}",
            &["vs-cors-origin"],
        ),
        ("corsPolicy: {allowOrigins: [{exact: 7}, null]}", &[]),
        (
            "corsPolicy: {allowMethods: ['*', GET, get]}",
            &["vs-cors-method"],
        ),
        (
            "corsPolicy: {allowHeaders: ['*', 'a,b', '']}",
            &["vs-cors-allow-header"],
        ),
        (
            "corsPolicy: {exposeHeaders: [a b]}",
            &["vs-cors-expose-header"],
        ),
        ("corsPolicy: {maxAge: 1s}", &[]),
        ("corsPolicy: {maxAge: 24h}", &[]),
        ("corsPolicy: {maxAge: 1500ms}", &["vs-cors-maxage"]),
        ("corsPolicy: {maxAge: 0s}", &["vs-cors-maxage"]),
    ]);
}

#[test]
fn fixes_leave_what_the_documentation_says() {
    let groups = [
        action::RULES,
        retry::RULES,
        fault::RULES,
        cors::RULES,
        lint_action::RULES,
        lint_header::RULES,
    ]
    .concat();
    let mut count = 0;
    for rule in groups {
        let docs = rule.docs();
        if docs.section("Fix").is_empty() {
            continue;
        }
        count += 1;
        let run = Run::of(&docs.examples("Example")[0], rule);
        let of_rule = run
            .diagnostics
            .iter()
            .filter(|found| found.code == rule.code);
        let fixes: Vec<&Fix> = of_rule.flat_map(|found| &found.fix).collect();
        let mended = apply(&fixes, &run.sources);
        let expected = &docs.examples("Use instead")[0].text;
        assert_eq!(mended.files[0].after, *expected, "{}", rule.code.name());
    }
    assert!(count > 5, "only {count} rules have a fix");
}
