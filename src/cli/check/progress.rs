//! Many charts at a time, with a line that says how far it is when it takes long enough to wonder.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::chart::{Job, Outcome};

/// How long nobody wonders.
const PATIENCE: Duration = Duration::from_millis(700);

/// Looks at all charts, as many at a time as there are processors; the outcomes are in the order
/// of the jobs.
pub fn all(jobs: &[Job]) -> Vec<Outcome> {
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(jobs.len());
    if threads < 2 {
        return jobs.iter().map(|job| job.run()).collect();
    }
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let outcomes: Mutex<Vec<(usize, Outcome)>> = Mutex::new(Vec::with_capacity(jobs.len()));
    let shows = io::stderr().is_terminal();
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(at) else { break };
                    let outcome = job.run();
                    // A thread that panicked has told its story already.
                    let mut all = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
                    all.push((at, outcome));
                    let count = done.fetch_add(1, Ordering::Relaxed) + 1;
                    if shows && start.elapsed() > PATIENCE {
                        let _ = write!(io::stderr(), "\r{count}/{} charts", jobs.len());
                    }
                }
            });
        }
    });
    if shows && start.elapsed() > PATIENCE {
        // The line makes way for what is printed next.
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
    let mut outcomes = outcomes
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}
