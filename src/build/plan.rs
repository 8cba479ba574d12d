//! From what a build script asks for to what it has to write and to say. Touches nothing.

use std::path::{Component, Path, PathBuf};

use super::built::{Built, Output};
use super::settings::{Build, ChosenHelper, Layer, usage};
use super::{constants, watch};
use crate::config::{self, Config, Settings};
use crate::diagnostic::Diagnostic;
use crate::environment::{Environment, Recording};
use crate::source::Sources;
use crate::suppress::all_codes;
use crate::{Chart, Compilation, Error, Helper, Options, Release, Values, check, compile};

/// Why there is no compilation of the chart.
enum Stop {
    Error(Error),
    /// Something is wrong in another file of the author's: a helper, a rutter.yaml.
    Found(Box<Compilation>),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Error(error)
    }
}

impl Stop {
    fn found(diagnostics: Vec<Diagnostic>, sources: Sources) -> Self {
        Stop::Found(Box::new(Compilation {
            diagnostics,
            sources,
            ..Compilation::default()
        }))
    }
}

impl Build {
    /// What [`run`](Build::run) would write and say, computed from these files alone: nothing is
    /// printed or written, and no environment variable read. Paths are seen from the package, the
    /// folder `.` of `files`.
    ///
    /// # Errors
    /// When it cannot be computed: a file is missing or unreadable, a setting cannot be used. What
    /// is wrong in the author's files stands in [`Built::compilation`] instead.
    ///
    /// ```
    /// use rutter::build::Build;
    /// use rutter::environment::Memory;
    /// use rutter::Helper;
    ///
    /// let files = Memory::new()
    ///     .file("pad/Chart.yaml", "apiVersion: v2\nname: pad\nversion: 1.0.0\n")
    ///     .file("pad/values.yaml", "ingress:\n  enabled: true\n  gatewayHosts: [pad.example.org]\n");
    /// let built = Build::new("pad")
    ///     .helper(Helper::built_in("1.0").expect("ships with rutter"))
    ///     .constants("ingress.rs")
    ///     .plan(&files)?;
    ///
    /// assert!(!built.failed());
    /// assert_eq!(built.watched, ["pad", "pad/Chart.yaml", "pad/values.yaml"]);
    /// assert!(built.outputs[0].text.contains(r#"pub const HOSTS: &[&str] = &[
    ///     "pad.example.org",
    /// ];"#));
    /// # Ok::<(), rutter::Error>(())
    /// ```
    pub fn plan(&self, files: &dyn Environment) -> Result<Built, Error> {
        if let Some(problem) = &self.problem {
            return Err(usage(problem.as_str()));
        }
        for name in self.objects.iter().chain(&self.constants) {
            check_name(name)?;
        }
        let recording = Recording::new(files);
        let (compilation, namespace) = match self.compile(&recording) {
            Ok(done) => done,
            Err(Stop::Error(error)) => return Err(error),
            Err(Stop::Found(compilation)) => (*compilation, String::new()),
        };
        let seen = recording.seen();
        let has_break = |path: &&PathBuf| path.to_string_lossy().contains(['\n', '\r']);
        if let Some(path) = seen.keys().find(has_break) {
            return Err(usage(format!(
                "the name {path:?} has a line break, and Cargo cannot be told of such a file: \
                 rename it"
            )));
        }
        let mut built = Built {
            chart: self.chart.to_string_lossy().into_owned(),
            compilation,
            outputs: Vec::new(),
            watched: watch::paths(&seen, files),
            deny_warnings: self.deny_warnings,
            schema_aside: false,
        };
        built.schema_aside = !cfg!(feature = "schema")
            && !self.skip_schema_validation
            && built.has_source("values.schema.json");
        if !built.failed() {
            built.outputs = self.outputs(&built.compilation, &namespace)?;
        }
        Ok(built)
    }

    fn compile(&self, files: &dyn Environment) -> Result<(Compilation, String), Stop> {
        let settings = match &self.config {
            Some(file) => self.settings(file, files)?,
            None => Settings::default(),
        };
        let helm = self.helm.or(settings.helm).unwrap_or_default();
        let istio = match (self.istio, &settings.istio) {
            (Some(version), _) => version,
            (None, Some(text)) => text
                .parse()
                .map_err(|error| usage(format!("`istio: {text}` of rutter.yaml: {error}")))?,
            (None, None) => crate::istio::Version::default(),
        };
        let mut options = Options::new().istio(istio);
        if let Some(helper) = self.chosen_helper(&settings, files)? {
            options = options.helper(helper);
        }
        if self.ignore_redefined {
            options = options.ignore_redefined();
        }
        if self.skip_schema_validation {
            options = options.skip_schema_validation();
        }
        #[cfg(feature = "extensions")]
        for file in &self.templates {
            options = options.template(file.to_string_lossy(), read(files, file)?)?;
        }
        let options = options.settings(settings);

        let mut values = Values::new();
        for layer in &self.layers {
            values = match layer {
                Layer::File(path) => values.file(files, path)?,
                Layer::Given(given) => values.and(given.clone()),
            };
        }
        let chart = Chart::load(files, &self.chart, helm)?;
        let release = self.release_of(&chart)?;
        let compilation = if self.compile_only {
            compile(&chart, &values, &release, &options)
        } else {
            check(&chart, &values, &release, &options)
        };
        Ok((compilation, release.namespace))
    }

