//! DestinationRule, as in `networking.istio.io/v1` of Istio 1.30. Its load balancing is in
//! [`super::load_balancer`].

use std::collections::BTreeMap;

use super::load_balancer::LoadBalancer;
use super::message::message;

message! {
    /// How gateways and sidecars talk to a service.
    DestinationRuleSpec {
        /// The service's complete name, `NAME.NAMESPACE.svc.cluster.local`, or its short name
        /// for one in the same namespace. Routes must name it so that it comes to the same.
        "host" host: String = required(),
        /// How to talk to it.
        "trafficPolicy" traffic_policy: Box<TrafficPolicy>,
        /// Named groups of its pods, for routes to choose from.
        "subsets" subsets: Vec<Subset>,
        /// Namespaces whose clients this holds for: names, `.` for its own, `*` for all. All
        /// when absent.
        "exportTo" export_to: Vec<String>,
        /// The clients in its own namespace that this holds for; all when absent.
        "workloadSelector" workload_selector: WorkloadSelector,
    }
}

message! {
    /// Pods by their labels.
    WorkloadSelector {
        /// The labels; all must be there.
        "matchLabels" match_labels: BTreeMap<String, String>,
    }
}

message! {
    /// A named group of a service's pods.
    Subset {
        /// The name that routes choose it by.
        "name" name: String = required(),
        /// Labels of its pods, besides those that the service selects by.
        "labels" labels: BTreeMap<String, String>,
        /// What differs from the service's policy.
        "trafficPolicy" traffic_policy: Box<TrafficPolicy>,
    }
}

message! {
    /// How connections to a service are made and spread.
    TrafficPolicy {
        /// How requests are spread over its pods.
        "loadBalancer" load_balancer: LoadBalancer,
        /// Limits on connections and requests.
        "connectionPool" connection_pool: ConnectionPool,
        /// When a pod that fails is left out for a while.
        "outlierDetection" outlier_detection: OutlierDetection,
        /// TLS towards the service.
        "tls" tls: ClientTls,
        /// The same for single ports. What an item leaves out falls back to defaults, not to
        /// the policy of the service.
        "portLevelSettings" port_level_settings: Vec<PortPolicy> = items(0, 4096),
        /// Reaches the service by a tunnel through another host.
        "tunnel" tunnel: Tunnel,
        /// Tells the service the client's address by the PROXY protocol.
        "proxyProtocol" proxy_protocol: ProxyProtocol = since(21),
        /// A limit on retries, in proportion to the requests under way.
        "retryBudget" retry_budget: RetryBudget = since(27),
    }
}

message! {
    /// The policy of one port. What it leaves out falls back to defaults, not to the policy of
    /// the service.
    PortPolicy {
        /// The port of the service.
        "port" port: super::http_route::PortSelector,
        /// How requests are spread over its pods.
        "loadBalancer" load_balancer: LoadBalancer,
        /// Limits on connections and requests.
        "connectionPool" connection_pool: ConnectionPool,
        /// When a pod that fails is left out for a while.
        "outlierDetection" outlier_detection: OutlierDetection,
        /// TLS towards the port.
        "tls" tls: ClientTls,
    }
}

message! {
    /// Limits on connections and requests to a service, held by each gateway pod or sidecar for
    /// itself.
    ConnectionPool {
        /// Limits on connections.
        "tcp" tcp: TcpPool,
        /// Limits on requests.
        "http" http: HttpPool,
    }
}

message! {
    /// Limits on connections.
    TcpPool {
        /// How many at a time. No limit when absent.
        "maxConnections" max_connections: i32,
        /// How long connecting may take; 10s when absent.
        "connectTimeout" connect_timeout: String = duration(),
        /// Probes that keep idle connections alive and find dead ones.
        "tcpKeepalive" tcp_keepalive: TcpKeepalive,
        /// How long a connection may last. No limit when absent.
        "maxConnectionDuration" max_connection_duration: String = duration(),
        /// How long a connection may be idle; 1h when absent, `0s` for no limit. Istio 1.21.
        "idleTimeout" idle_timeout: String = since(21).duration(),
    }
}

message! {
    /// Probes on idle connections.
    TcpKeepalive {
        /// How many go unanswered before the connection is dead.
        "probes" probes: u32,
        /// How long it is idle before the first one.
        "time" time: String = duration(),
        /// The time between two.
        "interval" interval: String = duration(),
    }
}

