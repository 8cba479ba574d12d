//! Values and objects along the tables of their types: good ones, and ones that went wrong in a
//! place or two.

use rutter::istio::Version;
use rutter::istio::schema::{FieldInfo, Message, Shape};
use serde_json::{Map, Value as Json, json};

use crate::kinds;
use crate::random::Random;
use crate::settle::settle;

/// What is made, for a version of Istio.
pub struct Generator<'r> {
    pub random: &'r mut Random,
    pub istio: Version,
    /// Whether some messages are left as chance made them.
    pub wild: bool,
}

/// A place in a tree, and what its type says about it.
pub struct Spot {
    pub path: Vec<Step>,
    /// The message that has the field, and the field; `None` for the root.
    pub field: Option<(&'static Message, &'static FieldInfo)>,
    pub shape: Shape,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Key(String),
    Item(usize),
}

impl Generator<'_> {
    pub fn exists(&self, field: &FieldInfo) -> bool {
        field.facts.since.is_none_or(|since| since <= self.istio)
    }

    /// A message that has about `percent` of its fields, and all that it must have.
    pub fn message(&mut self, message: &'static Message, percent: usize) -> Json {
        let mut map = Map::new();
        let lean = percent * 3 / 4;
        for field in message.fields {
            let chance = likelihood(message, field).unwrap_or(percent);
            let wanted = field.facts.required || self.random.percent(chance);
            if wanted && self.exists(field) {
                let value = self.good(message, field, field.shape, lean);
                map.insert(field.name.to_owned(), value);
            }
        }
        for rivals in message.one_of {
            let mut written: Vec<_> = rivals.iter().filter(|f| map.contains_key(**f)).collect();
            while written.len() > 1 {
                let at = self.random.below(written.len());
                map.remove(*written.swap_remove(at));
            }
        }
        if !self.wild || self.random.percent(60) {
            settle(message.name, &mut map, self);
        }
        Json::Object(map)
    }

    /// A value that the field takes, most of the time.
    pub fn good(
        &mut self,
        message: &'static Message,
        field: &'static FieldInfo,
        shape: Shape,
        percent: usize,
    ) -> Json {
        match shape {
            Shape::Message(inner) => self.message(inner, percent),
            Shape::List(item) => {
                let most = if item.message().is_some() { 2 } else { 3 };
                let count = match field.facts.items {
                    Some((1, _)) => 1 + self.random.below(2),
                    _ => (1 + self.random.below(most)).min(3),
                };
                (0..count)
                    .map(|_| self.good(message, field, *item, percent))
                    .collect()
            }
            Shape::Map(value) => {
                let mut map = Map::new();
                for _ in 0..1 + self.random.below(2) {
                    let key = kinds::of(message.name, field.name).good(self.random);
                    map.insert(key, self.map_value(message, field, *value, percent));
                }
                Json::Object(map)
            }
            Shape::Bool => json!(self.random.percent(60)),
            Shape::String => json!(self.text(message, field, true)),
            Shape::Uint32 | Shape::Int32 | Shape::Double => {
                let (good, _) = kinds::numbers(message.name, field.name);
                let whole: Vec<_> = good
                    .iter()
                    .filter(|number| matches!(shape, Shape::Double) || !number.is_f64())
                    .collect();
                (*self.random.pick(&whole)).clone()
            }
            _ => Json::Null,
        }
    }

    fn map_value(
        &mut self,
        message: &'static Message,
        field: &'static FieldInfo,
        shape: Shape,
        percent: usize,
    ) -> Json {
        match shape {
            Shape::String => json!(kinds::of_values(message.name, field.name).good(self.random)),
            _ => self.good(message, field, shape, percent),
        }
    }

    fn text(&mut self, message: &Message, field: &FieldInfo, good: bool) -> String {
        if field.facts.duration || field.name == "ttl" {
            let kind = &kinds::DURATION;
            return if good {
                kind.good(self.random)
            } else {
                kind.bad(self.random)
            };
        }
        if !field.facts.values.is_empty() {
            let word = *self.random.pick(field.facts.values);
            return match self.random.below(if good { 1 } else { 3 }) {
                1 => word.to_lowercase(),
                2 => format!("{word} "),
                _ => word.to_owned(),
            };
        }
        let kind = kinds::of(message.name, field.name);
        if good {
            kind.good(self.random)
        } else {
            kind.bad(self.random)
        }
    }

    /// A value that the field hardly takes.
    fn bad(&mut self, message: &'static Message, field: &'static FieldInfo, shape: Shape) -> Json {
        if self.random.percent(20) {
            return self.random.pick(kinds::misfits()).clone();
        }
        match shape {
            Shape::Message(inner) => match self.random.below(4) {
                0 => json!({}),
                1 => json!({ "unheard": 1 }),
                2 => Json::Null,
                _ => {
                    // As it comes, without the repairs.
                    let mut map = Map::new();
                    for field in inner.fields {
                        if self.random.percent(30) {
                            let value = self.good(inner, field, field.shape, 10);
                            map.insert(field.name.to_owned(), value);
                        }
                    }
                    Json::Object(map)
                }
            },
            Shape::List(item) => {
                let mut list: Vec<Json> = match self.good(message, field, shape, 10) {
                    Json::Array(list) => list,
                    _ => Vec::new(),
                };
                match self.random.below(4) {
                    0 => list.clear(),
                    1 => list.push(Json::Null),
                    2 => list.extend(list.first().cloned()),
                    _ => {
                        let bad = self.bad(message, field, *item);
                        list.push(bad);
                    }
                }
                Json::Array(list)
            }
            Shape::Map(value) => {
                let mut map = Map::new();
                let kind = kinds::of(message.name, field.name);
                match self.random.below(5) {
                    0 => {}
                    1 | 2 => {
                        let key = kind.bad(self.random);
                        map.insert(key, self.map_value(message, field, *value, 10));
                    }
                    3 => {
                        let key = kind.good(self.random);
                        let value = match value {
                            Shape::String => {
                                json!(kinds::of_values(message.name, field.name).bad(self.random))
                            }
                            _ => self.bad(message, field, *value),
                        };
                        map.insert(key, value);
                    }
                    _ => {
                        map.insert(kind.good(self.random), Json::Null);
                    }
                }
                Json::Object(map)
            }
            Shape::Bool => self.random.pick(kinds::misfits()).clone(),
            Shape::String => json!(self.text(message, field, false)),
            Shape::Uint32 | Shape::Int32 | Shape::Double => {
                let (_, bad) = kinds::numbers(message.name, field.name);
                self.random.pick(bad).clone()
            }
            _ => Json::Null,
        }
    }

    /// Spoils, or at least changes, one place.
    pub fn mutate(&mut self, root: &mut Json, message: &'static Message) {
        let mut spots = Vec::new();
        walk(root, message, &mut spots);
        let spot = &spots[self.random.below(spots.len())];
        let Some(part) = part_mut(root, &spot.path) else {
            return;
        };
        // A message is changed inside half of the time.
        if let Shape::Message(inner) = spot.shape
            && let Json::Object(map) = part
            && (spot.field.is_none() || self.random.percent(70))
        {
            self.change_message(map, inner);
            return;
        }
        let Some((message, field)) = spot.field else {
            return;
        };
        match self.random.below(10) {
            0 => *part = Json::Null,
            1 => {
                let last = spot.path.last().cloned();
                let above = &spot.path[..spot.path.len() - 1];
                match (part_mut(root, above), last) {
                    (Some(Json::Object(map)), Some(Step::Key(key))) => {
                        map.remove(&key);
                    }
                    (Some(Json::Array(list)), Some(Step::Item(at))) => {
                        list.remove(at);
                    }
                    _ => {}
                }
            }
            2 => *part = self.good(message, field, spot.shape, 15),
            3 => {
                if let Json::Array(list) = part
                    && !list.is_empty()
                {
                    let again = list[self.random.below(list.len())].clone();
                    list.push(again);
                } else {
                    *part = self.bad(message, field, spot.shape);
                }
            }
            _ => *part = self.bad(message, field, spot.shape),
        }
    }

    fn change_message(&mut self, map: &mut Map<String, Json>, message: &'static Message) {
        let field = self.random.pick(message.fields);
        match self.random.below(12) {
            0 => {
                let unheard = *self
                    .random
                    .pick(&["unheard", "", "spec", "hostt", "a.b", "é"]);
                let value = self.random.pick(kinds::misfits()).clone();
                map.insert(unheard.to_owned(), value);
            }
            1 => {
                let value = self.good(message, field, field.shape, 10);
                map.remove(field.name);
                map.insert(snake(field.name), value);
            }
            2 => {
                let value = self.good(message, field, field.shape, 10);
                map.insert(field.name.to_lowercase(), value);
            }
            3..=6 => {
                let value = self.good(message, field, field.shape, 15);
                map.insert(field.name.to_owned(), value);
            }
            _ => {
                let value = self.bad(message, field, field.shape);
                map.insert(field.name.to_owned(), value);
            }
        }
    }
}

