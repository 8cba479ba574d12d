//! Gateway, as in `networking.istio.io/v1` of Istio 1.30.

use std::collections::BTreeMap;

use super::message::message;

message! {
    /// Which hosts and ports the pods of a gateway serve.
    GatewaySpec {
        /// Labels of the pods that serve it, such as `istio: ingressgateway`; all must be
        /// there. Without any, every gateway in the mesh serves it.
        "selector" selector: BTreeMap<String, String>,
        /// What is listened to: one item for each port and set of hosts. At least one.
        "servers" servers: Vec<Server>,
    }
}

message! {
    /// One port of a gateway and the hosts that are served there.
    Server {
        /// The port that clients connect to.
        "port" port: Port = required(),
        /// An address or `unix://` and the path of a socket to listen on; every address when
        /// absent.
        "bind" bind: String,
        /// The hosts that are served here: complete names, `*.example.org` for all below a
        /// domain, or `*`. `NAMESPACE/` before a name lets only VirtualServices of that
        /// namespace use it.
        "hosts" hosts: Vec<String> = required(),
        /// TLS towards clients. Needed for the protocols `HTTPS` and `TLS`; for `HTTP` only
        /// `httpsRedirect` makes sense.
        "tls" tls: ServerTls,
        /// Not implemented by Istio.
        "defaultEndpoint" default_endpoint: String,
        /// A name for the server, for statistics.
        "name" name: String,
    }
}

message! {
    /// A port of a gateway.
    Port {
        /// The port, from 1 to 65535.
        "number" number: u32 = required(),
        /// What is spoken here: `HTTP`, `HTTPS`, `GRPC`, `HTTP2`, `TLS`, `TCP` or `MONGO`.
        /// `HTTPS` ends TLS here; `TLS` passes it through or routes it by server name.
        "protocol" protocol: String = required(),
        /// A name that no other server of the Gateway has.
        "name" name: String = required(),
        /// Deprecated and refused: the Service of the gateway says where its port leads.
        "targetPort" target_port: u32 = instead("the port of the Service"),
    }
}

message! {
    /// TLS towards clients.
    ServerTls {
        /// Whether plain HTTP is answered by a redirect (301) to HTTPS. For servers of the
        /// protocol `HTTP`.
        "httpsRedirect" https_redirect: bool,
        /// What happens with TLS: `SIMPLE` ends it here; `MUTUAL` and `OPTIONAL_MUTUAL` ask
        /// clients for a certificate, too; `PASSTHROUGH` leaves it to the service, so that HTTP
        /// routes do not apply. `PASSTHROUGH` when absent.
        "mode" mode: String = values(&["PASSTHROUGH", "SIMPLE", "MUTUAL", "AUTO_PASSTHROUGH", "ISTIO_MUTUAL", "OPTIONAL_MUTUAL"]),
        /// Path of the certificate in the gateway's pod.
        "serverCertificate" server_certificate: String,
        /// Path of the certificate's key in the gateway's pod.
        "privateKey" private_key: String,
        /// Path of the authorities that clients' certificates must come from, in the gateway's
        /// pod; for `MUTUAL`.
        "caCertificates" ca_certificates: String,
        /// Path of the list of revoked certificates of clients, in the gateway's pod.
        "caCrl" ca_crl: String = since(22),
        /// The secret with the certificate and its key. It must be in the namespace of the
        /// gateway's pods.
        "credentialName" credential_name: String,
        /// One or two such secrets instead, such as one with an RSA and one with an ECDSA key;
        /// Istio 1.26.
        "credentialNames" credential_names: Vec<String> = since(26).items(1, 2),
        /// The secret or ConfigMap with the authorities that clients' certificates must come
        /// from.
        "caCertCredentialName" ca_cert_credential_name: String = since(28),
        /// One or two certificates in files of the gateway's pod.
        "tlsCertificates" tls_certificates: Vec<TlsCertificate> = since(26).items(1, 2),
        /// Names of which a client's certificate must carry one; for `MUTUAL`.
        "subjectAltNames" subject_alt_names: Vec<String>,
        /// Hashes (base64 of SHA-256) of the public keys that clients may have.
        "verifyCertificateSpki" verify_certificate_spki: Vec<String>,
        /// Hashes (hexadecimal SHA-256) of the certificates that clients may have.
        "verifyCertificateHash" verify_certificate_hash: Vec<String>,
        /// The oldest version of TLS: `TLSV1_2`, `TLSV1_3`, ... 1.2 when absent.
        "minProtocolVersion" min_protocol_version: String = values(&["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"]),
        /// The newest version of TLS: `TLSV1_2`, `TLSV1_3`, ...
        "maxProtocolVersion" max_protocol_version: String = values(&["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"]),
        /// Cipher suites for TLS up to 1.2, by the names that OpenSSL has for them. Unknown
        /// ones are ignored.
        "cipherSuites" cipher_suites: Vec<String>,
        /// Curves for the key exchange.
        "ecdhCurves" ecdh_curves: Vec<String> = since(32),
        /// Whether clients' certificates are taken without verification.
        "insecureSkipVerify" insecure_skip_verify: bool = since(31).nullable(),
    }
}

message! {
    /// A certificate in files of the gateway's pod.
    TlsCertificate {
        /// Path of the certificate.
        "serverCertificate" server_certificate: String,
        /// Path of its key.
        "privateKey" private_key: String,
        /// Path of the authorities that clients' certificates must come from.
        "caCertificates" ca_certificates: String,
    }
}
