//! The table of keys. The texts are shown by editors beside the key that is being written.

use std::borrow::Cow;

use super::{Key, KeyShape, reads};
use crate::helper::Definition;
use crate::istio::HttpRoute;
use crate::istio::http_route::CorsPolicy;
use crate::istio::schema::Shape;

const BOOL: KeyShape = KeyShape::Value(Shape::Bool);
const TEXT: KeyShape = KeyShape::Value(Shape::String);
const TEXTS: KeyShape = KeyShape::Value(Shape::List(&Shape::String));
const TEXT_BY_KEY: KeyShape = KeyShape::Value(Shape::Map(&Shape::String));
const POLICY: KeyShape = KeyShape::Value(Shape::Message(&CorsPolicy::MESSAGE));
const ROUTES: KeyShape = KeyShape::Value(Shape::List(&Shape::Message(&HttpRoute::MESSAGE)));

/// The modes of a Gateway's TLS settings.
const MODES: &[&str] = &[
    "SIMPLE",
    "MUTUAL",
    "OPTIONAL_MUTUAL",
    "PASSTHROUGH",
    "AUTO_PASSTHROUGH",
    "ISTIO_MUTUAL",
];

const VERSIONS: &[&str] = &["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"];

const fn key(
    name: &'static str,
    shape: KeyShape,
    reads: fn(&str, &Definition) -> bool,
    about: &'static str,
) -> Key {
    Key {
        name: Cow::Borrowed(name),
        about,
        shape,
        words: &[],
        is_for_other_templates: false,
        reads,
    }
}

