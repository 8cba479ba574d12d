//! Base64, for `!!binary`.

use crate::yaml::text::lossy;

/// The decoded text, if `encoded` is padded base64 in the standard alphabet; line ends do not
/// count.
pub(super) fn decode(encoded: &str) -> Option<String> {
    let digits: Vec<u8> = encoded
        .bytes()
        .filter(|byte| !matches!(byte, b'\r' | b'\n'))
        .collect();
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3);
    let mut groups = digits.chunks(4).peekable();
    while let Some(group) = groups.next() {
        let [a, b, c, d] = group.try_into().ok()?;
        let padding = match (c, d) {
            (b'=', b'=') => 2,
            (_, b'=') => 1,
            _ => 0,
        };
        if padding > 0 && groups.peek().is_some() {
            return None;
        }
        let mut bits = 0u32;
        for (at, digit) in [a, b, c, d].into_iter().enumerate() {
            let value = if at >= 4 - padding { 0 } else { sextet(digit)? };
            bits = bits << 6 | value;
        }
        let [_, x, y, z] = bits.to_be_bytes();
        bytes.extend([x, y, z].into_iter().take(3 - padding));
    }
    Some(lossy(&bytes))
}

fn sextet(digit: u8) -> Option<u32> {
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn padding_is_required_and_ends_the_text() {
        assert_eq!(decode("aGVsbG8=").as_deref(), Some("hello"));
        assert_eq!(decode("aGVs\nbG8=\n").as_deref(), Some("hello"));
        assert_eq!(decode("/w==").as_deref(), Some("\u{FFFD}"));
        assert_eq!(decode("").as_deref(), Some(""));
        for bad in ["aGVsbG8", "aGVs bG8=", "YQ==YQ==", "Y===", "@@@@"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
