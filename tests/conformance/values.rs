//! `values/*.json`: reading YAML, merging, `--set`, `toYaml`, and reading back what was printed.

use std::collections::BTreeMap;

use rutter::chart::Chart;
use rutter::environment::Memory;
use rutter::helper::Helper;
use rutter::source::{Sources, Span};
use rutter::values::{self, InputFile, Inputs, Values, go};
use rutter::yaml::{self, Data, Map, Node, to_json};
use rutter::{Error, ErrorKind, HelmVersion, Release, ingress};
use serde_json::Value as Json;

use crate::ingress::helm_number;
use crate::{Run, same_json};

const HELMS: [HelmVersion; 2] = [HelmVersion::V3, HelmVersion::V4];

/// One throw-away chart and what Helm would be given with it.
#[derive(Default)]
pub struct Setup<'a> {
    pub chart_name: &'a str,
    pub chart_version: &'a str,
    pub defaults: Option<&'a str>,
    pub files: Vec<&'a str>,
    /// Bytes of one more `-f` file.
    pub raw_file: Option<&'a [u8]>,
    /// Bytes of values.yaml.
    pub raw_defaults: Option<&'a [u8]>,
    pub flags: Vec<(&'a str, &'a str)>,
    pub set_files: BTreeMap<&'a str, Vec<u8>>,
    pub dependencies: Option<String>,
    pub schema: Option<&'a str>,
    pub subcharts: Vec<(&'a str, &'a str)>,
    pub subchart_schema: Option<&'a str>,
}

/// What reading and merging came to.
pub struct Loaded {
    pub sources: Sources,
    pub chart: &'static Chart,
    pub values: Values<'static>,
}

