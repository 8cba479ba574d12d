//! How long the stages take: `cargo bench`.

#![allow(missing_docs, clippy::unwrap_used)] // A bench is no library and may end where it must.

use std::path::Path;

use rutter::chart::Chart;
use rutter::check::{self, Checker};
use rutter::compile::{Options, compile};
use rutter::environment::Disk;
use rutter::source::Sources;
use rutter::values::{self, Inputs, Values};
use rutter::yaml::{emit, read_values, to_yaml};
use rutter::{Error, ErrorKind, HelmVersion, Release};

const CHARTS: [&str; 3] = [
    "charts/etherpad",
    "charts/plain",
    "tests/golden/charts/istio-1.3.0",
];

fn main() {
    divan::main();
}

fn no_files(_: &str) -> Result<Vec<u8>, Error> {
    Err(Error::new(ErrorKind::NotFound, "no --set-file here"))
}

/// A chart with its values and its release.
fn with_release<T>(
    path: &str,
    go_on: impl FnOnce(&Chart, &Values<'_>, &Release, &Sources) -> T,
) -> T {
    let mut sources = Sources::new();
    let helm = HelmVersion::V3;
    let chart = Chart::load(&Disk, Path::new(path), &mut sources, helm).unwrap();
    let inputs = Inputs {
        set: vec!["ingress.enabled=true".to_owned()],
        ..Inputs::default()
    };
    let values = values::compute(&chart, &inputs, &mut sources, helm, &mut no_files).unwrap();
    let release = Release::registered("pad", "pad", &mut sources);
    go_on(&chart, &values, &release, &sources)
}

/// Everything but starting the process: from the chart on disk to the printed objects.
#[divan::bench(args = CHARTS)]
fn whole_release(path: &str) -> String {
    with_release(path, |chart, values, release, sources| {
        let compilation = compile(chart, values, release, sources, &Options::default());
        assert!(!compilation.has_errors());
        let objects = compilation.objects.iter();
        objects
            .map(|compiled| emit::write(&compiled.object.to_node()))
            .collect()
    })
}

/// The same, checked instead of printed: at most twice as long.
#[divan::bench(args = CHARTS)]
fn whole_check(path: &str) -> usize {
    with_release(path, |chart, values, release, sources| {
        let checker = Checker::new(check::Options::default());
        let checked = checker.check(chart, values, release, sources);
        assert!(!checked.compilation.objects.is_empty());
        checked.diagnostics.len()
    })
}

/// One more release of a chart that a program has read already.
#[divan::bench(args = CHARTS)]
fn another_release(bencher: divan::Bencher<'_, '_>, path: &str) {
    let chart = rutter::Chart::load(&Disk, path, HelmVersion::V3).unwrap();
    let values = rutter::Values::new().set("ingress.enabled=true");
    let release = Release::new("pad", "pad").unwrap();
    let options = rutter::Options::new();
    bencher.bench(|| {
        let compilation = rutter::compile(&chart, &values, &release, &options);
        assert!(!compilation.has_errors());
        compilation.yaml()
    });
}

/// Reading a values file of about a megabyte.
#[divan::bench]
fn read_a_megabyte(bencher: divan::Bencher<'_, '_>) {
    let text = std::fs::read_to_string("charts/etherpad/values.yaml").unwrap();
    let mut large = String::new();
    for number in 0..500 {
        large.push_str(&format!("k{number}:\n"));
        for line in text.lines() {
            large.push_str(&format!("  {line}\n"));
        }
    }
    bencher
        .counter(divan::counter::BytesCount::of_str(&large))
        .bench(|| {
            read_values(
                &mut Sources::new(),
                "v.yaml",
                large.as_bytes(),
                HelmVersion::V3,
            )
        });
}

/// Helm's `toYaml` of a stanza.
#[divan::bench]
fn print_a_stanza(bencher: divan::Bencher<'_, '_>) {
    let text = std::fs::read("charts/etherpad/values.yaml").unwrap();
    let read = read_values(&mut Sources::new(), "v.yaml", &text, HelmVersion::V3).unwrap();
    bencher.bench(|| read.documents.iter().map(to_yaml).collect::<Vec<_>>());
}
