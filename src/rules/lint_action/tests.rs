//! Routes that are meant as they stand, and some that are not.

use crate::rules::testing::Run;
use crate::rules::{Example, lint_action, lint_header, lint_time};

const TO: &str = "route: [{destination: {host: a, port: {number: 80}}}]";

/// The rules that find something in these routes; each once for every finding.
fn told(routes: &str) -> Vec<&'static str> {
    let text = format!(
        "apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: demo}}
spec:
  hosts: [a.example.org]
  gateways: [demo]
  http: [{}]
",
        routes.replace("TO", TO)
    );
    let example = Example {
        words: vec!["object".to_owned(), "istio=1.31".to_owned()],
        text,
    };
    let groups = [lint_action::RULES, lint_time::RULES, lint_header::RULES].concat();
    let found = Run::of(&example, groups[0]).diagnostics.into_iter();
    let mut rules: Vec<_> = found
        .filter_map(|found| groups.iter().find(|rule| rule.code == found.code))
        .collect();
    rules.sort_by_key(|rule| rule.code.number());
    rules.into_iter().map(|rule| rule.code.name()).collect()
}

#[test]
fn what_is_meant_so_is_let_alone() {
    for routes in [
        // Prefixes and their replacements in pairs.
        "{match: [{uri: {prefix: /a/}}], rewrite: {uri: /}, TO}",
        "{match: [{uri: {prefix: /a}}], rewrite: {uri: /b}, TO}",
        "{match: [{uri: {prefix: /a/}}, {uri: {prefix: /a}}], rewrite: {uri: /}, TO}",
        "{match: [{uri: {prefix: /a/}}], TO}, {match: [{uri: {prefix: /a}}], rewrite: {uri: /}, TO}",
        "{match: [{uri: {prefix: '/~'}}], rewrite: {uri: /users/}, TO}",
        "{rewrite: {uri: /v1/}, TO}",
        "{rewrite: {uri: /}, TO}",
        // Whole paths.
        "{match: [{uri: {exact: /a}}], rewrite: {uri: /b/c}, TO}",
        "{match: [{uri: {regex: '/app/.*'}}], rewrite: {uri: /index.html}, TO}",
        "{match: [{uri: {regex: '/app(/.*)?'}}], rewrite: {uri: /index.html}, TO}",
        "{match: [{uri: {regex: '/(a|b)/login'}}], rewrite: {uri: /login}, TO}",
        // Everywhere in the path, on purpose or without effect.
        "{rewrite: {uriRegexRewrite: {match: '//+', rewrite: /}}, TO}",
        "{match: [{uri: {prefix: /a/}}], rewrite: {uriRegexRewrite: {match: '/a/(.*)', rewrite: '/\\1'}}, TO}",
        "{match: [{uri: {prefix: /a}}], rewrite: {uriRegexRewrite: {match: '/x$', rewrite: /y}}, TO}",
        "{rewrite: {authority: 'a.example.org:8080'}, TO}",
        // Redirects.
        "{match: [{uri: {exact: /}}], redirect: {uri: /pad}}, {TO}",
        "{match: [{uri: {prefix: /pad/}}], TO}, {match: [{uri: {prefix: /pad}}], redirect: {uri: /pad/}}",
        "{match: [{uri: {prefix: /old}}], redirect: {uri: /gone.html}}",
        "{redirect: {authority: 'b.example.org:8443', redirectCode: 308}}",
        "{match: [{uri: {prefix: /a/}}], redirect: {prefixRewrite: /}}",
        // Direct responses.
        "{directResponse: {status: 200, body: {string: 'User-agent: *'}}}",
        "{directResponse: {status: 204}}",
        "{directResponse: {status: 404, body: {string: not here}}}",
        // Times, retries, faults.
        "{timeout: 50ms, TO}",
        "{timeout: 24h, TO}",
        "{timeout: 5s, retries: {attempts: 0}, TO}",
        "{timeout: 6s, retries: {attempts: 2, perTryTimeout: 2s}, TO}",
        "{retries: {attempts: 5, retryOn: 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes'}, TO}",
        "{match: [{method: {exact: GET}}, {method: {regex: 'GET|HEAD'}}], retries: {attempts: 2, retryOn: '5xx,503'}, TO}",
        "{match: [{uri: {prefix: /ws}}], timeout: 15s, TO}",
        "{match: [{uri: {prefix: /socket.io/}}], timeout: 60s, TO}",
        "{fault: {abort: {httpStatus: 503, percentage: {value: 0}}}, TO}",
        // CORS policies.
        "{corsPolicy: {}, TO}",
        "{corsPolicy: {allowOrigins: [{exact: '*'}], allowMethods: [POST, GET], allowCredentials: false}, TO}",
        "{corsPolicy: {allowOrigins: [{exact: '*'}], allowMethods: ['*'], allowHeaders: ['*']}, TO}",
        "{corsPolicy: {allowOrigins: [{exact: 'https://a.org'}], allowHeaders: ['*'], allowCredentials: true}, TO}",
        "{corsPolicy: {allowOrigins: [{regex: 'https://[a-z]+\\.a\\.org'}], allowCredentials: true}, TO}",
        "{corsPolicy: {allowOrigins: [{prefix: 'http://localhost:'}]}, TO}",
        "{match: [{method: {exact: GET}}], corsPolicy: {allowOrigins: [{exact: 'https://a.org'}]}, TO}",
        "{match: [{method: {exact: PUT}}], corsPolicy: {allowOrigins: [{exact: 'https://a.org'}]}, TO}, {TO}",
        // Headers.
        "{headers: {request: {set: {x-a: '%REQ(:authority)% 100%%'}, add: {x-b: b}, remove: [x-c]}}, TO}",
        "{headers: {request: {set: {a: b}}, response: {set: {a: b}}}, TO}",
        "{headers: {request: {set: {authorization: 'Bearer %REQ(x-token)%', x-api-key: changeme}}}, TO}",
        "{headers: {request: {remove: [connection], set: {host: a.org}}}, TO}",
    ] {
        assert_eq!(told(routes), [""; 0], "{routes}");
    }
}

