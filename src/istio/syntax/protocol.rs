//! Protocols of ports.

/// A protocol that a port of a Gateway may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Protocol {
    /// `HTTP`.
    Http,
    /// `HTTP2`.
    Http2,
    /// `GRPC`.
    Grpc,
    /// `GRPC-WEB`.
    GrpcWeb,
    /// `HTTP_PROXY`, of use for a sidecar only.
    HttpProxy,
    /// `HTTPS`.
    Https,
    /// `TLS`.
    Tls,
    /// `TCP`.
    Tcp,
    /// `MONGO`.
    Mongo,
    /// `REDIS`.
    Redis,
    /// `MYSQL`.
    MySql,
    /// `UDP`, which Istio's proxy cannot serve.
    Udp,
}

/// What Istio's rules make of a protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtocolClass {
    /// Requests that can be read: routes in `http` see them.
    Http,
    /// Encrypted connections with a server name: HTTPS and TLS.
    Tls,
    /// Bytes.
    Opaque,
}

/// All protocols, as their names are usually written.
pub const PROTOCOLS: [(&str, Protocol); 12] = [
    ("HTTP", Protocol::Http),
    ("HTTPS", Protocol::Https),
    ("HTTP2", Protocol::Http2),
    ("GRPC", Protocol::Grpc),
    ("GRPC-WEB", Protocol::GrpcWeb),
    ("TLS", Protocol::Tls),
    ("TCP", Protocol::Tcp),
    ("MONGO", Protocol::Mongo),
    ("REDIS", Protocol::Redis),
    ("MYSQL", Protocol::MySql),
    ("HTTP_PROXY", Protocol::HttpProxy),
    ("UDP", Protocol::Udp),
];

impl Protocol {
    /// Reads the name in any case (istio 1.30: pkg/config/protocol/instance.go, `Parse`); nothing
    /// for what Istio does not support, such as `HBONE`, which it keeps for itself.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let found = PROTOCOLS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text));
        found.map(|&(_, protocol)| protocol)
    }

    /// Its class (istio 1.30: pkg/config/protocol/instance.go, `IsHTTP` and `IsTLS`).
    #[must_use]
    pub fn class(self) -> ProtocolClass {
        match self {
            Self::Http | Self::Http2 | Self::Grpc | Self::GrpcWeb | Self::HttpProxy => {
                ProtocolClass::Http
            }
            Self::Https | Self::Tls => ProtocolClass::Tls,
            Self::Tcp | Self::Mongo | Self::Redis | Self::MySql | Self::Udp => {
                ProtocolClass::Opaque
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_case() {
        for (name, protocol) in PROTOCOLS {
            assert_eq!(Protocol::parse(name), Some(protocol));
            assert_eq!(Protocol::parse(&name.to_lowercase()), Some(protocol));
        }
        for bad in [
            "",
            "hbone",
            "http/2",
            "HTTP ",
            "h2c",
            "grpc_web",
            "doublehbone",
        ] {
            assert_eq!(Protocol::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn classes() {
        let class = |text| Protocol::parse(text).map(Protocol::class);
        assert_eq!(class("http_proxy"), Some(ProtocolClass::Http));
        assert_eq!(class("HTTPS"), Some(ProtocolClass::Tls));
        assert_eq!(class("mongo"), Some(ProtocolClass::Opaque));
    }
}
