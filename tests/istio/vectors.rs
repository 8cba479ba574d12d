//! The verdicts of Istio 1.30 that are recorded, one boundary each.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::case::{Rutter, ascii};
use crate::deviations::Deviations;

/// Compares them all; how many differ.
pub fn compare(rutter: &Rutter) -> usize {
    let text = include_str!("../oracles/istio/vectors.jsonl");
    let deviations = Deviations::read();
    let mut compared = 0;
    let mut differing: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let vector: Json = serde_json::from_str(line).unwrap();
        let said = rutter.object(ascii(&vector["object"]));
        compared += 1;
        let refused = !vector["refused_by"].as_array().unwrap().is_empty();
        let warned = vector["warned"].as_bool().unwrap();
        let what = match (refused, said.errors.is_empty()) {
            (true, true) => "Istio refuses, rutter does not",
            (false, false) if deviations.accept(&said.errors) => continue,
            (false, false) => "rutter refuses, Istio does not",
            (false, true) if warned && !said.suspicious => "Istio warns, rutter does not",
            _ => continue,
        };
        let name = vector["name"].as_str().unwrap();
        differing
            .entry(what)
            .or_default()
            .push(format!("{name} {:?}", said.errors));
    }
    assert!(compared > 0, "no verdict is recorded");
    println!("recorded verdicts: {compared} compared");
    let mut failed = 0;
    for (what, names) in differing {
        println!("FAILED: {what}: {}", names.len());
        for name in &names {
            println!("    {name}");
        }
        failed += names.len();
    }
    failed
}