message! {
    /// Limits on requests.
    HttpPool {
        /// Requests that wait for a connection at a time; more get 503. No limit when absent.
        "http1MaxPendingRequests" http1_max_pending_requests: i32,
        /// Requests under way at a time; more get 503. No limit when absent.
        "http2MaxRequests" http2_max_requests: i32,
        /// Requests before a connection is closed; 1 switches keep-alive off. No limit when
        /// absent.
        "maxRequestsPerConnection" max_requests_per_connection: i32,
        /// Retries under way at a time. No limit when absent.
        "maxRetries" max_retries: i32,
        /// How long a connection may be without a request; 1h when absent.
        "idleTimeout" idle_timeout: String = duration(),
        /// Whether HTTP/1.1 requests go on as HTTP/2: `DEFAULT`, `DO_NOT_UPGRADE` or `UPGRADE`.
        "h2UpgradePolicy" h2_upgrade_policy: String = values(&["DEFAULT", "DO_NOT_UPGRADE", "UPGRADE"]),
        /// Whether a request goes on with the version of HTTP that it came in with.
        "useClientProtocol" use_client_protocol: bool,
        /// Requests at a time on one HTTP/2 connection.
        "maxConcurrentStreams" max_concurrent_streams: i32 = since(21),
        /// Pings on HTTP/2 connections.
        "http2KeepAlive" http2_keep_alive: Http2KeepAlive = since(31),
    }
}

message! {
    /// Pings on HTTP/2 connections. Both must be written.
    Http2KeepAlive {
        /// The time between two.
        "interval" interval: String = duration(),
        /// How long an answer may take before the connection is closed.
        "timeout" timeout: String = duration(),
    }
}

message! {
    /// When a pod that fails is left out for a while.
    OutlierDetection {
        /// Deprecated: write `consecutive5xxErrors` or `consecutiveGatewayErrors`.
        "consecutiveErrors" consecutive_errors: i32 = instead("consecutive5xxErrors"),
        /// Whether failures to connect count apart from the answers of the service.
        "splitExternalLocalOriginErrors" split_external_local_origin_errors: bool,
        /// Failures to connect in a row after which a pod is left out; 5 when absent. Needs
        /// `splitExternalLocalOriginErrors: true`.
        "consecutiveLocalOriginFailures" consecutive_local_origin_failures: u32 = nullable(),
        /// Answers 502, 503 and 504 in a row after which a pod is left out; none when absent or
        /// 0.
        "consecutiveGatewayErrors" consecutive_gateway_errors: u32 = nullable(),
        /// Answers of 5xx in a row after which a pod is left out; 5 when absent, 0 for none.
        "consecutive5xxErrors" consecutive_5xx_errors: u32 = nullable(),
        /// The time between two looks; 10s when absent.
        "interval" interval: String = duration(),
        /// How long a pod is left out, times how often it was before; 30s when absent.
        "baseEjectionTime" base_ejection_time: String = duration(),
        /// How many of the pods may be left out, in percent; 10 when absent.
        "maxEjectionPercent" max_ejection_percent: i32,
        /// Below this many healthy pods, in percent, none is left out; 0 when absent.
        "minHealthPercent" min_health_percent: i32,
        /// Status codes that count as failures.
        "outlierDetectionHttpErrorCodes" http_error_codes: Vec<u32> = since(31).range(100.0, 599.0),
    }
}

message! {
    /// TLS towards a service.
    ClientTls {
        /// `SIMPLE` verifies the service; `MUTUAL` shows it a certificate, too; `ISTIO_MUTUAL`
        /// does so with the certificates of the mesh; `DISABLE` (when absent) speaks plain
        /// text.
        "mode" mode: String = values(&["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"]),
        /// Path of the certificate to show, in the client's pod; for `MUTUAL`.
        "clientCertificate" client_certificate: String,
        /// Path of its key in the client's pod; for `MUTUAL`.
        "privateKey" private_key: String,
        /// Path of the authorities that the service's certificate must come from, in the
        /// client's pod. Those of the operating system when absent.
        "caCertificates" ca_certificates: String,
        /// A secret in place of the files, for gateways and for pods that `workloadSelector`
        /// names.
        "credentialName" credential_name: String,
        /// Names of which the service's certificate must carry one. The host of the request
        /// when absent.
        "subjectAltNames" subject_alt_names: Vec<String>,
        /// The server name to ask for. The host of the request when absent.
        "sni" sni: String,
        /// Whether the service's certificate is taken without verification.
        "insecureSkipVerify" insecure_skip_verify: bool = nullable(),
        /// Path of the list of revoked certificates, in the client's pod.
        "caCrl" ca_crl: String = since(22),
    }
}

message! {
    /// A tunnel through another host.
    Tunnel {
        /// The method that opens it: `CONNECT` (when absent) or `POST`.
        "protocol" protocol: String,
        /// The host to reach through the tunnel.
        "targetHost" target_host: String = required(),
        /// Its port.
        "targetPort" target_port: u32 = required(),
    }
}

message! {
    /// The PROXY protocol, which tells a service the client's address.
    ProxyProtocol {
        /// `V1` (when absent) or `V2`.
        "version" version: String = values(&["V1", "V2"]),
    }
}

message! {
    /// A limit on retries, in proportion to the requests under way.
    RetryBudget {
        /// Retries at a time, in percent of the requests under way; 20 when absent.
        "percent" percent: f64 = nullable().range(0.0, 100.0),
        /// Retries at a time that are allowed in any case; 3 when absent.
        "minRetryConcurrency" min_retry_concurrency: u32,
        /// How long requests count, besides those under way.
        "budgetInterval" budget_interval: String = since(31).duration(),
    }
}
