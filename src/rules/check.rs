//! At which parts of a release a rule looks.

use super::context::Context;
use super::object::Object;
use super::stanza::Chart;
use super::structure::{FieldValue, Fields};
use super::view::{
    Destination, HeaderOperation, HttpMatch, HttpRoute, Server, StringMatch, TrafficPolicy,
    VirtualService,
};

/// The function of a rule, and what it is called with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// Once for a chart with a stanza, whether or not it compiles.
    Stanza(fn(&mut Context<'_>, &Chart<'_>)),
    /// Once for a chart whose objects were compiled.
    Objects(fn(&mut Context<'_>, &Chart<'_>)),
    /// For every key of an object, known or not.
    Field(fn(&mut Context<'_>, &FieldValue<'_>)),
    /// For every map of an object that has a type.
    Fields(fn(&mut Context<'_>, &Fields<'_>)),
    /// For every object.
    Object(fn(&mut Context<'_>, &Object<'_>)),
    /// For every Gateway.
    Gateway(fn(&mut Context<'_>, &Object<'_>)),
    /// For every server of a Gateway.
    Server(fn(&mut Context<'_>, &Server<'_>)),
    /// For every VirtualService.
    VirtualService(fn(&mut Context<'_>, &VirtualService<'_>)),
    /// For every HTTP route.
    HttpRoute(fn(&mut Context<'_>, &HttpRoute<'_>)),
    /// For every item of an HTTP route's `match`.
    HttpMatch(fn(&mut Context<'_>, &HttpMatch<'_>)),
    /// For every condition on a text: paths, headers, origins, ...
    StringMatch(fn(&mut Context<'_>, &StringMatch<'_>)),
    /// For every destination: of routes, mirrors, TLS and TCP routes.
    Destination(fn(&mut Context<'_>, &Destination<'_>)),
    /// For every header that a route or a destination sets, adds or removes.
    HeaderOperation(fn(&mut Context<'_>, &HeaderOperation<'_>)),
    /// For every DestinationRule.
    DestinationRule(fn(&mut Context<'_>, &Object<'_>)),
    /// For every traffic policy: of a rule, of a subset, of a port.
    TrafficPolicy(fn(&mut Context<'_>, &TrafficPolicy<'_>)),
}
