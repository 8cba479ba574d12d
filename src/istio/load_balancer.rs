//! How a DestinationRule spreads requests; `networking.istio.io/v1`, Istio 1.30.

use std::collections::BTreeMap;

use super::message::message;

message! {
    /// How requests are spread over the pods of a service.
    LoadBalancer {
        /// `LEAST_REQUEST` (when absent), `ROUND_ROBIN`, `RANDOM`, or `PASSTHROUGH` for the
        /// address that the client asked for. `LEAST_CONN` is an old name of `LEAST_REQUEST`.
        "simple" simple: String = values(&["UNSPECIFIED", "LEAST_CONN", "RANDOM", "PASSTHROUGH", "ROUND_ROBIN", "LEAST_REQUEST"]),
        /// By a hash of the request, so that a client stays on one pod.
        "consistentHash" consistent_hash: ConsistentHash,
        /// By regions and zones of clients and pods.
        "localityLbSetting" locality_lb_setting: LocalityLb,
        /// To the client's own zone first.
        "zoneAwareLbSetting" zone_aware_lb_setting: ZoneAwareLb = since(31),
        /// Deprecated: write `warmup`.
        "warmupDurationSecs" warmup_duration_secs: String = millisecond().instead("warmup"),
        /// How a new pod gets its share little by little; for `ROUND_ROBIN` and
        /// `LEAST_REQUEST`. Istio 1.24.
        "warmup" warmup: Warmup = since(24),
        /// By how busy the pods say they are.
        "backendUtilization" backend_utilization: BackendUtilization = since(32),
    }
    one of ["simple", "consistentHash", "backendUtilization"]
}

message! {
    /// A hash of the request, so that a client stays on one pod while the pods stay the same.
    ConsistentHash {
        /// Of the header with this name.
        "httpHeaderName" http_header_name: String,
        /// Of a cookie.
        "httpCookie" http_cookie: HttpCookie,
        /// Of the client's address; behind a load balancer that may be one and the same for
        /// all.
        "useSourceIp" use_source_ip: bool,
        /// Of the query parameter with this name.
        "httpQueryParameterName" http_query_parameter_name: String,
        /// Spreads by a ring, the default.
        "ringHash" ring_hash: RingHash,
        /// Spreads by a Maglev table.
        "maglev" maglev: Maglev,
        /// Deprecated: write `ringHash`.
        "minimumRingSize" minimum_ring_size: u32 = range(0.0, 9223372036854775807.0).instead("ringHash"),
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
        /// How long it lasts, such as `1h`; `0s` until the browser is closed. Without `ttl` the
        /// gateway sets no cookie, and only clients that have one already stay on a pod.
        "ttl" ttl: String = duration(),
        /// Further attributes, such as `SameSite`.
        "attributes" attributes: Vec<CookieAttribute> = since(28),
    }
}

message! {
    /// An attribute of a cookie.
    CookieAttribute {
        /// Its name, such as `SameSite`.
        "name" name: String = required(),
        /// Its value; none for one such as `Secure`.
        "value" value: String,
    }
}

message! {
    /// The ring.
    RingHash {
        /// How many entries it has at least; 1024 when absent.
        "minimumRingSize" minimum_ring_size: u32 = range(0.0, 9223372036854775807.0),
    }
}

message! {
    /// The Maglev table.
    Maglev {
        /// How many entries it has: a prime below 5000011, such as 65537.
        "tableSize" table_size: u32 = range(0.0, 9223372036854775807.0),
    }
}

message! {
    /// Spreading by regions and zones. One of `distribute` and `failover`.
    LocalityLb {
        /// Which share of the requests from one place goes where.
        "distribute" distribute: Vec<Distribute>,
        /// Where requests go when the pods of a region fail.
        "failover" failover: Vec<Failover>,
        /// Labels that pods should share with the client, the most important first.
        "failoverPriority" failover_priority: Vec<String>,
        /// Whether this holds; what the mesh says when absent.
        "enabled" enabled: bool = nullable(),
    }
}

message! {
    /// The shares of the requests from one place.
    Distribute {
        /// Where requests come from: `REGION/ZONE/SUBZONE`, `REGION/*`.
        "from" from: String,
        /// Shares by place, in percent, 100 in all.
        "to" to: BTreeMap<String, u32>,
    }
}

message! {
    /// Where requests go when the pods of a region fail.
    Failover {
        /// The region that fails.
        "from" from: String,
        /// The region to go to.
        "to" to: String,
    }
}

message! {
    /// Spreading to the client's own zone first.
    ZoneAwareLb {
        /// Whether this holds.
        "enabled" enabled: bool = nullable(),
        /// With fewer pods than this, zones do not count.
        "minClusterSize" min_cluster_size: u32 = nullable().range(1.0, 4294967295.0),
        /// Where requests go when the pods of a region fail.
        "failover" failover: Vec<Failover>,
        /// Labels that pods should share with the client, the most important first.
        "failoverPriority" failover_priority: Vec<String>,
    }
}

message! {
    /// How a new pod gets its share little by little.
    Warmup {
        /// How long until it has its whole share.
        "duration" duration: String = required().duration(),
        /// The share that it begins with, in percent of the whole one; 10 when absent.
        "minimumPercent" minimum_percent: f64 = nullable().range(0.0, 100.0),
        /// How fast the share grows: 1 (when absent) evenly, above 1 faster in the beginning.
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
        /// How long the word of a pod counts.
        "weightExpirationPeriod" weight_expiration_period: String = duration(),
        /// How long a new pod is heard before its word counts.
        "weightStabilizationPeriod" weight_stabilization_period: String = duration(),
        /// How often weights are computed.
        "weightUpdatePeriod" weight_update_period: String = duration(),
    }
}
