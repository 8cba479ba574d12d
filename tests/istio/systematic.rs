//! Every field of every object with everything its kind of value knows, one at a time; and every
//! two fields of a message together.

use std::collections::BTreeSet;

use rutter::istio::Version;
use rutter::istio::schema::{FieldInfo, Message, Shape};
use serde_json::{Map, Value as Json, json};

use crate::case::{ANNOTATIONS, Case};
use crate::generate::{Generator, snake};
use crate::kinds;
use crate::random::Random;
use crate::stanza::OBJECTS;

type Way = Vec<(&'static Message, &'static FieldInfo)>;

/// All of them.
pub fn cases(istio: Version) -> Vec<Case> {
    let mut random = Random::new(0, 0);
    let mut make = Generator {
        random: &mut random,
        istio,
        wild: false,
    };
    let mut cases = Vec::new();
    for (kind, message) in OBJECTS {
        let named = |metadata: Json| {
            let mut tree = base(kind);
            tree["metadata"] = metadata;
            Case { maker: kind, tree }
        };
        cases.extend(kinds::NAME.all().map(|name| named(json!({ "name": name }))));
        cases.extend(
            ANNOTATIONS
                .iter()
                .map(|key| named(json!({ "name": "x", "annotations": { *key: "x" } }))),
        );
        let mut ways = Vec::new();
        follow(message, &make, &Vec::new(), &mut ways);
        let mut paired = BTreeSet::new();
        for way in &ways {
            let (holder, field) = way[way.len() - 1];
            let values = values(holder, field);
            let add = |values: &[(String, Json)], cases: &mut Vec<Case>| {
                cases.push(Case {
                    maker: kind,
                    tree: build(kind, way, values),
                });
            };
            for value in values {
                add(&[(field.name.to_owned(), value)], &mut cases);
            }
            let good = make.good(holder, field, field.shape, 0);
            add(&[(snake(field.name), good.clone())], &mut cases);
            add(
                &[
                    (field.name.to_owned(), good),
                    ("unheard".to_owned(), json!(1)),
                ],
                &mut cases,
            );
            add(&[], &mut cases);
            for other in holder.fields {
                let pair = (holder.name, field.name, other.name);
                if other.name <= field.name || !paired.insert(pair) {
                    continue;
                }
                for _ in 0..2 {
                    let two = [field, other].map(|field| {
                        let value = make.good(holder, field, field.shape, 0);
                        (field.name.to_owned(), value)
                    });
                    add(&two, &mut cases);
                }
            }
        }
    }
    cases
}

/// The ways to all fields. Where a field is too new, what is below it does not matter.
fn follow(message: &'static Message, make: &Generator<'_>, way: &Way, ways: &mut Vec<Way>) {
    for field in message.fields {
        let way = [way.clone(), vec![(message, field)]].concat();
        ways.push(way.clone());
        if let Some(inner) = field.shape.message()
            && make.exists(field)
        {
            follow(inner, make, &way, ways);
        }
    }
}

/// Everything that may be written into a field.
fn values(holder: &Message, field: &FieldInfo) -> Vec<Json> {
    let mut values = kinds::misfits().to_vec();
    let leaves = |shape: Shape, kind: &kinds::Kind| -> Vec<Json> {
        match shape {
            Shape::String if field.facts.duration => {
                kinds::DURATION.all().map(Json::from).collect()
            }
            Shape::String if !field.facts.values.is_empty() => {
                let words = field.facts.values.iter();
                words
                    .flat_map(|word| [json!(word), json!(word.to_lowercase())])
                    .collect()
            }
            Shape::String => {
                let base64: Vec<String> = match field.facts.base64 {
                    true => kinds::BASE64.all().collect(),
                    false => Vec::new(),
                };
                kind.all().chain(base64).map(Json::from).collect()
            }
            Shape::Uint32 | Shape::Int32 | Shape::Double => {
                let (good, bad) = kinds::numbers(holder.name, field.name);
                good.iter().chain(bad).cloned().collect()
            }
            _ => Vec::new(),
        }
    };
    let kind = kinds::of(holder.name, field.name);
    match field.shape {
        Shape::List(Shape::Message(_)) => {}
        Shape::List(item) => {
            for leaf in leaves(*item, kind) {
                values.push(json!([leaf]));
            }
            for misfit in kinds::misfits() {
                values.push(json!([misfit]));
            }
            for pair in leaves(*item, kind).windows(2) {
                values.push(json!(pair));
            }
            if let Some(leaf) = leaves(*item, kind).first() {
                values.push(json!([leaf, leaf]));
                values.push(json!([leaf, leaf, leaf]));
            }
        }
        Shape::Map(value) => {
            for key in kind.all() {
                let inner = match value {
                    Shape::String => json!("a"),
                    Shape::Message(_) => json!({ "exact": "a" }),
                    _ => json!(100),
                };
                values.push(json!({ key: inner }));
            }
            let key = kind.good[0];
            let of_values = kinds::of_values(holder.name, field.name);
            let inner = leaves(*value, of_values);
            for value in inner.iter().chain(kinds::misfits()) {
                values.push(json!({ key: value }));
            }
        }
        shape => values.extend(leaves(shape, kind)),
    }
    values
}

