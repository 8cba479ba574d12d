//! Codes and words of HTTP and gRPC that Istio knows.

/// The methods that `corsPolicy.allowMethods` may list, in upper case only
/// (istio 1.30: pkg/config/validation/validation.go, `supportedCORSMethods`).
pub const CORS_METHODS: [&str; 10] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "*",
];

/// The names that `fault.abort.grpcStatus` may have
/// (istio 1.30: pkg/util/grpc, `SupportedGRPCStatus`).
pub const GRPC_STATUS: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

/// The redirect codes that Envoy can send; others that Istio takes leave the route without effect.
pub const REDIRECT_CODES: [u32; 5] = [301, 302, 303, 307, 308];

/// Whether `corsPolicy.allowMethods` may list this.
#[must_use]
pub fn is_cors_method(text: &str) -> bool {
    CORS_METHODS.contains(&text)
}

/// Whether this is the name of a gRPC status.
#[must_use]
pub fn is_grpc_status(text: &str) -> bool {
    GRPC_STATUS.contains(&text)
}

/// Whether Istio takes this status in a direct response or a fault: 200 to 600. The last one is a
/// slip in Istio; Envoy refuses it (istio 1.30: pkg/config/validation/validation.go,
/// `validateHTTPStatus`).
#[must_use]
pub fn is_status(code: i64) -> bool {
    (200..=600).contains(&code)
}

/// Whether Istio takes this code in a redirect: 300 to 399, or 0 for none
/// (istio 1.30: pkg/config/validation/validation.go, `validateHTTPRedirect`).
/// Only [`REDIRECT_CODES`] have an effect.
#[must_use]
pub fn is_redirect_code(code: i64) -> bool {
    code == 0 || (300..=399).contains(&code)
}

/// Whether Go's `net/http` has a text for the status, which `retryOn` asks for.
#[must_use]
pub fn is_registered_status(code: i64) -> bool {
    matches!(code,
        100..=103 | 200..=208 | 226 | 300..=305 | 307..=308 | 400..=418 | 421..=426 | 428 | 429
        | 431 | 451 | 500..=508 | 510 | 511)
}

/// The most bytes of the body of a direct response (istio 1.30:
/// pkg/config/validation/validation.go, `validateHTTPDirectResponse`).
pub const MAX_BODY: usize = 1024 * 1024;

/// Bytes of a body beyond which Istio warns (same place).
pub const LARGE_BODY: usize = 100 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_at_their_bounds() {
        assert_eq!(
            [199, 200, 600, 601].map(is_status),
            [false, true, true, false]
        );
        assert_eq!(
            [0, 1, 299, 300, 304, 399, 400].map(is_redirect_code),
            [true, false, false, true, true, true, false]
        );
        assert_eq!(
            (0..1000).filter(|&code| is_registered_status(code)).count(),
            62
        );
    }

    #[test]
    fn words_are_exact() {
        assert!(is_cors_method("GET") && is_cors_method("*"));
        assert!(!is_cors_method("get") && !is_cors_method("") && !is_cors_method("PURGE"));
        assert!(is_grpc_status("NOT_FOUND"));
        assert!(
            !is_grpc_status("not_found") && !is_grpc_status("CANCELED") && !is_grpc_status("5")
        );
    }
}
