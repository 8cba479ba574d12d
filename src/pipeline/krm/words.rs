//! The values of a functionConfig by their types, with what is to be said where one has another.

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::{Sources, Span};
use crate::yaml::{Data, Entry, Map};

/// A text and its place in the functionConfig.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Span,
}

/// Reads values and collects what is wrong.
pub(super) struct Reader<'a> {
    pub(super) sources: &'a Sources,
    pub(super) found: Vec<Diagnostic>,
    /// Whether all values are texts, as in a ConfigMap.
    pub(super) is_config_map: bool,
}

impl Reader<'_> {
    pub(super) fn truth(&mut self, body: &Map, key: &str) -> Option<bool> {
        let entry = body.entry(key)?;
        match &entry.value.data {
            Data::Null => None,
            Data::Bool(value) => Some(*value),
            Data::Str(text) if self.is_config_map && matches!(&**text, "true" | "false") => {
                Some(&**text == "true")
            }
            _ => {
                self.type_error(entry, "true or false");
                None
            }
        }
    }

    pub(super) fn word(&mut self, body: &Map, key: &str) -> Option<Word> {
        let entry = body.entry(key)?;
        match &entry.value.data {
            Data::Str(text) if !text.is_empty() => Some(Word {
                text: text.to_string(),
                span: entry.value.span,
            }),
            Data::Null => None,
            Data::Str(_) => {
                let message = format!("`{key}` is empty");
                self.say(codes::FUNCTION_VALUE, message, entry.value.span, "");
                None
            }
            // 1.30 is the number 1.3, and other programs write it so.
            Data::Float(_) | Data::Int(_) => {
                let written = self.sources.text(entry.value.span).to_owned();
                let message = format!("`{key}: {written}` is a number, and must be a text");
                let help = format!("write it in quotes: `{key}: \"{written}\"`");
                self.say(codes::FUNCTION_VALUE, message, entry.value.span, help);
                None
            }
            _ => {
                self.type_error(entry, "a text");
                None
            }
        }
    }

    /// A list of texts, or one text, which commas cut where the items can hold none.
    pub(super) fn words(&mut self, body: &Map, key: &str, cut: bool) -> Vec<Word> {
        let Some(entry) = body.entry(key) else {
            return Vec::new();
        };
        let mut words = Vec::new();
        let items = match &entry.value.data {
            Data::Null => return words,
            Data::List(list) => list.items(),
            _ => std::slice::from_ref(&entry.value),
        };
        for item in items {
            let Some(text) = item.as_str() else {
                self.type_error(entry, "a list of texts");
                return Vec::new();
            };
            let parts: Vec<&str> = match cut {
                true => text.split([',', '\n']).collect(),
                false => vec![text],
            };
            let parts = parts
                .into_iter()
                .map(str::trim)
                .filter(|part| !part.is_empty());
            words.extend(parts.map(|part| Word {
                text: part.to_owned(),
                span: item.span,
            }));
        }
        words
    }

    pub(super) fn type_error(&mut self, entry: &Entry, what: &str) {
        let (key, kind) = (&entry.key, entry.value.kind());
        let message = format!("`{key}` must be {what}, and this is {kind}");
        self.say(codes::FUNCTION_VALUE, message, entry.value.span, "");
    }

    pub(super) fn say(
        &mut self,
        code: Code,
        message: impl Into<String>,
        place: Span,
        help: impl Into<String>,
    ) {
        let finding = Diagnostic::error(code, message).at(place, "");
        let help = help.into();
        self.found.push(match help.is_empty() {
            true => finding,
            false => finding.help(help),
        });
    }
}
