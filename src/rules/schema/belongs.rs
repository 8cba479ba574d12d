//! Where a key belongs that Istio has, but not in the map where it stands: it is indented too far,
//! or not far enough.

use crate::istio::schema::{FieldInfo, Message, Shape};
use crate::rules::prelude::*;
use crate::yaml::Node;

/// The keys of a destination, which belong two levels below a route.
const OF_DESTINATION: [&str; 3] = ["host", "port", "subset"];

/// A sentence that says where an unknown key belongs; `None` if no type nearby has it.
pub(super) fn place(field: &FieldValue<'_>) -> Option<String> {
    let key = field.entry.key.as_ref();
    // Too many types have a name to guess whose it is. Helpers write most of a Gateway: the author
    // has no keys around.
    if key == "name" || field.object.kind == "Gateway" {
        return None;
    }
    let place = outside(field, 0)
        .or_else(|| inside(field))
        .or_else(|| outside(field, 1))
        .or_else(|| deep_inside(field))?;
    Some(format!("`{key}` {place}"))
}

/// In a map around this one; `level` counts from 0.
fn outside(field: &FieldValue<'_>, level: usize) -> Option<String> {
    let around = (*field.around.get(level)?)?;
    // Helpers write what is around the routes.
    if around.message.name == "VirtualServiceSpec" || !has(around.message, field) {
        return None;
    }
    Some(match around.message.name {
        "HttpRoute" => "belongs to the route: write it beside `match` and `route`".to_owned(),
        _ => {
            let levels = ["one level", "two levels"].get(level)?;
            format!("belongs beside `{}`, {levels} further out", around.key)
        }
    })
}

/// In a map that stands, or could stand, in this one.
fn inside(field: &FieldValue<'_>) -> Option<String> {
    let is_route = field.message.name == "HttpRoute";
    if is_route && OF_DESTINATION.contains(&field.entry.key.as_ref()) {
        return Some("goes below `destination:` in an item of `route`".to_owned());
    }
    let found = children(field.message).filter(|(_, message)| has(message, field));
    let found: Vec<&FieldInfo> = found.map(|(info, _)| info).collect();
    Some(below(&likely(field.holder, found)?))
}

/// In a map in such a map.
fn deep_inside(field: &FieldValue<'_>) -> Option<String> {
    let inner = |message| {
        let found = children(message).filter(|(_, message)| has(message, field));
        found.map(|(info, _)| info).collect::<Vec<_>>()
    };
    let outer = children(field.message).filter(|(_, message)| !inner(message).is_empty());
    let outer = outer.map(|(info, _)| info).collect();
    let outer = *likely(field.holder, outer)?.first()?;
    let inner = inner(outer.shape.message()?);
    let outer = match outer.shape {
        Shape::List(_) => format!("in an item of `{}`", outer.name),
        _ => format!("in `{}`", outer.name),
    };
    Some(format!("{} {outer}", below(&inner)))
}

/// The fields of a type that hold maps with types, alone or in a list.
fn children(
    message: &'static Message,
) -> impl Iterator<Item = (&'static FieldInfo, &'static Message)> {
    message.fields.iter().filter_map(|info| match info.shape {
        // The keys in between would be the author's.
        Shape::Map(_) => None,
        shape => Some((info, shape.message()?)),
    })
}

/// Whether a type has the key, and what stands there may be its value.
fn has(message: &Message, field: &FieldValue<'_>) -> bool {
    message
        .field(&field.entry.key)
        .is_some_and(|info| match info.shape {
            Shape::Message(_) | Shape::Map(_) => field.entry.value.as_list().is_none(),
            Shape::List(_) => true,
            _ => field.entry.value.as_map().is_none() && field.entry.value.as_list().is_none(),
        })
}

