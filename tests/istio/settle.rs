//! What makes a message good that its table of fields does not say: which fields go together.

use rutter::istio::http_route::Destination;
use serde_json::{Map, Value as Json, json};

use crate::generate::Generator;

type Fields = Map<String, Json>;

fn truthy(map: &Fields, key: &str) -> bool {
    map.get(key) == Some(&json!(true))
}

/// Mends a message that was put together at random, so that Istio would take it most of the time.
pub fn settle(message: &str, map: &mut Fields, make: &mut Generator<'_>) {
    let has = |map: &Fields, keys: &[&str]| keys.iter().any(|key| map.contains_key(*key));
    let drop = |map: &mut Fields, keys: &[&str]| {
        for key in keys {
            map.remove(*key);
        }
    };
    let set = |map: &mut Fields, key: &str, value: Json| {
        map.insert(key.to_owned(), value);
    };
    match message {
        "HttpRoute" => {
            if has(map, &["delegate"]) {
                drop(map, &["route", "redirect", "directResponse"]);
            } else if has(map, &["route"]) {
                drop(map, &["redirect", "directResponse"]);
            } else if has(map, &["redirect"]) {
                drop(map, &["directResponse", "fault", "rewrite"]);
            } else if has(map, &["directResponse"]) {
                drop(map, &["fault", "rewrite"]);
            } else {
                let destination = make.message(&Destination::MESSAGE, 20);
                set(map, "route", json!([{ "destination": destination }]));
            }
            if has(map, &["mirror"]) {
                drop(map, &["mirrors"]);
            }
            let weights = map.get_mut("route").and_then(Json::as_array_mut);
            if let Some(route) = weights
                && route.len() > 1
            {
                route[0]["weight"] = json!(50);
            }
            if has(map, &["rewrite"]) && map["rewrite"].get("authority").is_some() {
                let request = map.get_mut("headers").and_then(|h| h.get_mut("request"));
                if let Some(Json::Object(request)) = request {
                    drop(request, &["set", "add"]);
                }
            }
        }
        "PortSelector" => set(map, "number", json!(*make.random.pick(&[80, 443, 8080]))),
        "HttpRedirect" => {
            if map.keys().all(|key| key == "redirectCode") {
                set(map, "authority", json!("a.com"));
            }
            if has(map, &["uri"]) {
                drop(map, &["prefixRewrite"]);
            }
        }
        "HttpRewrite" => {
            if has(map, &["uri"]) {
                drop(map, &["uriRegexRewrite"]);
            }
            if map.is_empty() || map.get("uri") == Some(&json!("")) {
                set(map, "uri", json!("/"));
            }
        }
        "RegexRewrite" => {
            set(map, "match", json!("^/a/(.*)$"));
            set(map, "rewrite", json!("/\\1"));
        }
        "HttpRetry" if !has(map, &["attempts"]) && !map.is_empty() => {
            set(map, "attempts", json!(2));
        }
        "HttpFaultInjection" if map.is_empty() => {
            set(map, "abort", json!({ "httpStatus": 503 }));
        }
        "FaultDelay" => {
            drop(map, &["exponentialDelay"]);
        }
        "FaultAbort" => {
            drop(map, &["http2Error"]);
        }
        "HeaderOperations" => {
            // The names that responses do not take would spoil too many.
            if let Some(Json::Array(names)) = map.get_mut("remove") {
                names.retain(|name| {
                    name.as_str()
                        .is_some_and(|name| name.starts_with(['x', 'X']))
                });
            }
            for key in ["set", "add"] {
                if let Some(Json::Object(names)) = map.get_mut(key) {
                    let keep = make.random.percent(5);
                    names.retain(|name, _| keep || name.starts_with(['x', 'X']));
                }
            }
        }
        "CorsPolicy" => {
            if let Some(age) = map.get_mut("maxAge") {
                *age = json!("24h");
            }
            if let Some(Json::Array(origins)) = map.get_mut("allowOrigins") {
                for origin in origins {
                    if origin.as_object().is_none_or(Map::is_empty) || origin["exact"] == json!("")
                    {
                        *origin = json!({ "exact": "https://a.com" });
                    }
                }
            }
        }
        "VirtualServiceSpec" => virtual_service(map, make),
        "TlsRoute" | "TcpRoute" => {
            let route = map.get("route").and_then(Json::as_array);
            if route.is_none_or(|route| route.len() != 1) {
                set(
                    map,
                    "route",
                    json!([{ "destination": { "host": "b.ns.svc.cluster.local" } }]),
                );
            }
        }
        "TlsMatch" => set(map, "sniHosts", json!(["a.com"])),
        "GatewaySpec" => {
            let mut number = 0;
            for server in map
                .get_mut("servers")
                .and_then(Json::as_array_mut)
                .into_iter()
                .flatten()
            {
                number += 1;
                server["port"]["name"] = json!(format!("port-{number}"));
            }
        }
        "Server" => server(map, make),
        "Port" => drop(map, &["targetPort"]),
        "ServerTls" => server_tls(map, make),
        "DestinationRuleSpec" => {
            if has(map, &["workloadSelector"]) {
                drop(map, &["exportTo"]);
            }
            export_to(map, make);
            let subsets = map.get_mut("subsets").and_then(Json::as_array_mut);
            for (at, subset) in subsets.into_iter().flatten().enumerate() {
                subset["name"] = json!(format!("v{at}"));
            }
        }
        "WorkloadSelector" => {
            if let Some(Json::Object(labels)) = map.get_mut("matchLabels") {
                labels.retain(|key, _| !key.is_empty());
            }
        }
        "TrafficPolicy" | "PortPolicy" => {
            if has(map, &["tunnel"]) {
                drop(map, &["proxyProtocol"]);
            }
            if message == "PortPolicy" {
                set(map, "port", json!({ "number": 443 }));
            }
            if map.keys().all(|key| key == "port") {
                set(map, "tls", json!({ "mode": "DISABLE" }));
            }
        }
        "ConnectionPool" if map.is_empty() => set(map, "http", json!({})),
        "HttpPool" if truthy(map, "useClientProtocol") => drop(map, &["h2UpgradePolicy"]),
        "OutlierDetection" if !truthy(map, "splitExternalLocalOriginErrors") => {
            drop(map, &["consecutiveLocalOriginFailures"]);
        }
        "ConsistentHash" if has(map, &["minimumRingSize"]) => drop(map, &["ringHash", "maglev"]),
        "Maglev" if !has(map, &["tableSize"]) => set(map, "tableSize", json!(65537)),
        "HttpCookie" => {
            if map["name"] == json!("") {
                set(map, "name", json!("session"));
            }
            let attributes = map.get_mut("attributes").and_then(Json::as_array_mut);
            for (at, attribute) in attributes.into_iter().flatten().enumerate() {
                attribute["name"] = json!(format!("a{at}"));
            }
        }
        "LocalityLb" | "ZoneAwareLb" => {
            if has(map, &["distribute"]) {
                drop(map, &["failover"]);
            }
            let keep = make.random.percent(30);
            if let Some(Json::Array(list)) = map.get_mut("distribute")
                && !keep
            {
                list.truncate(1);
            }
        }
        "Distribute" => {
            // One place, so that nothing overlaps in one order of a map and not in another.
            let to = ["eu/*", "us-west/zone1/*", "*"];
            set(map, "to", json!({ *make.random.pick(&to): 100 }));
            set(
                map,
                "from",
                json!(*make.random.pick(&["us-west/zone1/*", "eu/*", "us"])),
            );
        }
        "Failover" => {
            set(map, "from", json!("us"));
            set(map, "to", json!("eu"));
        }
        "Warmup" => set(map, "duration", json!("10s")),
        "ClientTls" => client_tls(map),
        "Tunnel" => set(map, "targetHost", json!("a.com")),
        "Delegate" => set(map, "name", json!("d")),
        "Stanza" => stanza(map, make),
        _ => {}
    }
}

