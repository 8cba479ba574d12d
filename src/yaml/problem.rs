//! What can be wrong with a text, before it is put into words.

/// Why a text cannot be read, and where.
pub(super) struct Problem {
    pub(super) kind: Kind,
    /// First byte of the place to look at first.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// A second place, the meaning of which depends on the kind.
    pub(super) other: Option<(usize, usize)>,
}

/// The ways in which Helm refuses a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    // The scanner.
    /// A quoted scalar without an end; other: nothing.
    UnclosedQuote,
    /// A document mark inside a quoted scalar; other: the opening quote.
    MarkInQuote,
    /// An escape that does not exist.
    Escape,
    /// An escape without enough hexadecimal digits.
    EscapeDigits,
    /// An escape for no character.
    EscapeCharacter,
    /// A tab where only spaces indent.
    Tab,
    /// A character that starts no value.
    Start,
    /// `: ` inside a value.
    ColonInValue,
    /// `- ` inside a value.
    DashInValue,
    /// `? ` inside a value.
    QuestionInValue,
    /// A line among keys that has no colon.
    NoColon,
    /// A key of more than 1024 characters.
    LongKey,
    /// Something else after `|` or `>`.
    BlockHeader,
    /// `|0`
    BlockIndentZero,
    /// `&` or `*` without a name, or with a bad one.
    AnchorName,
    /// A malformed tag.
    Tag,
    /// A malformed directive.
    Directive,
    /// A directive with a name that does not exist.
    UnknownDirective,
    /// `%YAML` with another version than 1.1.
    Version,
    /// A directive given twice.
    DirectiveTwice,
    // The parser.
    /// Content after directives, or after the document's end.
    NoDocumentStart,
    /// A tag with a handle that was never declared.
    TagHandle,
    /// No value where one must stand.
    NoContent,
    /// Something else than `- ` among list items; other: the list's start.
    NotAnItem,
    /// Something else than a key among keys; other: the map's start.
    NotAKey,
    /// No `,` or `]`; other: the opening bracket.
    InBrackets,
    /// No `,` or `}`; other: the opening brace.
    InBraces,
    /// Nested too deep.
    Deep,
    // The composer.
    /// An alias without an anchor.
    UnknownAnchor,
    /// An alias inside its own anchor; other: the anchor's value.
    RecursiveAnchor,
    /// Too much comes out of aliases.
    Aliases,
    /// `<<` with something else than maps; other: the `<<`.
    Merge,
    /// `!!int x` and the like.
    TagMismatch,
    /// `!!binary` with text that is no base64.
    Binary,
    /// A list or map as a key.
    CollectionKey,
    /// A null as a key.
    NullKey,
    /// An integer beyond 63 bits as a key.
    BigKey,
    /// Infinity or "not a number".
    NotFinite,
    // Helm 4, before it parses.
    /// More than a comment after `---`.
    Separator,
}

/// The result of every step that can find a problem.
pub(super) type Found<T> = Result<T, Box<Problem>>;

impl Problem {
    pub(super) fn new(kind: Kind, start: usize, end: usize) -> Box<Self> {
        Box::new(Problem {
            kind,
            start,
            end,
            other: None,
        })
    }

    pub(super) fn with(mut self: Box<Self>, start: usize, end: usize) -> Box<Self> {
        self.other = Some((start, end));
        self
    }
}
