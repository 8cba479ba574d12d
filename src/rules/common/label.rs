//! Names and label keys as Kubernetes takes them.

use crate::istio::syntax::label::kubernetes_label_value;

/// The longest name of an object, and the longest part of a label's key before its `/`.
const MAX_NAME: usize = 253;

/// Whether a text can be the name of an object: a DNS subdomain in lower case
/// (Kubernetes 1.35: apimachinery/pkg/util/validation, `IsDNS1123Subdomain`).
///
/// # Errors
///
/// The first thing that is wrong with it, in words.
pub(super) fn object_name(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    if text.len() > MAX_NAME {
        let length = text.len();
        return Err(format!(
            "it has {length} characters, and at most {MAX_NAME} are allowed"
        ));
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    if let Some(found) = text.chars().find(|c| !fits(*c)) {
        return Err(match found {
            found if found.is_ascii_uppercase() => "upper case is not allowed".to_owned(),
            found => format!("`{}` is not allowed", found.escape_debug()),
        });
    }
    let is_sound =
        |piece: &str| !piece.is_empty() && !piece.starts_with('-') && !piece.ends_with('-');
    if text.split('.').all(is_sound) {
        Ok(())
    } else {
        Err("a letter or a digit must stand at both ends and around each dot".to_owned())
    }
}

/// Whether a text can be the key of a label: `name` or `domain/name`
/// (Kubernetes 1.35: apimachinery/pkg/util/validation, `IsQualifiedName`).
///
/// # Errors
///
/// The first thing that is wrong with it, in words.
pub(super) fn key(text: &str) -> Result<(), String> {
    let name = match text.split_once('/') {
        None => text,
        Some((domain, name)) => {
            object_name(domain).map_err(|problem| format!("before the `/`: {problem}"))?;
            name
        }
    };
    if name.is_empty() {
        return Err("the name is empty".to_owned());
    }
    kubernetes_label_value(name).map_err(|problem| problem.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_subdomains_in_lower_case() {
        let long = "a".repeat(253);
        for name in ["a", "a-b.c1", "1.2", &long] {
            assert_eq!(object_name(name), Ok(()), "{name}");
        }
        let longer = "a".repeat(254);
        for name in [
            "", "A", "a_b", "*.a", "-a", "a-", "a..b", ".a", "a.-b", &longer,
        ] {
            assert!(object_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn keys_may_have_a_domain() {
        for text in ["app", "App_1.x", "a.io/App"] {
            assert_eq!(key(text), Ok(()), "{text}");
        }
        for text in ["", "/a", "a/", "A.io/a", "a/b/c", "-a", "a b"] {
            assert!(key(text).is_err(), "{text}");
        }
    }
}
