//! How text that a template pastes into a document reads there.

use super::{Data, Resolved, resolve_plain};

/// Where a helper pastes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `- TEXT`
    ListItem,
    /// `key: TEXT`
    MapValue,
}

/// What pasted text is read as.
#[derive(Clone)]
pub enum Pasted {
    /// One plain scalar, nothing lost; empty text is null.
    Plain(Data),
    /// Anything else; the reason in an author's words.
    Spliced(&'static str),
}

/// Reads text as it stands after a helper pasted it at `place` of a block document, with a line
/// end behind it.
#[must_use]
#[allow(clippy::cast_precision_loss)] // Helm rounds integers to floats, too.
pub fn read_pasted(text: &str, _place: Place) -> Pasted {
    Pasted::Plain(match resolve_plain(text) {
        Resolved::Null => Data::Null,
        Resolved::Bool(value) => Data::Bool(value),
        Resolved::Int(value) => Data::Float(value as f64),
        Resolved::Uint(value) => Data::Float(value as f64),
        Resolved::Float(value) => Data::Float(value),
        Resolved::Timestamp | Resolved::Merge | Resolved::Str => Data::Str(text.into()),
    })
}
