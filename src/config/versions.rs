//! The versions that a `rutter.yaml` names.

use std::fmt;

use serde::de::{self, Deserializer, Unexpected, Visitor};

use crate::HelmVersion;

/// 3 or 4, in quotes or not.
pub(super) fn helm<'de, D: Deserializer<'de>>(from: D) -> Result<Option<HelmVersion>, D::Error> {
    from.deserialize_option(Maybe(Helm))
}

/// `1.30`, `1.30.1`, or a number that prints like the first.
pub(super) fn istio<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    from.deserialize_option(Maybe(Istio))
}

struct Maybe<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Maybe<V> {
    type Value = Option<V::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self.0).map(Some)
    }
}

struct Helm;

impl Visitor<'_> for Helm {
    type Value = HelmVersion;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("3 or 4")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<HelmVersion, E> {
        match number {
            3 => Ok(HelmVersion::V3),
            4 => Ok(HelmVersion::V4),
            _ => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<HelmVersion, E> {
        match text {
            "3" => Ok(HelmVersion::V3),
            "4" => Ok(HelmVersion::V4),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

struct Istio;

impl Visitor<'_> for Istio {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a version such as \"1.30\"")
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<String, E> {
        let text = number.to_string();
        if is_version(&text) {
            return Ok(text);
        }
        Err(E::invalid_value(Unexpected::Float(number), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        if is_version(text) {
            return Ok(text.to_owned());
        }
        Err(E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Whether this is a version of Istio: `1.`, the minor version, and perhaps the patch.
fn is_version(text: &str) -> bool {
    let number = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut parts = text.split('.');
    parts.next() == Some("1")
        && parts.next().is_some_and(number)
        && parts.next().is_none_or(number)
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_istio() {
        for good in ["1.30", "1.30.1", "1.9"] {
            assert!(is_version(good), "{good}");
        }
        for bad in [
            "1", "1.", "2.30", "v1.30", "1.30.", "1.30.1.2", "1.3000", "",
        ] {
            assert!(!is_version(bad), "{bad}");
        }
    }
}