/// How often a field stands in a good message, where that is not like all the others.
fn likelihood(message: &Message, field: &FieldInfo) -> Option<usize> {
    Some(match (message.name, field.name) {
        ("HttpRoute", "match") => 70,
        ("HttpRoute", "route") => 85,
        ("HttpRoute", "redirect" | "directResponse") => 12,
        ("HttpRoute", "delegate") => 2,
        ("HttpRoute", "rewrite" | "timeout" | "retries" | "headers" | "corsPolicy") => 20,
        ("HttpMatchRequest", "uri") => 70,
        ("HttpMatchRequest", "headers") => 25,
        ("Destination" | "PortSelector", _) => 60,
        ("VirtualServiceSpec", "hosts") => 96,
        ("VirtualServiceSpec", "gateways") => 80,
        ("VirtualServiceSpec", "http") => 90,
        ("VirtualServiceSpec", "tls" | "tcp") => 12,
        ("GatewaySpec", "servers") => 100,
        ("Server", "tls") => 70,
        ("DestinationRuleSpec", "trafficPolicy") => 85,
        ("DestinationRuleSpec", "subsets") => 30,
        ("DestinationRuleSpec", "workloadSelector") => 8,
        ("TrafficPolicy", "tls" | "loadBalancer" | "connectionPool" | "outlierDetection") => 45,
        ("TrafficPolicy", "portLevelSettings") => 20,
        (_, "exportTo") => 12,
        ("StringMatch", "regex") => 40,
        ("StringMatch", _) => 60,
        ("Stanza", "httproutes") => 85,
        ("Stanza", "destinationRules") => 55,
        ("Stanza", "gatewayHosts") => 60,
        ("Stanza", "corsPolicy" | "custom_cors_policy") => 30,
        ("LoadBalancer", "simple" | "consistentHash") => 50,
        _ if field.facts.instead.is_some() => 3,
        _ => return None,
    })
}

