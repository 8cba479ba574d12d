//! The complete HTTPRoute of `networking.istio.io/v1`, Istio 1.30.

use std::collections::BTreeMap;

use super::message::message;

message! {
    /// A route of HTTP requests: which ones take it, and what becomes of them.
    HttpRoute {
        /// A name for statistics and logs.
        "name" name: String,
        /// Which requests take it: one of these must match; every request when absent, so that
        /// no later route gets any.
        "match" matches: Vec<HttpMatchRequest>,
        /// The services that requests go to. A route has this, `redirect` or `directResponse`.
        "route" route: Vec<HttpRouteDestination>,
        /// Answers with a redirect instead.
        "redirect" redirect: HttpRedirect,
        /// Answers by itself instead.
        "directResponse" direct_response: HttpDirectResponse,
        /// Takes the routes of another VirtualService, one without `hosts`.
        "delegate" delegate: Delegate,
        /// Changes path or host on the way to the service.
        "rewrite" rewrite: HttpRewrite,
        /// How long the whole answer may take, retries included: a duration such as `15s`. No
        /// limit when absent; `0s` is refused.
        "timeout" timeout: String = duration(),
        /// When and how often a failed request is tried again. Two more times for failed
        /// connections when absent.
        "retries" retries: HttpRetry,
        /// Delays or fails some of the requests on purpose.
        "fault" fault: HttpFaultInjection,
        /// A service that gets a copy of the requests; its answers are thrown away.
        "mirror" mirror: Destination,
        /// Several services that get copies.
        "mirrors" mirrors: Vec<HttpMirrorPolicy> = since(20),
        /// Deprecated: write `mirrorPercentage`.
        "mirrorPercent" mirror_percent: u32 = nullable().instead("mirrorPercentage"),
        /// `mirrorPercent` under an old name, deprecated as well.
        "mirror_percent" mirror_percent_old: u32 = nullable().range(0.0, 100.0).instead("mirrorPercentage"),
        /// How many of the requests `mirror` gets a copy of; all when absent.
        "mirrorPercentage" mirror_percentage: Percent,
        /// Which other origins browsers may call from.
        "corsPolicy" cors_policy: CorsPolicy,
        /// Headers to set, add or remove, for all destinations of the route.
        "headers" headers: Headers,
    }
}

message! {
    /// Conditions on a request; all that are written must hold.
    HttpMatchRequest {
        /// A name for logs, behind that of the route.
        "name" name: String,
        /// The path of the request, without the query string. `prefix` is compared as text:
        /// `/pad` matches `/padding`, too.
        "uri" uri: StringMatch,
        /// `http` or `https`.
        "scheme" scheme: StringMatch,
        /// The method in upper case, such as `GET`.
        "method" method: StringMatch,
        /// The host as the client wrote it, with the port where there is one.
        "authority" authority: StringMatch,
        /// Headers by name in lower case. An empty condition, `{}`, means that the header is
        /// there.
        "headers" headers: BTreeMap<String, StringMatch>,
        /// The port of the Gateway (not of the service) that the request came in at.
        "port" port: u32,
        /// Labels of the client's pod; for clients inside the mesh.
        "sourceLabels" source_labels: BTreeMap<String, String>,
        /// The gateways that this holds for; they must be listed in `gateways` of the
        /// VirtualService, too.
        "gateways" gateways: Vec<String>,
        /// Query parameters by name. An empty condition, `{}`, means that the parameter is
        /// there.
        "queryParams" query_params: BTreeMap<String, StringMatch>,
        /// Whether upper and lower case are the same in `exact` and `prefix` of `uri`; `regex`
        /// has `(?i)` for that.
        "ignoreUriCase" ignore_uri_case: bool,
        /// Headers by name that must not match. An empty condition, `{}`, means that the header
        /// is not there.
        "withoutHeaders" without_headers: BTreeMap<String, StringMatch>,
        /// The namespace of the client's pod; for clients inside the mesh.
        "sourceNamespace" source_namespace: String,
        /// Begins the names of statistics of their own for these requests.
        "statPrefix" stat_prefix: String,
    }
}