impl Setup<'_> {
    fn environment(&self) -> Memory {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        let mut add = |path: &str, bytes: &[u8]| files.push((path.to_owned(), bytes.to_vec()));
        let name = if self.chart_name.is_empty() {
            "c"
        } else {
            self.chart_name
        };
        let version = if self.chart_version.is_empty() {
            "0.1.0"
        } else {
            self.chart_version
        };
        let mut chart = format!("apiVersion: v2\nname: {name:?}\nversion: {version:?}\n");
        if let Some(dependencies) = &self.dependencies {
            chart.push_str(&format!("dependencies: {dependencies}\n"));
        }
        add("c/Chart.yaml", chart.as_bytes());
        if let Some(text) = self.defaults {
            add("c/values.yaml", text.as_bytes());
        }
        if let Some(bytes) = self.raw_defaults {
            add("c/values.yaml", bytes);
        }
        if let Some(schema) = self.schema {
            add("c/values.schema.json", schema.as_bytes());
        }
        for (name, text) in &self.subcharts {
            let folder = format!("c/charts/{name}");
            let chart = format!("apiVersion: v2\nname: {name}\nversion: 0.1.0\n");
            add(&format!("{folder}/Chart.yaml"), chart.as_bytes());
            add(&format!("{folder}/values.yaml"), text.as_bytes());
            if let Some(schema) = self.subchart_schema {
                add(&format!("{folder}/values.schema.json"), schema.as_bytes());
            }
        }
        files
            .into_iter()
            .fold(Memory::new(), |memory, (path, bytes)| {
                memory.file(path, bytes)
            })
    }

    /// The values, or the first lines of what was found, each with its place.
    pub fn load(&self, helm: HelmVersion) -> Result<Loaded, Vec<String>> {
        let environment = self.environment();
        let mut sources = Sources::new();
        // The values borrow the chart; a test run may keep its charts to the end.
        let chart: &'static Chart =
            match Chart::load(&environment, "c".as_ref(), &mut sources, helm) {
                Ok(chart) => Box::leak(Box::new(chart)),
                Err(problem) => return Err(vec![format!("{problem:?}")]),
            };
        let mut inputs = Inputs::default();
        let raw = self.raw_file.iter().map(|bytes| bytes.to_vec());
        let files = self.files.iter().map(|text| text.as_bytes().to_vec());
        for (at, bytes) in files.chain(raw).enumerate() {
            inputs.files.push(InputFile {
                name: format!("v{at}.yaml"),
                bytes,
            });
        }
        for (flag, text) in &self.flags {
            let list = match *flag {
                "--set" => &mut inputs.set,
                "--set-string" => &mut inputs.set_string,
                "--set-json" => &mut inputs.set_json,
                "--set-file" => &mut inputs.set_file,
                "--set-literal" => &mut inputs.set_literal,
                "--skip-schema-validation" => {
                    inputs.skip_schema_validation = true;
                    continue;
                }
                other => panic!("an unknown flag: {other}"),
            };
            list.push((*text).to_owned());
        }
        let mut read = |path: &str| {
            let found = self.set_files.get(path.trim_start_matches("./")).cloned();
            found.ok_or_else(|| Error::new(ErrorKind::NotFound, "there is no such file"))
        };
        match values::compute(chart, &inputs, &mut sources, helm, &mut read) {
            Ok(values) => Ok(Loaded {
                sources,
                chart,
                values,
            }),
            Err(problem) => Err(vec![format!("{problem:?}")]),
        }
    }

    /// The objects of the release as JSON, or what was found.
    pub fn compile(
        &self,
        helper: &str,
        name: &str,
        namespace: &str,
        helm: HelmVersion,
    ) -> Result<Json, Vec<String>> {
        let mut loaded = self.load(helm)?;
        let release = Release::registered(name, namespace, &mut loaded.sources);
        let helper = Helper::built_in(helper).expect("a built-in helper");
        let scope = ingress::Scope::new(
            &loaded.values.root,
            &loaded.chart.metadata,
            &release,
            &helper.definition,
            helm,
        );
        let outcome = ingress::compile(&scope);
        let errors: Vec<String> = outcome
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == rutter::diagnostic::Severity::Error)
            .map(|diagnostic| match &diagnostic.primary {
                Some(_) => diagnostic.message.clone(),
                None => format!("nowhere: {}", diagnostic.message),
            })
            .collect();
        if errors.is_empty() {
            let objects = outcome.objects.iter();
            Ok(Json::Array(
                objects
                    .map(|compiled| json(&compiled.object.to_node()))
                    .collect(),
            ))
        } else {
            Err(errors)
        }
    }
}

fn json(node: &Node) -> Json {
    parse(&to_json(node))
}

/// JSON of any depth; `serde_json` refuses more than 128 levels.
fn parse(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn cases(file: &Json) -> impl Iterator<Item = &Json> {
    file["cases"].as_array().expect("cases").iter()
}

fn recorded(helm: HelmVersion) -> &'static str {
    match helm {
        HelmVersion::V3 => "helm3",
        HelmVersion::V4 => "helm4",
    }
}

fn is_error(expect: &Json) -> bool {
    expect.get("error").is_some()
}

fn both_fail<T>(expect: &Json, result: &Result<T, Vec<String>>) -> Option<Result<(), String>> {
    match (is_error(expect), result) {
        (true, Err(_)) => Some(Ok(())),
        (true, Ok(_)) => Some(Err(format!("Helm fails ({}), we do not", expect["error"]))),
        (false, Err(found)) => Some(Err(format!("refused: {}", found.join("; ")))),
        (false, Ok(_)) => None,
    }
}

/// A text, or the length and both ends of a long one.
fn same_text(expect: &Json, ours: &str) -> Result<(), String> {
    let same = match expect {
        Json::String(text) => text == ours,
        long => {
            long["length"].as_u64() == Some(ours.chars().count() as u64)
                && ours.starts_with(long["head"].as_str().expect("head"))
                && ours.ends_with(long["tail"].as_str().expect("tail"))
        }
    };
    if same {
        Ok(())
    } else {
        Err(format!(
            "expected {expect}, got {:?}",
            ours.chars().take(200).collect::<String>()
        ))
    }
}