#[test]
fn what_nobody_means_is_told() {
    let cases: &[(&str, &[&str])] = &[
        (
            "{rewrite: {uri: /index.html}, TO}",
            &["lint-rewrite-no-prefix"],
        ),
        (
            "{match: [{uri: {prefix: /a/}}], rewrite: {uri: /b}, TO}",
            &["lint-rewrite-slash-mismatch"],
        ),
        (
            "{match: [{uri: {regex: '/a(/|$)(.*)'}}], rewrite: {uri: /}, TO}",
            &["lint-rewrite-exact-regex"],
        ),
        (
            "{match: [{uri: {prefix: /a/}}], rewrite: {uri: ' '}, TO}",
            &["lint-rewrite-not-rooted"],
        ),
        (
            "{rewrite: {uriRegexRewrite: {match: '^/(a)', rewrite: '/\\2$1'}}, TO}",
            &["lint-rewrite-backref", "lint-rewrite-backref"],
        ),
        (
            "{redirect: {port: 8443, authority: 'b.org:8443'}}",
            &["lint-redirect-authority"],
        ),
        (
            "{redirect: {scheme: https}, retries: {}, mirror: {host: a}, headers: {request: {remove: [x]}}}",
            &["lint-redirect-ignored-fields"; 3],
        ),
        (
            "{directResponse: {status: 302, body: {string: '{\"a\": 1}'}}}",
            &["lint-direct-no-content-type", "lint-direct-bodyless"],
        ),
        (
            "{retries: {attempts: 0, backoff: 1s}, TO}",
            &["lint-retry-silently-off"],
        ),
        ("{retries: {}, TO}", &["lint-retry-silently-off"]),
        (
            "{fault: {delay: {}}, TO}",
            &["lint-fault-no-percentage", "lint-fault-delay-notype"],
        ),
        (
            "{corsPolicy: {allowOrigins: [{regex: 'https?://.+'}, {prefix: http}], allowCredentials: true}, TO}",
            &["lint-cors-star-credentials", "lint-cors-star-credentials"],
        ),
        (
            "{headers: {request: {set: {X-A: a, x-a: b}, add: {x-A: c}}}, TO}",
            &["lint-header-conflict", "lint-header-conflict"],
        ),
        (
            "{headers: {request: {set: {x-a: '%REMOTE_ADDR%', x-b: '%start_time%'}}}, TO}",
            &["lint-header-unknown-var", "lint-header-unknown-var"],
        ),
    ];
    for (routes, expected) in cases {
        assert_eq!(told(routes), *expected, "{routes}");
    }
}

#[test]
fn routes_in_two_parts_are_not_judged_by_one() {
    let part = |hosts: &str, routes: &str| {
        let text = format!(
            "apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: demo}}
spec: {{hosts: {hosts}, http: [{routes}]}}
"
        );
        let example = Example {
            words: vec!["object".to_owned()],
            text,
        };
        let found = Run::of(&example, lint_action::RULES[0]).diagnostics;
        let of_group = |code| lint_action::RULES.iter().any(|rule| rule.code == code);
        found.iter().any(|found| of_group(found.code))
    };
    let rewrite = "{rewrite: {uri: /v1}, route: [{destination: {host: a}}]}";
    assert!(part("[a.example.org]", rewrite));
    assert!(!part("[]", rewrite));
    assert!(!part(
        "[]",
        "{match: [{uri: {prefix: /}}], redirect: {uri: /a}}"
    ));
    let root = "{match: [{uri: {prefix: /a}}], rewrite: {uri: /}, delegate: {name: b}}";
    assert!(!part("[a.example.org]", root));
}
