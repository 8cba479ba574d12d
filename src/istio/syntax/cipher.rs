//! Cipher suites of a Gateway's server.

/// The suites that Istio knows, as OpenSSL names them
/// (istio 1.30: pkg/config/security/security.go, `ValidCipherSuites`).
pub const CIPHER_SUITES: [&str; 15] = [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-SHA",
    "ECDHE-RSA-AES128-SHA",
    "ECDHE-ECDSA-AES256-SHA",
    "ECDHE-RSA-AES256-SHA",
    "AES128-GCM-SHA256",
    "AES256-GCM-SHA384",
    "AES128-SHA",
    "AES256-SHA",
    "DES-CBC3-SHA",
];

/// Whether Istio keeps the suite; it drops others with a warning.
///
/// Nothing, `ALL` and whatever starts with neither letter nor digit pass, such as the operators
/// `-` and `+` of OpenSSL (istio 1.30: pkg/config/security/security.go, `IsValidCipherSuite`).
#[must_use]
pub fn is_cipher_suite(text: &str) -> bool {
    // Istio takes the first byte for a Latin-1 character. Of the bytes that start a character
    // beyond ASCII, only 0xD7 (there a multiplication sign) is no letter.
    let operator = text
        .bytes()
        .next()
        .is_none_or(|b| !b.is_ascii_alphanumeric() && (b.is_ascii() || b == 0xD7));
    operator || text == "ALL" || CIPHER_SUITES.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites() {
        for good in [
            "",
            "ALL",
            "-AES128-SHA",
            "+x",
            "@STRENGTH",
            "AES128-SHA",
            "[a]",
            "\u{5d0}",
        ] {
            assert!(is_cipher_suite(good), "{good}");
        }
        for bad in [
            "all",
            "aes128-sha",
            "TLS_AES_128_GCM_SHA256",
            "AES128-SHA ",
            "1",
            "ä",
        ] {
            assert!(!is_cipher_suite(bad), "{bad}");
        }
    }
}
