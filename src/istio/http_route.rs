//! The complete HTTPRoute of `networking.istio.io/v1`, Istio 1.30.

use std::collections::BTreeMap;

use super::message::message;

message! {
    /// A route of HTTP requests.
    HttpRoute {
        /// A name, for statistics and logs.
        "name" name: String,
        /// One of these must match; none means every request.
        "match" matches: Vec<HttpMatchRequest>,
        /// Where requests go.
        "route" route: Vec<HttpRouteDestination>,
        /// Answers with a redirect instead.
        "redirect" redirect: HttpRedirect,
        /// Answers directly instead.
        "directResponse" direct_response: HttpDirectResponse,
        /// Another VirtualService that has the routes.
        "delegate" delegate: Delegate,
        /// Changes path or authority on the way.
        "rewrite" rewrite: HttpRewrite,
        /// How long the whole answer may take, a duration such as `15s`.
        "timeout" timeout: String = duration(),
        /// When to try again.
        "retries" retries: HttpRetry,
        /// Faults to inject.
        "fault" fault: HttpFaultInjection,
        /// Where a copy of the requests goes.
        "mirror" mirror: Destination,
        /// The same, to several places.
        "mirrors" mirrors: Vec<HttpMirrorPolicy> = since(20),
        /// Deprecated.
        "mirrorPercent" mirror_percent: u32 = nullable().instead("mirrorPercentage"),
        /// The same as `mirrorPercent` under its old name; deprecated, too.
        "mirror_percent" mirror_percent_old: u32 = nullable().instead("mirrorPercentage"),
        /// How many of the requests are mirrored.
        "mirrorPercentage" mirror_percentage: Percent,
        /// Which other origins browsers may call from.
        "corsPolicy" cors_policy: CorsPolicy,
        /// Headers to add and remove.
        "headers" headers: Headers,
    }
}

message! {
    /// Conditions on a request; all must hold.
    HttpMatchRequest {
        /// A name.
        "name" name: String,
        /// The path, with the query string for `regex` and without for the others.
        "uri" uri: StringMatch,
        /// `http` or `https`.
        "scheme" scheme: StringMatch,
        /// The method.
        "method" method: StringMatch,
        /// The host, with its port.
        "authority" authority: StringMatch,
        /// Headers by lower-case name.
        "headers" headers: BTreeMap<String, StringMatch>,
        /// The port asked for.
        "port" port: u32,
        /// Labels of the client's pod.
        "sourceLabels" source_labels: BTreeMap<String, String>,
        /// The gateways this holds for.
        "gateways" gateways: Vec<String>,
        /// Query parameters by name.
        "queryParams" query_params: BTreeMap<String, StringMatch>,
        /// Whether `uri` ignores case; not for `regex`.
        "ignoreUriCase" ignore_uri_case: bool,
        /// Headers that must not match.
        "withoutHeaders" without_headers: BTreeMap<String, StringMatch>,
        /// The namespace of the client's pod.
        "sourceNamespace" source_namespace: String,
        /// Prefix of the statistics.
        "statPrefix" stat_prefix: String,
    }
}

message! {
    /// A condition on a text: one of the three.
    StringMatch {
        /// The whole text.
        "exact" exact: String,
        /// Its beginning.
        "prefix" prefix: String,
        /// An RE2 expression for the whole text.
        "regex" regex: String,
    }
    one of ["exact", "prefix", "regex"]
}

message! {
    /// One of the places that requests of a route go to.
    HttpRouteDestination {
        /// The place.
        "destination" destination: Destination = required(),
        /// Its share among the route's destinations.
        "weight" weight: i32,
        /// Headers to add and remove.
        "headers" headers: Headers,
    }
}

message! {
    /// A service to send requests to.
    Destination {
        /// Its name in the registry.
        "host" host: String = required(),
        /// A subset that a DestinationRule names.
        "subset" subset: String,
        /// Its port.
        "port" port: PortSelector,
    }
}

message! {
    /// A port by number.
    PortSelector {
        /// 1 to 65535.
        "number" number: u32,
    }
}

message! {
    /// An answer that sends the client elsewhere.
    HttpRedirect {
        /// The new path.
        "uri" uri: String,
        /// What replaces the matched prefix; Istio 1.31.
        "prefixRewrite" prefix_rewrite: String = since(31),
        /// The new host.
        "authority" authority: String,
        /// The new port.
        "port" port: u32,
        /// Where the new port comes from.
        "derivePort" derive_port: String = values(&["FROM_PROTOCOL_DEFAULT", "FROM_REQUEST_PORT"]),
        /// The new scheme.
        "scheme" scheme: String,
        /// 301 when absent.
        "redirectCode" redirect_code: u32,
    }
    one of ["port", "derivePort"]
}

