//! `format` as Helm 3 checks it: its library asks Go's parsers, which are more and less lenient
//! than the drafts (3.17.3, observed). Helm 4 checks formats as the drafts define them.

use std::sync::Arc;

use jsonschema::{Retrieve, ValidationOptions};

type Options<'i> = ValidationOptions<'i, Arc<dyn Retrieve>>;

/// Makes the validator's formats those of Helm 3.
pub(super) fn of_helm_3(options: Options<'_>) -> Options<'_> {
    let options = options
        .with_format("date", is_date)
        .with_format("time", is_time)
        .with_format("date-time", is_date_time)
        .with_format("email", is_email)
        .with_format("idn-email", is_email)
        .with_format("hostname", is_hostname)
        .with_format("ipv4", |text: &str| {
            text.parse::<std::net::Ipv4Addr>().is_ok()
        })
        .with_format("ipv6", |text: &str| {
            text.parse::<std::net::Ipv6Addr>().is_ok()
        })
        .with_format("uri", |text: &str| {
            is_reference(text) && scheme(text).is_some()
        })
        .with_format("iri", |text: &str| {
            is_reference(text) && scheme(text).is_some()
        })
        .with_format("uri-reference", is_reference)
        .with_format("iri-reference", is_reference)
        .with_format("uri-template", |text: &str| {
            is_reference(text) && is_template(text)
        })
        .with_format("uuid", is_uuid);
    // Names that Helm 3 does not know are no checks.
    ["duration", "idn-hostname", "color"]
        .into_iter()
        .fold(options, |options, name| {
            options.with_format(name, |_: &str| true)
        })
}

/// Exactly `digits` decimal digits as a number.
fn number(text: &str, digits: usize) -> Option<u32> {
    let fine = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    fine.then(|| text.parse().ok())?
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// `15:04:05`, a fraction, and a zone if there is one.
fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    is_clock(clock) && (zone.is_empty() || is_zone(zone))
}

fn is_clock(text: &str) -> bool {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else {
        return false;
    };
    number(hour, 2).is_some_and(|hour| hour < 24)
        && number(minute, 2).is_some_and(|minute| minute < 60)
        && number(second, 2).is_some_and(|second| second < 60)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_zone(text: &str) -> bool {
    let offset = text.strip_prefix('+').or_else(|| text.strip_prefix('-'));
    let is_offset = |text: &str| match text.split_once(':') {
        Some((hours, minutes)) => {
            number(hours, 2).is_some_and(|hours| hours <= 24)
                && number(minutes, 2).is_some_and(|minutes| minutes < 60)
        }
        None => false,
    };
    text == "Z" || offset.is_some_and(is_offset)
}

fn is_date_time(text: &str) -> bool {
    let full = |(date, time): (&str, &str)| {
        is_date(date) && is_time(time) && time.contains(['Z', '+', '-'])
    };
    text.split_once('T').is_some_and(full) || is_date(text) || is_time(text)
}

/// As in the header of a mail, with or without a name before it.
fn is_email(text: &str) -> bool {
    let text = text.trim();
    let address = match text.strip_suffix('>') {
        Some(text) => match text.rsplit_once('<') {
            Some((_, address)) => address,
            None => return false,
        },
        None => text,
    };
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    let is_atom = |atom: &str| {
        let special = |c: char| c.is_whitespace() || c.is_control() || "()<>[]:;@\\,\"".contains(c);
        !atom.is_empty() && !atom.contains(special)
    };
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let literal = domain.starts_with('[') && domain.ends_with(']');
    (quoted || local.split('.').all(is_atom)) && (literal || domain.split('.').all(is_atom))
}

fn is_hostname(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() < 256 && text.split('.').all(is_label)
}

/// The scheme of a URI and what follows it.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let fine = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(fine))
        .then_some((scheme, rest))
}

/// What Go's `net/url` reads without an error, except backslashes.
fn is_reference(text: &str) -> bool {
    if text.contains(|c: char| c.is_ascii_control() || c == '\\') {
        return false;
    }
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let rest = match scheme(text) {
        Some((_, rest)) => rest,
        None => {
            let first = text.split(['/', '?']).next().unwrap_or("");
            if first.contains(':') {
                return false;
            }
            text
        }
    };
    let before_query = rest.split('?').next().unwrap_or("");
    let (host, path) = match before_query.strip_prefix("//") {
        Some(rest) => match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        },
        None => ("", before_query),
    };
    is_authority(host) && is_escaped(path) && is_escaped(fragment)
}

fn is_authority(text: &str) -> bool {
    let host = text.rsplit_once('@').map_or(text, |(_, host)| host);
    let (host, port) = match (host.starts_with('['), host.rfind(']')) {
        (true, Some(at)) => host.split_at(at + 1),
        (true, None) => return false,
        (false, _) => host.split_once(':').unwrap_or((host, "")),
    };
    let port = port.strip_prefix(':').unwrap_or(port);
    !host.contains(|c: char| c.is_whitespace() || "\"<>^`{|}".contains(c))
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_escaped(text: &str) -> bool {
    let mut parts = text.split('%');
    parts.next();
    let escape = |part: &str| {
        part.get(..2)
            .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    parts.all(escape)
}

fn is_template(text: &str) -> bool {
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' if inside => return false,
            '{' => inside = true,
            '}' => inside = false,
            _ => {}
        }
    }
    !inside
}

fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_as_lenient_as_gos_parsers() {
        for (check, good, bad) in [
            (
                is_date_time as fn(&str) -> bool,
                vec![
                    "2020-01-01T00:00:00Z",
                    "2020-02-29",
                    "10:00:00",
                    "10:00:00.5+01:00",
                ],
                vec![
                    "2020-01-01T00:00:00",
                    "2020-01-01t00:00:00z",
                    "2021-02-29",
                    "25:00:00",
                ],
            ),
            (
                is_email,
                vec!["a@b", "Name <a@b.c>", "\"x y\"@b.c"],
                vec!["ab", "a@", "a@b..c", "a b@c"],
            ),
            (
                is_hostname,
                vec!["a.b", "1", "A.B"],
                vec!["", "a_b", "-a", "a.b.", "*.a"],
            ),
            (
                is_reference,
                vec![
                    "a",
                    "#x",
                    "http://a/b c",
                    "a:b",
                    "urn:x",
                    "http://[::1]:80/%20",
                ],
                vec!["http://a b", "\\a", "http://[", ":a", "/%zz", "http://a:x/"],
            ),
        ] {
            for text in good {
                assert!(check(text), "{text}");
            }
            for text in bad {
                assert!(!check(text), "{text}");
            }
        }
    }
}
