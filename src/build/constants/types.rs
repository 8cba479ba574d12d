/// A Gateway: which hosts are served at which ports.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gateway {
    /// The name of the object.
    pub name: &'static str,
    /// Its namespace.
    pub namespace: &'static str,
    /// The ports that it listens at.
    pub servers: &'static [Server],
}

/// A port of a Gateway, and the hosts that are served there.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// The port that clients connect to.
    pub port: u32,
    /// What is spoken there: `HTTP`, `HTTPS`, `TLS` ...
    pub protocol: &'static str,
    /// Host names, `*.example.org` for all below a domain, `*` for all; perhaps with `NAMESPACE/`
    /// before them.
    pub hosts: &'static [&'static str],
    /// Whether plain HTTP is answered with a redirect to HTTPS.
    pub https_redirect: bool,
    /// What happens with TLS: `SIMPLE`, `MUTUAL`, `PASSTHROUGH` ...
    pub tls_mode: Option<&'static str>,
    /// The secret that holds the certificate.
    pub tls_secret: Option<&'static str>,
}

/// A route: which requests take it, and what becomes of them.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its name, for logs.
    pub name: Option<&'static str>,
    /// The hosts that it is for, with `*.example.org` for all below a domain and `*` for all. None:
    /// other routes lead to it by `Delegate`.
    pub hosts: &'static [&'static str],
    /// The Gateways that it is for, `NAME` or `NAMESPACE/NAME`.
    pub gateways: &'static [&'static str],
    /// One of these must hold; when there are none, every request takes the route.
    pub matches: &'static [Match],
    /// What becomes of the requests.
    pub action: Action,
    /// What is changed on the way to the service.
    pub rewrite: Option<Rewrite>,
    /// How long the whole answer may take; zero is no limit.
    pub timeout: Option<::core::time::Duration>,
    /// When a failed request is tried again.
    pub retries: Option<Retries>,
}

/// Conditions on a request; all of them must hold. An absent or empty one always holds.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The path, without the query string.
    pub uri: Option<Text>,
    /// Whether upper and lower case are the same in `uri`, if that is `Exact` or `Prefix`.
    pub ignore_uri_case: bool,
    /// `http` or `https`.
    pub scheme: Option<Text>,
    /// The method.
    pub method: Option<Text>,
    /// The host as the client wrote it.
    pub authority: Option<Text>,
    /// Headers by name.
    pub headers: &'static [(&'static str, Text)],
    /// Headers by name that must not match.
    pub without_headers: &'static [(&'static str, Text)],
    /// Query parameters by name.
    pub query: &'static [(&'static str, Text)],
    /// The port that the request came in at.
    pub port: Option<u32>,
    /// The Gateways that this holds for.
    pub gateways: &'static [&'static str],
    /// Labels of the client's pod.
    pub source_labels: &'static [(&'static str, &'static str)],
    /// The namespace of the client's pod.
    pub source_namespace: Option<&'static str>,
}

#[allow(dead_code)]
impl Match {
    /// No condition at all.
    pub const ANY: Match = Match {
        uri: None,
        ignore_uri_case: false,
        scheme: None,
        method: None,
        authority: None,
        headers: &[],
        without_headers: &[],
        query: &[],
        port: None,
        gateways: &[],
        source_labels: &[],
        source_namespace: None,
    };
}

/// A condition on a text.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// It is this.
    Exact(&'static str),
    /// It begins with this.
    Prefix(&'static str),
    /// All of it matches this expression (RE2).
    Regex(&'static str),
    /// It is there, whatever it is.
    Present,
}

/// What becomes of a request.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It goes to one of these services.
    Forward(&'static [Destination]),
    /// It is answered with a redirect.
    Redirect(Redirect),
    /// It is answered at once.
    Respond(Response),
    /// It takes the routes of another VirtualService.
    Delegate {
        /// The name of the object.
        name: &'static str,
        /// Its namespace; `None` for the same one.
        namespace: Option<&'static str>,
    },
}

/// A service that requests go to.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The service's name.
    pub host: &'static str,
    /// Its port; `None` for the only one it has.
    pub port: Option<u32>,
    /// A group of its pods.
    pub subset: Option<&'static str>,
    /// Its share of the requests, in proportion to the other weights of the route; 100 for the only
    /// destination.
    pub weight: u32,
}

/// Where a redirect leads. What is absent stays as the client asked for it.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The status: 301, 302, 303, 307 or 308.
    pub status: u32,
    /// The scheme.
    pub scheme: Option<&'static str>,
    /// The host.
    pub authority: Option<&'static str>,
    /// The port.
    pub port: Option<u32>,
    /// Where the port comes from: `FROM_PROTOCOL_DEFAULT` or `FROM_REQUEST_PORT`.
    pub derive_port: Option<&'static str>,
    /// The whole path.
    pub uri: Option<&'static str>,
    /// What replaces the prefix that matched.
    pub prefix: Option<&'static str>,
}

/// An answer without a service behind it.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u32,
    /// The body; `None` for an empty one.
    pub body: Option<Body>,
}

/// The body of an answer.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// As it is.
    Text(&'static str),
    /// In base64.
    Base64(&'static str),
}

/// Changes to a request on its way to the service.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// What replaces the prefix that matched, or the whole path where none did.
    pub uri: Option<&'static str>,
    /// The host that the service sees.
    pub authority: Option<&'static str>,
    /// An expression (RE2), and what replaces the parts of the path that match it.
    pub regex: Option<(&'static str, &'static str)>,
}

/// When a failed request is tried again.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    /// How many more times at most.
    pub attempts: Option<u32>,
    /// How long each try may take.
    pub per_try_timeout: Option<::core::time::Duration>,
    /// What counts as a failure: `5xx,connect-failure` ...
    pub on: Option<&'static str>,
}

/// A service that routes lead to.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name, as the routes have it.
    pub host: &'static str,
    /// Its port; `None` for the only one it has.
    pub port: Option<u32>,
}
