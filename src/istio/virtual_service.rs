//! VirtualService, as in `networking.istio.io/v1` of Istio 1.30. Its HTTP routes are in
//! [`super::http_route`].

use std::collections::BTreeMap;

use super::http_route::{Destination, HttpRoute};
use super::message::message;

message! {
    /// Which routes the requests to some hosts take.
    VirtualServiceSpec {
        /// The hosts.
        "hosts" hosts: Vec<String>,
        /// The gateways that serve them; `mesh` for the sidecars.
        "gateways" gateways: Vec<String>,
        /// HTTP routes; the first that matches takes the request.
        "http" http: Vec<HttpRoute>,
        /// Routes of TLS connections that are passed through.
        "tls" tls: Vec<TlsRoute>,
        /// Routes of TCP connections.
        "tcp" tcp: Vec<TcpRoute>,
        /// Namespaces that see this object.
        "exportTo" export_to: Vec<String>,
    }
}

message! {
    /// A route of TLS connections that are passed through.
    TlsRoute {
        /// One of these must match.
        "match" matches: Vec<TlsMatch> = required(),
        /// Where the connection goes.
        "route" route: Vec<RouteDestination>,
    }
}

message! {
    /// Conditions on a TLS connection; all must hold.
    TlsMatch {
        /// Server names asked for.
        "sniHosts" sni_hosts: Vec<String> = required(),
        /// Addresses asked for.
        "destinationSubnets" destination_subnets: Vec<String>,
        /// The port asked for.
        "port" port: u32,
        /// Labels of the client's pod.
        "sourceLabels" source_labels: BTreeMap<String, String>,
        /// The gateways this holds for.
        "gateways" gateways: Vec<String>,
        /// The namespace of the client's pod.
        "sourceNamespace" source_namespace: String,
    }
}

message! {
    /// A route of TCP connections.
    TcpRoute {
        /// One of these must match.
        "match" matches: Vec<L4Match>,
        /// Where the connection goes.
        "route" route: Vec<RouteDestination>,
    }
}

message! {
    /// Conditions on a TCP connection; all must hold.
    L4Match {
        /// Addresses asked for.
        "destinationSubnets" destination_subnets: Vec<String>,
        /// The port asked for.
        "port" port: u32,
        /// The client's address.
        "sourceSubnet" source_subnet: String,
        /// Labels of the client's pod.
        "sourceLabels" source_labels: BTreeMap<String, String>,
        /// The gateways this holds for.
        "gateways" gateways: Vec<String>,
        /// The namespace of the client's pod.
        "sourceNamespace" source_namespace: String,
    }
}

message! {
    /// A destination of a TLS or TCP route.
    RouteDestination {
        /// The destination.
        "destination" destination: Destination = required(),
        /// Its share among the route's destinations.
        "weight" weight: i32,
    }
}
