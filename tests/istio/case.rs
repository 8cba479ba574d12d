//! One case: a release or an object, and what rutter says of it.

use rutter::chart::Chart;
use rutter::check::{Checker, Options};
use rutter::compile;
use rutter::diagnostic::{Diagnostic, Severity};
use rutter::environment::Memory;
use rutter::helper::Helper;
use rutter::istio::Version;
use rutter::source::Sources;
use rutter::values::{InputFile, Inputs, compute};
use rutter::{Error, ErrorKind, HelmVersion, Release, yaml};
use serde_json::{Value as Json, json};

use crate::generate::Generator;
use crate::kinds;
use crate::stanza::{HELPERS, OBJECTS};

/// What is compared.
#[derive(Clone)]
pub struct Case {
    /// The helper that makes objects from values, or the kind of the one object.
    pub maker: &'static str,
    /// The stanza, or the object without its kind.
    pub tree: Json,
}

/// What rutter says.
#[derive(Default)]
pub struct Said {
    /// The objects, as JSON.
    pub objects: Vec<String>,
    /// The names of the rules that find an error of Istio's, and each message.
    pub errors: Vec<(&'static str, String)>,
    /// The same for warnings.
    pub warnings: Vec<(&'static str, String)>,
    /// Whether it finds something suspicious, be that less than a warning.
    pub suspicious: bool,
    /// The names of the rules that speak for `istioctl analyze`.
    pub analysis: Vec<&'static str>,
    /// Findings that name no place in a file.
    pub lost: Vec<String>,
}

/// Checkers for the helpers, and one for objects.
pub struct Rutter {
    checkers: Vec<(&'static str, Checker)>,
    objects: Checker,
}

/// The codes of what only `istioctl analyze` says.
const ANALYZERS: std::ops::Range<u16> = 3650..3700;

/// What the charts that vendor an upstream helper have in their values.yaml.
const DEFAULTS: &str = "mesh: {enabled: true, public_port: 4443}\n\
    tls: {enabled: true, public_port: 4443}\n\
    ingress: {enabled: false, gatewayHosts: {default: '', disableDefaultHosts: false, \
    extraFQDNs: []}, existingGatewayName: '', routeHosts: [], httproutes: []}\n";

impl Case {
    /// A release or an object, good or spoilt in a place or two.
    pub fn random(make: &mut Generator<'_>) -> Case {
        let makers = if make.random.percent(60) {
            HELPERS
        } else {
            OBJECTS
        };
        let (maker, message) = *make.random.pick(makers);
        let percent = *make.random.pick(&[6, 10, 15, 25]);
        let mut tree = make.message(message, percent);
        for _ in 0..*make.random.pick(&[0, 1, 1, 1, 1, 2]) {
            make.mutate(&mut tree, message);
        }
        if OBJECTS.iter().any(|(kind, _)| *kind == maker) {
            let mut metadata = json!({ "name": "x", "namespace": "ns" });
            if make.random.percent(2) {
                metadata["name"] = json!(kinds::NAME.bad(make.random));
            }
            if make.random.percent(2) {
                metadata["annotations"] = json!({ *make.random.pick(ANNOTATIONS): "x" });
            }
            tree = json!({ "metadata": metadata, "spec": tree });
        }
        Case { maker, tree }
    }

    /// How it is written down.
    pub fn text(&self) -> String {
        let mut whole = self.tree.clone();
        let is_object = OBJECTS.iter().any(|(kind, _)| *kind == self.maker);
        if !is_object {
            if whole.get("enabled").is_none() && whole.is_object() {
                whole["enabled"] = json!(true);
            }
            return ascii(&json!({ "ingress": whole }));
        }
        if let Json::Object(whole) = &mut whole {
            whole.insert(
                "apiVersion".to_owned(),
                json!("networking.istio.io/v1beta1"),
            );
            whole.insert("kind".to_owned(), json!(self.maker));
        }
        ascii(&whole)
    }
}

/// Some that Istio reserves, and others.
pub const ANNOTATIONS: &[&str] = &[
    "a/b",
    "istio.io/dry-run",
    "internal.istio.io/webhook-always-reject",
    "internal.istio.io/parents",
    "internal.istio.io/parent-namespace",
    "internal.istio.io/other",
];

/// JSON in ASCII: a reader of YAML does not take every character as it is.
pub fn ascii(json: &Json) -> String {
    let mut out = String::new();
    for char in json.to_string().chars() {
        if char.is_ascii() && !char.is_ascii_control() {
            out.push(char);
            continue;
        }
        for unit in char.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

impl Rutter {
    pub fn new(istio: Version) -> Self {
        let options = |helper: Option<&str>| {
            let mut options = Options::default();
            options.istio = istio;
            let mut compile = compile::Options::default();
            compile.helper = helper.map(|id| Helper::built_in(id).unwrap());
            options.compile = compile;
            options
        };
        let mut checkers: Vec<(&'static str, Checker)> = Vec::new();
        for (helper, _) in HELPERS {
            checkers.push((helper, Checker::new(options(Some(helper)))));
        }
        Rutter {
            checkers,
            objects: Checker::new(options(None)),
        }
    }

    pub fn says(&self, case: &Case) -> Said {
        let text = case.text();
        match self.checkers.iter().find(|(id, _)| *id == case.maker) {
            Some((id, checker)) => release(id, checker, text),
            None => self.object(text),
        }
    }

    /// What it says of an object.
    pub fn object(&self, text: String) -> Said {
        let mut sources = Sources::new();
        let release = Release::registered("demo", "ns", &mut sources);
        let id = sources.add("object.yaml", text.as_str());
        let found = self.objects.objects(&[id], &release, &sources);
        let mut said = Said {
            objects: vec![text],
            ..Said::default()
        };
        said.sort(&found, &sources);
        said
    }
}

impl Said {
    fn sort(&mut self, found: &[Diagnostic], sources: &Sources) {
        for finding in found {
            let place = finding
                .primary
                .as_ref()
                .and_then(|label| sources.place(label.span));
            if place.is_none() {
                self.lost.push(finding.code.name().to_owned());
            }
            let number = finding.code.number();
            self.suspicious |= number >= 3000;
            if ANALYZERS.contains(&number) {
                self.analysis.push(finding.code.name());
                continue;
            }
            if !(3000..4000).contains(&number) {
                continue;
            }
            let what = (finding.code.name(), finding.message.clone());
            match finding.severity {
                Severity::Error => self.errors.push(what),
                Severity::Warning => self.warnings.push(what),
                _ => {}
            }
        }
    }
}

fn release(id: &str, checker: &Checker, text: String) -> Said {
    let defaults = if id == "1.0" { "" } else { DEFAULTS };
    let files = Memory::new()
        .file(
            "demo/Chart.yaml",
            "apiVersion: v2\nname: demo\nversion: 1.0.0\n",
        )
        .file("demo/values.yaml", defaults);
    let mut sources = Sources::new();
    let helm = HelmVersion::V3;
    let chart = Chart::load(&files, "demo".as_ref(), &mut sources, helm).unwrap();
    let inputs = Inputs {
        files: vec![InputFile {
            name: "values.yaml".to_owned(),
            bytes: text.into_bytes(),
        }],
        ..Inputs::default()
    };
    let mut none = |_: &str| Err(Error::new(ErrorKind::NotFound, "no files here"));
    let Ok(values) = compute(&chart, &inputs, &mut sources, helm, &mut none) else {
        return Said::default();
    };
    let release = Release::registered("demo", "ns", &mut sources);
    let checked = checker.check(&chart, &values, &release, &sources);
    let objects = checked.compilation.objects.iter().map(|compiled| {
        // What prints no namespace is installed into the release's.
        let text = yaml::json::compact(&compiled.object.to_node());
        if compiled.object.metadata.namespace.is_some() || text.contains("\"namespace\"") {
            return text;
        }
        text.replacen("\"metadata\":{", "\"metadata\":{\"namespace\":\"ns\",", 1)
    });
    let mut said = Said {
        objects: objects.collect(),
        ..Said::default()
    };
    said.sort(&checked.diagnostics, &sources);
    said
}
