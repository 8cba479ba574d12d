//! How an author names rules, and what to say where there is no such rule.

use serde::Deserialize;

use crate::diagnostic::{Code, Severity};
use crate::suggest;

/// Codes from here on belong to rules; those before are found while the chart is read and
/// compiled.
const FIRST_RULE: u16 = 3000;

/// Whether a code belongs to a rule, which can be selected.
pub(super) fn is_rule(code: Code) -> bool {
    code.number() >= FIRST_RULE
}

/// Whether nothing can be compiled because of this finding. Such a one is always reported.
pub(crate) fn stops_compilation(code: Code, severity: Severity) -> bool {
    !is_rule(code) && severity == Severity::Error
}

/// The code of a rule (`RT3001`), its name (`vs-timeout`), or how several codes begin (`RT3`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Selector(String);

/// What a [`Selector`] cannot be used for, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownRule {
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// In lists of what is looked at: every stable rule.
const STABLE: &str = "stable";
/// In lists of what is looked at: every preview rule.
const PREVIEW: &str = "preview";

impl Selector {
    /// The selector that an author wrote, for `select` (where `stable` and `preview` stand for
    /// all rules of that status) or for other uses. `known` are all codes there are.
    ///
    /// # Errors
    /// When it names no code.
    pub fn parse(text: &str, known: &[Code], selects: bool) -> Result<Selector, UnknownRule> {
        let selector = Selector(text.to_owned());
        let is_status = text == STABLE || text == PREVIEW;
        if (selects && is_status) || known.iter().any(|code| selector.covers(*code)) {
            return Ok(selector);
        }
        Err(if is_status {
            UnknownRule {
                message: format!("`{text}` stands for rules in `select` only"),
                help: "name the rules, such as RT3001, or give the beginning of their codes, such as RT3"
                    .to_owned(),
            }
        } else {
            unknown(text, known)
        })
    }

    /// What the author wrote.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the code is one of those that are meant.
    #[must_use]
    pub fn covers(&self, code: Code) -> bool {
        self.weight(code).is_some()
    }

    /// How exactly the code is meant: 1 to 3 by its first digits, 4 by all of them or its name.
    pub(super) fn weight(&self, code: Code) -> Option<usize> {
        const EXACT: usize = 4;
        if code.is_called(&self.0) {
            return Some(EXACT);
        }
        let digits = code_digits(&self.0)?;
        (digits.len() < EXACT && format!("{:04}", code.number()).starts_with(digits))
            .then_some(digits.len())
    }

    /// Whether a rule is looked at when this stands in `select`. A rule in preview must be named
    /// in full, or all of them by their status.
    pub(super) fn selects(&self, code: Code, is_preview: bool) -> bool {
        match self.0.as_str() {
            STABLE => !is_preview,
            PREVIEW => is_preview,
            text if is_preview => code.is_called(text),
            _ => self.covers(code),
        }
    }
}

/// What follows `RT`, in any case: one digit or more and nothing else.
fn code_digits(text: &str) -> Option<&str> {
    let letters = text.get(..2)?;
    let digits = text.get(2..)?;
    let are_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (letters.eq_ignore_ascii_case("RT") && are_digits).then_some(digits)
}

/// The code that an author means by a code or a name.
pub(crate) fn find(known: &[Code], text: &str) -> Option<Code> {
    known.iter().copied().find(|code| code.is_called(text))
}

/// What to say about a word that should be a rule and is none.
pub(crate) fn unknown(text: &str, known: &[Code]) -> UnknownRule {
    let is_beginning = code_digits(text).is_some_and(|digits| digits.len() < 4);
    if is_beginning
        && known
            .iter()
            .any(|code| Selector(text.to_owned()).covers(*code))
    {
        return UnknownRule {
            message: format!("`{text}` is only the beginning of a code"),
            help: "name each rule by its code or its name".to_owned(),
        };
    }
    let message = match is_beginning {
        true => format!("there is no rule whose code begins with `{text}`"),
        false => format!("there is no rule `{text}`"),
    };
    let near = match find(known, &format!("RT{text:0>4}")) {
        Some(code) => Some(code.to_string()),
        // The digits of codes are all alike: only names can be guessed.
        None if code_digits(text).is_some() => None,
        None => suggest::closest(text, known.iter().map(|code| code.name()))
            .first()
            .map(|&name| name.to_owned()),
    };
    UnknownRule {
        message,
        help: match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`rutter rule list` prints the codes and names of all rules".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::{DUPLICATE_KEY, YAML_SYNTAX};

    const TIMEOUT: Code = Code::new(3102, "vs-timeout");
    const KNOWN: &[Code] = &[YAML_SYNTAX, DUPLICATE_KEY, TIMEOUT];

    fn parse(text: &str) -> Result<Selector, UnknownRule> {
        Selector::parse(text, KNOWN, true)
    }

    #[test]
    fn a_selector_is_a_code_a_name_or_how_codes_begin() {
        for text in ["RT3102", "rt3102", "vs-timeout", "RT3", "RT31", "RT310"] {
            let selector = parse(text).unwrap();
            assert!(selector.covers(TIMEOUT), "{text}");
            assert!(!selector.covers(DUPLICATE_KEY), "{text}");
        }
        assert!(parse("RT00").unwrap().covers(DUPLICATE_KEY));
        for text in ["RT", "RT9", "RT31021", "vs-", "3102", "", "é"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_longer_a_selector_the_more_it_weighs() {
        let weight = |text: &str| parse(text).unwrap().weight(TIMEOUT);
        assert_eq!(weight("RT3"), Some(1));
        assert_eq!(weight("RT310"), Some(3));
        assert_eq!(weight("RT3102"), Some(4));
        assert_eq!(weight("vs-timeout"), Some(4));
    }

    #[test]
    fn the_help_guesses_what_was_meant() {
        let help = |text: &str| parse(text).unwrap_err().help;
        assert_eq!(help("vs-timout"), "did you mean `vs-timeout`?");
        assert_eq!(help("3102"), "did you mean `RT3102`?");
        assert_eq!(help("20"), "did you mean `RT0020`?");
        assert!(help("RT3103").starts_with("`rutter rule list`"));
        assert!(Selector::parse("stable", KNOWN, false).is_err());
    }

    #[test]
    fn a_preview_rule_is_selected_by_its_own_name_only() {
        let selects = |text: &str| parse(text).unwrap().selects(TIMEOUT, true);
        assert!(selects("RT3102") && selects("vs-timeout") && selects("preview"));
        assert!(!selects("RT3") && !selects("stable"));
    }
}