pub fn yaml_scalars(file: &Json, run: &mut Run<'_>) {
    for case in cases(file) {
        let bytes = document(case);
        let name = match case
            .get("yaml")
            .or(case.get("yaml_make"))
            .or(case.get("yaml_b64"))
        {
            Some(text) => text.to_string(),
            None => panic!("a case without a document: {case}"),
        };
        for helm in HELMS {
            for as_chart in [false, true] {
                let key = recorded(helm);
                let of_chart = case.get(format!("{key}_chart")).filter(|_| as_chart);
                let expect = of_chart.or(case.get("unstable")).unwrap_or(&case[key]);
                let mut setup = Setup::default();
                if as_chart {
                    setup.raw_defaults = Some(&bytes);
                } else {
                    setup.raw_file = Some(&bytes);
                }
                let result = setup.load(helm).map(|loaded| loaded.values.root);
                let way = if as_chart { "values.yaml" } else { "-f" };
                let name = format!("{name} (Helm {}, {way})", helm_number(helm));
                run.compared(&name, scalar(expect, &result));
            }
        }
    }
}

fn document(case: &Json) -> Vec<u8> {
    if let Some(text) = case.get("yaml") {
        return text.as_str().expect("yaml").as_bytes().to_vec();
    }
    if let Some(text) = case.get("yaml_b64") {
        return base64(text.as_str().expect("yaml_b64"));
    }
    made(case["yaml_make"].as_str().expect("yaml_make")).into_bytes()
}

/// The documents that the data only describes.
fn made(description: &str) -> String {
    let alias_levels = |names: &str| {
        let names: Vec<char> = names.chars().collect();
        let mut text = "a: &a [z,z,z,z,z,z,z,z,z]\n".to_owned();
        for pair in names.windows(2) {
            let aliases = vec![format!("*{}", pair[0]); 9].join(",");
            text.push_str(&format!("{0}: &{0} [{aliases}]\n", pair[1]));
        }
        text + "x: 1\n"
    };
    let aliases_of_1000 = |count: usize| {
        let (items, aliases) = (vec!["z"; 1000].join(","), vec!["*a"; count].join(","));
        format!("a: &a [{items}]\nb: [{aliases}]\nx: 1\n")
    };
    let words: Vec<&str> = description.split(' ').collect();
    match words.as_slice() {
        ["flow", "depth", depth] => {
            let depth = depth.parse().expect("depth");
            format!("x: {}{}\n", "[".repeat(depth), "]".repeat(depth))
        }
        ["block", "depth", depth] => {
            let depth: usize = depth.parse().expect("depth");
            let lines = (0..depth).map(|level| format!("{}a:\n", " ".repeat(level + 1)));
            format!("x:\n{}", lines.collect::<String>())
        }
        [_, "character", "plain", "scalar"] => format!("x: {}\n", "a".repeat(70_000)),
        [_, "character", "quoted", "scalar"] => format!("x: '{}'\n", "b ".repeat(40_000)),
        [_, "character", "comment"] => format!("x: 1\n# {}\n", "c".repeat(100_000)),
        ["nine", "to", "the", "ninth"] => alias_levels("abcdefghi"),
        ["nine", "cubed"] => alias_levels("abc"),
        [count, "aliases", "of", "1000"] => aliases_of_1000(count.parse().expect("count")),
        ["2000", "scalar", "aliases"] => format!("a: &a 1\nx: [{}]\n", vec!["*a"; 2000].join(",")),
        [bytes, "bytes,", .., "line", "y"] => {
            let start = "x: 1\ny: ";
            let bytes: usize = bytes.parse().expect("bytes");
            format!("{start}{}", "q".repeat(bytes - start.len()))
        }
        [_, "bytes,", .., "is", "x"] => {
            let start = "y: 1\n# ";
            format!("{start}{}\nx: 7", "q".repeat(4096 - start.len() - 5))
        }
        _ => panic!("an unknown description: {description}"),
    }
}

