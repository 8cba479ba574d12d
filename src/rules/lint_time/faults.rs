//! The faults of a route that have an effect.

use crate::rules::prelude::*;

/// A fault.
#[derive(Debug)]
pub struct Fault {
    /// What it does to requests, in words.
    pub what: &'static str,
    /// To how many percent of them.
    pub share: f64,
}

/// The faults that Istio passes on to the gateway and that are for some requests (Istio 1.30:
/// pilot/pkg/networking/core/route/route.go, `TranslateFault`).
pub fn faults(route: &HttpRoute<'_>) -> Vec<Fault> {
    let mut found = Vec::new();
    let Some(fault) = route.node.field("fault") else {
        return found;
    };
    if let Some(abort) = fault.field("abort")
        && (abort.has("httpStatus") || abort.has("grpcStatus"))
    {
        let share = abort
            .field("percentage")
            .and_then(|share| share.number("value"));
        found.push(Fault {
            what: "aborts",
            share: share.unwrap_or(0.0),
        });
    }
    if let Some(delay) = fault.field("delay")
        && delay.has("fixedDelay")
    {
        let share = match delay.field("percentage") {
            Some(share) => share.number("value"),
            None => delay.number("percent"),
        };
        found.push(Fault {
            what: "delays",
            share: share.unwrap_or(0.0),
        });
    }
    found.retain(|fault| fault.share > 0.0);
    found
}