message! {
    /// An answer without a backend.
    HttpDirectResponse {
        /// The status code.
        "status" status: u32 = required(),
        /// The body.
        "body" body: HttpBody,
    }
}

message! {
    /// A body: one of the two.
    HttpBody {
        /// As text.
        "string" string: String,
        /// As base64.
        "bytes" bytes: String = base64(),
    }
    one of ["string", "bytes"]
}

message! {
    /// Another VirtualService.
    Delegate {
        /// Its name.
        "name" name: String,
        /// Its namespace.
        "namespace" namespace: String,
    }
}

message! {
    /// Changes to the request.
    HttpRewrite {
        /// Replaces the matched prefix or the whole path.
        "uri" uri: String,
        /// Replaces the host.
        "authority" authority: String,
        /// Replaces by expression.
        "uriRegexRewrite" uri_regex_rewrite: RegexRewrite = since(20),
    }
}

message! {
    /// A replacement by expression.
    RegexRewrite {
        /// An RE2 expression.
        "match" pattern: String,
        /// The replacement, with `\1`.
        "rewrite" rewrite: String,
    }
}

message! {
    /// When to try again.
    HttpRetry {
        /// How often.
        "attempts" attempts: i32,
        /// How long each try may take.
        "perTryTimeout" per_try_timeout: String = duration(),
        /// On which failures, separated by commas.
        "retryOn" retry_on: String,
        /// Whether other localities may be tried.
        "retryRemoteLocalities" retry_remote_localities: bool = nullable(),
        /// Whether hosts already tried are avoided.
        "retryIgnorePreviousHosts" retry_ignore_previous_hosts: bool = since(26).nullable(),
        /// The wait between tries.
        "backoff" backoff: String = since(26).duration(),
    }
}

message! {
    /// Faults to inject.
    HttpFaultInjection {
        /// Waits.
        "delay" delay: FaultDelay,
        /// Failures.
        "abort" abort: FaultAbort,
    }
}

message! {
    /// A wait.
    FaultDelay {
        /// Deprecated.
        "percent" percent: i32 = instead("percentage"),
        /// How long.
        "fixedDelay" fixed_delay: String = duration(),
        /// Not implemented by Istio.
        "exponentialDelay" exponential_delay: String = duration(),
        /// How many of the requests.
        "percentage" percentage: Percent,
    }
    one of ["fixedDelay", "exponentialDelay"]
}

message! {
    /// A failure.
    FaultAbort {
        /// An HTTP status.
        "httpStatus" http_status: i32,
        /// A gRPC status.
        "grpcStatus" grpc_status: String,
        /// Not implemented by Istio.
        "http2Error" http2_error: String,
        /// How many of the requests.
        "percentage" percentage: Percent,
    }
    one of ["httpStatus", "grpcStatus", "http2Error"]
}

message! {
    /// A percentage.
    Percent {
        /// 0 to 100.
        "value" value: f64,
    }
}

message! {
    /// Where a copy of the requests goes.
    HttpMirrorPolicy {
        /// The place.
        "destination" destination: Destination = required(),
        /// How many of the requests.
        "percentage" percentage: Percent,
    }
}

message! {
    /// Which other origins browsers may call from.
    CorsPolicy {
        /// Deprecated.
        "allowOrigin" allow_origin: Vec<String> = instead("allowOrigins"),
        /// The origins.
        "allowOrigins" allow_origins: Vec<StringMatch>,
        /// The methods.
        "allowMethods" allow_methods: Vec<String>,
        /// The headers a request may carry.
        "allowHeaders" allow_headers: Vec<String>,
        /// The headers of an answer that scripts may read.
        "exposeHeaders" expose_headers: Vec<String>,
        /// How long a browser may remember this.
        "maxAge" max_age: String = duration(),
        /// Whether cookies may be sent.
        "allowCredentials" allow_credentials: bool = nullable(),
        /// Whether preflights of other origins reach the backend.
        "unmatchedPreflights" unmatched_preflights: String = since(23).values(&["UNSPECIFIED", "FORWARD", "IGNORE"]),
    }
}

message! {
    /// Headers to add and remove.
    Headers {
        /// On the way to the backend.
        "request" request: HeaderOperations,
        /// On the way back.
        "response" response: HeaderOperations,
    }
}

message! {
    /// Changes to headers.
    HeaderOperations {
        /// Replaces.
        "set" set_headers: BTreeMap<String, String>,
        /// Appends.
        "add" add: BTreeMap<String, String>,
        /// Removes.
        "remove" remove: Vec<String>,
    }
}