fn scalar(expect: &Json, result: &Result<Node, Vec<String>>) -> Result<(), String> {
    if let Some(any) = expect.as_array() {
        let Ok(root) = result else {
            return Err("refused".to_owned());
        };
        let ours = json(root);
        let found = any
            .iter()
            .any(|text| same_json(&parse(text.as_str().unwrap()), &ours));
        return found
            .then_some(())
            .ok_or(format!("none of the outcomes of Helm: {ours}"));
    }
    if let Some(outcome) = both_fail(expect, result) {
        return outcome;
    }
    let Ok(root) = result else { unreachable!() };
    let absent = Node::null();
    let x = root.get("x").unwrap_or(&absent);
    if expect.get("absent").is_some() != root.get("x").is_none() {
        return Err("the key is there or not there, unlike in Helm".to_owned());
    }
    same_text(&expect["json"], &to_json(x)).map_err(|e| format!("json: {e}"))?;
    same_text(&expect["kind"], go::kind_of(x)).map_err(|e| format!("kind: {e}"))?;
    // Recorded through `tpl`, which deletes this text from whatever it printed.
    let print = go::print(x).replace("<no value>", "");
    same_text(&expect["print"], &print).map_err(|e| format!("print: {e}"))?;
    same_text(&expect["toYaml"], &yaml::to_yaml(x)).map_err(|e| format!("toYaml: {e}"))?;
    if let Some(all) = expect.get("all") {
        same_text(all, &to_json(root)).map_err(|e| format!("all: {e}"))?;
    }
    Ok(())
}

pub fn to_yaml(file: &Json, run: &mut Run<'_>) {
    for case in cases(file) {
        let given = case.get("json").unwrap_or(&case["set_int64"]);
        for helm in HELMS {
            let mut setup = Setup::default();
            let document = format!("{{\"a\": {}}}\n", yaml_json(&case["json"]));
            let flag = format!("a={}", case["set_int64"].as_str().unwrap_or(""));
            if case.get("set_int64").is_some() {
                setup.flags.push(("--set", &flag));
            } else {
                setup.files.push(&document);
            }
            let name = format!("{given} (Helm {})", helm_number(helm));
            let outcome = match setup.load(helm) {
                Err(found) => Err(found.join("; ")),
                Ok(loaded) => one_print(case, &case[recorded(helm)], loaded.values.root.get("a")),
            };
            run.compared(&name, outcome);
        }
    }
}

/// JSON that a YAML 1.1 reader accepts: characters beyond U+FFFF as they are, others escaped.
fn yaml_json(value: &Json) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        match u32::from(c) {
            0x7f..=0xffff => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => text.push(c),
        }
    }
    text
}

fn one_print(case: &Json, expect: &Json, node: Option<&Node>) -> Result<(), String> {
    let node = node.ok_or("the value is gone")?;
    let ours = yaml::to_yaml(node);
    if let Some(any) = case.get("unstable").and_then(Json::as_array) {
        return any
            .iter()
            .any(|text| text.as_str() == Some(&ours))
            .then_some(())
            .ok_or(format!("none of the outcomes of Helm: {ours:?}"));
    }
    same_text(&expect["toYaml"], &ours)?;
    if let Some(text) = expect.get("toJson") {
        same_text(text, &to_json(node))?;
    }
    if let Some(text) = expect.get("print") {
        same_text(text, &go::print(node))?;
    }
    if let Some(text) = expect.get("kind") {
        same_text(text, go::kind_of(node))?;
    }
    let reread = expect.get("reread").map(|text| text.as_str().unwrap());
    let back = reread.map_or_else(|| to_json(node), str::to_owned);
    let entry = yaml::Entry {
        key: "v".into(),
        key_span: Span::NOWHERE,
        value: node.clone(),
    };
    let map = Data::Map(Map::from_entries(vec![entry]));
    same_reading(&yaml::to_yaml(&Node::new(map, Span::NOWHERE)), &back)
}

