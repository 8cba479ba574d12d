//! Gateway, as in `networking.istio.io/v1` of Istio 1.30.

use std::collections::BTreeMap;

use super::message::message;

message! {
    /// Which hosts and ports a gateway's pods serve.
    GatewaySpec {
        /// Labels of the pods that serve it.
        "selector" selector: BTreeMap<String, String>,
        /// The servers.
        "servers" servers: Vec<Server>,
    }
}

message! {
    /// One port of a gateway.
    Server {
        /// The port.
        "port" port: Port = required(),
        /// An address or a Unix socket to listen on.
        "bind" bind: String,
        /// The hosts it serves.
        "hosts" hosts: Vec<String> = required(),
        /// TLS settings.
        "tls" tls: ServerTls,
        /// Not implemented by Istio.
        "defaultEndpoint" default_endpoint: String,
        /// A name for the server.
        "name" name: String,
    }
}

message! {
    /// A port of a gateway.
    Port {
        /// 1 to 65535.
        "number" number: u32 = required(),
        /// `HTTP`, `HTTPS`, `TLS`, ...
        "protocol" protocol: String = required(),
        /// Unique within the Gateway.
        "name" name: String = required(),
        /// Deprecated.
        "targetPort" target_port: u32 = instead("the port of the Service"),
    }
}

message! {
    /// TLS settings of a server.
    ServerTls {
        /// Whether plain HTTP is answered by a redirect to HTTPS.
        "httpsRedirect" https_redirect: bool,
        /// `SIMPLE`, `MUTUAL`, `PASSTHROUGH`, ...
        "mode" mode: String = values(&["PASSTHROUGH", "SIMPLE", "MUTUAL", "AUTO_PASSTHROUGH", "ISTIO_MUTUAL", "OPTIONAL_MUTUAL"]),
        /// A file.
        "serverCertificate" server_certificate: String,
        /// A file.
        "privateKey" private_key: String,
        /// A file.
        "caCertificates" ca_certificates: String,
        /// A file.
        "caCrl" ca_crl: String = since(22),
        /// The secret with the certificate, in the gateway's namespace.
        "credentialName" credential_name: String,
        /// One or two such secrets.
        "credentialNames" credential_names: Vec<String> = since(26).items(1, 2),
        /// The secret with the authorities that clients are verified against.
        "caCertCredentialName" ca_cert_credential_name: String = since(28),
        /// One or two certificates in files.
        "tlsCertificates" tls_certificates: Vec<TlsCertificate> = since(26).items(1, 2),
        /// Names that a client's certificate may carry.
        "subjectAltNames" subject_alt_names: Vec<String>,
        /// Hashes of public keys that clients may use.
        "verifyCertificateSpki" verify_certificate_spki: Vec<String>,
        /// Hashes of certificates that clients may use.
        "verifyCertificateHash" verify_certificate_hash: Vec<String>,
        /// `TLSV1_2`, ...
        "minProtocolVersion" min_protocol_version: String = values(&["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"]),
        /// `TLSV1_3`, ...
        "maxProtocolVersion" max_protocol_version: String = values(&["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"]),
        /// Names of cipher suites.
        "cipherSuites" cipher_suites: Vec<String>,
        /// Names of curves.
        "ecdhCurves" ecdh_curves: Vec<String> = since(32),
        /// Whether clients' certificates go unverified.
        "insecureSkipVerify" insecure_skip_verify: bool = since(31).nullable(),
    }
}

message! {
    /// A certificate in files.
    TlsCertificate {
        /// A file.
        "serverCertificate" server_certificate: String,
        /// A file.
        "privateKey" private_key: String,
        /// A file.
        "caCertificates" ca_certificates: String,
    }
}
