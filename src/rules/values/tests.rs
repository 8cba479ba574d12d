//! What the examples of single rules cannot show: layers, flags, subcharts, templates, and that the
//! charts of this repository are quiet.

use std::path::Path;

use crate::chart::Chart;
use crate::check::{Checker, Options};
use crate::compile;
use crate::environment::{Disk, Environment, Memory};
use crate::helper::Helper;
use crate::source::Sources;
use crate::values::{InputFile, Inputs, compute};
use crate::{Error, ErrorKind, HelmVersion, Release};

struct Case<'c> {
    files: &'c dyn Environment,
    chart: &'c str,
    helper: Option<&'c str>,
    release: (&'c str, &'c str),
    inputs: Inputs,
}

impl Case<'_> {
    /// What the rules of this group and of sessions found: `name file:line:column`.
    fn found(&self) -> Vec<String> {
        let helm = HelmVersion::V3;
        let mut sources = Sources::new();
        let release = Release::registered(self.release.0, self.release.1, &mut sources);
        let chart = Chart::load(self.files, self.chart.as_ref(), &mut sources, helm).unwrap();
        let mut none = |_: &str| Err(Error::new(ErrorKind::NotFound, "no files here"));
        let values = compute(&chart, &self.inputs, &mut sources, helm, &mut none).unwrap();
        let checker = Checker::new(Options {
            compile: compile::Options {
                helper: self.helper.map(|id| Helper::built_in(id).unwrap()),
                ..compile::Options::default()
            },
            ..Options::default()
        });
        let checked = checker.check(&chart, &values, &release, &sources);
        let ours = checked.diagnostics.iter().filter(|found| {
            let number = found.code.number();
            (4000..4100).contains(&number) || (4450..4470).contains(&number)
        });
        ours.map(|found| {
            let place = found
                .primary
                .as_ref()
                .and_then(|label| sources.place(label.span));
            let (file, at) = place.unwrap();
            format!("{} {file}:{}:{}", found.code.name(), at.line, at.column)
        })
        .collect()
    }
}

