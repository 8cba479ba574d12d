//! rutter inside of other people's programs: as a KRM function for kustomize and kpt
//! ([`krm::run`]), and as a post-renderer for Helm ([`post_render::check`]).
//!
//! Text in, text out; files come from an [`Environment`](crate::environment::Environment). What
//! these programs hand over holds many things that are not Istio's, and not rutter's business:
//! none of them is looked at, and none of them changes by a byte.

mod documents;
pub mod krm;
mod located;
mod objects;
mod policy;
pub mod post_render;

pub use policy::{Policy, Wishes};

use crate::source::{SourceId, Sources, is_values_file};

/// The texts that hold values, in which comments may speak to rutter: values files, and what
/// stands for one.
pub fn values_texts(sources: &Sources) -> impl Iterator<Item = SourceId> + '_ {
    sources.ids().filter(|id| {
        let name = sources.get(*id).map_or("", |source| source.name());
        is_values_file(name) || name == krm::INLINE
    })
}