message! {
    /// A condition on a text: exactly one of `exact`, `prefix` and `regex`. Upper and lower
    /// case differ.
    StringMatch {
        /// The whole text.
        "exact" exact: String,
        /// How the text begins.
        "prefix" prefix: String,
        /// An RE2 expression that the whole text must match, with `.*` where anything may
        /// follow. At most 1024 bytes.
        "regex" regex: String,
    }
    one of ["exact", "prefix", "regex"]
}

message! {
    /// One of the services that requests of a route go to.
    HttpRouteDestination {
        /// The service.
        "destination" destination: Destination = required(),
        /// Its share of the requests, in proportion to the other weights of the route.
        "weight" weight: i32,
        /// Headers to set, add or remove, for this destination only.
        "headers" headers: Headers,
    }
}

message! {
    /// A service that requests go to.
    Destination {
        /// The service's complete name, `NAME.NAMESPACE.svc.cluster.local`, or its short name
        /// for one in the namespace of the VirtualService. `NAME.NAMESPACE` does not work.
        "host" host: String = required(),
        /// A group of its pods that a DestinationRule names.
        "subset" subset: String,
        /// Its port; may be left out where the service has only one.
        "port" port: PortSelector,
    }
}

message! {
    /// A port by number.
    PortSelector {
        /// The port, from 1 to 65535.
        "number" number: u32,
    }
}

message! {
    /// An answer that sends the client elsewhere. What is not written stays as the client asked
    /// for it.
    HttpRedirect {
        /// The new path, in place of the whole old one.
        "uri" uri: String,
        /// What replaces the prefix that matched; the rest of the path stays. Istio 1.31.
        "prefixRewrite" prefix_rewrite: String = since(31),
        /// The new host.
        "authority" authority: String,
        /// The new port.
        "port" port: u32,
        /// Where the new port comes from: `FROM_PROTOCOL_DEFAULT` for 80 or 443,
        /// `FROM_REQUEST_PORT` for that of the request.
        "derivePort" derive_port: String = values(&["FROM_PROTOCOL_DEFAULT", "FROM_REQUEST_PORT"]),
        /// The new scheme, `http` or `https`.
        "scheme" scheme: String,
        /// The status: 301 (when absent), 302, 303, 307 or 308.
        "redirectCode" redirect_code: u32,
    }
    one of ["port", "derivePort"]
}

message! {
    /// An answer without a service behind it.
    HttpDirectResponse {
        /// The status code, such as 503.
        "status" status: u32 = required(),
        /// The body; empty when absent.
        "body" body: HttpBody,
    }
}

message! {
    /// A body: one of `string` and `bytes`. At most 1 MiB.
    HttpBody {
        /// As text.
        "string" string: String,
        /// As base64, for what is no text.
        "bytes" bytes: String = base64(),
    }
    one of ["string", "bytes"]
}

message! {
    /// A VirtualService without `hosts` that has the routes.
    Delegate {
        /// Its name.
        "name" name: String,
        /// Its namespace; that of this VirtualService when absent.
        "namespace" namespace: String,
    }
}

message! {
    /// Changes to the request on its way to the service.
    HttpRewrite {
        /// What replaces the prefix that matched, or the whole path for `exact` and `regex`.
        /// `/old` to `/` makes `//x` of `/old/x`: end both with a slash or none.
        "uri" uri: String,
        /// The host that the service sees.
        "authority" authority: String,
        /// Replaces parts of the path by an expression.
        "uriRegexRewrite" uri_regex_rewrite: RegexRewrite = since(20),
    }
}

message! {
    /// A replacement by an expression.
    RegexRewrite {
        /// An RE2 expression; every part of the path that matches is replaced.
        "match" pattern: String,
        /// The replacement, with `\1` to `\9` for groups. Not empty.
        "rewrite" rewrite: String,
    }
}

