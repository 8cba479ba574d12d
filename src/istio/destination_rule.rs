//! DestinationRule, as in `networking.istio.io/v1` of Istio 1.30. Its load balancing is in
//! [`super::load_balancer`].

use std::collections::BTreeMap;

use super::load_balancer::LoadBalancer;
use super::message::message;

message! {
    /// How to talk to a service.
    DestinationRuleSpec {
        /// Its name in the registry.
        "host" host: String = required(),
        /// The policy.
        "trafficPolicy" traffic_policy: Box<TrafficPolicy>,
        /// Named groups of its pods.
        "subsets" subsets: Vec<Subset>,
        /// Namespaces that see this object.
        "exportTo" export_to: Vec<String>,
        /// The clients it holds for.
        "workloadSelector" workload_selector: WorkloadSelector,
    }
}

message! {
    /// Pods by label.
    WorkloadSelector {
        /// The labels.
        "matchLabels" match_labels: BTreeMap<String, String>,
    }
}

message! {
    /// A named group of pods.
    Subset {
        /// The name.
        "name" name: String = required(),
        /// Labels of its pods.
        "labels" labels: BTreeMap<String, String>,
        /// What differs from the service's policy.
        "trafficPolicy" traffic_policy: Box<TrafficPolicy>,
    }
}

message! {
    /// How connections are made and spread.
    TrafficPolicy {
        /// How requests are spread.
        "loadBalancer" load_balancer: LoadBalancer,
        /// Limits on connections and requests.
        "connectionPool" connection_pool: ConnectionPool,
        /// When a pod is left out.
        "outlierDetection" outlier_detection: OutlierDetection,
        /// TLS towards the service.
        "tls" tls: ClientTls,
        /// The same, by port.
        "portLevelSettings" port_level_settings: Vec<PortPolicy> = items(0, 4096),
        /// A tunnel through another host.
        "tunnel" tunnel: Tunnel,
        /// The PROXY protocol.
        "proxyProtocol" proxy_protocol: ProxyProtocol = since(21),
        /// A limit on retries.
        "retryBudget" retry_budget: RetryBudget = since(27),
    }
}

message! {
    /// The policy of one port.
    PortPolicy {
        /// The port.
        "port" port: super::http_route::PortSelector,
        /// How requests are spread.
        "loadBalancer" load_balancer: LoadBalancer,
        /// Limits on connections and requests.
        "connectionPool" connection_pool: ConnectionPool,
        /// When a pod is left out.
        "outlierDetection" outlier_detection: OutlierDetection,
        /// TLS towards the service.
        "tls" tls: ClientTls,
    }
}

message! {
    /// Limits on connections and requests.
    ConnectionPool {
        /// Of connections.
        "tcp" tcp: TcpPool,
        /// Of requests.
        "http" http: HttpPool,
    }
}

message! {
    /// Limits on connections.
    TcpPool {
        /// How many.
        "maxConnections" max_connections: i32,
        /// How long connecting may take.
        "connectTimeout" connect_timeout: String = duration(),
        /// Keep-alive probes.
        "tcpKeepalive" tcp_keepalive: TcpKeepalive,
        /// How long a connection may last.
        "maxConnectionDuration" max_connection_duration: String = duration(),
        /// How long it may be idle.
        "idleTimeout" idle_timeout: String = since(21).duration(),
    }
}

message! {
    /// Keep-alive probes.
    TcpKeepalive {
        /// How many before the connection is dead.
        "probes" probes: u32,
        /// Idle time before the first.
        "time" time: String = duration(),
        /// Time between them.
        "interval" interval: String = duration(),
    }
}

