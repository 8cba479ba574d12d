//! Whole numbers as the rules about limits read them: what is none, or does not fit, is told with
//! the other values of a wrong type.

use crate::rules::prelude::*;
use crate::yaml::Node;

/// The number, if it fits where Istio wants a whole one from 0 on.
pub(in crate::rules) fn unsigned(node: &Node) -> Option<u32> {
    let number = node.as_number()?;
    let fits = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    fits.then_some(number as u32)
}

/// The number, if it fits where Istio wants a whole one with or without a sign.
pub(in crate::rules) fn signed(node: &Node) -> Option<i32> {
    let number = node.as_number()?;
    let fits =
        number.fract() == 0.0 && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number);
    fits.then_some(number as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::yaml::Data;

    #[test]
    fn what_does_not_fit_is_no_number_here() {
        let node = |number: f64| Node::new(Data::Float(number), Span::NOWHERE);
        assert_eq!(unsigned(&node(70000.0)), Some(70000));
        assert_eq!(signed(&node(-1.0)), Some(-1));
        for wrong in [-1.0, 1.5, 4_294_967_296.0] {
            assert_eq!(unsigned(&node(wrong)), None, "{wrong}");
        }
        for wrong in [-0.5, 2_147_483_648.0] {
            assert_eq!(signed(&node(wrong)), None, "{wrong}");
        }
    }
}
