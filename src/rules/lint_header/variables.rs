//! The variables that Envoy fills in where the value of a header names them between two `%`.

use crate::suggest;

/// Envoy's names, those of all its versions and extensions that Istio ships.
const NAMES: &[&str] = &[
    "START_TIME",
    "START_TIME_LOCAL",
    "EMIT_TIME",
    "EMIT_TIME_LOCAL",
    "BYTES_RECEIVED",
    "BYTES_RETRANSMITTED",
    "PACKETS_RETRANSMITTED",
    "BYTES_SENT",
    "PROTOCOL",
    "UPSTREAM_PROTOCOL",
    "RESPONSE_CODE",
    "RESPONSE_CODE_DETAILS",
    "CONNECTION_TERMINATION_DETAILS",
    "REQUEST_HEADERS_BYTES",
    "RESPONSE_HEADERS_BYTES",
    "RESPONSE_TRAILERS_BYTES",
    "DURATION",
    "COMMON_DURATION",
    "REQUEST_DURATION",
    "REQUEST_TX_DURATION",
    "RESPONSE_DURATION",
    "RESPONSE_TX_DURATION",
    "DOWNSTREAM_HANDSHAKE_DURATION",
    "ROUNDTRIP_DURATION",
    "RESPONSE_FLAGS",
    "RESPONSE_FLAGS_LONG",
    "UPSTREAM_HOST",
    "UPSTREAM_HOST_NAME",
    "UPSTREAM_HOST_NAME_WITHOUT_PORT",
    "UPSTREAM_CLUSTER",
    "UPSTREAM_CLUSTER_RAW",
    "UPSTREAM_LOCAL_ADDRESS",
    "UPSTREAM_LOCAL_ADDRESS_WITHOUT_PORT",
    "UPSTREAM_LOCAL_PORT",
    "UPSTREAM_REMOTE_ADDRESS",
    "UPSTREAM_REMOTE_ADDRESS_WITHOUT_PORT",
    "UPSTREAM_REMOTE_PORT",
    "UPSTREAM_TRANSPORT_FAILURE_REASON",
    "UPSTREAM_DETECTED_CLOSE_TYPE",
    "UPSTREAM_REQUEST_ATTEMPT_COUNT",
    "UPSTREAM_WIRE_BYTES_SENT",
    "UPSTREAM_WIRE_BYTES_RECEIVED",
    "UPSTREAM_HEADER_BYTES_SENT",
    "UPSTREAM_HEADER_BYTES_RECEIVED",
    "UPSTREAM_DECOMPRESSED_HEADER_BYTES_SENT",
    "UPSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED",
    "UPSTREAM_CONNECTION_ID",
    "UPSTREAM_CONNECTION_POOL_READY_DURATION",
    "UPSTREAM_FILTER_STATE",
    "UPSTREAM_METADATA",
    "UPSTREAM_HOSTS_ATTEMPTED",
    "UPSTREAM_HOST_NAMES_ATTEMPTED",
    "UPSTREAM_TLS_CIPHER",
    "UPSTREAM_TLS_VERSION",
    "UPSTREAM_TLS_SESSION_ID",
    "UPSTREAM_PEER_ISSUER",
    "UPSTREAM_PEER_CERT",
    "UPSTREAM_PEER_SUBJECT",
    "UPSTREAM_PEER_CERT_V_START",
    "UPSTREAM_PEER_CERT_V_END",
    "UPSTREAM_PEER_URI_SAN",
    "UPSTREAM_PEER_DNS_SAN",
    "UPSTREAM_PEER_IP_SAN",
    "UPSTREAM_LOCAL_URI_SAN",
    "UPSTREAM_LOCAL_DNS_SAN",
    "UPSTREAM_LOCAL_IP_SAN",
    "UPSTREAM_LOCAL_SUBJECT",
    "UPSTREAM_SERVER_NAME",
    "DOWNSTREAM_LOCAL_ADDRESS",
    "DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT",
    "DOWNSTREAM_LOCAL_PORT",
    "DOWNSTREAM_REMOTE_ADDRESS",
    "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT",
    "DOWNSTREAM_REMOTE_PORT",
    "DOWNSTREAM_DIRECT_REMOTE_ADDRESS",
    "DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT",
    "DOWNSTREAM_DIRECT_REMOTE_PORT",
    "DOWNSTREAM_DIRECT_LOCAL_ADDRESS",
    "DOWNSTREAM_DIRECT_LOCAL_ADDRESS_WITHOUT_PORT",
    "DOWNSTREAM_DIRECT_LOCAL_PORT",
    "DOWNSTREAM_WIRE_BYTES_SENT",
    "DOWNSTREAM_WIRE_BYTES_RECEIVED",
    "DOWNSTREAM_HEADER_BYTES_SENT",
    "DOWNSTREAM_HEADER_BYTES_RECEIVED",
    "DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_SENT",
    "DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED",
    "DOWNSTREAM_TRANSPORT_FAILURE_REASON",
    "DOWNSTREAM_LOCAL_CLOSE_REASON",
    "DOWNSTREAM_DETECTED_CLOSE_TYPE",
    "DOWNSTREAM_PEER_URI_SAN",
    "DOWNSTREAM_PEER_DNS_SAN",
    "DOWNSTREAM_PEER_IP_SAN",
    "DOWNSTREAM_PEER_EMAIL_SAN",
    "DOWNSTREAM_PEER_OTHERNAME_SAN",
    "DOWNSTREAM_LOCAL_URI_SAN",
    "DOWNSTREAM_LOCAL_DNS_SAN",
    "DOWNSTREAM_LOCAL_IP_SAN",
    "DOWNSTREAM_LOCAL_EMAIL_SAN",
    "DOWNSTREAM_LOCAL_OTHERNAME_SAN",
    "DOWNSTREAM_PEER_SUBJECT",
    "DOWNSTREAM_LOCAL_SUBJECT",
    "DOWNSTREAM_PEER_ISSUER",
    "DOWNSTREAM_TLS_SESSION_ID",
    "DOWNSTREAM_TLS_CIPHER",
    "DOWNSTREAM_TLS_VERSION",
    "DOWNSTREAM_PEER_FINGERPRINT_256",
    "DOWNSTREAM_PEER_FINGERPRINT_1",
    "DOWNSTREAM_PEER_SERIAL",
    "DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_256",
    "DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_1",
    "DOWNSTREAM_PEER_CHAIN_SERIALS",
    "DOWNSTREAM_PEER_CERT",
    "DOWNSTREAM_PEER_CERT_V_START",
    "DOWNSTREAM_PEER_CERT_V_END",
    "REQ",
    "REQ_WITHOUT_QUERY",
    "REQUEST_HEADER",
    "RESP",
    "RESPONSE_HEADER",
    "TRAILER",
    "RESPONSE_TRAILER",
    "DYNAMIC_METADATA",
    "CLUSTER_METADATA",
    "VIRTUAL_HOST_METADATA",
    "METADATA",
    "FILTER_STATE",
    "PER_REQUEST_STATE",
    "REQUESTED_SERVER_NAME",
    "ROUTE_NAME",
    "VIRTUAL_CLUSTER_NAME",
    "GRPC_STATUS",
    "GRPC_STATUS_NUMBER",
    "HOSTNAME",
    "LOCAL_REPLY_BODY",
    "FILTER_CHAIN_NAME",
    "LISTENER_METADATA",
    "LISTENER_NAME",
    "ENVIRONMENT",
    "UNIQUE_ID",
    "STREAM_ID",
    "TRACE_ID",
    "SPAN_ID",
    "QUERY_PARAM",
    "QUERY_PARAMS",
    "PATH",
    "CUSTOM_FLAGS",
    "TLS_JA3_FINGERPRINT",
    "TLS_JA4_FINGERPRINT",
    "ACCESS_LOG_TYPE",
    "CONNECTION_ID",
    "COALESCE",
    "CEL",
    "SUBSTRING",
    "RESPONSE_TRAILERS",
];

