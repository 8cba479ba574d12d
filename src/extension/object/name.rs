//! Names as Kubernetes takes them.

/// The most bytes of a name (kubernetes: apimachinery/pkg/util/validation,
/// `DNS1123SubdomainMaxLength`).
pub(super) const MOST: usize = 253;
/// The most bytes of one of its parts, and of a namespace (`DNS1123LabelMaxLength`).
const MOST_LABEL: usize = 63;

/// A name without dots, as namespaces have.
pub(super) fn label(text: &str) -> Result<(), String> {
    if text.contains('.') {
        return Err("`.` is not allowed".to_owned());
    }
    subdomain(text, MOST_LABEL)
}

/// Labels of lower-case letters, digits and dashes, separated by dots (RFC 1123 as Kubernetes
/// reads it: apimachinery/pkg/util/validation, `IsDNS1123Subdomain`).
pub(super) fn subdomain(text: &str, most: usize) -> Result<(), String> {
    let inside = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '.');
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    if let Some(c) = text.chars().find(|c| c.is_ascii_uppercase()) {
        return Err(format!("upper case such as `{c}` is not allowed"));
    }
    if let Some(c) = text.chars().find(|c| !inside(*c)) {
        return Err(match c {
            ' ' => "a space is not allowed".to_owned(),
            c => format!("`{}` is not allowed", c.escape_debug()),
        });
    }
    if text.len() > most {
        return Err(format!(
            "it has {} bytes, and at most {most} are allowed",
            text.len()
        ));
    }
    let mut parts = text.split('.');
    if parts.any(|part| part.is_empty() || part.starts_with('-') || part.ends_with('-')) {
        return Err("its parts must begin and end with a letter or a digit".to_owned());
    }
    Ok(())
}

/// `v1`, `v1beta1`
pub(super) fn is_version(text: &str) -> bool {
    text.starts_with('v') && text.len() > 1 && subdomain(text, MOST_LABEL).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_dns() {
        for good in ["a", "a-b.c", "0", &"a".repeat(253)] {
            assert_eq!(subdomain(good, MOST), Ok(()), "{good}");
        }
        for bad in [
            "",
            "A",
            "a_b",
            "a b",
            "-a",
            "a-",
            "a..b",
            ".a",
            "a.-b",
            &"a".repeat(254),
        ] {
            assert!(subdomain(bad, MOST).is_err(), "{bad}");
        }
        assert!(label("a.b").is_err());
        assert!(is_version("v1beta1") && !is_version("v") && !is_version("1"));
    }
}
