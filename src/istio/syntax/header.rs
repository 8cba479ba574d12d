//! Names of headers, where they are matched, allowed and changed.

use std::fmt;
use std::ops::Range;

/// The pseudo headers that a match may name, in lower case only
/// (istio 1.30: pkg/config/validation/validation.go, `pseudoHeaders`).
pub const PSEUDO_HEADERS: [&str; 5] = [":method", ":scheme", ":authority", ":path", ":status"];

/// How a claim of a JSON web token is named in a match (istio 1.30: pkg/jwt/routing.go).
pub const JWT_CLAIMS: &str = "@request.auth.claims";

/// Why the name of a header is refused. Positions are bytes in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderNameProblem {
    /// No text at all.
    Empty,
    /// A character that may not stand in the name of a header.
    Character {
        /// Where.
        at: usize,
        /// Which.
        found: char,
    },
    /// Starts with `:`, but is none of [`PSEUDO_HEADERS`].
    UnknownPseudoHeader,
    /// Starts with [`JWT_CLAIMS`], but names no claim after it.
    NoClaim,
    /// Starts with `:`, and no such header can be changed here.
    PseudoHeader,
    /// `host`, which cannot be changed here.
    Host,
}

impl HeaderNameProblem {
    /// The bytes to underline in `name`, which must be the name that was checked.
    #[must_use]
    pub fn range(&self, name: &str) -> Range<usize> {
        match *self {
            Self::Character { at, found } => at..at + found.len_utf8(),
            _ => 0..name.len(),
        }
    }
}

impl fmt::Display for HeaderNameProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::Character { found: ' ', .. } => f.write_str("a space is not allowed"),
            Self::Character { found, .. } => write!(f, "`{}` is not allowed", found.escape_debug()),
            Self::UnknownPseudoHeader => f.write_str(
                "only `:method`, `:scheme`, `:authority`, `:path` and `:status` start with `:`",
            ),
            Self::NoClaim => write!(f, "the claim is missing, as in `{JWT_CLAIMS}.sub`"),
            Self::PseudoHeader => f.write_str("a header that starts with `:` cannot be changed"),
            Self::Host => f.write_str("`host` cannot be changed here"),
        }
    }
}

impl std::error::Error for HeaderNameProblem {}

/// The name of a header in `match.headers` and `withoutHeaders`: a claim, a pseudo header or
/// a plain name.
///
/// (istio 1.30: pkg/config/validation/validation.go, `ValidateHTTPHeaderNameOrJwtClaimRoute`.)
///
/// # Errors
///
/// What is wrong with it.
pub fn match_name(name: &str) -> Result<(), HeaderNameProblem> {
    if is_jwt_claim(name) || PSEUDO_HEADERS.contains(&name) {
        return Ok(());
    }
    plain_name(name).map_err(|problem| match problem {
        HeaderNameProblem::Empty => problem,
        _ if claims_tail(name).is_some() => HeaderNameProblem::NoClaim,
        _ if name.starts_with(':') => HeaderNameProblem::UnknownPseudoHeader,
        _ => problem,
    })
}

/// Whether a match's key names a claim: `@request.auth.claims.sub` or `@request.auth.claims[sub]`,
/// the first part in any case (istio 1.30: pkg/jwt/routing.go, `ToRoutingClaim`). Such a key works
/// behind a gateway only.
#[must_use]
pub fn is_jwt_claim(name: &str) -> bool {
    claims_tail(name).is_some_and(|tail| match tail.strip_prefix('[') {
        Some(claim) => claim.len() > 1 && claim.ends_with(']'),
        None => tail.len() > 1 && tail.starts_with('.'),
    })
}

fn claims_tail(name: &str) -> Option<&str> {
    let (start, tail) = name.split_at_checked(JWT_CLAIMS.len())?;
    start.eq_ignore_ascii_case(JWT_CLAIMS).then_some(tail)
}

/// The name of a header in `corsPolicy.allowHeaders` and `exposeHeaders`: `*` or a plain name.
///
/// (istio 1.30: pkg/config/validation/validation.go, `ValidateCORSHTTPHeaderName`.)
///
/// # Errors
///
/// What is wrong with it.
pub fn cors_name(name: &str) -> Result<(), HeaderNameProblem> {
    plain_name(name)
}

/// The name of a header that `headers.request.set` or `add` changes. `host` and `:authority` are
/// fine there. The characters are not looked at: see [`plain_name`].
///
/// (istio 1.30: pkg/config/validation/validation.go,
/// `ValidateHTTPHeaderWithAuthorityOperationName`.)
///
/// # Errors
///
/// What is wrong with it.
pub fn request_change_name(name: &str) -> Result<(), HeaderNameProblem> {
    if name.is_empty() {
        Err(HeaderNameProblem::Empty)
    } else if name.starts_with(':') && !is_authority(name) {
        Err(HeaderNameProblem::PseudoHeader)
    } else {
        Ok(())
    }
}

