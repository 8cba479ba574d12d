//! Go templates, as far as one must read them without running them: where actions are, which
//! templates a text defines, which it calls, and behind which conditions.

pub mod action;
mod literal;
pub mod outline;

pub use outline::Outline;
