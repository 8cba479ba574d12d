//! Compares what rutter refuses with what Istio's own code refuses.
//!
//! `RUTTER_ISTIO_JUDGE` names the judge that `tests/oracles/istio/build` makes. With it, releases
//! and objects are made at random and one field at a time, and both verdicts are compared: Istio
//! refuses one of the objects, or rutter finds an error of Istio's. Where they differ, the case is
//! made as small as it gets, and printed. Without the judge only the recorded verdicts of
//! `tests/oracles/istio/vectors.jsonl` are compared.
//!
//! `RUTTER_CASES` says how many releases and objects are made at random (2,000), `RUTTER_SEED`
//! which (1), `RUTTER_ISTIO` the version of Istio that the judge speaks for (1.30). From 12,000
//! cases every field is looked at with every value; below that, with a share of them.

// A test may end where something is not as it must be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod case;
mod compare;
mod deviations;
mod generate;
mod judge;
mod kinds;
mod random;
mod settle;
mod stanza;
mod systematic;
mod vectors;

use std::process::ExitCode;

use case::{Case, Rutter};
use compare::Comparison;
use deviations::Deviations;
use generate::Generator;
use judge::Judge;
use random::Random;
use rutter::istio::Version;

/// From this many random cases on, the systematic ones are complete.
const COMPLETE: usize = 12_000;

/// How many releases are judged at a time.
const BATCH: usize = 256;

fn number(name: &str, default: usize) -> usize {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name}={text} is no number")),
        Err(_) => default,
    }
}

fn main() -> ExitCode {
    let istio: Version = std::env::var("RUTTER_ISTIO").map_or(Version::default(), |text| {
        text.parse().expect("RUTTER_ISTIO")
    });
    let mut failed = 0;
    if istio == Version::default() {
        failed += vectors::compare(&Rutter::new(istio));
    }
    match std::env::var("RUTTER_ISTIO_JUDGE") {
        Ok(program) => failed += generated(&program, istio),
        Err(_) => println!(
            "SKIPPED: generated objects: RUTTER_ISTIO_JUDGE names no judge \
             (tests/oracles/istio/build makes one)"
        ),
    }
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        println!("{failed} failed");
        ExitCode::FAILURE
    }
}

fn generated(program: &str, istio: Version) -> usize {
    let seed = number("RUTTER_SEED", 1) as u64;
    let count = number("RUTTER_CASES", 2_000);
    let judge = Judge::start(program);
    let mut comparison = Comparison::new(Rutter::new(istio), judge, Deviations::read());

    let mut choice = Random::new(seed, u64::MAX);
    let mut systematic = systematic::cases(istio);
    systematic.retain(|_| choice.below(COMPLETE) < count);
    for batch in systematic.chunks(BATCH) {
        comparison.compare(batch);
    }
    let mut case = 0;
    while case < count {
        let end = (case + BATCH).min(count);
        let batch: Vec<Case> = (case..end)
            .map(|number| {
                let mut random = Random::new(seed, number as u64);
                let wild = random.percent(25);
                Case::random(&mut Generator {
                    random: &mut random,
                    istio,
                    wild,
                })
            })
            .collect();
        comparison.compare(&batch);
        case = end;
    }
    println!(
        "seed {seed}: {} one field at a time, {count} at random",
        systematic.len()
    );
    comparison.report()
}