/// `perTryTimeout` as `per_try_timeout`.
pub fn snake(name: &str) -> String {
    let mut out = String::new();
    for char in name.chars() {
        if char.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(char.to_ascii_lowercase());
    }
    out
}

pub fn part_mut<'t>(tree: &'t mut Json, path: &[Step]) -> Option<&'t mut Json> {
    path.iter().try_fold(tree, |part, step| match step {
        Step::Key(key) => part.get_mut(key),
        Step::Item(at) => part.get_mut(at),
    })
}

/// Every place that has a type.
pub fn walk(root: &Json, message: &'static Message, spots: &mut Vec<Spot>) {
    let shape = Shape::Message(message);
    visit(root, Vec::new(), None, shape, spots);
}

fn visit(
    part: &Json,
    path: Vec<Step>,
    field: Option<(&'static Message, &'static FieldInfo)>,
    shape: Shape,
    spots: &mut Vec<Spot>,
) {
    let below = |step: Step| [path.clone(), vec![step]].concat();
    match (shape, part) {
        (Shape::Message(message), Json::Object(map)) => {
            for (key, value) in map {
                if let Some(info) = message.field(key) {
                    let path = below(Step::Key(key.clone()));
                    visit(value, path, Some((message, info)), info.shape, spots);
                }
            }
        }
        (Shape::List(item), Json::Array(list)) => {
            for (at, value) in list.iter().enumerate() {
                visit(value, below(Step::Item(at)), field, *item, spots);
            }
        }
        (Shape::Map(inner), Json::Object(map)) => {
            for (key, value) in map {
                visit(value, below(Step::Key(key.clone())), field, *inner, spots);
            }
        }
        _ => {}
    }
    spots.push(Spot { path, field, shape });
}