fn export_to(map: &mut Fields, make: &mut Generator<'_>) {
    let keep = make.random.percent(15);
    if !keep && let Some(Json::Array(list)) = map.get_mut("exportTo") {
        list.truncate(1);
    }
}

fn virtual_service(map: &mut Fields, make: &mut Generator<'_>) {
    export_to(map, make);
    if map.get("hosts").is_none() {
        map.remove("gateways");
        map.remove("tls");
        map.remove("tcp");
    } else {
        let sets = [
            json!(["a.com"]),
            json!(["a.com", "pad.example.org"]),
            json!(["*.a.com"]),
            json!(["*"]),
            json!(["1.2.3.4", "a.com"]),
        ];
        let mut hosts = make.random.pick(&sets).clone();
        if map.contains_key("tls") || !map.contains_key("gateways") {
            hosts = json!(["a.com"]);
        }
        if make.random.percent(90) {
            map.insert("hosts".to_owned(), hosts);
        }
    }
    let mut parts = ["http", "tls", "tcp"].into_iter();
    if parts.all(|key| map.get(key).is_none()) {
        let route = json!([{ "route": [{ "destination": { "host": "b" } }] }]);
        map.insert("http".to_owned(), route);
    }
    if make.random.percent(85) {
        // A delegate stands below one with hosts.
        let is_delegate = map.get("hosts").is_none();
        for route in map
            .get_mut("http")
            .and_then(Json::as_array_mut)
            .into_iter()
            .flatten()
        {
            if is_delegate && route.get("delegate").is_some() {
                *route = json!({ "route": [{ "destination": { "host": "b" } }] });
            }
        }
    }
}

