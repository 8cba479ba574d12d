//! What to write into a field: for each kind of value some that are good, some that are not, on
//! both sides of every boundary, and fragments from which random ones are put together.

use std::sync::OnceLock;

use serde_json::{Value as Json, json};

use crate::random::Random;

/// A kind of value. Texts stand as they are; `{a*64}` means 64 times `a`.
pub struct Kind {
    pub good: &'static [&'static str],
    pub bad: &'static [&'static str],
    pub fragments: &'static [&'static str],
}

macro_rules! kinds {
    ($($name:ident $good:expr, $bad:expr, $fragments:expr;)*) => {
        $(pub static $name: Kind = Kind { good: &$good, bad: &$bad, fragments: &$fragments };)*
    };
}

kinds! {
    TEXT ["a", "b c", "", "/x", "é"], ["{a*300}"], [];
    LABEL ["a", "v1", "a-b", "A", "1", "{a*63}"],
        ["", "a_b", "a.b", "-a", "a-", "{a*64}", "a/b", "*", "é", " a"],
        ["a", "B", "1", "-", "_", ".", "/", "*"];
    DURATION ["1s", "1ms", "5m", "1h30m", "0.5s", "1.5s", "+1s", "100ms", "1000us", "1.s", ".5s", "2562047h"],
        ["0s", "0", "999us", "1.5ms", "-1s", "10", "1d", "", " 1s", "1 s", "1S", "1e3s", "500us",
         "-500us", "1ns", "2562048h", "1500ms", "24h", "1m0.0005s", "999999ns", "1000001ns", "µs", "1µs", "1000µs", "--1s", ".s", "1s1", "0h", "-0s", "5us"],
        ["1", "0", "5", "10", ".", "s", "ms", "us", "ns", "m", "h", "µs", "-", "+"];
    HOST ["a.com", "pad.example.org", "*.a.com", "x.a.com", "*", "b", "a.", "*-a.com", "*a.com", "A.com",
          "123", "svc.ns.svc.cluster.local"],
        ["", "a.*.com", "a*.com", "a_b", "a_b.com", "a.com:80", "http://a.com", "a..b", ".a", "1.2.3.4", "a.123", "::1",
         "*.*.com", "**", "*.", "{a*63}.com", "{a*64}.com", "{aaaaaaaaa.*28}com", "-a.com", "a-.com", "outbound_.80_._.a.com",
         "outbound_.80_.v1_.svc.ns.svc.cluster.local", "outbound_80_a_1", "é.com", "a com", "1.2.3.4.", "01.2.3.4", "a.com.", "*1", "*."],
        ["a", "b", "com", ".", "*", "-", "_", "1", "80", "outbound", "/", ":"];
    GATEWAY_HOST ["a.com", "pad.example.org", "*.a.com", "*", "*/a.com", "./a.com", "ns/*", "ns/a.com", "1.2.3.4", "ns/1.2.3.4", "*/*", "./*.a.com"],
        ["", "foo", "*foo.com", "*-a.com", "::1", "/a.com", "ns/", "a/b/c.com", "a_b/a.com", "~/a.com", "ns/foo", "a.*.com",
         "*.*.com", "a.com:443", "http://a.com", "**/a.com", "a.com.", "*.", "a.1", "ns//a.com", "/", "{a*64}/a.com", "ns/*a", "fe80::1.2.3.4"],
        ["a", "com", ".", "*", "-", "_", "1", "/", "ns", "~"];
    GATEWAY ["gw", "ns/gw", "mesh", "istio-system/ingress"],
        ["", "./gw", "a/b/c", "gw.ns.svc.cluster.local", "/gw", "ns/", "*/gw", "a_b", "ns/a.b", "ns/a_b", "123", "gw.", "mesh/", "A/B", "{a*64}", "a.123", "/"],
        ["a", "gw", "/", ".", "_", "1", "-"];
    DESTINATION ["b.ns.svc.cluster.local", "b", "*.a.com", "b.ns"],
        ["", "*", "1.2.3.4", "a_b", "a.com:80", "http://a", "::1", "a..b", "b.", "*a", "a*"],
        ["a", "b", ".", "*", "-", "_", "1", "/"];
    REGEX [".*", "^/a$", "/{id}", "a{", "a{,3}", "\\Qa.b\\E", "\\123", "[\\d-z]", "(?i)a", "[a&&b]", "(?P<n>a)", "(?<n>a)",
           "a{1000}", "\\pL", "\\p{Greek}", "[[:alpha:]]", "{a*1024}", "a|", "|", "()", "a*?", "[]a]", "\\x{10FFFF}", "(?U)a+", "\\C", "a{0}", "(?s-i:a)", "\\07"],
        ["", "*", "+", "?", "(", ")", "[", "]", "a++", "a**", "a{1001}", "a{2,1}", "[z-a]", "(?x)a", "(?u)a", "(?-u)a", "[a--b]",
         "\\u0041", "\\Z", "\\h", "\\e", "\\1", "(?=a)", "(?!a)", "(?<=a)", "{a*1025}", "\\", "(?P<n>a)(?P<n>b)", "(?P<>a)", "\\p{Foo}", "[[:foo:]]",
         "\\x{110000}", "a{500}{3}", "(a{100}){11}", "((a{10}){10}){11}", "[a", "(?P<n", "(?i", "\\8", "x{2}{3}", "(?P=n)", "[\\Z]", "\\pX", "a{1,1001}", "(?-)a", "(?)a", "(?i-)a", "a{99999999999}", "[a-\\d]", "[^]", "\\x", "\\xg", "\\Q\\", "{(*1001}{)*1001}", "é{2}", "a???", "(?P<1>a)", "(?<a-b>x)"],
        ["a", "/", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "2", ",", "1000", "|", "^", "$", "\\", "d", "Q", "E", "p", "{L}", "(?i)", "(?:", "(?P<n>", "-", "[^", ":alpha:", "x41", "b"];
    PREFIX ["/", "/a", "a", "https://a.com"], [""], [];
    PATH ["/", "/a", "a", "/a/"], [""], [];
    HEADER_NAME ["x-a", "X-B", "cookie", ":path", ":authority", ":method", ":scheme", ":status", "@request.auth.claims.sub", "@request.auth.claims[sub]", "a_b",
                 "a!#$%&'*+-.^`|~", "a,b", "@request.auth.claims.a.b"],
        ["", "a b", ":foo", "@request.auth.claims", "@request.auth.claims.", "@request.auth.claims[]", "é", "a/b", "a:b", ":Path", "a(b", "@REQUEST.auth.claims.sub", "@request.auth.claims[", "@request.auth.claims[a", "@request.auth.claimsx", "a@b", "*", "@request.auth.claims[a][b]", "@request.auth.claims[]a]"],
        ["a", "-", ":", "@request.auth.claims", ".", "[", "]", "path", " ", ","];
    OPERATION_NAME ["x-a", "X-B", "a b", "host", "Host", ":authority", "é", "HOST", ":Authority"],
        ["", ":path", ":", ":method", "host ", " :a", ":status"],
        [":", "host", "authority", "a", "-"];
    CORS_HEADER ["x-a", "*", "X-B", "a!#$%&'*+-.^`|~", "a,b"], ["", "a b", ":path", "é", "a:b", "a/b"], ["a", "*", "-", " ", ",", ":", "_"];
    HEADER_VALUE ["x", "", "100%%", "%REQ(x)%", "a %START_TIME% b", "a\tb", "%DYNAMIC_METADATA([\"a\", \"b\"])%", "é", "%A(x)  %", "%REQ(x\\)y)%", "%%%%", "%A([\"x\"])%", "\"", "%a b%"],
        ["50%", "%abc", "%START_TIME%%", "%A()%", "%A(x)y%", "a\nb", "a\u{7f}", "%A([x])%", "%A([\"x\"%", "%A(x", "%A(x\\", "%", "%%%", "\u{1}", "\r", "%A([\"x\",])%", "%A(", "%A([\"a\" \"b\"])%", "%A( x)%", "%A([ ])%", "%A(\"x\")%", "\u{85}"],
        ["%", "%%", "A", "(", ")", "[", "]", "\"", "x", " ", ",", "\\", "REQ", "\t"];
    METHOD ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "*", "CONNECT", "HEAD", "TRACE"], ["", "get", "FOO", "GET ", "**", "PROPFIND"], [];
    RETRY_ON ["5xx", "5xx,reset", "503", "gateway-error,connect-failure,refused-stream", "retriable-status-codes,429", "cancelled", "",
              "reset-before-request", "unavailable", "http3-post-connect-failure", "retriable-headers", "envoy-ratelimited", "retriable-4xx", "deadline-exceeded", "internal", "resource-exhausted", "511", "100", "226", "0503", "+503"],
        ["5xx, reset", "5xx,", "599", "foo", ",", "99", "600", "5XX", "306", "427", "430", "509", "103", "104", " 5xx", "-1", "430", "209", "419", "432", "99999999999999999999", "50_3", "0x1f7"],
        ["5xx", ",", "reset", "503", " ", "foo", "418", "599"];
    SCHEME ["http", "https", ""], ["HTTP", "ftp", "http://", "Https"], [];
    GRPC ["OK", "UNAVAILABLE", "NOT_FOUND", "CANCELLED", "UNAUTHENTICATED", "DATA_LOSS"], ["", "unavailable", "14", "FOO", "CANCELED", "UNKNOWN "], [];
    CIPHER ["ECDHE-ECDSA-AES128-GCM-SHA256", "AES128-SHA", "ALL", "!x", "", "DES-CBC3-SHA"], ["FOO", "ecdhe-rsa-aes128-sha", "TLS_AES_128_GCM_SHA256", "é"], [];
    PROTOCOL ["HTTP", "HTTPS", "GRPC", "HTTP2", "TCP", "TLS", "http", "grpc-web", "MONGO", "http_proxy", "redis", "mysql", "udp"],
        ["", "HBONE", "foo", "HTTP3", "HTTP ", "grpc_web", "http-proxy", "WS"], [];
    BIND ["", "1.2.3.4", "::1", "0.0.0.0", "fe80::1%eth0"], ["a.com", "1.2.3", "1.2.3.4/24", "unix:///tmp/a", "unix://@a", "unix://", "unix://a", "unix:///tmp/", "01.2.3.4", "unix:", "::", " 1.2.3.4", "::ffff:1.2.3.4", "1.2.3.256", "unix:///", "UNIX:///a", "::1%"], [];
    CIDR ["10.0.0.0/8", "1.2.3.4", "10.1.2.3/8", "::1", "fe80::/10", "0.0.0.0/0"], ["", "a", "10.0.0.0/33", "10.0.0/8", "1.2.3.4/", "10.0.0.0/8/8", "fe80::%a/10", "01.2.3.4", "1.2.3.4/-1", "1.2.3.4/08", "::/129", "/8", "fe80::1%a", "1.2.3.4/+8", "::ffff:1.2.3.4/96"], ["1", "0", ".", ":", "::", "/", "8", "f", "255"];
    EXPORT_TO [".", "*", "ns", "other"], ["~", "", "a_b", "a/b", "*a", "..", "A"], [];
    LABEL_KEY ["app", "a.b/c", "istio", "app.kubernetes.io/name", "A_b"], ["", "a/b/c", "/a", "a/", "-a", "a b", "{a*64}", "{a*64}.b/c", "é", "a_b/c", "{aaaaaaaaa.*26}a/c", "a*", "*", "a..b/c", "A/b", "a-/b"], ["a", "/", ".", "-", "_", "*", "1"];
    LABEL_VALUE ["a", "", "v1.2_3-x", "A"], ["-a", "a-", "a b", "é", "{a*64}", "a*", "a/b", "_", ".", "*"], ["a", ".", "-", "_", "/", "*"];
    LOCALITY ["us-west", "us-west/zone1", "us-west/zone1/*", "eu/*", "*", "eu/a/b"], ["", "us//a", "*/a", "us*", "a/b/c/d", "a/", "/a", "a*b", "a/*/b", "**", "us-west/*/*"], ["us", "eu", "/", "*", "a"];
    REGION ["us-west", "eu", "a"], ["", "us/a", "*", "us*", "eu "], [];
    PRIORITY ["topology.istio.io/network", "app", "version=v1", "topology.kubernetes.io/region=us"],
        ["topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone", "", "topology.istio.io/subzone=a", "TOPOLOGY.kubernetes.io/zone"], [];
    CREDENTIAL ["cert", "configmap://ns/ca", "", "kubernetes://a", "a/b"], ["configmap://other/ca", "configmap://ca", "configmap://", "configmap://ns/", "configmap://ns/a/b", "configmap:///ca", "configmap://ns", "CONFIGMAP://x"], ["configmap://", "ns", "/", "a", "kubernetes://"];
    TUNNEL_PROTOCOL ["CONNECT", "POST", ""], ["connect", "GET", "FOO"], [];
    TUNNEL_HOST ["a.com", "a", "1.2.3.4", "::1"], ["", "*", "*.a.com", "a_b", "123", "a.com:80", "1.2.3", "a.1", "fe80::1%a"], [];
    BASE64 ["aGk=", "", "aGk=\n"], ["aGk", "a-_=", "!!", "aGk= ", "aGl=", "=", "YQ", "YQ==", "YR=="], ["a", "G", "k", "=", "-", "+", "/"];
    DELEGATE ["d", "other"], ["", "a_b"], [];
    NAME ["x", "a-b", "a1"], ["", "A", "a.b", "a_b", "-a", "{a*63}", "{a*64}", "{a*254}", "a/b", "a.b.", "é"], [];
    BODY ["x", "", "{a*102400}"], ["{a*102401}", "{a*1048576}", "{a*1048577}"], [];
    PORT_NAME ["http", "https", "a b", "1"], [""], [];
}

