//! The syntax of single values in Istio's objects: names, hosts, addresses, durations, headers.
//!
//! Pure functions over text and numbers. Where a message gains from it, a refusal says why and
//! where, as byte positions in the text that was given; the reasons print as the second half of a
//! sentence ("`a_b.com` is not a host: `_` is not allowed"). Nothing here allocates for a text that
//! is right. Facts are those of Istio 1.30; a function that judges differently says so.

pub mod address;
pub mod cipher;
pub mod duration;
pub mod export_to;
pub mod gateway_host;
pub mod gateway_reference;
pub mod header;
pub mod header_value;
pub mod host;
pub mod http;
pub mod label;
pub mod locality;
pub mod name;
pub mod number;
pub mod precision;
pub mod protocol;
pub mod retry;
