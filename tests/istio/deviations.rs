//! Where rutter refuses what Istio accepts, with the reason why that is right.

use serde::Deserialize;

/// The list in `tests/deviations-istio.yaml`.
pub struct Deviations(Vec<Deviation>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deviation {
    /// The rule that refuses.
    rule: String,
    /// What its message is about, where only some of its findings are meant.
    #[serde(default)]
    about: String,
    /// Why it does.
    reason: String,
}

impl Deviations {
    pub fn read() -> Self {
        let text = include_str!("../deviations-istio.yaml");
        let list: Option<Vec<Deviation>> =
            serde_yaml::from_str(text).expect("tests/deviations-istio.yaml");
        let list = list.unwrap_or_default();
        assert!(list.iter().all(|deviation| !deviation.reason.is_empty()));
        Deviations(list)
    }

    /// Whether each of these findings, the name of a rule and its message, may refuse more than
    /// Istio does.
    pub fn accept(&self, found: &[(&str, String)]) -> bool {
        found.iter().all(|(rule, message)| {
            let mut listed = self.0.iter();
            listed.any(|listed| listed.rule == *rule && message.contains(&listed.about))
        })
    }
}
