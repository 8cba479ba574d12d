//! An object walked along its types: every map that has one, and every key in it.

use super::object::Object;
use crate::istio::destination_rule::DestinationRuleSpec;
use crate::istio::gateway::GatewaySpec;
use crate::istio::schema::{FieldInfo, Message, Shape};
use crate::istio::virtual_service::VirtualServiceSpec;
use crate::suggest;
use crate::yaml::{Data, Entry, Node};

/// A map with a type, seen from a map inside it.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Its type.
    pub message: &'static Message,
    /// The key in it below which the inner map stands.
    pub key: &'a str,
}

/// A map that has a type.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    /// Its type.
    pub message: &'static Message,
    /// The map.
    pub node: &'a Node,
}

/// A key in such a map and what stands at it. For lists and maps of values each value is
/// looked at once more, with the shape of a value.
#[derive(Clone, Copy, Debug)]
pub struct FieldValue<'a> {
    /// The object.
    pub object: &'a Object<'a>,
    /// The type of the map.
    pub message: &'static Message,
    /// The map.
    pub holder: &'a Node,
    /// The two maps around that one, the nearest first.
    pub around: [Option<Around<'a>>; 2],
    /// The key.
    pub entry: &'a Entry,
    /// What is known of it; `None` for a key that the type does not have.
    pub info: Option<&'static FieldInfo>,
    /// The value, or the item or map value inside it.
    pub node: &'a Node,
    /// What the value should be; [`Shape::Any`] for unknown keys.
    pub shape: Shape,
    /// Whether [`FieldValue::node`] lies inside the value of the key.
    pub is_inside: bool,
}

/// What a walk meets.
pub(super) enum Met<'a> {
    Fields(Fields<'a>),
    Value(FieldValue<'a>),
}

/// Walks the `spec` of an object, the outer before the inner. As deep as types nest: what stands
/// at unknown keys has no type.
pub(super) fn walk<'a>(object: &'a Object<'a>, meet: &mut dyn FnMut(Met<'a>)) {
    let message = match object.kind {
        "Gateway" => &GatewaySpec::MESSAGE,
        "VirtualService" => &VirtualServiceSpec::MESSAGE,
        _ => &DestinationRuleSpec::MESSAGE,
    };
    map(object, message, object.spec, [None; 2], meet);
}

/// Whether a key of the type that a map lacks seems to be there under a misspelt name: then its
/// absence is no finding of its own.
pub(super) fn is_misspelt(map: &Node, message: &Message, key: &str) -> bool {
    let Some(map) = map.as_map() else {
        return false;
    };
    let missing = |name: &&str| map.entry(name).is_none();
    let unknown = map.entries().iter().map(|entry| entry.key.as_ref());
    let mut unknown = unknown.filter(|name| message.field(name).is_none());
    unknown.any(|name| {
        let names = message.fields.iter().map(|field| field.name);
        suggest::closest(name, names.filter(missing)).first() == Some(&key)
    })
}

fn map<'a>(
    object: &'a Object<'a>,
    message: &'static Message,
    node: &'a Node,
    around: [Option<Around<'a>>; 2],
    meet: &mut dyn FnMut(Met<'a>),
) {
    let Some(entries) = node.as_map() else { return };
    meet(Met::Fields(Fields { message, node }));
    for entry in entries.entries() {
        let info = message.field(&entry.key);
        let field = FieldValue {
            object,
            message,
            holder: node,
            around,
            entry,
            info,
            node: &entry.value,
            shape: info.map_or(Shape::Any, |info| info.shape),
            is_inside: false,
        };
        value(field, meet);
    }
}

/// A value and what is inside it; recurses along types, which do not contain themselves.
fn value<'a>(field: FieldValue<'a>, meet: &mut dyn FnMut(Met<'a>)) {
    meet(Met::Value(field));
    let inside = |node, shape: &'static Shape| FieldValue {
        node,
        shape: *shape,
        is_inside: true,
        ..field
    };
    match (field.shape, &field.node.data) {
        (Shape::Message(message), _) => {
            let [nearest, _] = field.around;
            let here = Around {
                message: field.message,
                key: &field.entry.key,
            };
            map(
                field.object,
                message,
                field.node,
                [Some(here), nearest],
                meet,
            );
        }
        (Shape::List(shape), Data::List(list)) => {
            for item in list.items() {
                value(inside(item, shape), meet);
            }
        }
        (Shape::Map(shape), Data::Map(map)) => {
            for entry in map.entries() {
                value(inside(&entry.value, shape), meet);
            }
        }
        _ => {}
    }
}