fn same_reading(document: &str, expected: &str) -> Result<(), String> {
    // Where nothing reads back, `get` finds an empty string.
    let node = read(document).ok().and_then(|root| root.get("v").cloned());
    let ours = node.as_ref().map_or_else(|| Json::from(""), json);
    if same_json(&ours, &parse(expected)) {
        Ok(())
    } else {
        Err(format!("reads back as {ours}, expected {expected}"))
    }
}

pub fn set_grammar(file: &Json, run: &mut Run<'_>) {
    for case in cases(file) {
        let flags: Vec<(&str, &str)> = case["flags"]
            .as_array()
            .expect("flags")
            .iter()
            .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
            .collect();
        let mut setup = Setup {
            flags,
            ..Setup::default()
        };
        setup.files.extend(case.get("base").and_then(Json::as_str));
        for (path, text) in case
            .get("files")
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
        {
            let bytes = match text {
                Json::String(text) => text.as_bytes().to_vec(),
                coded => base64(coded["base64"].as_str().expect("base64")),
            };
            setup.set_files.insert(path, bytes);
        }
        for helm in HELMS {
            let base = case
                .get("base")
                .map(|base| format!("{base} "))
                .unwrap_or_default();
            let flags: String = case["flags"].to_string().chars().take(300).collect();
            let name = format!("{base}{flags} (Helm {})", helm_number(helm));
            run.compared(&name, one_set(&case[recorded(helm)], &setup.load(helm)));
        }
    }
}

fn one_set(expect: &Json, result: &Result<Loaded, Vec<String>>) -> Result<(), String> {
    if let Some(outcome) = both_fail(expect, result) {
        return outcome;
    }
    let Ok(loaded) = result else { unreachable!() };
    let root = &loaded.values.root;
    let ours = to_json(root);
    match expect.get("json") {
        Some(text) => {
            let text = text.as_str().expect("json");
            if !same_json(&parse(text), &parse(&ours)) {
                return Err(format!("expected {text}, got {ours}"));
            }
        }
        None => {
            let ends = |key: &str| {
                expect[key]
                    .as_str()
                    .expect("an end of a long text")
                    .to_owned()
            };
            if expect["json_length"].as_u64() != Some(ours.chars().count() as u64)
                || !ours.starts_with(&ends("json_head"))
                || !ours.ends_with(&ends("json_tail"))
            {
                return Err("a long text differs".to_owned());
            }
        }
    }
    if let Some(expect) = expect.get("a") {
        let a = root.get("a").ok_or("no `a`")?;
        same_text(&expect["kind"], go::kind_of(a))?;
        if let Some(text) = expect["print"].as_str() {
            same_text(&Json::from(text), &go::print(a).replace("<no value>", ""))?;
        }
    }
    Ok(())
}

pub fn merge(file: &Json, run: &mut Run<'_>) {
    for case in cases(file) {
        let texts = |key: &str| -> Vec<&str> {
            let list = case[key].as_array().into_iter().flatten();
            list.map(|text| text.as_str().unwrap()).collect()
        };
        let setup = Setup {
            defaults: case["chart"].as_str(),
            files: texts("files"),
            flags: case["flags"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap_or("")))
                .collect(),
            dependencies: case.get("dependencies").map(Json::to_string),
            schema: case.get("schema").and_then(Json::as_str),
            subchart_schema: case.get("subchart_schema").and_then(Json::as_str),
            subcharts: case
                .get("subcharts")
                .and_then(Json::as_object)
                .into_iter()
                .flatten()
                .map(|(name, text)| (name.as_str(), text.as_str().unwrap_or("")))
                .collect(),
            ..Setup::default()
        };
        for helm in HELMS {
            let name = format!("{} (Helm {})", case["name"], helm_number(helm));
            run.compared(&name, one_merge(&case[recorded(helm)], &setup.load(helm)));
        }
    }
}