fn server(map: &mut Fields, make: &mut Generator<'_>) {
    let secure = map.contains_key("tls");
    let redirect = secure && make.random.percent(15);
    let protocols: &[&str] = match (secure, redirect) {
        (true, true) | (false, _) => &["HTTP", "HTTP2", "GRPC"],
        (true, false) => &["HTTPS", "TLS"],
    };
    if redirect {
        map.insert("tls".to_owned(), json!({ "httpsRedirect": true }));
    }
    let protocol = *make.random.pick(protocols);
    if let Some(Json::Object(port)) = map.get_mut("port") {
        port.insert("protocol".to_owned(), json!(protocol));
    }
}

fn server_tls(map: &mut Fields, make: &mut Generator<'_>) {
    map.remove("httpsRedirect");
    let files = ["serverCertificate", "privateKey", "caCertificates", "caCrl"];
    let secrets = ["credentialName", "credentialNames", "tlsCertificates"];
    for key in files.iter().chain(&secrets) {
        map.remove(*key);
    }
    let mut set = |key: &str, value: Json| map.insert(key.to_owned(), value);
    match make.random.below(8) {
        0 => {
            set("mode", json!("PASSTHROUGH"));
        }
        1 => {
            set("mode", json!("ISTIO_MUTUAL"));
        }
        2 => {
            set("mode", json!("SIMPLE"));
            set("serverCertificate", json!("/a"));
            set("privateKey", json!("/b"));
        }
        3 => {
            set("mode", json!("MUTUAL"));
            set("serverCertificate", json!("/a"));
            set("privateKey", json!("/b"));
            set("caCertificates", json!("/c"));
            set("caCrl", json!("/d"));
        }
        4 => {
            set("mode", json!("SIMPLE"));
            set(
                "tlsCertificates",
                json!([{ "serverCertificate": "/a", "privateKey": "/b" }]),
            );
        }
        5 => {
            set("mode", json!("OPTIONAL_MUTUAL"));
            set("credentialNames", json!(["a", "b"]));
        }
        _ => {
            set("mode", json!("SIMPLE"));
            set("credentialName", json!("cert"));
        }
    }
}

fn client_tls(map: &mut Fields) {
    let mode = map
        .get("mode")
        .and_then(Json::as_str)
        .unwrap_or("")
        .to_owned();
    if map.contains_key("credentialName") {
        for key in ["clientCertificate", "privateKey", "caCertificates", "caCrl"] {
            map.remove(key);
        }
        map.insert("credentialName".to_owned(), json!("cert"));
    } else if mode == "MUTUAL" {
        map.insert("clientCertificate".to_owned(), json!("/a"));
        map.insert("privateKey".to_owned(), json!("/b"));
    }
    if truthy(map, "insecureSkipVerify") {
        for key in ["caCertificates", "credentialName", "subjectAltNames"] {
            map.remove(key);
        }
    }
}

fn stanza(map: &mut Fields, make: &mut Generator<'_>) {
    map.insert("enabled".to_owned(), json!(true));
    if map.contains_key("existingGateway") || map.contains_key("existingGatewayName") {
        map.insert("routeHosts".to_owned(), json!(["a.com"]));
    }
    if let Some(Json::Array(hosts)) = map.get_mut("routeHosts") {
        hosts.truncate(1);
    }
    if let Some(hosts) = map.get_mut("gatewayHosts")
        && make.random.percent(80)
    {
        // The VirtualService has them, too.
        let full = json!(
            *make
                .random
                .pick(&["a.com", "*.a.com", "pad.example.org", "1.2.3.4"])
        );
        match hosts {
            Json::Array(list) => *list = vec![full],
            Json::Object(map) => {
                if let Some(list) = map.get_mut("extraFQDNs") {
                    *list = json!([full]);
                }
            }
            _ => {}
        }
    }
}
