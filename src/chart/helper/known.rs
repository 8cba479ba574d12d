//! The helpers that a chart may carry, as far as finding one needs to know them.

use crate::helper::Definition;

/// How charts carry and call one helper version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    /// What `--helper` takes, `istio-1.2.0`.
    pub id: &'a str,
    /// The template that prints everything, `ingress.istio.default`.
    pub include: &'a str,
    /// Before the names of the helper's own templates, `ingress.istio.`.
    pub prefix: &'a str,
    /// The helper's own template that prints a route's default destination.
    pub default_destination: Option<&'a str>,
    /// Namespace, name and version of the module, if it is vendored as one.
    pub module: Option<(&'a str, &'a str, &'a str)>,
    /// The file under `templates/`, if it is vendored as that.
    pub file: Option<&'a str>,
}

/// The helpers that ship with rutter, sorted by id.
pub static SHIPPED: &[Known<'static>] = include!(concat!(env!("OUT_DIR"), "/carriers.rs"));

impl<'a> Known<'a> {
    /// What a definition says about how charts carry it.
    #[must_use]
    pub fn of(definition: &'a Definition) -> Known<'a> {
        let carrier = &definition.carrier;
        Known {
            id: &definition.id,
            include: &carrier.include,
            prefix: &carrier.prefix,
            default_destination: carrier.default_destination.as_deref(),
            module: carrier
                .module
                .as_ref()
                .map(|m| (m.namespace.as_str(), m.name.as_str(), m.version.as_str())),
            file: carrier.file.as_deref(),
        }
    }

    /// Whether a template is one of the helper's own.
    pub(super) fn owns(&self, template: &str) -> bool {
        template.starts_with(self.prefix) || self.default_destination == Some(template)
    }

    /// Whether two versions are versions of one helper.
    pub(super) fn is_kin(&self, other: &Known<'_>) -> bool {
        self.include == other.include
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::helper;

    #[test]
    fn every_shipped_helper_is_known() {
        assert!(SHIPPED.iter().map(|known| known.id).eq(helper::ids()));
        let modules = SHIPPED.iter().filter(|known| known.module.is_some());
        assert_eq!(modules.count(), 8);
    }

    #[test]
    fn a_helper_owns_what_its_prefix_begins() {
        let known = SHIPPED.iter().find(|k| k.id == "0.4-20220209").unwrap();
        assert!(known.owns("ingress.default"));
        assert!(known.owns("default_httproute_destination"));
        assert!(!known.owns("wmf.chartname"));
    }
}