/// Texts with `{a*64}` written out.
pub fn text(written: &str) -> String {
    let mut out = String::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('{') {
        let many = after
            .split_once('}')
            .and_then(|(inside, after)| Some((inside.split_once('*')?, after)))
            .and_then(|((what, count), after)| Some((what, count.parse().ok()?, after)));
        out.push_str(before);
        match many {
            Some((what, count, after)) => {
                out.push_str(&what.repeat(count));
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

impl Kind {
    pub fn good(&self, random: &mut Random) -> String {
        if self.good.is_empty() {
            return "a".to_owned();
        }
        text(random.pick::<&str>(self.good))
    }

    pub fn bad(&self, random: &mut Random) -> String {
        if !self.fragments.is_empty() && random.percent(50) {
            let count = 1 + random.below(8);
            return (0..count).map(|_| *random.pick(self.fragments)).collect();
        }
        if self.bad.is_empty() {
            return String::new();
        }
        text(random.pick::<&str>(self.bad))
    }

    pub fn all(&self) -> impl Iterator<Item = String> {
        self.good
            .iter()
            .chain(self.bad)
            .map(|written| text(written))
    }
}

/// The kind of text that a field takes, by its message and name: `HttpRetry`, `retryOn`.
pub fn of(message: &str, field: &str) -> &'static Kind {
    match (message, field) {
        ("HttpMatchRequest", "headers" | "withoutHeaders") => &HEADER_NAME,
        (_, "gateways" | "existingGateway" | "existingGatewayName") => &GATEWAY,
        (_, "sourceLabels" | "labels" | "matchLabels" | "selector" | "selectors") => &LABEL_KEY,
        ("StringMatch", "prefix") => &PREFIX,
        ("StringMatch", "regex") | ("RegexRewrite", "match") => &REGEX,
        ("Destination", "host") | ("Service", "host") => &DESTINATION,
        ("Destination", "subset") | ("Subset", "name") => &LABEL,
        (_, "sourceNamespace") => &LABEL,
        ("Delegate", _) => &DELEGATE,
        ("HttpRedirect" | "HttpRewrite", "uri") => &PATH,
        ("HttpRedirect", "scheme") => &SCHEME,
        ("HttpBody", "string") => &BODY,
        ("HttpBody", "bytes") => &BASE64,
        ("HttpRetry", "retryOn") => &RETRY_ON,
        ("FaultAbort", "grpcStatus") => &GRPC,
        ("CorsPolicy", "allowMethods") => &METHOD,
        ("CorsPolicy", "allowHeaders" | "exposeHeaders") => &CORS_HEADER,
        ("HeaderOperations", _) => &OPERATION_NAME,
        ("Server", "bind") => &BIND,
        ("Server", "hosts") | (_, "gatewayHosts" | "extraFQDNs") => &GATEWAY_HOST,
        ("Port", "protocol") => &PROTOCOL,
        ("Port", "name") => &PORT_NAME,
        (_, "cipherSuites") => &CIPHER,
        (_, "hosts" | "routeHosts" | "sniHosts") => &HOST,
        ("DestinationRuleSpec", "host") => &HOST,
        (_, "destinationSubnets" | "sourceSubnet") => &CIDR,
        (_, "exportTo") => &EXPORT_TO,
        ("ClientTls", "credentialName") => &CREDENTIAL,
        ("Tunnel", "protocol") => &TUNNEL_PROTOCOL,
        ("Tunnel", "targetHost") => &TUNNEL_HOST,
        ("Distribute", _) => &LOCALITY,
        ("Failover", _) => &REGION,
        (_, "failoverPriority") => &PRIORITY,
        ("Stanza", "name") => &NAME,
        _ => &TEXT,
    }
}

/// The kind of the values of a map, where its keys have another.
pub fn of_values(message: &str, field: &str) -> &'static Kind {
    match (message, field) {
        ("HeaderOperations", _) => &HEADER_VALUE,
        (_, "sourceLabels" | "labels" | "matchLabels" | "selector" | "selectors") => &LABEL_VALUE,
        _ => &TEXT,
    }
}

/// Numbers for a field: good ones and others.
pub fn numbers(message: &str, field: &str) -> (&'static [Json], &'static [Json]) {
    type Pools = Vec<(&'static str, Vec<Json>, Vec<Json>)>;
    static POOLS: OnceLock<Pools> = OnceLock::new();
    let pools = POOLS.get_or_init(|| {
        let list = |list: Json| list.as_array().unwrap().clone();
        [
            (
                "port",
                json!([80, 443, 8080, 1, 65535]),
                json!([0, 65536, 70000, -1, 80.0, 80.5]),
            ),
            (
                "weight",
                json!([0, 1, 50, 100, 300]),
                json!([-1, 2147483647, 2147483648i64, -2147483648i64]),
            ),
            (
                "redirectCode",
                json!([301, 302, 303, 307, 308]),
                json!([0, 299, 300, 304, 399, 400, 200]),
            ),
            (
                "status",
                json!([200, 404, 503, 599]),
                json!([199, 600, 601, 100, 0]),
            ),
            (
                "percent",
                json!([0, 1, 50, 99.9, 100, 0.0001]),
                json!([-1, 100.1, 0.00005, 101, -0.00005, 1e300, 0.00009999]),
            ),
            ("attempts", json!([1, 2, 3]), json!([0, -1, 2147483647])),
            (
                "tableSize",
                json!([2, 3, 65537, 1, 5, 4999999, 251]),
                json!([0, 4, 65536, 5000011, 5000010, 9, 25, 4294967295u64, 5000017]),
            ),
            (
                "minimumRingSize",
                json!([1024, 1]),
                json!([0, 4294967295u64]),
            ),
            ("share", json!([100, 1, 50, 99]), json!([0, 101, 200])),
            (
                "count",
                json!([1, 100, 0]),
                json!([-1, 2147483647, 4294967295u64]),
            ),
            (
                "aggression",
                json!([1, 1.5, 100]),
                json!([0, 0.5, -1, 0.999, 0.0000001]),
            ),
            ("outlierPercent", json!([0, 1, 50, 100]), json!([-1, 101])),
            ("code", json!([100, 503, 599]), json!([99, 600])),
        ]
        .into_iter()
        .map(|(name, good, bad)| (name, list(good), list(bad)))
        .collect()
    });
    let name = match (message, field) {
        (_, "port" | "number" | "targetPort") => "port",
        (_, "weight") => "weight",
        (_, "redirectCode") => "redirectCode",
        (_, "status" | "httpStatus") => "status",
        (_, "value" | "percent" | "mirrorPercent" | "minimumPercent") => "percent",
        (_, "attempts") => "attempts",
        (_, "tableSize") => "tableSize",
        (_, "minimumRingSize") => "minimumRingSize",
        ("Distribute", _) => "share",
        (_, "aggression") => "aggression",
        (_, "maxEjectionPercent" | "minHealthPercent") => "outlierPercent",
        (_, "outlierDetectionHttpErrorCodes") => "code",
        _ => "count",
    };
    let pool = pools.iter().find(|(known, ..)| *known == name);
    let (_, good, bad) = pool.unwrap();
    (good, bad)
}

/// What no field takes, or what takes another form than it has.
pub fn misfits() -> &'static [Json] {
    static MISFITS: OnceLock<Vec<Json>> = OnceLock::new();
    MISFITS.get_or_init(|| {
        let all = json!([
            null, "", "a", "5", "true", "NaN", true, false, 0, 5, -1, 80.0, 5.5, 1e300, 4294967296u64, 2147483648u64, -2147483649i64,
            [], {}, [null], ["a"], [5], [{}], [[]], {"a": "b"}, {"a": null}, {"a": 5}, {"": "a"}
        ]);
        all.as_array().unwrap().clone()
    })
}