/// Of several fields those under whose keys nothing stands; else those that are written; else all.
fn likely(holder: &Node, found: Vec<&'static FieldInfo>) -> Option<Vec<&'static FieldInfo>> {
    let that = |is: &dyn Fn(&Node) -> bool| {
        let found = found.iter().copied();
        let found = found.filter(|info| holder.get(info.name).is_some_and(is));
        found.collect::<Vec<_>>()
    };
    let choices = [that(&Node::is_null), that(&|_| true), found];
    choices.into_iter().find(|choice| !choice.is_empty())
}

/// Below which keys.
fn below(found: &[&FieldInfo]) -> String {
    let all: Vec<String> = found
        .iter()
        .map(|info| match info.shape {
            Shape::List(_) => format!("into an item of `{}`", info.name),
            _ => format!("below `{}:`", info.name),
        })
        .collect();
    match all.as_slice() {
        [first, _, _, _, ..] => format!("goes {first}, for example"),
        all => format!("goes {}", all.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::schema::route::object;
    use crate::rules::schema::unknown_field::RULE;
    use crate::rules::testing::helps;

    fn help(route: &str) -> String {
        helps(&object(route), &RULE).join("; ")
    }

    #[test]
    fn a_key_may_belong_further_out() {
        let of_route = "belongs to the route: write it beside `match` and `route`";
        for route in [
            "{route: [{destination: {host: a}, timeout: 1s}]}",
            "{route: [{destination: {host: a, timeout: 1s}}]}",
            "{match: [{uri: {prefix: /}, timeout: 1s}]}",
        ] {
            assert_eq!(help(route), format!("`timeout` {of_route}"), "{route}");
        }
        assert_eq!(
            help("{match: [{uri: {prefix: /, ignoreUriCase: true}}]}"),
            "`ignoreUriCase` belongs beside `uri`, one level further out"
        );
        assert_eq!(
            help("{route: [{destination: {host: a, weight: 1}}]}"),
            "`weight` belongs beside `destination`, one level further out"
        );
        assert_eq!(
            help("{route: [{destination: {host: a, port: {weight: 1}}}]}"),
            "`weight` belongs beside `destination`, two levels further out"
        );
    }

    #[test]
    fn a_key_may_belong_further_in() {
        for (route, expected) in [
            (
                "{match: [{uri: null, prefix: /}]}",
                "`prefix` goes below `uri:`",
            ),
            (
                "{match: [{uri: {}, prefix: /}]}",
                "`prefix` goes below `uri:`",
            ),
            (
                "{match: [{prefix: /}]}",
                "`prefix` goes below `uri:`, for example",
            ),
            (
                "{headers: {set: {a: b}}}",
                "`set` goes below `request:` or below `response:`",
            ),
            (
                "{perTryTimeout: 1s}",
                "`perTryTimeout` goes below `retries:`",
            ),
            ("{weight: 1}", "`weight` goes into an item of `route`"),
            (
                "{port: {number: 80}}",
                "`port` goes below `destination:` in an item of `route`",
            ),
            (
                "{match: [], prefix: /}",
                "`prefix` goes below `uri:`, for example in an item of `match`",
            ),
        ] {
            assert_eq!(help(route), expected, "{route}");
        }
    }

    #[test]
    fn policies_belong_below_traffic_policy() {
        let help = |spec: &str| {
            let text = format!("kind: DestinationRule\nmetadata: {{name: a}}\nspec: {spec}\n");
            helps(&text, &RULE).join("; ")
        };
        assert_eq!(
            help("{host: a, loadBalancer: {simple: RANDOM}}"),
            "`loadBalancer` goes below `trafficPolicy:`"
        );
        assert_eq!(
            help("{host: a, trafficPolicy: {connectionPool: {maxConnections: 1}}}"),
            "`maxConnections` goes below `tcp:`"
        );
        assert_eq!(
            help("{trafficPolicy: {host: a}}"),
            "`host` belongs beside `trafficPolicy`, one level further out"
        );
    }

    #[test]
    fn nobody_is_sent_to_what_a_helper_writes() {
        assert_eq!(
            help("{gateways: [a]}"),
            "`gateways` goes into an item of `match`"
        );
        assert_eq!(help("{exportTo: [a]}"), "remove `exportTo`");
    }
}
