//! Runs rules over a chart.

use super::Rule;
use super::check::Check;
use super::context::Context;
use super::object::Object;
use super::read::Read;
use super::stanza::Chart;
use super::structure::{self, Met};
use super::view::{self, Server, VirtualService};
use crate::diagnostic::Severity;

/// The rules of a run by what they look at, so that every part is visited once.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    stanza: Rules<fn(&mut Context<'_>, &Chart<'_>)>,
    objects: Rules<fn(&mut Context<'_>, &Chart<'_>)>,
    field: Rules<fn(&mut Context<'_>, &structure::FieldValue<'_>)>,
    fields: Rules<fn(&mut Context<'_>, &structure::Fields<'_>)>,
    object: Rules<fn(&mut Context<'_>, &Object<'_>)>,
    gateway: Rules<fn(&mut Context<'_>, &Object<'_>)>,
    server: Rules<fn(&mut Context<'_>, &Server<'_>)>,
    virtual_service: Rules<fn(&mut Context<'_>, &VirtualService<'_>)>,
    http_route: Rules<fn(&mut Context<'_>, &view::HttpRoute<'_>)>,
    http_match: Rules<fn(&mut Context<'_>, &view::HttpMatch<'_>)>,
    string_match: Rules<fn(&mut Context<'_>, &view::StringMatch<'_>)>,
    destination: Rules<fn(&mut Context<'_>, &view::Destination<'_>)>,
    header_operation: Rules<fn(&mut Context<'_>, &view::HeaderOperation<'_>)>,
    destination_rule: Rules<fn(&mut Context<'_>, &Object<'_>)>,
    traffic_policy: Rules<fn(&mut Context<'_>, &view::TrafficPolicy<'_>)>,
}

/// A rule, how bad its findings are, and its function.
type Ranked<F> = (&'static Rule, Severity, F);

type Rules<F> = Vec<Ranked<F>>;

impl Plan {
    /// A plan of these rules.
    pub fn new(rules: impl IntoIterator<Item = (&'static Rule, Severity)>) -> Self {
        let mut plan = Plan::default();
        for (rule, severity) in rules {
            match rule.check {
                Check::Stanza(f) => plan.stanza.push((rule, severity, f)),
                Check::Objects(f) => plan.objects.push((rule, severity, f)),
                Check::Field(f) => plan.field.push((rule, severity, f)),
                Check::Fields(f) => plan.fields.push((rule, severity, f)),
                Check::Object(f) => plan.object.push((rule, severity, f)),
                Check::Gateway(f) => plan.gateway.push((rule, severity, f)),
                Check::Server(f) => plan.server.push((rule, severity, f)),
                Check::VirtualService(f) => plan.virtual_service.push((rule, severity, f)),
                Check::HttpRoute(f) => plan.http_route.push((rule, severity, f)),
                Check::HttpMatch(f) => plan.http_match.push((rule, severity, f)),
                Check::StringMatch(f) => plan.string_match.push((rule, severity, f)),
                Check::Destination(f) => plan.destination.push((rule, severity, f)),
                Check::HeaderOperation(f) => plan.header_operation.push((rule, severity, f)),
                Check::DestinationRule(f) => plan.destination_rule.push((rule, severity, f)),
                Check::TrafficPolicy(f) => plan.traffic_policy.push((rule, severity, f)),
            }
        }
        plan
    }

    /// Looks at a chart; what is found stands in the context.
    pub fn run(&self, chart: &Chart<'_>, context: &mut Context<'_>) {
        context.each(&self.stanza, chart);
        for object in chart.objects {
            self.structure(object, context);
            context.each(&self.object, object);
            match object.kind {
                "Gateway" => self.gateway(object, context),
                "VirtualService" => self.virtual_service(object, context),
                _ => self.destination_rule(object, context),
            }
        }
        if !chart.objects.is_empty() {
            context.each(&self.objects, chart);
        }
    }

    fn structure(&self, object: &Object<'_>, context: &mut Context<'_>) {
        structure::walk(object, &mut |met| match met {
            Met::Fields(fields) => context.each(&self.fields, &fields),
            Met::Value(value) => context.each(&self.field, &value),
        });
    }

    fn gateway(&self, gateway: &Object<'_>, context: &mut Context<'_>) {
        context.each(&self.gateway, gateway);
        for node in gateway.spec.items("servers") {
            if node.as_map().is_some() {
                context.each(&self.server, &Server { node });
            }
        }
    }

    fn virtual_service(&self, object: &Object<'_>, context: &mut Context<'_>) {
        let service = VirtualService {
            object,
            spec: object.spec,
        };
        context.each(&self.virtual_service, &service);
        for route in service.routes() {
            context.each(&self.http_route, &route);
            for matches in route.matches() {
                context.each(&self.http_match, &matches);
            }
            for condition in route.string_matches() {
                context.each(&self.string_match, &condition);
            }
            for destination in route.destinations() {
                context.each(&self.destination, &destination);
            }
            for operation in route.header_operations() {
                context.each(&self.header_operation, &operation);
            }
        }
        for destination in view::connections(service) {
            context.each(&self.destination, &destination);
        }
    }

    fn destination_rule(&self, object: &Object<'_>, context: &mut Context<'_>) {
        context.each(&self.destination_rule, object);
        for policy in view::policies(object) {
            context.each(&self.traffic_policy, &policy);
        }
    }
}

impl Context<'_> {
    fn each<T>(&mut self, rules: &[Ranked<fn(&mut Context<'_>, &T)>], part: &T) {
        for (rule, severity, check) in rules {
            self.code = rule.code;
            self.severity = *severity;
            check(self, part);
        }
    }
}
