//! What may not stand in a host with its port.

/// What a text has that no host has, in words.
pub fn not_in_a_host(text: &str) -> Option<&'static str> {
    if text.contains("://") {
        Some("a scheme")
    } else if text.contains('/') {
        Some("a path")
    } else if text.contains(char::is_whitespace) {
        Some("a space")
    } else {
        None
    }
}

/// The host alone in a text such as `https://www.example.org:8443/path`.
pub fn host_in(text: &str) -> String {
    let text = text.trim();
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let rest = rest.split(['/', ' ']).next().unwrap_or(rest);
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let host = match rest.rsplit_once(':') {
        Some((host, port)) if is_port(port) => host,
        _ => rest,
    };
    if host.is_empty() {
        "www.example.org".to_owned()
    } else {
        host.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_cut_out() {
        assert_eq!(host_in("https://a.example.org:8443/x"), "a.example.org");
        assert_eq!(host_in("a.example.org/x"), "a.example.org");
        assert_eq!(host_in("https://"), "www.example.org");
        assert_eq!(not_in_a_host("a.example.org:80"), None);
    }
}
