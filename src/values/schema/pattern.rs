//! `pattern` as Helm reads it: with Go's RE2, whose syntax is neither that of the drafts
//! (JavaScript's) nor quite that of the `regex` crate.

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use regex::{Regex, RegexBuilder};
use serde_json::{Map, Value};

/// Under this name the validator finds the patterns: it must not look at them itself.
pub(super) const KEYWORD: &str = "go:pattern";

/// How often Go lets a part repeat.
const MOST_REPEATS: u32 = 1000;

struct Pattern {
    regex: Regex,
    written: String,
}

impl<'i> Keyword<'i> for Pattern {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            return Ok(());
        }
        Err(ValidationError::custom(format!(
            "this does not match `{}`",
            self.written
        )))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        instance
            .as_str()
            .is_none_or(|text| self.regex.is_match(text))
    }
}

/// Compiles the value of a [`KEYWORD`].
pub(super) fn compile<'a>(
    _: &'a Map<String, Value>,
    value: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let written = value.as_str().unwrap_or_default();
    match read(written) {
        Some(regex) => Ok(Box::new(Pattern {
            regex,
            written: written.to_owned(),
        })),
        None => Err(ValidationError::schema(format!(
            "`{written}` is no regular expression of Go's RE2, which Helm uses (it has no look-around and no back-references)"
        ))),
    }
}

/// The regular expression, if Go takes it for one.
pub(super) fn read(written: &str) -> Option<Regex> {
    let translated = Translator {
        rest: written,
        out: String::with_capacity(written.len()),
        in_class: false,
        class_start: false,
        after_repeat: false,
    }
    .run()?;
    RegexBuilder::new(&translated).build().ok()
}

struct Translator<'a> {
    rest: &'a str,
    out: String,
    in_class: bool,
    /// Whether a `]` would be an ordinary character of the class.
    class_start: bool,
    /// Whether what was written last repeats something: Go repeats nothing twice.
    after_repeat: bool,
}

impl Translator<'_> {
    fn run(mut self) -> Option<String> {
        while let Some(c) = self.next() {
            if self.in_class {
                self.class(c)?;
            } else {
                self.outside(c)?;
            }
        }
        Some(self.out)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.skip(c.len_utf8());
        Some(c)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
    }

    fn outside(&mut self, c: char) -> Option<()> {
        let repeated = std::mem::take(&mut self.after_repeat);
        match c {
            '\\' => return self.escape(),
            '[' => {
                self.out.push('[');
                if let Some(rest) = self.rest.strip_prefix('^') {
                    self.out.push('^');
                    self.rest = rest;
                }
                self.in_class = true;
                self.class_start = true;
            }
            '(' => {
                self.out.push('(');
                if let Some(rest) = self.rest.strip_prefix('?') {
                    // Flags of the crate that Go does not have.
                    let flags = rest.split([')', ':', '<', '>', '=', '!']).next()?;
                    if flags != "P" && !flags.chars().all(|flag| "imsU-".contains(flag)) {
                        return None;
                    }
                }
            }
            '*' | '+' | '?' => self.repeat(&c.to_string(), repeated)?,
            '{' => match counted(self.rest) {
                Some((length, most)) => {
                    if most > MOST_REPEATS {
                        return None;
                    }
                    let count = format!("{{{}", self.rest.get(..length)?);
                    self.skip(length);
                    self.repeat(&count, repeated)?;
                }
                None => self.out.push_str("\\{"),
            },
            '}' => self.out.push_str("\\}"),
            ']' => self.out.push_str("\\]"),
            _ => self.out.push(c),
        }
        Some(())
    }

    fn repeat(&mut self, operator: &str, repeated: bool) -> Option<()> {
        if repeated {
            return None;
        }
        self.out.push_str(operator);
        if let Some(rest) = self.rest.strip_prefix('?') {
            self.out.push('?');
            self.rest = rest;
        }
        self.after_repeat = true;
        Some(())
    }

    fn class(&mut self, c: char) -> Option<()> {
        let start = std::mem::take(&mut self.class_start);
        match c {
            ']' if !start => {
                self.in_class = false;
                self.out.push(']');
            }
            ']' => self.out.push_str("\\]"),
            '[' if self.rest.starts_with(':') && self.rest.contains(":]") => self.out.push('['),
            ':' if self.out.ends_with('[') => {
                let (name, rest) = self.rest.split_once(":]")?;
                self.out.push_str(&format!(":{name}:]"));
                self.rest = rest;
            }
            // These are operators of the crate when doubled.
            '[' | '&' | '~' => {
                self.out.push('\\');
                self.out.push(c);
            }
            '\\' => return self.escape(),
            _ => self.out.push(c),
        }
        Some(())
    }

    fn escape(&mut self) -> Option<()> {
        let c = self.next()?;
        let class = |text: &'static str, negated: &'static str, plain: bool| {
            if plain { text } else { negated }
        };
        match c {
            'd' | 'D' => self.out.push_str(class("[0-9]", "[^0-9]", c == 'd')),
            'w' | 'W' => {
                let text = class("[0-9A-Za-z_]", "[^0-9A-Za-z_]", c == 'w');
                self.out.push_str(text);
            }
            's' | 'S' => {
                let text = class("[\\t\\n\\x0c\\r ]", "[^\\t\\n\\x0c\\r ]", c == 's');
                self.out.push_str(text);
            }
            'b' | 'B' if !self.in_class => {
                self.out
                    .push_str(if c == 'b' { "(?-u:\\b)" } else { "(?-u:\\B)" });
                if self.rest.starts_with('{') {
                    return None;
                }
            }
            'A' | 'z' if !self.in_class => self.out.extend(['\\', c]),
            'a' | 'f' | 't' | 'n' | 'r' | 'v' => self.out.extend(['\\', c]),
            'p' | 'P' | 'x' => {
                self.out.extend(['\\', c]);
                if self.rest.starts_with('{') {
                    let (name, rest) = self.rest.split_once('}')?;
                    self.out.push_str(name);
                    self.out.push('}');
                    self.rest = rest;
                }
            }
            'Q' if !self.in_class => {
                let (literal, rest) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
                self.out.push_str(&regex::escape(literal));
                self.rest = rest;
            }
            '0'..='7' => self.octal(c)?,
            _ if c.is_ascii_punctuation() || c.is_ascii_whitespace() => {
                self.out.push_str(&format!("\\x{{{:x}}}", u32::from(c)));
            }
            _ => return None,
        }
        Some(())
    }

    /// `\0`, `\012`; a single other digit would be a back-reference.
    fn octal(&mut self, first: char) -> Option<()> {
        let digits = self
            .rest
            .bytes()
            .take_while(|b| matches!(b, b'0'..=b'7'))
            .count()
            .min(2);
        if first != '0' && digits == 0 {
            return None;
        }
        let text = format!("{first}{}", self.rest.get(..digits)?);
        self.skip(digits);
        let code = u32::from_str_radix(&text, 8).ok()?;
        self.out.push_str(&format!("\\x{{{code:x}}}"));
        Some(())
    }
}

