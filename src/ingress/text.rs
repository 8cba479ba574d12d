//! Text that a template pastes into YAML.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::values::go;
use crate::yaml::{self, Node, Pasted};

/// What Go's templates print for a missing value, and Helm deletes from what it printed.
pub(super) const NO_VALUE: &str = "<no value>";

/// Text for one scalar, and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// The text.
    pub text: String,
    /// The value of the author's that it contains.
    pub span: Span,
    /// That value in words: the path of a key in backquotes, `the namespace`.
    pub what: Cow<'static, str>,
}

impl Text {
    /// What a template prints for a value.
    pub fn of(node: &Node, what: impl Into<Cow<'static, str>>) -> Self {
        Text {
            text: go::print(node),
            span: node.span,
            what: what.into(),
        }
    }

    /// Text that comes from the helper itself.
    pub fn fixed(text: impl Into<String>) -> Self {
        Text {
            text: text.into(),
            span: Span::NOWHERE,
            what: "the helper's own text".into(),
        }
    }

    /// Puts more text behind.
    pub fn then(mut self, more: &str) -> Self {
        self.text.push_str(more);
        self
    }

    /// The node that is read back from this text at a place.
    pub fn paste(self, place: yaml::Place) -> Result<Node, Diagnostic> {
        let text = if self.text.contains(NO_VALUE) {
            Cow::Owned(self.text.replace(NO_VALUE, ""))
        } else {
            Cow::Borrowed(&self.text)
        };
        match yaml::read_pasted(&text, place) {
            Pasted::Plain(data) => Ok(Node::new(data, self.span)),
            Pasted::Spliced(reason) => Err(Diagnostic::error(
                codes::SPLICED_TEXT,
                format!("{} cannot stand in YAML as it is: {reason}", self.what),
            )
            .at(self.span, "the helper pastes this text without quotes")
            .note(format!(
                "the helper would write `{}` into its YAML, which does not read back as one plain value",
                shorten(&text)
            ))
            .help(if self.what.contains("existingGatewayName") {
                "write `NAMESPACE/GATEWAY` in letters, digits and dashes"
            } else if text.contains("{{") {
                "values are not templates: write the text itself"
            } else {
                "use letters, digits, dots and dashes only"
            })),
        }
    }
}

/// At most the first 60 characters, on one line.
fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = text
        .chars()
        .take(MOST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}
