//! When a request is tried again: `retries.retryOn`.

use std::fmt;
use std::ops::Range;

use super::http::is_registered_status;

/// What `retryOn` may list besides status codes: first Envoy's conditions for HTTP, then those for
/// gRPC (istio 1.30: pkg/config/validation/validation.go, `supportedRetryOnPolicies`).
/// `reset-before-request` came with 1.24.
pub const RETRY_CONDITIONS: [&str; 16] = [
    "5xx",
    "gateway-error",
    "reset",
    "reset-before-request",
    "connect-failure",
    "retriable-4xx",
    "refused-stream",
    "retriable-status-codes",
    "retriable-headers",
    "envoy-ratelimited",
    "http3-post-connect-failure",
    "cancelled",
    "deadline-exceeded",
    "internal",
    "resource-exhausted",
    "unavailable",
];

/// An item of `retryOn` that Istio refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadItem<'a> {
    /// Where it stands in the whole text, in bytes.
    pub range: Range<usize>,
    /// The item, spaces included.
    pub text: &'a str,
    /// Why.
    pub why: BadItemReason,
}

/// Why an item of `retryOn` is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadItemReason {
    /// Nothing between two commas, before the first or after the last one.
    Empty,
    /// Right but for spaces around it.
    Spaces,
    /// Right but for upper case, or `_` in place of `-`: this is how it is written.
    Spelling(&'static str),
    /// A number that is no status of HTTP.
    NoStatus,
    /// No condition that Envoy knows.
    Unknown,
}

impl fmt::Display for BadItem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.why {
            BadItemReason::Empty => f.write_str("there is an item without text: a comma too many"),
            BadItemReason::Spaces => {
                write!(f, "no space may stand around `{}`", self.text.trim())
            }
            BadItemReason::Spelling(right) => write!(f, "it is written `{right}`"),
            BadItemReason::NoStatus => {
                write!(f, "{} is no registered HTTP status", self.text.trim())
            }
            BadItemReason::Unknown => {
                write!(
                    f,
                    "`{}` is no condition for a retry",
                    self.text.trim().escape_debug()
                )
            }
        }
    }
}

impl std::error::Error for BadItem<'_> {}

/// The items of `retryOn` that Istio refuses, in order. An empty text means that nothing is set.
///
/// (istio 1.30: pkg/config/validation/validation.go, `validateHTTPRetry`. A status may have a sign
/// and leading zeros there.)
#[must_use]
pub fn retry_on(text: &str) -> Vec<BadItem<'_>> {
    let mut bad = Vec::new();
    if text.is_empty() {
        return bad;
    }
    let mut at = 0;
    for item in text.split(',') {
        if !is_good(item) {
            bad.push(BadItem {
                range: at..at + item.len(),
                text: item,
                why: reason(item),
            });
        }
        at += item.len() + 1;
    }
    bad
}

fn is_good(item: &str) -> bool {
    RETRY_CONDITIONS.contains(&item) || item.parse().is_ok_and(is_registered_status)
}

fn reason(item: &str) -> BadItemReason {
    let trimmed = item.trim();
    if trimmed.is_empty() {
        return BadItemReason::Empty;
    }
    if is_good(trimmed) {
        return BadItemReason::Spaces;
    }
    let spelled = |right: &&&str| {
        let written = trimmed.bytes().map(|b| {
            if b == b'_' {
                b'-'
            } else {
                b.to_ascii_lowercase()
            }
        });
        written.eq(right.bytes())
    };
    match RETRY_CONDITIONS.iter().find(spelled) {
        Some(right) => BadItemReason::Spelling(right),
        None if trimmed.bytes().all(|b| b.is_ascii_digit()) => BadItemReason::NoStatus,
        None => BadItemReason::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_lists() {
        for good in [
            "",
            "5xx",
            "5xx,reset",
            "503",
            "+503,00503",
            "unavailable,418,226",
        ] {
            assert_eq!(retry_on(good), [], "{good}");
        }
    }

    #[test]
    fn bad_items_say_where_and_why() {
        use BadItemReason::{Empty, NoStatus, Spaces, Spelling, Unknown};
        for (text, range, why) in [
            ("5xx, reset", 4..10, Spaces),
            ("599", 0..3, NoStatus),
            ("306", 0..3, NoStatus),
            ("5xx,", 4..4, Empty),
            (",5xx", 0..0, Empty),
            ("reset, ", 6..7, Empty),
            ("5XX", 0..3, Spelling("5xx")),
            ("reset,gateway_error", 6..19, Spelling("gateway-error")),
            ("4xx", 0..3, Unknown),
            ("-503", 0..4, Unknown),
            ("99999999999999999999", 0..20, NoStatus),
        ] {
            let bad = retry_on(text);
            assert_eq!(bad.len(), 1, "{text}");
            assert_eq!((&bad[0].range, bad[0].why), (&range, why), "{text}");
            assert_eq!(bad[0].text, &text[range], "{text}");
        }
        assert_eq!(retry_on("a,b, ,5xx").len(), 3);
    }
}
