//! What follows when an object is refused, told by all rules in the same words.
//!
//! One object is refused, not the release: Helm reports a failure, objects that it applied before
//! stay changed, and of the refused one the cluster keeps what it has.

macro_rules! refused {
    ($who:literal, $object:literal) => {
        concat!(
            $who,
            " refuses the ",
            $object,
            ": the deploy fails, and the old one, if any, stays in force"
        )
    };
}

/// Istio's webhook refuses a Gateway.
pub(in crate::rules) const GATEWAY: &str = refused!("Istio", "Gateway");
/// Istio's webhook refuses a VirtualService.
pub(in crate::rules) const VIRTUAL_SERVICE: &str = refused!("Istio", "VirtualService");
/// Istio's webhook refuses a DestinationRule.
pub(in crate::rules) const DESTINATION_RULE: &str = refused!("Istio", "DestinationRule");
/// Istio's webhook refuses an object of any kind.
pub(in crate::rules) const OBJECT: &str = refused!("Istio", "object");
/// The API server refuses an object before Istio sees it.
pub(in crate::rules) const BY_API_SERVER: &str = refused!("the API server", "object");