message! {
    /// When and how often a failed request is tried again.
    HttpRetry {
        /// How many more times at most; 0 switches retries off.
        "attempts" attempts: i32,
        /// How long each try may take; as long as `timeout` when absent.
        "perTryTimeout" per_try_timeout: String = duration(),
        /// What counts as a failure, with commas and without blanks: `5xx`, `gateway-error`,
        /// `reset`, `connect-failure`, `refused-stream`, or a status such as `503`.
        "retryOn" retry_on: String,
        /// Whether pods in other localities may be tried.
        "retryRemoteLocalities" retry_remote_localities: bool = nullable(),
        /// Whether pods that failed are avoided; true when absent. Istio 1.26.
        "retryIgnorePreviousHosts" retry_ignore_previous_hosts: bool = since(26).nullable(),
        /// The least wait between tries; 25ms when absent. Istio 1.26.
        "backoff" backoff: String = since(26).duration(),
    }
}

message! {
    /// Faults made on purpose, to see how clients bear them.
    HttpFaultInjection {
        /// Delays requests.
        "delay" delay: FaultDelay,
        /// Answers with an error.
        "abort" abort: FaultAbort,
    }
}

message! {
    /// A delay.
    FaultDelay {
        /// Deprecated: write `percentage`.
        "percent" percent: i32 = instead("percentage"),
        /// How long, such as `5s`.
        "fixedDelay" fixed_delay: String = duration(),
        /// Not implemented by Istio, and refused.
        "exponentialDelay" exponential_delay: String = duration(),
        /// How many of the requests.
        "percentage" percentage: Percent,
    }
    one of ["fixedDelay", "exponentialDelay"]
}

message! {
    /// An error in the place of an answer.
    FaultAbort {
        /// The HTTP status, such as 503.
        "httpStatus" http_status: i32,
        /// The gRPC status, such as `UNAVAILABLE`.
        "grpcStatus" grpc_status: String,
        /// Not implemented by Istio, and refused.
        "http2Error" http2_error: String,
        /// How many of the requests.
        "percentage" percentage: Percent,
    }
    one of ["httpStatus", "grpcStatus", "http2Error"]
}

message! {
    /// A part of the requests.
    Percent {
        /// In percent, from 0 to 100; fractions such as 0.5 are fine.
        "value" value: f64,
    }
}

message! {
    /// A service that gets a copy of the requests.
    HttpMirrorPolicy {
        /// The service.
        "destination" destination: Destination = required(),
        /// How many of the requests; all when absent.
        "percentage" percentage: Percent,
    }
}

message! {
    /// Which other origins browsers may call from.
    CorsPolicy {
        /// Deprecated: write `allowOrigins`.
        "allowOrigin" allow_origin: Vec<String> = instead("allowOrigins"),
        /// The origins, such as `exact: "https://www.example.org"`: scheme and host, no slash
        /// at the end.
        "allowOrigins" allow_origins: Vec<StringMatch>,
        /// The methods that scripts of these origins may use, such as `GET`.
        "allowMethods" allow_methods: Vec<String>,
        /// The headers that a request may carry besides the common ones.
        "allowHeaders" allow_headers: Vec<String>,
        /// The headers of an answer that scripts may read besides the common ones.
        "exposeHeaders" expose_headers: Vec<String>,
        /// How long a browser may remember this, in whole seconds such as `24h`.
        "maxAge" max_age: String = duration(),
        /// Whether cookies and passwords may come along. Together with an origin that matches
        /// any, every site can act for its visitors.
        "allowCredentials" allow_credentials: bool = nullable(),
        /// Whether a browser's question from an origin that is not allowed reaches the service:
        /// `FORWARD` (when absent) or `IGNORE`. Istio 1.23.
        "unmatchedPreflights" unmatched_preflights: String = since(23).values(&["UNSPECIFIED", "FORWARD", "IGNORE"]),
    }
}

message! {
    /// Changes to headers.
    Headers {
        /// On the way to the service.
        "request" request: HeaderOperations,
        /// On the way back to the client.
        "response" response: HeaderOperations,
    }
}

message! {
    /// Changes to headers, by their names.
    HeaderOperations {
        /// Sets a header to a value, whatever it was.
        "set" set_headers: BTreeMap<String, String>,
        /// Adds a value to what is there.
        "add" add: BTreeMap<String, String>,
        /// Names of headers to remove.
        "remove" remove: Vec<String>,
    }
}
