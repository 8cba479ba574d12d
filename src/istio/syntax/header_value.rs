//! Values of headers, with Envoy's `%VARIABLES%` in them.

use std::fmt;
use std::ops::Range;

/// What is wrong with the value of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderValueProblem {
    /// The bytes to underline.
    pub range: Range<usize>,
    /// Why.
    pub why: HeaderValueReason,
}

/// Why the value of a header is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderValueReason {
    /// A control character, such as the end of a line.
    Control(char),
    /// The value ends with one `%`.
    LonePercent,
    /// A `%` starts a variable that does not end with another one.
    Unclosed,
    /// In the brackets of a variable, something else stands where a `"` must follow.
    WantsQuote,
    /// In the brackets of a variable, something else stands where `,` or `]` must follow.
    WantsComma,
    /// After the brackets of a variable, something else stands where `)` must follow.
    WantsParenthesis,
    /// After the `)` of a variable, something else stands where `%` must follow.
    WantsPercent,
}

impl fmt::Display for HeaderValueProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.why {
            HeaderValueReason::Control('\n' | '\r') => {
                "a header has one line only: take the line break out"
            }
            HeaderValueReason::Control(found) => {
                return write!(
                    f,
                    "the control character `{}` is not allowed",
                    found.escape_debug()
                );
            }
            HeaderValueReason::LonePercent => "a `%` starts a variable; write `%%` for the sign",
            HeaderValueReason::Unclosed => {
                "the variable that this `%` starts has no `%` at its end; write `%%` for the sign"
            }
            HeaderValueReason::WantsQuote => "each argument between `[` and `]` stands in `\"`",
            HeaderValueReason::WantsComma => "after an argument `,` or `]` must follow",
            HeaderValueReason::WantsParenthesis => "after `]` a `)` must follow",
            HeaderValueReason::WantsPercent => "after the `)` of a variable a `%` must follow",
        };
        f.write_str(text)
    }
}

impl std::error::Error for HeaderValueProblem {}

/// Where in a value the reader is.
enum State {
    /// Plain text.
    Text,
    /// The name of a variable.
    Name,
    /// After `(`: `[` or an argument without quotes.
    Arguments,
    /// In `[`: before the `"` of an argument.
    Quote,
    /// In an argument.
    Argument,
    /// After the closing `"` of an argument.
    Comma,
    /// After `]`.
    Parenthesis,
    /// After `)`.
    Percent,
}

/// A value that a header is set to: no control character but the tab, and each variable closed, as
/// in `%REQ(x-user)%`. A percent sign is written `%%`. Which variables exist is not looked at.
///
/// (istio 1.30: pkg/config/validation/validation.go, `ValidateHTTPHeaderValue`, and
/// header_value_validator.go beside it.)
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn header_value(value: &str) -> Result<(), HeaderValueProblem> {
    let control = |&(_, c): &(usize, char)| c.is_ascii_control() && c != '\t';
    if let Some((at, found)) = value.char_indices().find(control) {
        return Err(problem(at..at + 1, HeaderValueReason::Control(found)));
    }
    let mut state = State::Text;
    let mut variable = 0;
    let mut characters = value.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let wants = |why| Err(problem(at..at + c.len_utf8(), why));
        state = match (state, c) {
            (State::Text, '%') => match characters.peek() {
                None => return wants(HeaderValueReason::LonePercent),
                Some((_, '%')) => {
                    characters.next();
                    State::Text
                }
                Some(_) => {
                    variable = at;
                    State::Name
                }
            },
            (State::Name | State::Percent, '%') => State::Text,
            (State::Name, '(') => State::Arguments,
            (State::Arguments, '[') | (State::Comma, ',') => State::Quote,
            (State::Argument, '\\') => {
                // Where nothing is left to escape, the variable is not closed either.
                characters.next();
                State::Argument
            }
            (State::Argument | State::Parenthesis, ')') => State::Percent,
            (State::Argument, '"') => State::Comma,
            (State::Comma, ']') => State::Parenthesis,
            (State::Quote, '"') | (State::Argument, _) => State::Argument,
            (same @ (State::Text | State::Name), _) => same,
            (blank, ' ') => blank,
            (State::Arguments, _) => State::Argument,
            (State::Quote, _) => return wants(HeaderValueReason::WantsQuote),
            (State::Comma, _) => return wants(HeaderValueReason::WantsComma),
            (State::Parenthesis, _) => return wants(HeaderValueReason::WantsParenthesis),
            (State::Percent, _) => return wants(HeaderValueReason::WantsPercent),
        };
    }
    match state {
        State::Text => Ok(()),
        _ => Err(problem(variable..value.len(), HeaderValueReason::Unclosed)),
    }
}

fn problem(range: Range<usize>, why: HeaderValueReason) -> HeaderValueProblem {
    HeaderValueProblem { range, why }
}

#[cfg(test)]
mod tests {
    use super::HeaderValueReason::{
        Control, LonePercent, Unclosed, WantsComma, WantsParenthesis, WantsPercent, WantsQuote,
    };
    use super::*;

    #[test]
    fn good_values() {
        for good in [
            "",
            "x",
            "100%%",
            "%REQ(x)%",
            "a %START_TIME% b",
            "%A%%%",
            "a\tb",
            "ü",
            "%A( x)%",
            r#"%A(["a", "b"])%"#,
            r#"%A( [ "a" , "b" ] ) %"#,
            r"%A(x\)y)%",
        ] {
            assert_eq!(header_value(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn bad_values_say_where() {
        for (bad, range, why) in [
            ("100%", 3..4, LonePercent),
            ("50% off", 2..7, Unclosed),
            ("%a", 0..2, Unclosed),
            ("%A()%", 0..5, Unclosed),
            ("%START_TIME%%", 12..13, LonePercent),
            ("%A(x)y%", 5..6, WantsPercent),
            ("%A([x])%", 4..5, WantsQuote),
            (r#"%A(["a"x])%"#, 7..8, WantsComma),
            (r#"%A(["a"]ü)%"#, 8..10, WantsParenthesis),
            (r"%A(x\", 0..5, Unclosed),
            ("a\nb", 1..2, Control('\n')),
            ("a\u{7f}", 1..2, Control('\u{7f}')),
            ("% \0", 2..3, Control('\0')),
        ] {
            assert_eq!(header_value(bad), Err(problem(range, why)), "{bad}");
        }
    }
}
