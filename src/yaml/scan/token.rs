//! What the scanner cuts a text into.

use std::borrow::Cow;

/// A piece of text with a meaning.
pub(in crate::yaml) struct Token<'a> {
    pub(in crate::yaml) kind: TokenKind<'a>,
    /// First byte.
    pub(in crate::yaml) start: usize,
    /// One past the last byte.
    pub(in crate::yaml) end: usize,
}

/// The kinds of pieces. Those with `Block` are derived from the indentation and have no text.
pub(in crate::yaml) enum TokenKind<'a> {
    StreamEnd,
    /// `%YAML 1.1`; whether it is that version.
    Version(bool),
    /// `%TAG HANDLE PREFIX`
    TagDirective {
        handle: &'a str,
        prefix: String,
    },
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    /// `- `
    BlockEntry,
    /// `,`
    FlowEntry,
    /// `?`, or before a simple key.
    Key,
    /// `:`
    Value,
    Alias(&'a str),
    Anchor(&'a str),
    /// The handle is empty for `!<…>` and for `!` alone.
    Tag {
        handle: &'a str,
        suffix: String,
    },
    Scalar {
        value: Cow<'a, str>,
        style: Style,
    },
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::yaml) enum Style {
    Plain,
    /// Quoted or block: never resolved.
    Other,
}