fn one_merge(expect: &Json, result: &Result<Loaded, Vec<String>>) -> Result<(), String> {
    if let Some(outcome) = both_fail(expect, result) {
        return outcome;
    }
    let Ok(loaded) = result else { unreachable!() };
    let ours = json(&loaded.values.root);
    if !same_json(&expect["values"], &ours) {
        return Err(format!("expected {}, got {ours}", expect["values"]));
    }
    for (name, expect) in expect
        .get("subcharts")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
    {
        let scope = loaded
            .values
            .scopes
            .iter()
            .find(|scope| scope.path.last().is_some_and(|last| **last == **name));
        let ours = json(&scope.ok_or(format!("no scope of {name}"))?.values);
        if !same_json(expect, &ours) {
            return Err(format!("{name} sees {ours}, expected {expect}"));
        }
    }
    Ok(())
}

/// Only the reading: what each printed document reads back as, and that what Helm could not read
/// back is refused. The templates themselves are not run.
pub fn manifest_reread(file: &Json, run: &mut Run<'_>) {
    for case in cases(file) {
        for helm in HELMS {
            let expect = &case[recorded(helm)];
            let name = format!(
                "{} {} (Helm {})",
                case["name"],
                case["values"],
                helm_number(helm)
            );
            if is_error(expect) {
                if let Some(text) = expect.get("text").and_then(Json::as_str) {
                    run.compared(&name, refused(text, helm));
                }
                continue;
            }
            for document in expect["docs"].as_array().expect("docs") {
                let text = document["text"].as_str().expect("text");
                run.compared(
                    &format!("{name} {text:?}"),
                    reads_as(text, &document["json"]),
                );
            }
        }
    }
}

fn read(text: &str) -> Result<Node, String> {
    let mut sources = Sources::new();
    let id = sources.add("printed", text);
    match yaml::read_document(&sources, id) {
        Ok(reading) => Ok(reading
            .documents
            .first()
            .cloned()
            .unwrap_or_else(Node::null)),
        Err(problem) => Err(problem.message.clone()),
    }
}

fn reads_as(text: &str, expected: &Json) -> Result<(), String> {
    let node = read(&format!("{text}\n"))?;
    let ours = if node.is_null() {
        Json::Object(serde_json::Map::new())
    } else {
        json(&node)
    };
    if same_json(&ours, expected) {
        Ok(())
    } else {
        Err(format!("reads as {ours}, expected {expected}"))
    }
}

/// Helm cuts at `---` and reads each piece; one that does not read, or whose head is no head of
/// an object, fails them all.
fn refused(text: &str, helm: HelmVersion) -> Result<(), String> {
    let _ = helm;
    let replaced = text.contains('\u{fffd}');
    let pieces = format!("\n{text}");
    let bad = pieces.split("\n---").any(|piece| match read(piece.trim()) {
        Err(_) => true,
        Ok(node) => !has_head(&node),
    });
    if bad || replaced {
        Ok(())
    } else {
        Err(format!("Helm cannot read this, we can: {text:?}"))
    }
}

fn has_head(node: &Node) -> bool {
    let text =
        |node: Option<&Node>| node.is_none_or(|n| n.as_map().is_none() && n.as_list().is_none());
    let map = |node: Option<&Node>| node.is_none_or(|n| n.is_null() || n.as_map().is_some());
    let metadata = node.get("metadata");
    let annotations = metadata.and_then(|m| m.get("annotations"));
    map(Some(node))
        && text(node.get("kind"))
        && map(metadata)
        && text(metadata.and_then(|m| m.get("name")))
        && map(annotations)
        && annotations
            .and_then(Node::as_map)
            .is_none_or(|m| m.entries().iter().all(|entry| text(Some(&entry.value))))
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<u32> = text
        .bytes()
        .filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte))
        .map(|digit| digit as u32)
        .collect();
    let mut bytes = Vec::new();
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - group.len()));
        let all = bits.to_be_bytes();
        bytes.extend(&all[1..group.len()]);
    }
    bytes
}