message! {
    /// Limits on requests.
    HttpPool {
        /// Requests that wait for a connection.
        "http1MaxPendingRequests" http1_max_pending_requests: i32,
        /// Requests at a time.
        "http2MaxRequests" http2_max_requests: i32,
        /// Requests before a connection is closed.
        "maxRequestsPerConnection" max_requests_per_connection: i32,
        /// Retries at a time.
        "maxRetries" max_retries: i32,
        /// How long a connection may be idle.
        "idleTimeout" idle_timeout: String = duration(),
        /// Whether HTTP/1.1 becomes HTTP/2.
        "h2UpgradePolicy" h2_upgrade_policy: String = values(&["DEFAULT", "DO_NOT_UPGRADE", "UPGRADE"]),
        /// Whether the client's protocol is kept.
        "useClientProtocol" use_client_protocol: bool,
        /// Streams at a time on one connection.
        "maxConcurrentStreams" max_concurrent_streams: i32 = since(21),
        /// Pings; Istio 1.31.
        "http2KeepAlive" http2_keep_alive: Http2KeepAlive = since(31),
    }
}

message! {
    /// Pings on HTTP/2 connections.
    Http2KeepAlive {
        /// Time between them.
        "interval" interval: String = duration(),
        /// How long an answer may take.
        "timeout" timeout: String = duration(),
    }
}

message! {
    /// When a pod is left out.
    OutlierDetection {
        /// Deprecated.
        "consecutiveErrors" consecutive_errors: i32 = instead("consecutive5xxErrors"),
        /// Whether failures to connect count on their own.
        "splitExternalLocalOriginErrors" split_external_local_origin_errors: bool,
        /// Failures to connect.
        "consecutiveLocalOriginFailures" consecutive_local_origin_failures: u32 = nullable(),
        /// 502, 503 and 504.
        "consecutiveGatewayErrors" consecutive_gateway_errors: u32 = nullable(),
        /// All of 5xx.
        "consecutive5xxErrors" consecutive_5xx_errors: u32 = nullable(),
        /// Time between looks.
        "interval" interval: String = duration(),
        /// How long it is left out.
        "baseEjectionTime" base_ejection_time: String = duration(),
        /// Of all pods, in percent.
        "maxEjectionPercent" max_ejection_percent: i32,
        /// Below this many healthy pods, in percent, none is left out.
        "minHealthPercent" min_health_percent: i32,
        /// Status codes that count as errors; Istio 1.31.
        "outlierDetectionHttpErrorCodes" http_error_codes: Vec<u32> = since(31).range(100.0, 599.0),
    }
}

message! {
    /// TLS towards a service.
    ClientTls {
        /// `DISABLE`, `SIMPLE`, `MUTUAL`, `ISTIO_MUTUAL`.
        "mode" mode: String = values(&["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"]),
        /// A file.
        "clientCertificate" client_certificate: String,
        /// A file.
        "privateKey" private_key: String,
        /// A file.
        "caCertificates" ca_certificates: String,
        /// A secret instead of the files.
        "credentialName" credential_name: String,
        /// Names that the service's certificate may carry.
        "subjectAltNames" subject_alt_names: Vec<String>,
        /// The server name to ask for.
        "sni" sni: String,
        /// Whether the certificate goes unverified.
        "insecureSkipVerify" insecure_skip_verify: bool = nullable(),
        /// A file.
        "caCrl" ca_crl: String = since(22),
    }
}

message! {
    /// A tunnel through another host.
    Tunnel {
        /// `CONNECT` or `POST`.
        "protocol" protocol: String,
        /// The host to reach.
        "targetHost" target_host: String = required(),
        /// Its port.
        "targetPort" target_port: u32 = required(),
    }
}

message! {
    /// The PROXY protocol.
    ProxyProtocol {
        /// `V1` or `V2`.
        "version" version: String = values(&["V1", "V2"]),
    }
}

message! {
    /// A limit on retries.
    RetryBudget {
        /// Of the active requests, in percent.
        "percent" percent: f64 = nullable().range(0.0, 100.0),
        /// Retries that are always allowed.
        "minRetryConcurrency" min_retry_concurrency: u32,
        /// How long requests count.
        "budgetInterval" budget_interval: String = since(31).duration(),
    }
}
