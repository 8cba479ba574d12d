//! `format` as Helm 3 checks it: its library asks Go's parsers, which are more and less lenient
//! than the drafts (3.17.3, observed). Helm 4 checks formats as the drafts define them.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use jsonschema::{Retrieve, ValidationOptions};

use super::pattern;

type Options<'i> = ValidationOptions<'i, Arc<dyn Retrieve>>;

/// Makes the validator's formats those of Helm 3.
pub(super) fn of_helm_3(options: Options<'_>) -> Options<'_> {
    let options = of_both(options)
        .with_format("date", is_date)
        .with_format("time", is_time)
        .with_format("date-time", is_date_time)
        .with_format("email", is_mailbox)
        .with_format("idn-email", is_mailbox)
        .with_format("hostname", is_hostname)
        .with_format("ipv4", |text: &str| text.parse::<Ipv4Addr>().is_ok())
        .with_format("ipv6", |text: &str| text.parse::<Ipv6Addr>().is_ok());
    // Names that Helm 3 does not know are no checks.
    ["duration", "idn-hostname"]
        .into_iter()
        .fold(options, |options, name| {
            options.with_format(name, |_: &str| true)
        })
}

/// Makes the validator's formats those of Helm 4, which knows all of them in every draft that
/// checks any.
pub(super) fn of_helm_4(options: Options<'_>) -> Options<'_> {
    of_both(options)
        .with_format("email", is_address)
        .with_format("idn-email", is_address)
        .with_format("hostname", |text: &str| {
            is_hostname(text.strip_suffix('.').unwrap_or(text))
        })
        .with_format("duration", is_duration)
}

fn of_both(options: Options<'_>) -> Options<'_> {
    let is_uri = |text: &str| is_reference(text) && scheme(text).is_some();
    options
        .with_format("uri", is_uri)
        .with_format("iri", is_uri)
        .with_format("uri-reference", is_reference)
        .with_format("iri-reference", is_reference)
        .with_format("uri-template", |text: &str| {
            is_reference(text) && is_template(text)
        })
        .with_format("uuid", is_uuid)
        .with_format("regex", |text: &str| pattern::read(text).is_some())
        .with_format("json-pointer", is_pointer)
        .with_format("relative-json-pointer", is_relative_pointer)
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
fn is_mailbox(text: &str) -> bool {
    match text.trim().strip_suffix('>') {
        Some(text) => text
            .rsplit_once('<')
            .is_some_and(|(_, address)| is_address(address)),
        None => is_address(text.trim()),
    }
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
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

/// `P3W`, or `P1Y2M3DT4H5M6S` with any of its parts.
fn is_duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = text.split_once('T').unwrap_or((text, "0"));
    let parts = |mut text: &str, units: &str| {
        let mut units = units.chars();
        let mut found = false;
        while !text.is_empty() {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let unit = text.get(digits..).and_then(|rest| rest.chars().next());
            let (1.., Some(unit)) = (digits, unit) else {
                return None;
            };
            units.find(|known| *known == unit)?;
            text = text.get(digits + 1..)?;
            found = true;
        }
        Some(found)
    };
    let weeks = parts(date, "W") == Some(true) && time == "0";
    let timed = time == "0" || parts(time, "HMS") == Some(true);
    weeks || parts(date, "YMD").is_some_and(|dated| timed && (dated || time != "0"))
}

fn is_pointer(text: &str) -> bool {
    let mut tildes = text.split('~');
    let fine = tildes
        .next()
        .is_some_and(|text| text.is_empty() || text.starts_with('/'));
    (fine || text.starts_with('/')) && tildes.all(|text| text.starts_with(['0', '1']))
}

fn is_relative_pointer(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or("");
    digits > 0 && (digits == 1 || !text.starts_with('0')) && (rest == "#" || is_pointer(rest))
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
                is_mailbox,
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