const fn word(name: &'static str, words: &'static [&'static str], about: &'static str) -> Key {
    Key {
        name: Cow::Borrowed(name),
        about,
        shape: TEXT,
        words,
        is_for_other_templates: false,
        reads: reads::typed_only,
    }
}

/// A key of a definition that calls it differently, like one of the table.
pub(super) fn named(like: &str, name: String) -> Option<Key> {
    let known = KEYS.iter().find(|key| key.name == like)?;
    Some(Key {
        name: Cow::Owned(name),
        ..known.clone()
    })
}

/// All keys. A name stands here several times where versions read it in different shapes; no
/// version reads two of these.
pub(super) static KEYS: &[Key] = &[
    key(
        "enabled",
        BOOL,
        reads::always,
        "Whether the service is reachable through an ingress gateway.\n\nAs long as this is `false`, \
         nothing is deployed for it and no other key of `ingress` is looked at.",
    ),
    key(
        "staging",
        BOOL,
        reads::staging,
        "Whether this release runs in the staging cluster.\n\nWith `true` the default host lies in \
         the staging domain instead of the production domains.",
    ),
    key(
        "mlstaging",
        BOOL,
        reads::environment,
        "Whether this release runs in the machine-learning staging cluster.\n\nWith `true` the \
         default host lies in that cluster's domain. `staging` is looked at first.",
    ),
    key(
        "gatewayHosts",
        TEXTS,
        reads::hosts_as_list,
        "The host names that the release's own Gateway serves, in place of the default host.\n\n\
         Each is a complete name such as `pad.example.org`. An empty list keeps the default host, \
         which is made of the namespace and the platform's domain.",
    ),
    key(
        "gatewayHosts",
        KeyShape::Group,
        reads::hosts_as_map,
        "Which host names the release's own Gateway serves.\n\nIt must be a map even where nothing \
         is set in it: with null or a list, Helm stops.",
    ),
    key(
        "gatewayHosts",
        KeyShape::HostsOrGroup,
        reads::typed_only,
        "Which host names the release's own Gateway serves: the complete list of them, or a map \
         that adds to the default hosts.\n\nWithout it the release serves `NAMESPACE.DOMAIN` for \
         each of the platform's domains.",
    ),
    key(
        "gatewayHosts.default",
        TEXT,
        reads::hosts_with_keys,
        "The first part of the default hosts, in place of the namespace.\n\nWith `pad` the release \
         serves `pad.DOMAIN` for every domain. Empty means the namespace.",
    ),
    key(
        "gatewayHosts.disableDefaultHosts",
        BOOL,
        reads::hosts_with_keys,
        "Whether to serve no default host, only those of `extraFQDNs`.",
    ),
    key(
        "gatewayHosts.extraFQDNs",
        TEXTS,
        reads::hosts_with_keys,
        "Host names to serve besides the default hosts, each complete: `pad.example.org`.\n\nThe \
         certificate of the gateway must cover them.",
    ),
    key(
        "gatewayHosts.domains",
        TEXTS,
        reads::domains,
        "The domains below which the default hosts lie, in place of the platform's.\n\nFor each of \
         them the release serves `SERVICE.DOMAIN`.",
    ),
    key(
        "existingGatewayName",
        TEXT,
        reads::always,
        "The Gateway of another release that serves the hosts: `NAMESPACE/NAME`.\n\nThis release \
         then brings no Gateway of its own, and `routeHosts` must say which of that Gateway's hosts \
         it takes requests for. Use it where two releases share a host name: a host may belong to \
         one Gateway only. Write `\"\"` for a Gateway of its own, never null.",
    ),
    key(
        "existingGateway",
        TEXT,
        reads::typed_only,
        "The Gateway of another release that serves the hosts: `NAMESPACE/NAME`.\n\nThis release \
         then brings no Gateway of its own, and `routeHosts` must say which of that Gateway's hosts \
         it takes requests for. `existingGatewayName` is the same setting under its older name.",
    ),
    key(
        "routeHosts",
        TEXTS,
        reads::always,
        "The host names whose requests the routes are for.\n\nRequired beside an existing gateway. \
         Without one, the routes hold for all hosts of the release's own Gateway; most versions then \
         ignore this key.",
    ),
    key(
        "httproutes",
        ROUTES,
        reads::always,
        "Where requests go, as a list of Istio's HTTP routes.\n\nThe first route that matches a \
         request takes it, so the special ones stand before the general ones. An empty list makes \
         one route for everything, to the service itself.",
    ),
    key(
        "selectors",
        TEXT_BY_KEY,
        reads::selectors,
        "The labels of the gateway pods that serve the release's Gateway, in place of `istio: \
         ingressgateway`.\n\nIf the key stands there at all, its value replaces the default: an empty \
         one selects every gateway of the mesh.",
    ),
    key(
        "base_cors_policy",
        BOOL,
        reads::base_policy,
        "Whether browsers may call the service from every site, with GET and POST and without \
         cookies.\n\nThe policy is added to the last route only. `custom_cors_policy` is looked at \
         first.",
    ),
    key(
        "custom_cors_policy",
        POLICY,
        reads::custom_policy,
        "Which sites' scripts may call the service from a browser, as an Istio CorsPolicy.\n\nIt is \
         added to the last route only, in place of a policy that stands there.",
    ),
    key(
        "corsPolicy",
        POLICY,
        reads::typed_only,
        "Which sites' scripts may call the service from a browser, as an Istio CorsPolicy.\n\nIt is \
         added to every route that has none of its own; a route opts out with `corsPolicy: {}`.",
    ),
    key(
        "destinationrulehosts",
        TEXTS,
        reads::rule_hosts,
        "The services that the routes lead to, where these are not the release's own.\n\nThe gateway \
         speaks TLS to each of them. If any is listed, the release's own service must be listed as \
         well when a route leads there.",
    ),
    key(
        "destinationRules",
        KeyShape::DestinationRules,
        reads::typed_only,
        "How the gateway talks to services: load balancing, sticky sessions, connection limits, \
         TLS, as a list of Istio DestinationRules.\n\nEach names its service in `host`; `name` names \
         the object. One without `trafficPolicy.tls` gets it from `upstreamTLS`. An empty list makes \
         one rule for the release's own service.",
    ),
    key(
        "name",
        TEXT,
        reads::typed_only,
        "The name of the objects.\n\nWithout it they are named after the chart where the release has \
         the same name, else `CHART-RELEASE`, cut to 63 bytes.",
    ),
    key(
        "httpsRedirect",
        BOOL,
        reads::typed_only,
        "Whether plain HTTP on port 80 is answered with a redirect to HTTPS.\n\nWithout it the \
         release does not listen on port 80.",
    ),
    key(
        "tls",
        KeyShape::Group,
        reads::typed_only,
        "How the release's own Gateway serves HTTPS.",
    ),
    key(
        "tls.credentialName",
        TEXT,
        reads::typed_only,
        "The secret with the certificate, in the namespace of the gateway pods.\n\nWithout it the \
         secret is the platform's, else `NAMESPACE-tls-certificate`. Modes that use no certificate \
         leave it out.",
    ),
    word(
        "tls.mode",
        MODES,
        "How TLS is served; `SIMPLE` if not said.\n\n`MUTUAL` asks clients for a certificate; with \
         `PASSTHROUGH` the gateway does not decrypt, and no route applies.",
    ),
    word(
        "tls.minProtocolVersion",
        VERSIONS,
        "The oldest TLS version that clients may use; Istio's default is TLS 1.2.",
    ),
    word(
        "tls.maxProtocolVersion",
        VERSIONS,
        "The newest TLS version that clients may use; normally left out.",
    ),
    key(
        "service",
        KeyShape::Group,
        reads::typed_only,
        "The service that requests go to where no route says otherwise.",
    ),
    key(
        "service.host",
        TEXT,
        reads::typed_only,
        "The name of the service.\n\nWithout it that is \
         `CHART-RELEASE-tls-service.NAMESPACE.svc.cluster.local`, where the chart's TLS terminator \
         listens.",
    ),
    key(
        "service.port",
        KeyShape::Port,
        reads::typed_only,
        "The port of the service.\n\nWithout it `mesh.public_port`, `tls.public_port` or 443.",
    ),
    key(
        "upstreamTLS",
        BOOL,
        reads::typed_only,
        "Whether the gateway speaks TLS to the services and verifies their certificates; `true` if \
         not said.\n\nWrite `false` for services that speak plain HTTP.",
    ),
    key(
        "platform",
        KeyShape::Group,
        reads::typed_only,
        "Facts about the cluster that the release runs in.\n\nThey are the same for all services of \
         an environment and belong in a values file of that environment.",
    ),
    key(
        "platform.domains",
        TEXTS,
        reads::typed_only,
        "The domains below which every service has its default hosts.",
    ),
    key(
        "platform.stagingDomain",
        TEXT,
        reads::typed_only,
        "The domain of the default host with `staging: true`, whatever `domains` says.",
    ),
    key(
        "platform.selector",
        TEXT_BY_KEY,
        reads::typed_only,
        "The labels of the gateway pods; `istio: ingressgateway` if not said.",
    ),
    key(
        "platform.caCertificates",
        TEXT,
        reads::typed_only,
        "The file, inside the gateway pods, with the certificate authorities that services are \
         verified against.\n\nAn absolute path.",
    ),
    key(
        "platform.credentialName",
        TEXT,
        reads::typed_only,
        "The secret with the certificate of every Gateway; `NAMESPACE-tls-certificate` if not said.",
    ),
    key(
        "platform.clusterDomain",
        TEXT,
        reads::typed_only,
        "What follows `SERVICE.NAMESPACE.` in the names of services; `svc.cluster.local` if not said.",
    ),
    Key {
        name: Cow::Borrowed("keepNodePort"),
        about: "Whether the service keeps its node port beside the ingress gateway.\n\nOther \
                templates of the chart read it; the ingress objects do not depend on it.",
        shape: BOOL,
        words: &[],
        is_for_other_templates: true,
        reads: reads::other_templates,
    },
];