fn inputs(files: &[(&str, &str)], set: &[&str]) -> Inputs {
    Inputs {
        files: files
            .iter()
            .map(|(name, text)| InputFile {
                name: (*name).to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
            .collect(),
        set: set.iter().map(|text| (*text).to_owned()).collect(),
        ..Inputs::default()
    }
}

/// A chart with these defaults and a helper.
fn found(helper: &str, defaults: &str, files: &[(&str, &str)], set: &[&str]) -> Vec<String> {
    let chart = Memory::new()
        .file("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        .file("c/values.yaml", defaults);
    Case {
        files: &chart,
        chart: "c",
        helper: Some(helper),
        release: ("main", "demo"),
        inputs: inputs(files, set),
    }
    .found()
}

const DEFAULTS: &str = "mesh: {enabled: true, public_port: 4443}\ningress:\n  enabled: false\n  \
    gatewayHosts: {default: '', disableDefaultHosts: false, extraFQDNs: []}\n  \
    existingGatewayName: ''\n  routeHosts: []\n  httproutes: []\n";

#[test]
fn the_charts_of_this_repository_are_quiet() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let environments = ["", "values/production.yaml", "values/staging.yaml"];
    for (chart, release, own) in [
        ("charts/etherpad", "etherpad", ""),
        ("charts/plain", "main", ""),
        (
            "charts/shared-host",
            "one",
            "charts/shared-host/values-one.yaml",
        ),
        (
            "charts/shared-host",
            "two",
            "charts/shared-host/values-two.yaml",
        ),
    ] {
        for environment in environments {
            let names: Vec<&str> = [environment, own]
                .into_iter()
                .filter(|name| !name.is_empty())
                .collect();
            let texts: Vec<String> = names.iter().map(|name| read(name)).collect();
            let files: Vec<(&str, &str)> = names
                .iter()
                .copied()
                .zip(texts.iter().map(String::as_str))
                .collect();
            let folder = root.join(chart);
            let case = Case {
                files: &Disk,
                chart: folder.to_str().unwrap(),
                helper: None,
                release: (release, "shared"),
                inputs: inputs(&files, &[]),
            };
            assert!(
                case.found().is_empty(),
                "{chart} {names:?}: {:?}",
                case.found()
            );
        }
    }
}

#[test]
fn a_misspelt_stanza_is_told_where_no_other_stands_in_the_layer() {
    let file = |text: &'static str| found("1.0", "ingress: {}\n", &[("a.yaml", text)], &[]);
    let told = vec!["misplaced-ingress-key a.yaml:1:1".to_owned()];
    for text in [
        "ingres: {enabled: true}\n",
        "Ingress: {enabled: true}\ningress: ~\n",
        "upstreamTLS: false\n",
    ] {
        assert_eq!(file(text), told, "{text}");
    }
    for text in [
        "ingres: {enabled: true}\ningress: {enabled: false}\n",
        "ingres: ~\n",
        "egress: {enabled: true}\n",
        "tls: {mode: SIMPLE}\n",
    ] {
        assert!(file(text).is_empty(), "{text}");
    }
}

#[test]
fn every_layer_is_looked_at_and_each_place_told_once() {
    let defaults = format!("{DEFAULTS}  gatwayHosts: []\n");
    let files = [
        ("a.yaml", "ingress:\n  enable: true\n"),
        (
            "b.yaml",
            "ingress: {gatewayHosts: {extraFqdns: [a.example.org]}}\n",
        ),
    ];
    assert_eq!(
        found(
            "istio-1.0.3",
            &defaults,
            &files,
            &["ingress.routehosts={x}", "ingress.enable=false"]
        ),
        [
            "unknown-ingress-key c/values.yaml:8:3",
            "unknown-ingress-key a.yaml:2:3",
            "override-always-replaced a.yaml:2:3",
            "unknown-ingress-key b.yaml:1:26",
            "unknown-ingress-key <--set 1>:1:9",
            "unknown-ingress-key <--set 2>:1:16",
        ]
    );
}

#[test]
fn a_key_that_another_template_reads_is_known() {
    let chart = |template: &str| {
        Memory::new()
            .file("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
            .file("c/values.yaml", format!("{DEFAULTS}  class: x\n"))
            .file("c/templates/service.yaml", template)
    };
    let found = |template: &str| {
        Case {
            files: &chart(template),
            chart: "c",
            helper: Some("istio-1.0.3"),
            release: ("main", "demo"),
            inputs: Inputs::default(),
        }
        .found()
    };
    assert!(found("a: {{ .Values.ingress.class }}\n").is_empty());
    assert_eq!(
        found("a: {{ .Values.ingress.classes }}\n"),
        ["unknown-ingress-key c/values.yaml:8:3"]
    );
}

#[test]
fn versions_of_the_helper_differ() {
    let key = |helper: &str, key: &str| found(helper, &format!("{DEFAULTS}  {key}\n"), &[], &[]);
    assert!(key("istio-1.0.3", "staging: false").is_empty());
    assert_eq!(
        key("istio-1.1.0", "staging: false"),
        ["ignored-by-helper-version c/values.yaml:8:3"]
    );
    assert_eq!(
        key("istio-1.0.3", "destinationrulehosts: []"),
        ["ignored-by-helper-version c/values.yaml:8:3"]
    );
    assert!(key("istio-1.2.0", "destinationrulehosts: []").is_empty());
    assert!(key("istio-1.2.0", "keepNodePort: true").is_empty());
    assert_eq!(key("0.4-20220125", "keepNodePort: true"), [""; 0]);
    assert_eq!(
        key("istio-1.3.0", "existingGateway: a/b"),
        ["existing-gateway-misspelt c/values.yaml:8:3"]
    );
    assert!(key("1.0", "existingGateway: ''").is_empty());
}

#[test]
fn an_override_is_compared_with_what_stands_below() {
    let files = [
        (
            "a.yaml",
            "ingress:\n  enabled: true\n  routeHosts: []\n  gatewayHosts: {}\n",
        ),
        (
            "b.yaml",
            "ingress:\n  enabled: true\n  gatewayHosts: {default: pad}\n",
        ),
        ("c.yaml", "ingress:\n  gatewayHosts: {default: pads}\n"),
    ];
    assert_eq!(
        found(
            "istio-1.3.0",
            DEFAULTS,
            &files,
            &["ingress.gatewayHosts.default=pads"]
        ),
        [
            "override-changes-nothing a.yaml:3:3",
            "override-changes-nothing a.yaml:4:3",
            "override-changes-nothing b.yaml:2:3",
            "override-always-replaced b.yaml:3:18",
            "override-changes-nothing <--set 1>:1:30",
        ]
    );
}

#[test]
fn a_null_is_told_only_while_ingress_is_off() {
    let files = [("a.yaml", "ingress:\n  httproutes: ~\n  gatewayHosts: ~\n")];
    assert_eq!(
        found("istio-1.0.3", DEFAULTS, &files, &[]),
        [
            "null-removes-default a.yaml:2:3",
            "null-removes-default a.yaml:3:3"
        ]
    );
    assert!(found("istio-1.0.3", DEFAULTS, &files, &["ingress.enabled=true"]).is_empty());
    assert!(found("1.0", "", &files, &[]).is_empty());
}

#[test]
fn the_name_of_a_file_tells_the_environment() {
    let own = "ingress:\n  enabled: true\n  gatewayHosts:\n    extraFQDNs: [pad.discovery.wmnet]\n";
    let rule = "production-host-in-staging";
    let count = |name: &str| {
        let found = found("istio-1.3.0", DEFAULTS, &[(name, own)], &[]);
        found.iter().filter(|found| found.starts_with(rule)).count()
    };
    assert_eq!(count("values-staging.yaml"), 1);
    assert_eq!(count("values-production.yaml"), 0);
}