/// A small good object with these fields at the end of the way.
fn build(kind: &str, way: &Way, values: &[(String, Json)]) -> Json {
    let mut root = base(kind);
    let mut at = &mut root["spec"];
    for (depth, (message, field)) in way.iter().enumerate() {
        let map = at.as_object_mut().unwrap();
        clear(message, field, map);
        if depth + 1 == way.len() {
            if values.is_empty() {
                map.remove(field.name);
            }
            for (key, value) in values {
                map.insert(key.clone(), value.clone());
            }
            return root;
        }
        let inner = field.shape.message().unwrap();
        let part = map.entry(field.name).or_insert_with(|| match field.shape {
            Shape::List(_) => json!([minimal(inner)]),
            Shape::Map(_) => json!({ "x-a": minimal(inner) }),
            _ => minimal(inner),
        });
        at = match field.shape {
            Shape::List(_) => &mut part[0],
            Shape::Map(_) => part.as_object_mut().unwrap().values_mut().next().unwrap(),
            _ => part,
        };
    }
    root
}

/// Makes room for a field beside what does not go with it.
fn clear(message: &Message, field: &FieldInfo, map: &mut Map<String, Json>) {
    for rivals in message.one_of {
        if rivals.contains(&field.name) {
            map.retain(|key, _| key == field.name || !rivals.contains(&key.as_str()));
        }
    }
    let against: &[&str] = match (message.name, field.name) {
        ("HttpRoute", "redirect" | "directResponse" | "delegate") => &["route"],
        ("HttpRewrite", "uriRegexRewrite") => &["uri"],
        ("LocalityLb", "failover") => &["distribute"],
        (
            "ServerTls",
            "tlsCertificates" | "credentialNames" | "serverCertificate" | "privateKey"
            | "caCertificates",
        ) => &["credentialName"],
        _ => &[],
    };
    map.retain(|key, _| !against.contains(&key.as_str()));
    if (message.name, field.name) == ("ServerTls", "serverCertificate") {
        map.insert("privateKey".to_owned(), json!("/b"));
    }
}

fn base(kind: &str) -> Json {
    let spec = match kind {
        "Gateway" => json!({
            "selector": { "istio": "ingressgateway" },
            "servers": [{
                "port": { "number": 443, "name": "https", "protocol": "HTTPS" },
                "hosts": ["a.com"],
                "tls": { "mode": "SIMPLE", "credentialName": "cert" },
            }],
        }),
        "VirtualService" => json!({
            "hosts": ["a.com"],
            "gateways": ["gw"],
            "http": [{ "route": [{ "destination": { "host": "b.ns.svc.cluster.local" } }] }],
        }),
        _ => json!({ "host": "b.ns.svc.cluster.local", "trafficPolicy": {
            "loadBalancer": { "simple": "ROUND_ROBIN" },
        } }),
    };
    json!({ "metadata": { "name": "x", "namespace": "ns" }, "spec": spec })
}

/// The least that makes a good message, its fields aside.
fn minimal(message: &Message) -> Json {
    let destination = json!({ "destination": { "host": "b.ns.svc.cluster.local" } });
    match message.name {
        "HttpRoute" | "TcpRoute" => json!({ "route": [destination] }),
        "TlsRoute" => json!({ "match": [{ "sniHosts": ["a.com"] }], "route": [destination] }),
        "HttpRouteDestination" | "RouteDestination" | "HttpMirrorPolicy" => destination,
        "Destination" => json!({ "host": "b.ns.svc.cluster.local" }),
        "PortSelector" => json!({ "number": 80 }),
        "HttpRedirect" => json!({ "authority": "a.com" }),
        "HttpDirectResponse" => json!({ "status": 200 }),
        "HttpRewrite" => json!({ "uri": "/" }),
        "RegexRewrite" => json!({ "match": "a", "rewrite": "b" }),
        "HttpRetry" => json!({ "attempts": 2 }),
        "FaultAbort" => json!({ "httpStatus": 503 }),
        "FaultDelay" => json!({ "fixedDelay": "1s" }),
        "TlsMatch" => json!({ "sniHosts": ["a.com"] }),
        "Subset" => json!({ "name": "v1", "labels": { "a": "b" } }),
        "PortPolicy" => {
            json!({ "port": { "number": 443 }, "loadBalancer": { "simple": "RANDOM" } })
        }
        "HttpCookie" => json!({ "name": "c", "ttl": "10s" }),
        "CookieAttribute" => json!({ "name": "a" }),
        "Warmup" => json!({ "duration": "10s" }),
        "Tunnel" => json!({ "targetHost": "a.com", "targetPort": 443 }),
        "Distribute" => json!({ "from": "us", "to": { "eu": 100 } }),
        "Delegate" => json!({ "name": "d" }),
        "Failover" => json!({ "from": "us", "to": "eu" }),
        "Maglev" => json!({ "tableSize": 3 }),
        "ConsistentHash" => json!({ "httpHeaderName": "x-a" }),
        "ConnectionPool" => json!({ "http": {} }),
        "TlsCertificate" => json!({ "serverCertificate": "/a", "privateKey": "/b" }),
        "ClientTls" => json!({ "mode": "SIMPLE" }),
        _ => json!({}),
    }
}