/// Names that other servers have, or that one would expect.
const ELSEWHERE: [(&str, &str); 9] = [
    ("REMOTE_ADDR", "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT"),
    ("REMOTE_ADDRESS", "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT"),
    ("CLIENT_IP", "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT"),
    ("HOST", "REQ(:AUTHORITY)"),
    ("AUTHORITY", "REQ(:AUTHORITY)"),
    ("METHOD", "REQ(:METHOD)"),
    ("REQUEST_METHOD", "REQ(:METHOD)"),
    ("REQUEST_URI", "REQ(:PATH)"),
    ("REQUEST_ID", "REQ(X-REQUEST-ID)"),
];

/// The names of the variables in a value that Istio accepts: `REQ` for `%REQ(x-id)%`.
pub fn names(value: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((_, behind)) = rest.split_once('%') {
        if let Some(behind) = behind.strip_prefix('%') {
            rest = behind;
            continue;
        }
        let end = behind.find(['%', '(']).unwrap_or(behind.len());
        let (name, after) = behind.split_at(end);
        found.push(name);
        rest = match after.strip_prefix('(') {
            // An argument may contain a `%` only in quotes; what is behind them is not looked at.
            Some(arguments) if arguments.contains('"') => return found,
            Some(arguments) => arguments.split_once(")%").map_or("", |(_, rest)| rest),
            None => after.strip_prefix('%').unwrap_or(""),
        };
    }
    found
}

