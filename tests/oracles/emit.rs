//! Prints the strings of a JSON list as YAML, each as a map value, a list item and a key; with
//! some numbers. `emit.py` has real programs read it back.

use std::collections::BTreeMap;
use std::io::Read;

use rutter::yaml::emit;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    values: BTreeMap<String, &'a str>,
    items: &'a [String],
    keys: BTreeMap<&'a str, usize>,
    nested: Vec<Vec<BTreeMap<&'static str, &'a str>>>,
    numbers: &'a [f64],
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let (strings, numbers): (Vec<String>, Vec<f64>) = serde_json::from_str(&text)?;
    let document = Document {
        values: strings
            .iter()
            .enumerate()
            .map(|(at, text)| (format!("v{at}"), text.as_str()))
            .collect(),
        items: &strings,
        keys: strings
            .iter()
            .enumerate()
            .map(|(at, text)| (text.as_str(), at))
            .collect(),
        nested: strings
            .iter()
            .map(|text| vec![BTreeMap::from([("a", text.as_str())])])
            .collect(),
        numbers: &numbers,
    };
    print!("{}", emit::to_string(&document)?);
    Ok(())
}
