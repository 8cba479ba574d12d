//! Fixes made in the author's files, or shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use rutter::diagnostic::fix::{FileChange, apply, diff};
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
    let mut fixing = Fixing {
        args,
        report,
        shared: shared(&outcomes),
        told: BTreeSet::new(),
    };
    let mut fixed = 0;
    for (job, outcome) in jobs.iter_mut().zip(&mut outcomes) {
        for _ in 0..MOST_ROUNDS {
            let applied = fixing.round(outcome)?;
            if applied == 0 || args.diff {
                break;
            }
            fixed += applied;
            job.read_again();
            *outcome = job.run();
        }
    }
    if fixed > 0 {
        report.note(&plural(fixed, "finding fixed", "findings fixed"));
    }
    Ok(outcomes)
}

/// The files that are read as several texts: for several charts, or twice for one. What is
/// superfluous in one of those places may be needed in another.
fn shared(outcomes: &[Outcome]) -> BTreeSet<PathBuf> {
    let mut seen = BTreeSet::new();
    let texts = outcomes
        .iter()
        .flat_map(|outcome| outcome.sources.ids().map(|id| outcome.sources.get(id)));
    texts
        .filter_map(|source| fs::canonicalize(source?.name()).ok())
        .filter(|path| !seen.insert(path.clone()))
        .collect()
}

struct Fixing<'a> {
    args: &'a Check,
    report: &'a Report,
    shared: BTreeSet<PathBuf>,
    /// The texts that cannot be changed and of which that was said.
    told: BTreeSet<String>,
}

impl Fixing<'_> {
    /// How many fixes were made, or shown. Others may wait for a next round: they touch the same
    /// lines, or are beyond what one run can prove.
    fn round(&mut self, outcome: &Outcome) -> Result<usize, CannotRun> {
        let unsafe_too = self.args.unsafe_fixes;
        let wanted = |fix: &&Fix| unsafe_too || fix.applicability == Applicability::Safe;
        let found = outcome.diagnostics.iter();
        let mut fixes: Vec<&Fix> = found
            .filter_map(|finding| finding.fix.as_ref())
            .filter(wanted)
            .collect();
        let mut applied = apply(&fixes, &outcome.sources);
        let mut left_out = BTreeSet::new();
        for change in &applied.files {
            if let Err(reason) = self.new_content(change) {
                left_out.insert(change.source);
                if self.told.insert(change.name.to_owned()) {
                    self.report
                        .note(&format!("{}: not fixed: {reason}", change.name));
                }
            }
        }
        if !left_out.is_empty() {
            fixes.retain(|fix| {
                let mut edits = fix.edits.iter();
                !edits.any(|edit| left_out.contains(&edit.span.source))
            });
            applied = apply(&fixes, &outcome.sources);
        }
        for change in &applied.files {
            let Ok(bytes) = self.new_content(change) else {
                continue;
            };
            if self.args.diff {
                print(diff(change).as_bytes())?;
            } else {
                files::replace(change.name.as_ref(), &bytes)
                    .map_err(|error| CannotRun(format!("{}: {error}", change.name)))?;
            }
        }
        Ok(applied.applied)
    }

    /// What a file becomes, or why it is left alone.
    fn new_content(&self, change: &FileChange<'_>) -> Result<Vec<u8>, &'static str> {
        let changed = "it is no file, or not the text that was checked";
        let path = fs::canonicalize(change.name).map_err(|_| changed)?;
        if self.shared.contains(&path) {
            return Err(
                "several charts or layers read it, and what one can spare another may need",
            );
        }
        let now = fs::read(&path).map_err(|_| changed)?;
        change.bytes(&now).ok_or(changed)
    }
}