    fn release_of(&self, chart: &Chart) -> Result<Release, Error> {
        // A chart that cannot be read says so before its name matters.
        let name = self
            .release
            .as_deref()
            .or(chart.name())
            .unwrap_or("release");
        let mut release =
            Release::new(name, &self.namespace).map_err(|error| match &self.release {
                Some(_) => error,
                None => usage(format!(
                    "{error} (it is the name of the chart; `.release(...)` gives another)"
                )),
            })?;
        release.name_is_given = self.release.is_some();
        release.namespace_is_given = !self.namespace.is_empty();
        Ok(release)
    }

    fn settings(&self, file: &Path, files: &dyn Environment) -> Result<Settings, Stop> {
        let mut sources = Sources::new();
        let source = sources.add(file.to_string_lossy(), read(files, file)?);
        let config = match Config::parse(&sources, source, &all_codes()) {
            Ok(config) => config,
            Err(found) => return Err(Stop::found(found, sources)),
        };
        let chart = config::relative(files, file, &self.chart)
            .map_err(|error| Error::io(self.chart.to_string_lossy(), &error))?;
        Ok(config.for_path(&chart))
    }

    fn chosen_helper(
        &self,
        settings: &Settings,
        files: &dyn Environment,
    ) -> Result<Option<Helper>, Stop> {
        match (&self.helper, &settings.helper) {
            (Some(ChosenHelper::Given(helper)), _) => Ok(Some((**helper).clone())),
            (Some(ChosenHelper::File(file)), _) => helper_of(file, files).map(Some),
            (None, Some(named)) => match Helper::built_in(named) {
                Some(helper) => Ok(Some(helper)),
                None => helper_of(Path::new(named), files).map(Some),
            },
            (None, None) => Ok(None),
        }
    }

    fn outputs(&self, compilation: &Compilation, namespace: &str) -> Result<Vec<Output>, Error> {
        let mut outputs: Vec<Output> = Vec::new();
        let objects = self.objects.iter().map(|name| {
            let text = match name.rsplit_once('.').map(|(_, ending)| ending) {
                Some("yaml" | "yml") => compilation.yaml(),
                Some("json") => compilation.json(),
                Some("jsonl") => compilation.jsonl(),
                _ => {
                    return Err(usage(format!(
                        "objects go to a file that ends in .yaml, .json or .jsonl, not to `{name}`"
                    )));
                }
            };
            Ok((name, text))
        });
        let constants = self.constants.iter().map(|name| {
            let module = constants::module(&compilation.objects, namespace);
            Ok((name, module))
        });
        for output in objects.chain(constants) {
            let (name, text) = output?;
            outputs.push(Output {
                name: name.clone(),
                text,
            });
        }
        unique(&outputs)?;
        Ok(outputs)
    }
}

/// No file may be written twice.
pub(super) fn unique<'o>(outputs: impl IntoIterator<Item = &'o Output>) -> Result<(), Error> {
    let mut names = std::collections::BTreeSet::new();
    for output in outputs {
        if !names.insert(&output.name) {
            let message = format!("two files would be called `{}` in OUT_DIR", output.name);
            return Err(usage(message));
        }
    }
    Ok(())
}

/// A name stays in `OUT_DIR`.
fn check_name(name: &str) -> Result<(), Error> {
    let mut parts = Path::new(name).components();
    if name.is_empty() || !parts.all(|part| matches!(part, Component::Normal(_))) {
        let message = format!("`{name}` is no name for a file in OUT_DIR");
        return Err(usage(message));
    }
    Ok(())
}

fn read(files: &dyn Environment, path: &Path) -> Result<String, Error> {
    let bytes = files
        .read(path)
        .map_err(|error| Error::io(path.to_string_lossy(), &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn helper_of(file: &Path, files: &dyn Environment) -> Result<Helper, Stop> {
    let mut sources = Sources::new();
    let source = sources.add(file.to_string_lossy(), read(files, file)?);
    Helper::parse(&sources, source).map_err(|found| Stop::found(vec![*found], sources))
}