/// The name of a header that `headers.request.remove` takes away or that any operation on the
/// response changes. The characters are not looked at: see [`plain_name`].
///
/// (istio 1.30: pkg/config/validation/validation.go, `ValidateHTTPHeaderOperationName`.)
///
/// # Errors
///
/// What is wrong with it.
pub fn other_change_name(name: &str) -> Result<(), HeaderNameProblem> {
    if name.is_empty() {
        Err(HeaderNameProblem::Empty)
    } else if is_host(name) {
        Err(HeaderNameProblem::Host)
    } else if name.starts_with(':') {
        Err(HeaderNameProblem::PseudoHeader)
    } else {
        Ok(())
    }
}

/// Whether a name stands for the authority of a request: `host` or `:authority`, in any case
/// (istio 1.30: pkg/config/validation/virtualservice.go, `isAuthorityHeader`).
#[must_use]
pub fn is_authority(name: &str) -> bool {
    is_host(name) || name.eq_ignore_ascii_case(":authority")
}

fn is_host(name: &str) -> bool {
    // Go's case folding takes the long s of old German print for an s.
    let folded = name.chars().map(|c| {
        if c == 'ſ' {
            's'
        } else {
            c.to_ascii_lowercase()
        }
    });
    folded.eq("host".chars())
}

/// A name made of the characters that Istio takes in one: letters, digits and
/// ``!#$%&'*+,-.^_`|~``. The comma is no token character of HTTP; Istio lets it in by accident of a
/// range in a regular expression (istio 1.30: pkg/config/validation/validation.go, `tchars`).
///
/// # Errors
///
/// What is wrong with it.
pub fn plain_name(name: &str) -> Result<(), HeaderNameProblem> {
    if name.is_empty() {
        return Err(HeaderNameProblem::Empty);
    }
    let stranger = |&(_, c): &(usize, char)| !is_token(c) && c != ',';
    match name.char_indices().find(stranger) {
        Some((at, found)) => Err(HeaderNameProblem::Character { at, found }),
        None => Ok(()),
    }
}

/// Whether the character may stand in a token of HTTP, such as the name of a header
/// (RFC 9110, section 5.6.2).
#[must_use]
pub fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use HeaderNameProblem::{Character, Empty, Host, NoClaim, PseudoHeader, UnknownPseudoHeader};

    #[test]
    fn names_in_matches() {
        for good in [
            "x-user",
            "X_User",
            ":path",
            "@request.auth.claims.sub",
            "a,b",
            "@Request.Auth.Claims[a][b]",
            "!#$%&'*+-.^_`|~",
            "*",
        ] {
            assert_eq!(match_name(good), Ok(()), "{good}");
        }
        for (bad, problem) in [
            ("", Empty),
            (":foo", UnknownPseudoHeader),
            (":Path", UnknownPseudoHeader),
            ("@request.auth.claims", NoClaim),
            ("@request.auth.claims.", NoClaim),
            ("@request.auth.claims[]", NoClaim),
            ("@request.auth.claims[a", NoClaim),
            ("@request.auth.principal", Character { at: 0, found: '@' }),
            ("a b", Character { at: 1, found: ' ' }),
            ("a/b", Character { at: 1, found: '/' }),
            ("xü", Character { at: 1, found: 'ü' }),
        ] {
            assert_eq!(match_name(bad), Err(problem), "{bad}");
        }
        assert!(is_jwt_claim("@request.auth.claims.a") && is_jwt_claim("@request.auth.claims[a]"));
        assert!(!is_jwt_claim("@request.auth.claimſ.a"));
    }

    #[test]
    fn names_in_cors() {
        assert_eq!(cors_name("*"), Ok(()));
        assert_eq!(cors_name("x-a"), Ok(()));
        assert_eq!(cors_name(""), Err(Empty));
        assert_eq!(cors_name(":path"), Err(Character { at: 0, found: ':' }));
    }

    #[test]
    fn names_that_are_changed() {
        for (name, request, other) in [
            ("host", Ok(()), Err(Host)),
            ("HoSt", Ok(()), Err(Host)),
            ("hoſt", Ok(()), Err(Host)),
            (":authority", Ok(()), Err(PseudoHeader)),
            (":Authority", Ok(()), Err(PseudoHeader)),
            (":path", Err(PseudoHeader), Err(PseudoHeader)),
            ("", Err(Empty), Err(Empty)),
            ("a b", Ok(()), Ok(())),
            ("hosts", Ok(()), Ok(())),
        ] {
            assert_eq!(request_change_name(name), request, "{name}");
            assert_eq!(other_change_name(name), other, "{name}");
        }
    }
}
