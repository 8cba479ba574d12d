//! The stanzas of the helpers as messages, so that values are made as objects are.

use rutter::istio::destination_rule::DestinationRuleSpec;
use rutter::istio::gateway::GatewaySpec;
use rutter::istio::http_route::{CorsPolicy, HttpRoute};
use rutter::istio::schema::{Facts, FieldInfo, Message, Shape};
use rutter::istio::virtual_service::VirtualServiceSpec;

const fn field(name: &'static str, shape: Shape) -> FieldInfo {
    FieldInfo {
        name,
        about: "",
        shape,
        facts: Facts::NONE,
    }
}

const fn message(name: &'static str, fields: &'static [FieldInfo]) -> Message {
    Message {
        name,
        about: "",
        fields,
        one_of: &[],
    }
}

const TEXTS: Shape = Shape::List(&Shape::String);
const LABELS: Shape = Shape::Map(&Shape::String);
const ROUTES: Shape = Shape::List(&Shape::Message(&HttpRoute::MESSAGE));
const CORS: Shape = Shape::Message(&CorsPolicy::MESSAGE);

const TLS_MODES: &[&str] = &[
    "SIMPLE",
    "MUTUAL",
    "OPTIONAL_MUTUAL",
    "ISTIO_MUTUAL",
    "PASSTHROUGH",
];
const TLS_VERSIONS: &[&str] = &["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"];

static TLS: Message = message(
    "StanzaTls",
    &[
        FieldInfo {
            facts: Facts::NONE.values(TLS_MODES),
            ..field("mode", Shape::String)
        },
        field("credentialName", Shape::String),
        FieldInfo {
            facts: Facts::NONE.values(TLS_VERSIONS),
            ..field("minProtocolVersion", Shape::String)
        },
        FieldInfo {
            facts: Facts::NONE.values(TLS_VERSIONS),
            ..field("maxProtocolVersion", Shape::String)
        },
    ],
);

static SERVICE: Message = message(
    "Service",
    &[field("host", Shape::String), field("port", Shape::Uint32)],
);

static PLATFORM: Message = message("Platform", &[field("selector", LABELS)]);

static GATEWAY_HOSTS: Message = message(
    "GatewayHosts",
    &[
        field("extraFQDNs", TEXTS),
        field("disableDefaultHosts", Shape::Bool),
    ],
);

macro_rules! own {
    ($hosts:expr) => {
        message(
            "Stanza",
            &[
                field("httproutes", ROUTES),
                field("corsPolicy", CORS),
                field(
                    "destinationRules",
                    Shape::List(&Shape::Message(&DestinationRuleSpec::MESSAGE)),
                ),
                field("gatewayHosts", $hosts),
                field("routeHosts", TEXTS),
                field("existingGateway", Shape::String),
                field("tls", Shape::Message(&TLS)),
                field("platform", Shape::Message(&PLATFORM)),
                field("service", Shape::Message(&SERVICE)),
                field("name", Shape::String),
                field("httpsRedirect", Shape::Bool),
                field("upstreamTLS", Shape::Bool),
            ],
        )
    };
}

static OWN: Message = own!(TEXTS);
static OWN_WITH_MAP: Message = own!(Shape::Message(&GATEWAY_HOSTS));

static UPSTREAM: Message = message(
    "Stanza",
    &[
        field("httproutes", ROUTES),
        field("custom_cors_policy", CORS),
        field("base_cors_policy", Shape::Bool),
        field("gatewayHosts", Shape::Message(&GATEWAY_HOSTS)),
        field("existingGatewayName", Shape::String),
        field("routeHosts", TEXTS),
        field("selectors", LABELS),
        field("staging", Shape::Bool),
        field("destinationrulehosts", TEXTS),
    ],
);

/// A helper, and what its stanza may say.
pub static HELPERS: &[(&str, &Message)] = &[
    ("1.0", &OWN),
    ("1.0", &OWN_WITH_MAP),
    ("istio-1.0.3", &UPSTREAM),
    ("istio-1.3.0", &UPSTREAM),
];

/// Each kind of object, and what its `spec` says.
pub static OBJECTS: &[(&str, &Message)] = &[
    ("Gateway", &GatewaySpec::MESSAGE),
    ("VirtualService", &VirtualServiceSpec::MESSAGE),
    ("DestinationRule", &DestinationRuleSpec::MESSAGE),
];
