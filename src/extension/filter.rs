//! What both dialects offer beyond their own filters.

use std::fmt::Write;

use crate::yaml::serde_ser::EncodeError;
use crate::yaml::{Node, emit, json};

/// What is offered in both dialects.
pub(super) const FILTERS: &[&str] = &["tojson", "json_encode", "toyaml", "dns_label", "short_hash"];

/// The most bytes of a DNS label (RFC 1123).
const MOST_LABEL: usize = 63;

/// A value as JSON on one line, which is YAML, too: the way to write any text so that it is read
/// back as it was.
pub(super) fn to_json(value: &impl serde::Serialize) -> Result<String, EncodeError> {
    Ok(json::compact(&Node::from_serialize(value)?))
}

/// A value as YAML, without the last line break.
pub(super) fn to_yaml(value: &impl serde::Serialize) -> Result<String, EncodeError> {
    Ok(emit::write(&Node::from_serialize(value)?)
        .trim_end_matches('\n')
        .to_owned())
}

/// A text as a DNS label, as names and label values may be: lower case, everything but letters and
/// digits a dash, a wildcard the word `wildcard`, and a hash at the end of what is too long.
pub(super) fn dns_label(text: &str) -> String {
    let mut label = String::new();
    for c in text.replace('*', "wildcard").chars() {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => label.push(c),
            _ if label.is_empty() || label.ends_with('-') => {}
            _ => label.push('-'),
        }
    }
    let label = label.trim_end_matches('-');
    if label.is_empty() {
        return format!("x-{}", short_hash(text));
    }
    if label.len() <= MOST_LABEL {
        return label.to_owned();
    }
    let hash = short_hash(text);
    // Only ASCII is left, so that any cut falls between characters.
    let kept = label.get(..MOST_LABEL - 1 - hash.len()).unwrap_or("");
    format!("{}-{hash}", kept.trim_end_matches('-'))
}

/// The first eight hexadecimal digits of the SHA-256 of a text.
pub(super) fn short_hash(text: &str) -> String {
    let digest = hmac_sha256::Hash::hash(text.as_bytes());
    digest.iter().take(4).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_sha_256() {
        // From `printf pad | sha256sum`.
        assert_eq!(short_hash("pad"), "f563fcd3");
    }

    #[test]
    fn labels_have_only_what_dns_allows() {
        assert_eq!(dns_label("Pad.Example_org"), "pad-example-org");
        assert_eq!(dns_label("*.example.org"), "wildcard-example-org");
        assert_eq!(dns_label("--a..b--"), "a-b");
        assert_eq!(dns_label("é"), format!("x-{}", short_hash("é")));
        let long = "a".repeat(80);
        let label = dns_label(&long);
        assert_eq!(label.len(), 63);
        assert!(label.ends_with(&short_hash(&long)));
        assert_ne!(label, dns_label(&"a".repeat(81)));
        // A cut behind a dash leaves none before the hash.
        let cut = dns_label(&format!("{}.{}", "a".repeat(53), "b".repeat(20)));
        assert!(!cut.contains("--"), "{cut}");
    }

    #[test]
    fn any_text_comes_back_from_json_and_yaml() {
        for text in ["true", "1.0", "a: b", "x\ny", "é\u{2028}", ""] {
            for written in [to_json(&text).unwrap(), to_yaml(&text).unwrap()] {
                let mut sources = crate::source::Sources::new();
                let id = sources.add("x", format!("k: {written}\n"));
                let read = crate::yaml::read_document(&sources, id).unwrap();
                let value = read.documents[0].get("k").unwrap().as_str();
                assert_eq!(value, Some(text), "{written}");
            }
        }
    }
}
