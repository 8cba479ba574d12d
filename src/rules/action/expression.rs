//! How Istio judges a regular expression.

use crate::re2;

/// The longest expression that Istio takes, in bytes (Istio 1.30:
/// pkg/config/validation/validation.go, `validateStringRegexp`).
const LONGEST: usize = 1024;

/// What to say of an expression that Istio refuses.
#[derive(Debug)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// The same in a few words.
    pub label: &'static str,
    /// What to write instead.
    pub help: &'static str,
}

/// Why Istio refuses an expression, if it does; the empty one is for the caller to judge.
pub fn refusal(pattern: &str) -> Option<Refusal> {
    if pattern.len() > LONGEST {
        return Some(Refusal {
            message: format!(
                "the regular expression has {} bytes; Istio takes {LONGEST} at most",
                pattern.len()
            ),
            label: "too long",
            help: "make the expression shorter, or spread its alternatives over several items",
        });
    }
    let problem = re2::parse(pattern).err()?;
    Some(Refusal {
        message: format!("Istio does not take this regular expression: {problem}"),
        label: "not in the syntax of RE2",
        help: "write it in the syntax of RE2, as Go has it: no look-around, no references to \
               groups, and a `\\` before a character that is meant as such",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_judged_as_istio_does() {
        for good in ["/{id}", "a", &"a".repeat(1024), ".*", r"\Qa.b\E"] {
            assert!(refusal(good).is_none(), "{good}");
        }
        for bad in ["*", "(?=a)", "a++", "(", &"a".repeat(1025)] {
            assert!(refusal(bad).is_some(), "{bad}");
        }
    }
}
