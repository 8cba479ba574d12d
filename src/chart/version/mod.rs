//! Versions as Helm takes them for a chart: semantic versions with room for carelessness.

mod constraint;

pub(crate) use constraint::satisfies;

/// Whether Helm accepts this as the version of a chart: one to three numbers after an optional
/// `v`, then an optional pre-release after `-` and an optional build after `+` (observed, Helm
/// 3.17.3 and 4.3.1: `1`, `v1.2`, `01.2.3` pass; `1.2.3.4`, `1.0.0-01`, `V1` do not).
pub(super) fn is_lenient(text: &str) -> bool {
    let text = text.strip_prefix('v').unwrap_or(text);
    let (text, build) = split(text, '+');
    let (numbers, release) = split(text, '-');
    let count = numbers.split('.').count();
    count <= 3
        && numbers
            .split('.')
            .all(|part| is_digits(part) && part.parse::<u64>().is_ok())
        && build.is_none_or(|build| build.split('.').all(is_identifier))
        && release.is_none_or(|release| {
            release
                .split('.')
                .all(|part| is_identifier(part) && !has_leading_zero(part))
        })
}

/// The text before the first `at`, and what follows it.
fn split(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn is_digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_identifier(part: &str) -> bool {
    !part.is_empty()
        && part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn has_leading_zero(part: &str) -> bool {
    part.len() > 1 && part.starts_with('0') && is_digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_pass_or_fail_as_in_helm() {
        for good in [
            "1",
            "1.2",
            "v1.2.3",
            "01.2.3",
            "1.2-beta",
            "1.0.0+a-b.c",
            "1.0.0-a-b.1+0.01",
        ] {
            assert!(is_lenient(good), "{good}");
        }
        for bad in [
            "",
            "x",
            "1.2.3.4",
            " 1.2.3",
            "1.0.0+a_b",
            "1.0.0-a_b",
            "1.2.3-01",
            "1.2.3-",
            "V1.2",
            "99999999999999999999.1.1",
            "1.0.0-a..b",
            "true",
            "1..2",
            "1.0.0é",
            "vv1",
            "1.",
        ] {
            assert!(!is_lenient(bad), "{bad}");
        }
    }
}
