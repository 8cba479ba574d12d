//! Fixes made in the author's files, or shown.

use std::fs;

use rutter::diagnostic::fix::{apply, diff};
use rutter::diagnostic::{Applicability, Fix};

use super::chart::{Job, Outcome};
use super::plural;
use crate::cli::args::Check;
use crate::cli::report::Report;
use crate::cli::{CannotRun, files, print};

/// A fix can bring up what another one finds; rules that undo each other's fixes must end.
const MOST_ROUNDS: usize = 10;

/// Mends what can be mended, and looks again; or, with `--diff`, shows what would change.
pub fn run(
    args: &Check,
    jobs: &mut [Job],
    mut outcomes: Vec<Outcome>,
    report: &Report,
) -> Result<Vec<Outcome>, CannotRun> {
    let mut fixed = 0;
    for (job, outcome) in jobs.iter().zip(&mut outcomes) {
        for _ in 0..MOST_ROUNDS {
            let applied = round(args, outcome, report)?;
            fixed += applied;
            if applied == 0 || args.diff {
                break;
            }
            *outcome = job.run(report);
        }
    }
    if !args.diff && fixed > 0 {
        report.note(&plural(fixed, "finding fixed", "findings fixed"));
    }
    Ok(outcomes)
}

/// How many fixes were made. Others may wait for a next round: they touch the same lines, or are
/// beyond what one run can prove.
fn round(args: &Check, outcome: &Outcome, report: &Report) -> Result<usize, CannotRun> {
    let wanted = |fix: &&Fix| args.unsafe_fixes || fix.applicability == Applicability::Safe;
    let found = outcome.diagnostics.iter();
    let fixes: Vec<&Fix> = found
        .filter_map(|finding| finding.fix.as_ref())
        .filter(wanted)
        .collect();
    let applied = apply(&fixes, &outcome.sources);
    let mut changed = 0;
    for change in &applied.files {
        if args.diff {
            print(diff(change).as_bytes())?;
            continue;
        }
        let Some(bytes) = fs::read(change.name)
            .ok()
            .and_then(|now| change.bytes(&now))
        else {
            report.note(&format!(
                "{}: not fixed: it is no file, or not the text that was checked",
                change.name
            ));
            continue;
        };
        files::replace(change.name.as_ref(), &bytes)
            .map_err(|error| CannotRun(format!("{}: {error}", change.name)))?;
        changed += 1;
    }
    if changed == 0 && !args.diff {
        return Ok(0);
    }
    Ok(applied.applied)
}
