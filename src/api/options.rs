//! How to compile and check.

#[cfg(feature = "extensions")]
use crate::Error;
#[cfg(feature = "config")]
use crate::config::Settings;
#[cfg(feature = "extensions")]
use crate::extension::Dialect;
use crate::helper::Helper;
use crate::istio::Version;

/// How to compile and check. The default follows the chart and its helper.
///
/// ```
/// use rutter::{Helper, Options};
///
/// let options = Options::new()
///     .helper(Helper::built_in("1.0").expect("a helper that ships with rutter"))
///     .istio("1.28".parse().expect("a version"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Options {
    pub(super) helper: Option<Helper>,
    pub(super) ignore_redefined: bool,
    pub(super) skip_schema_validation: bool,
    pub(super) istio: Version,
    #[cfg(feature = "config")]
    pub(super) settings: Settings,
    #[cfg(feature = "extensions")]
    pub(super) templates: Vec<Template>,
}

/// A template that is not read yet.
#[cfg(feature = "extensions")]
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub name: String,
    pub text: String,
    pub dialect: Dialect,
}

impl Options {
    /// The default.
    pub fn new() -> Self {
        Self::default()
    }

    /// Compile the chart as if it vendored and included this helper, whatever it carries. Charts
    /// below that carry a helper keep theirs.
    pub fn helper(mut self, helper: Helper) -> Self {
        self.helper = Some(helper);
        self
    }

    /// Changed and re-defined templates of the helper are warnings instead of errors.
    pub fn ignore_redefined(mut self) -> Self {
        self.ignore_redefined = true;
        self
    }

    /// Leave the `values.schema.json` of the charts aside, as Helm's `--skip-schema-validation`
    /// does. Without the feature `schema` they are never looked at.
    pub fn skip_schema_validation(mut self) -> Self {
        self.skip_schema_validation = true;
        self
    }

    /// The version of Istio that the objects are checked for; 1.30 when it is not said.
    pub fn istio(mut self, version: Version) -> Self {
        self.istio = version;
        self
    }

    /// Which rules count and how much: what a [`Config`](crate::config::Config) says for a chart
    /// ([`Config::for_path`](crate::config::Config::for_path)). What it says of the helper, Helm
    /// and Istio is the caller's to follow.
    #[cfg(feature = "config")]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Add what a [template](crate::extension) prints for the release. The ending of its name says
    /// which dialect it is written in: `.j2` or, with the feature `tera`, `.tera`. Several keep
    /// their order.
    ///
    /// What is wrong with it is told by each compilation.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) for another ending,
    /// [`Unsupported`](crate::ErrorKind::Unsupported) for a dialect that this build leaves out.
    #[cfg(feature = "extensions")]
    pub fn template(
        mut self,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<Self, Error> {
        let (name, text) = (name.into(), text.into());
        let dialect = Dialect::of_path(&name)?;
        self.templates.push(Template {
            name,
            text,
            dialect,
        });
        Ok(self)
    }
}