/// The length of `n}`, `n,}` or `n,m}` and the larger of the numbers.
fn counted(text: &str) -> Option<(usize, u32)> {
    let (count, _) = text.split_once('}')?;
    let number = |text: &str| {
        let fine = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        fine.then(|| text.parse().unwrap_or(u32::MAX))
    };
    let most = match count.split_once(',') {
        None => number(count)?,
        Some((least, "")) => number(least)?,
        Some((least, most)) => number(least)?.max(number(most)?),
    };
    Some((count.len() + 1, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_go() {
        for (pattern, good, bad) in [
            ("(?i)^abc$", "ABC", "abd"),
            (r"^\d+$", "12", "١"),
            (r"^[\w-]+$", "a-b", "a b"),
            (r"^[[:alpha:]]+$", "abc", "a1"),
            (r"^\Qa.b\E$", "a.b", "axb"),
            (r"^a{,3}$", "a{,3}", "aaa"),
            ("^[a-z&&b]$", "&", "1"),
            ("^[[~]$", "~", "a"),
            (r"(?P<x>a)\z", "ba", "ab"),
            (r"^a\/b\_$", "a/b_", "ab"),
            (r"^[]a]$", "]", "b"),
            (r"^\x41\x{42}\011$", "AB\t", "AB"),
            (r"^\S+\.$", "é.", "a b."),
            (r"^\p{L}\pN$", "é1", "11"),
        ] {
            let regex = read(pattern).unwrap_or_else(|| panic!("{pattern}"));
            assert!(regex.is_match(good), "{pattern}");
            assert!(!regex.is_match(bad), "{pattern}");
        }
    }

    #[test]
    fn what_go_does_not_have_is_refused() {
        for pattern in [
            "^a(?=b)", "(a)\\1", "[", "a{1001}", "x*+", "a{2}{3}", r"\u0041", r"\cA", r"\Z",
            "(?x)a", "(", "*",
        ] {
            assert!(read(pattern).is_none(), "{pattern}");
        }
    }
}
