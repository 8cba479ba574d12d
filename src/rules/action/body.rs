//! The body of a direct response and its size.

use crate::rules::prelude::*;
use crate::yaml::Node;

/// Above so many bytes Istio warns (Istio 1.30: pkg/config/validation/validation.go,
/// `validateHTTPDirectResponse`).
pub const LARGE: usize = 100 * 1024;
/// Above so many bytes Istio refuses.
pub const LARGEST: usize = 1024 * 1024;

/// The body of a route's direct response, and how many bytes it has.
pub fn body<'a>(route: &HttpRoute<'a>) -> Option<(&'a Node, usize)> {
    let body = route.node.at(&["directResponse", "body"])?;
    if let Some(node) = body.field("string") {
        return Some((node, node.as_str()?.len()));
    }
    let node = body.field("bytes")?;
    Some((node, decoded_size(node.as_str()?)))
}

/// How many bytes a text in base64 stands for: four characters are three bytes.
fn decoded_size(text: &str) -> usize {
    let is_digit = |byte: &u8| !matches!(byte, b'=' | b'\r' | b'\n');
    text.bytes().filter(is_digit).count() * 3 / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_counted_decoded() {
        assert_eq!(decoded_size(""), 0);
        assert_eq!(decoded_size("YQ=="), 1);
        assert_eq!(decoded_size("YWI="), 2);
        assert_eq!(decoded_size("YWJj\nYWJj"), 6);
    }
}
