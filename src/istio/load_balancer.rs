//! How a DestinationRule spreads requests; `networking.istio.io/v1`, Istio 1.30.

use std::collections::BTreeMap;

use super::message::message;

message! {
    /// How requests are spread over the pods of a service.
    LoadBalancer {
        /// `LEAST_REQUEST`, `ROUND_ROBIN`, ...
        "simple" simple: String = values(&["UNSPECIFIED", "LEAST_CONN", "RANDOM", "PASSTHROUGH", "ROUND_ROBIN", "LEAST_REQUEST"]),
        /// By a hash, so that a client stays on one pod.
        "consistentHash" consistent_hash: ConsistentHash,
        /// By locality.
        "localityLbSetting" locality_lb_setting: LocalityLb,
        /// By zone; Istio 1.31.
        "zoneAwareLbSetting" zone_aware_lb_setting: ZoneAwareLb = since(31),
        /// Deprecated.
        "warmupDurationSecs" warmup_duration_secs: String = millisecond().instead("warmup"),
        /// How a new pod is warmed up.
        "warmup" warmup: Warmup = since(24),
        /// By how busy the pods say they are.
        "backendUtilization" backend_utilization: BackendUtilization = since(32),
    }
    one of ["simple", "consistentHash", "backendUtilization"]
}

message! {
    /// A hash, so that a client stays on one pod.
    ConsistentHash {
        /// Of a header.
        "httpHeaderName" http_header_name: String,
        /// Of a cookie.
        "httpCookie" http_cookie: HttpCookie,
        /// Of the client's address.
        "useSourceIp" use_source_ip: bool,
        /// Of a query parameter.
        "httpQueryParameterName" http_query_parameter_name: String,
        /// The ring algorithm.
        "ringHash" ring_hash: RingHash,
        /// The Maglev algorithm.
        "maglev" maglev: Maglev,
        /// Deprecated.
        "minimumRingSize" minimum_ring_size: u32 = range(0.0, 18446744073709551615.0).instead("ringHash"),
    }
    one of ["httpHeaderName", "httpCookie", "useSourceIp", "httpQueryParameterName"]
    one of ["ringHash", "maglev"]
}

message! {
    /// A cookie to hash.
    HttpCookie {
        /// Its name.
        "name" name: String = required(),
        /// Its path.
        "path" path: String,
        /// Its life time; the gateway sets the cookie where there is one. `0s`: a session cookie.
        "ttl" ttl: String = duration(),
        /// Further attributes.
        "attributes" attributes: Vec<CookieAttribute> = since(28),
    }
}

message! {
    /// An attribute of a cookie.
    CookieAttribute {
        /// Its name.
        "name" name: String = required(),
        /// Its value.
        "value" value: String,
    }
}

message! {
    /// The ring algorithm.
    RingHash {
        /// Entries of the ring, at least.
        "minimumRingSize" minimum_ring_size: u32 = range(0.0, 18446744073709551615.0),
    }
}

message! {
    /// The Maglev algorithm.
    Maglev {
        /// Entries of the table, a prime.
        "tableSize" table_size: u32 = range(0.0, 18446744073709551615.0),
    }
}

message! {
    /// Spreading by locality.
    LocalityLb {
        /// Shares.
        "distribute" distribute: Vec<Distribute>,
        /// Where to go when a region fails.
        "failover" failover: Vec<Failover>,
        /// Labels that decide.
        "failoverPriority" failover_priority: Vec<String>,
        /// Whether this holds.
        "enabled" enabled: bool = nullable(),
    }
}

message! {
    /// Shares of the requests from one locality.
    Distribute {
        /// The locality.
        "from" from: String,
        /// Shares in percent.
        "to" to: BTreeMap<String, u32>,
    }
}

message! {
    /// Where to go when a region fails.
    Failover {
        /// The region.
        "from" from: String,
        /// Where to go.
        "to" to: String,
    }
}

message! {
    /// Spreading by zone.
    ZoneAwareLb {
        /// Whether this holds.
        "enabled" enabled: bool = nullable(),
        /// Pods below which zones do not count.
        "minClusterSize" min_cluster_size: u32 = nullable().range(1.0, 4294967295.0),
        /// Where to go when a region fails.
        "failover" failover: Vec<Failover>,
        /// Labels that decide.
        "failoverPriority" failover_priority: Vec<String>,
    }
}

message! {
    /// How a new pod is warmed up.
    Warmup {
        /// How long.
        "duration" duration: String = required().duration(),
        /// The first share, in percent.
        "minimumPercent" minimum_percent: f64 = nullable().range(0.0, 100.0),
        /// How fast the share grows.
        "aggression" aggression: f64 = nullable(),
    }
}

message! {
    /// Spreading by how busy the pods say they are.
    BackendUtilization {
        /// How much errors weigh, in percent.
        "errorUtilizationPenaltyPercent" error_utilization_penalty_percent: u32,
        /// The metrics that say how busy a pod is.
        "metricNamesForComputingUtilization" metric_names: Vec<String>,
        /// How long a weight counts.
        "weightExpirationPeriod" weight_expiration_period: String = duration(),
        /// How long before the first weight counts.
        "weightStabilizationPeriod" weight_stabilization_period: String = duration(),
        /// How often weights are computed.
        "weightUpdatePeriod" weight_update_period: String = duration(),
    }
}
