//! Findings that a repository lives with: those that a comment beside them ignores
//! ([`Ignores`]), and those that were there before rutter came ([`Baseline`]).
//!
//! Both must see findings as they were made: what [`Settings::level`](crate::config::Settings::level)
//! says about their severity comes after.

mod baseline;
mod comment;
mod ignores;
mod keys;
mod sift;
#[cfg(test)]
mod tests;

pub use baseline::{Baseline, Entry, Filtered};
pub use ignores::{Applied, Ignores};
pub use sift::{Sift, all_codes, chosen_rules, values_texts};
