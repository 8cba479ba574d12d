//! VirtualService, as in `networking.istio.io/v1` of Istio 1.30. Its HTTP routes are in
//! [`super::http_route`].

use std::collections::BTreeMap;

use super::http_route::{Destination, HttpRoute};
use super::message::message;

message! {
    /// Which routes the requests to some hosts take.
    VirtualServiceSpec {
        /// The hosts that clients ask for. Behind a gateway they must be among the hosts of its
        /// Gateway. None: other VirtualServices take the routes by `delegate`.
        "hosts" hosts: Vec<String>,
        /// The Gateways whose requests take these routes, as `NAME` or `NAMESPACE/NAME`; `mesh`
        /// for clients inside the mesh. `mesh` alone when absent.
        "gateways" gateways: Vec<String>,
        /// HTTP routes, in order: the first one that matches takes the request.
        "http" http: Vec<HttpRoute>,
        /// Routes of TLS connections that the gateway passes through, by server name.
        "tls" tls: Vec<TlsRoute>,
        /// Routes of TCP connections.
        "tcp" tcp: Vec<TcpRoute>,
        /// Namespaces that see this object: names, `.` for its own, `*` for all. All when
        /// absent.
        "exportTo" export_to: Vec<String>,
    }
}

message! {
    /// A route of TLS connections that are passed through.
    TlsRoute {
        /// Which connections take it: one of these must match. At least one.
        "match" matches: Vec<TlsMatch> = required(),
        /// Where the connections go.
        "route" route: Vec<RouteDestination>,
    }
}

message! {
    /// Conditions on a TLS connection; all that are written must hold.
    TlsMatch {
        /// Server names that clients ask for, such as `pad.example.org` or `*.example.org`;
        /// each must be among the hosts of the VirtualService.
        "sniHosts" sni_hosts: Vec<String> = required(),
        /// Addresses that were connected to, such as `10.0.0.0/8`.
        "destinationSubnets" destination_subnets: Vec<String>,
        /// The port that was connected to.
        "port" port: u32,
        /// Labels of the client's pod; for clients inside the mesh.
        "sourceLabels" source_labels: BTreeMap<String, String>,
        /// The gateways that this holds for; they must be listed in `gateways` of the
        /// VirtualService, too.
        "gateways" gateways: Vec<String>,
        /// The namespace of the client's pod; for clients inside the mesh.
        "sourceNamespace" source_namespace: String,
    }
}

message! {
    /// A route of TCP connections.
    TcpRoute {
        /// Which connections take it: one of these must match; every connection when absent.
        "match" matches: Vec<L4Match>,
        /// Where the connections go.
        "route" route: Vec<RouteDestination>,
    }
}

message! {
    /// Conditions on a TCP connection; all that are written must hold.
    L4Match {
        /// Addresses that were connected to, such as `10.0.0.0/8`.
        "destinationSubnets" destination_subnets: Vec<String>,
        /// The port that was connected to.
        "port" port: u32,
        /// The client's address or a range that it is in.
        "sourceSubnet" source_subnet: String,
        /// Labels of the client's pod; for clients inside the mesh.
        "sourceLabels" source_labels: BTreeMap<String, String>,
        /// The gateways that this holds for; they must be listed in `gateways` of the
        /// VirtualService, too.
        "gateways" gateways: Vec<String>,
        /// The namespace of the client's pod; for clients inside the mesh.
        "sourceNamespace" source_namespace: String,
    }
}

message! {
    /// A destination of a TLS or TCP route.
    RouteDestination {
        /// The service that connections go to.
        "destination" destination: Destination = required(),
        /// Its share of the connections, in proportion to the other weights of the route.
        "weight" weight: i32,
    }
}
