//! What a build script asks for.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::istio::Version;
use crate::{Error, HelmVersion, Helper, Values};

/// A release of a chart to compile in a build script, and what to write of it.
///
/// Paths are relative to the folder of the package's Cargo.toml. Only
/// [`run`](Build::run), [`try_run`](Build::try_run) and [`plan`](Build::plan) read files; nothing
/// before them fails.
#[derive(Clone, Debug)]
#[must_use]
pub struct Build {
    pub(super) chart: PathBuf,
    pub(super) release: Option<String>,
    pub(super) namespace: String,
    pub(super) layers: Vec<Layer>,
    pub(super) helper: Option<ChosenHelper>,
    pub(super) helm: Option<HelmVersion>,
    pub(super) istio: Option<Version>,
    pub(super) config: Option<PathBuf>,
    pub(super) ignore_redefined: bool,
    pub(super) skip_schema_validation: bool,
    pub(super) compile_only: bool,
    pub(super) deny_warnings: bool,
    #[cfg(feature = "extensions")]
    pub(super) templates: Vec<PathBuf>,
    pub(super) objects: Vec<String>,
    pub(super) constants: Vec<String>,
    /// The first thing that went wrong before files were at hand.
    pub(super) problem: Option<String>,
}

/// Values, in their order.
#[derive(Clone, Debug)]
pub(super) enum Layer {
    File(PathBuf),
    Given(Values),
}

#[derive(Clone, Debug)]
pub(super) enum ChosenHelper {
    File(PathBuf),
    Given(Box<Helper>),
}

impl Build {
    /// The chart in a folder, or with the feature `archive` a packaged `.tgz`.
    pub fn new(chart: impl AsRef<Path>) -> Self {
        Build {
            chart: chart.as_ref().to_path_buf(),
            release: None,
            namespace: String::new(),
            layers: Vec::new(),
            helper: None,
            helm: None,
            istio: None,
            config: None,
            ignore_redefined: false,
            skip_schema_validation: false,
            compile_only: false,
            deny_warnings: false,
            #[cfg(feature = "extensions")]
            templates: Vec::new(),
            objects: Vec::new(),
            constants: Vec::new(),
            problem: None,
        }
    }

    /// The name of the release; that of the chart when it is not said.
    pub fn release(mut self, name: impl Into<String>) -> Self {
        self.release = Some(name.into());
        self
    }

    /// The namespace of the release; `default` when it is not said.
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = namespace.into();
        self
    }

    /// A values file, laid over what came before it, as with Helm's `-f`.
    pub fn values(mut self, file: impl AsRef<Path>) -> Self {
        self.layers.push(Layer::File(file.as_ref().to_path_buf()));
        self
    }

    /// Any serde value that comes to a map, as if it stood in a values file;
    /// see [`Values::serialize`]. Messages call it `name`.
    pub fn serialize<T: Serialize + ?Sized>(self, name: impl Into<String>, value: &T) -> Self {
        match Values::new().serialize(name, value) {
            Ok(values) => self.layer(values),
            Err(error) => Build {
                problem: self.problem.clone().or(Some(error.to_string())),
                ..self
            },
        }
    }

    /// As Helm's `--set`.
    pub fn set(self, assignments: impl Into<String>) -> Self {
        self.layer(Values::new().set(assignments))
    }

    /// As Helm's `--set-string`.
    pub fn set_string(self, assignments: impl Into<String>) -> Self {
        self.layer(Values::new().set_string(assignments))
    }

    /// As Helm's `--set-json`.
    pub fn set_json(self, assignments: impl Into<String>) -> Self {
        self.layer(Values::new().set_json(assignments))
    }

    /// As Helm's `--set-literal`.
    pub fn set_literal(self, key: &str, text: &str) -> Self {
        self.layer(Values::new().set_literal(key, text))
    }

    fn layer(mut self, values: Values) -> Self {
        self.layers.push(Layer::Given(values));
        self
    }

    /// Compiles as if the chart vendored and included this helper;
    /// see [`Options::helper`](crate::Options::helper).
    pub fn helper(mut self, helper: Helper) -> Self {
        self.helper = Some(ChosenHelper::Given(Box::new(helper)));
        self
    }

    /// The same, with the helper that a file defines.
    pub fn helper_file(mut self, file: impl AsRef<Path>) -> Self {
        self.helper = Some(ChosenHelper::File(file.as_ref().to_path_buf()));
        self
    }

    /// The version of Helm to be equal to; else what `config` says, else Helm 3.
    pub fn helm(mut self, version: HelmVersion) -> Self {
        self.helm = Some(version);
        self
    }

    /// The version of Istio that the objects are checked for; else what `config` says, else 1.30.
    pub fn istio(mut self, version: Version) -> Self {
        self.istio = Some(version);
        self
    }

    /// The `rutter.yaml` that holds: which rules count and how much, and the helper, Helm and Istio
    /// where this build names none. None is looked for by itself, and baselines are not read.
    pub fn config(mut self, file: impl AsRef<Path>) -> Self {
        self.config = Some(file.as_ref().to_path_buf());
        self
    }

    /// A [template](crate::extension) whose objects follow Istio's in the files of
    /// [`objects`](Build::objects): `.j2` or, with the feature `tera`, `.tera`.
    #[cfg(feature = "extensions")]
    pub fn template(mut self, file: impl AsRef<Path>) -> Self {
        self.templates.push(file.as_ref().to_path_buf());
        self
    }

    /// Changed and re-defined templates of the helper are warnings instead of errors.
    pub fn ignore_redefined(mut self) -> Self {
        self.ignore_redefined = true;
        self
    }

    /// Leaves the `values.schema.json` of the charts aside.
    pub fn skip_schema_validation(mut self) -> Self {
        self.skip_schema_validation = true;
        self
    }

    /// Compiles only: no rule is looked at, and Istio may refuse what comes out.
    pub fn compile_only(mut self) -> Self {
        self.compile_only = true;
        self
    }

    /// Warnings fail the build, too.
    pub fn deny_warnings(mut self) -> Self {
        self.deny_warnings = true;
        self
    }

    /// Writes the objects to this file in `OUT_DIR`: YAML for a name that ends in `.yaml` or `.yml`,
    /// one `List` for `.json`, an object a line for `.jsonl`. For several files, call it again.
    pub fn objects(mut self, file: impl Into<String>) -> Self {
        self.objects.push(file.into());
        self
    }

    /// Writes a Rust module with the constants `HOSTS`, `GATEWAYS`, `ROUTES` and `SERVICES` to this
    /// file in `OUT_DIR`; see [the module's documentation](super#constants).
    pub fn constants(mut self, file: impl Into<String>) -> Self {
        self.constants.push(file.into());
        self
    }

    /// The chart's path, as it was given.
    #[must_use]
    pub fn chart(&self) -> &Path {
        &self.chart
    }
}

/// An argument that cannot be used.
pub(super) fn usage(message: impl Into<String>) -> Error {
    Error::new(crate::ErrorKind::Usage, message)
}