/// Whether a name is certainly wrong, and if so which one may be meant.
pub fn misspelt(name: &str) -> Option<Option<&'static str>> {
    if NAMES.contains(&name) {
        return None;
    }
    if let Some((_, meant)) = ELSEWHERE.iter().find(|(other, _)| *other == name) {
        return Some(Some(meant));
    }
    let is_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let near = suggest::closest(name, NAMES.iter().copied())
        .first()
        .copied();
    // A new version may have names that are not in the list: only a slip in one word is certain.
    if name.bytes().all(is_name) && !near.is_some_and(|near| has_slip(name, near)) {
        return None;
    }
    Some(near)
}

/// Whether one word of a name is misspelt, and the others are right.
fn has_slip(name: &str, right: &str) -> bool {
    let (words, right): (Vec<_>, Vec<_>) = (name.split('_').collect(), right.split('_').collect());
    let pairs = words.iter().zip(&right);
    let mut wrong = pairs.filter(|(word, right)| word != right);
    let (Some((word, meant)), None) = (wrong.next(), wrong.next()) else {
        return false;
    };
    words.len() == right.len()
        && word.len().min(meant.len()) > 3
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !suggest::closest(word, [*meant]).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_out() {
        assert_eq!(
            names("a %REQ(x)% b %START_TIME% 100%%"),
            ["REQ", "START_TIME"]
        );
        assert_eq!(
            names("%DYNAMIC_METADATA([\"a\", \"b\"])%%X%"),
            ["DYNAMIC_METADATA"]
        );
        assert!(names("100%% sure").is_empty());
    }

    #[test]
    fn only_certain_mistakes_are_told() {
        assert_eq!(misspelt("REQ"), None);
        for new in [
            "SOMETHING_QUITE_NEW",
            "DOWNSTREAM_PEER_FINGERPRINT_512",
            "UPSTREAM_PEER_AGE",
        ] {
            assert_eq!(misspelt(new), None, "{new}");
        }
        assert_eq!(misspelt("req"), Some(Some("REQ")));
        assert_eq!(
            misspelt("DOWNSTREAM_REMOTE_ADRESS"),
            Some(Some("DOWNSTREAM_REMOTE_ADDRESS"))
        );
        assert_eq!(misspelt("HOST"), Some(Some("REQ(:AUTHORITY)")));
    }
}
