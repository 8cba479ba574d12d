//! What nearly every rule uses.

pub(super) use super::context::Context;
#[allow(unused_imports)] // Each rule uses some of these.
pub(super) use super::{
    object::Object,
    read::{AsNumber, Read},
    rule::{rule, said, status, version},
    stanza::Chart,
    structure::{FieldValue, Fields},
    view::{
        Destination, HeaderOperation, HttpMatch, HttpRoute, Level, Operation, Role, Server,
        StringMatch, Subject, TrafficPolicy, VirtualService,
    },
};
