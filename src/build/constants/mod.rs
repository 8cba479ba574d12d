//! Objects as a Rust module: constants of a few plain types, which the module brings along, so that
//! it needs neither rutter nor `std`.
//!
//! The text goes into a crate with `include!`, so that it can have no attributes of its own. The
//! constants have fixed names, and nothing of the author's stands outside a literal.

mod literal;
mod route;
#[cfg(test)]
mod tests;
// Only its text is used; as a module it is formatted, linted and compiled.
#[cfg(test)]
mod types;

use std::fmt::Write as _;

use crate::istio::gateway::{GatewaySpec, Server};
use crate::istio::{Object, Spec, VirtualServiceSpec};
use literal::{option, option_text, text, texts};

const TYPES: &str = include_str!("types.rs");

/// A constant that is a slice, an item a line.
struct Constant {
    about: &'static str,
    name: &'static str,
    of: &'static str,
    /// Expressions, or comments.
    lines: Vec<String>,
}

impl Constant {
    fn write(&self, out: &mut String) {
        let Constant {
            about, name, of, ..
        } = self;
        // What is too long for a line stays as it is.
        let _ = write!(
            out,
            "\n/// {about}\n#[allow(dead_code)]\n#[rustfmt::skip]\npub const {name}: &[{of}] = &["
        );
        for line in &self.lines {
            let _ = write!(out, "\n    {line}");
        }
        out.push_str(if self.lines.is_empty() {
            "];\n"
        } else {
            "\n];\n"
        });
    }

    fn add(&mut self, item: &str) {
        self.lines.push(format!("{item},"));
    }

    fn add_once(&mut self, item: &str) {
        let line = format!("{item},");
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }

    /// A comment; the words are quoted where they may be the author's.
    fn say(&mut self, words: &str) {
        self.lines.push(format!("// {words}"));
    }
}

/// The module for these objects; those without a namespace are in this one.
pub fn module(objects: &[Object], namespace: &str) -> String {
    let constant = |name, of, about| Constant {
        about,
        name,
        of,
        lines: Vec::new(),
    };
    let mut hosts = constant(
        "HOSTS",
        "&str",
        "The hosts that the routes are for, each once.",
    );
    let mut gateways = constant("GATEWAYS", "Gateway", "The Gateways.");
    let mut routes = constant(
        "ROUTES",
        "Route",
        "The HTTP routes, in order: of those for a host the first one that matches takes the request.",
    );
    let mut services = constant(
        "SERVICES",
        "Service",
        "The services that the routes lead to, each once.",
    );
    for object in objects {
        let name = object.metadata.name.as_deref().unwrap_or_default();
        match &object.spec {
            Spec::Gateway(spec) => {
                let namespace = object.metadata.namespace.as_deref().unwrap_or(namespace);
                gateway(&mut gateways, name, namespace, spec);
            }
            Spec::VirtualService(spec) => {
                for host in spec.hosts.iter().flatten() {
                    hosts.add_once(&text(host));
                }
                add_routes(&mut routes, name, spec);
                add_services(&mut services, spec);
            }
            _ => {}
        }
    }
    let mut out =
        String::from("// Written by rutter::build. It is written again with every build.\n");
    for constant in [&hosts, &gateways, &routes, &services] {
        constant.write(&mut out);
    }
    out.push('\n');
    out.push_str(TYPES);
    out
}

fn gateway(gateways: &mut Constant, name: &str, namespace: &str, spec: &GatewaySpec) {
    let mut servers = String::new();
    for (index, server) in spec.servers.iter().flatten().enumerate() {
        match of_server(server) {
            Some(server) => {
                let _ = write!(servers, "\n            {server},");
            }
            None => gateways.say(&format!("left out: servers[{index}] of {}", text(name))),
        }
    }
    if !servers.is_empty() {
        servers.push_str("\n        ");
    }
    gateways.add(&format!(
        "Gateway {{\n        name: {},\n        namespace: {},\n        servers: &[{servers}],\n    }}",
        text(name),
        text(namespace)
    ));
}

fn of_server(server: &Server) -> Option<String> {
    let port = server.port.as_ref()?;
    let tls = server.tls.as_ref();
    Some(format!(
        "Server {{ port: {}, protocol: {}, hosts: {}, https_redirect: {}, tls_mode: {}, \
         tls_secret: {} }}",
        port.number?,
        text(port.protocol.as_ref()?),
        texts(server.hosts.as_ref()),
        tls.and_then(|tls| tls.https_redirect).unwrap_or(false),
        option_text(tls.and_then(|tls| tls.mode.as_ref())),
        option_text(tls.and_then(|tls| tls.credential_name.as_ref())),
    ))
}

fn add_routes(routes: &mut Constant, name: &str, spec: &VirtualServiceSpec) {
    let odd: Vec<&str> = route::odd(&spec.extra).collect();
    for key in &odd {
        let (key, name) = (text(key), text(name));
        routes.say(&format!("left out: {key} of {name}, of another type"));
    }
    if odd.iter().any(|key| matches!(*key, "hosts" | "gateways")) {
        routes.say("and with it the routes, which would be for other requests");
        return;
    }
    for (index, http) in spec.http.iter().flatten().enumerate() {
        match route::route(spec, http) {
            Ok(written) => {
                if !written.left_out.is_empty() {
                    let fields: Vec<String> = written.left_out.iter().map(|f| text(f)).collect();
                    routes.say(&format!(
                        "left out of the next route: {}",
                        fields.join(", ")
                    ));
                }
                routes.add(&written.code);
            }
            Err(why) => routes.say(&format!("left out: http[{index}] of {}: {why}", text(name))),
        }
    }
    let others = [("tls", spec.tls.is_some()), ("tcp", spec.tcp.is_some())];
    for (kind, _) in others.iter().filter(|(_, is_there)| *is_there) {
        routes.say(&format!("left out: {kind} of {}", text(name)));
    }
}

fn add_services(services: &mut Constant, spec: &VirtualServiceSpec) {
    let routes = spec.http.iter().flatten();
    for route in routes.flat_map(|route| route.route.iter().flatten()) {
        let Some(destination) = &route.destination else {
            continue;
        };
        let Some(host) = &destination.host else {
            continue;
        };
        let port = destination.port.as_ref().and_then(|port| port.number);
        services.add_once(&format!(
            "Service {{ host: {}, port: {} }}",
            text(host),
            option(port.map(|port| port.to_string()))
        ));
    }
}
