//! From a chart, values and a release to a compilation.

use super::{Chart, Compilation, Options, Provenance, Values};
use crate::check::{self, Checker};
use crate::compile::{self as stage, Compilation as Compiled};
use crate::diagnostic::{Diagnostic, codes};
use crate::istio::Object;
use crate::model::Model;
use crate::source::{Sources, is_values_file};
use crate::yaml::Node;
use crate::{Error, ErrorKind, Failure, Release, values};

/// Compiles a release: the ingress stanza of its chart, and of every enabled chart below it that
/// carries a helper, with the values laid over theirs.
///
/// It never fails: what is wrong stands in [`Compilation::diagnostics`].
///
/// ```
/// # fn main() -> Result<(), rutter::Error> {
/// use rutter::environment::Memory;
/// use rutter::{Chart, Helper, HelmVersion, Options, Release, Values, compile};
///
/// let files = Memory::new()
///     .file("pad/Chart.yaml", "apiVersion: v2\nname: pad\nversion: 1.0.0\n")
///     .file("pad/values.yaml", "ingress:\n  enabled: true\n");
/// let chart = Chart::load(&files, "pad", HelmVersion::V3)?;
/// let release = Release::new("pad", "etherpad")?;
/// let options = Options::new().helper(Helper::built_in("1.0").expect("ships with rutter"));
///
/// let values = Values::new().set("ingress.gatewayHosts={pad.example.org}");
/// let compilation = compile(&chart, &values, &release, &options);
/// assert!(compilation.yaml().contains("pad.example.org"));
///
/// // Object 1 is the Gateway. Its host comes from the first `--set`.
/// let host = compilation.origin(1, "spec.servers[0].hosts[0]").expect("the author's");
/// assert_eq!((host.file, host.text), ("<--set 1>", "pad.example.org"));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn compile(
    chart: &Chart,
    values: &Values,
    release: &Release,
    options: &Options,
) -> Compilation {
    run(chart, values, release, options, false, compiled)
}

/// The stage that compiles, with everything that was noticed on the way to it.
fn compiled(
    chart: &crate::chart::Chart,
    values: &values::Values<'_>,
    release: &Release,
    sources: &Sources,
    options: &StageOptions,
) -> (Compiled, Vec<Diagnostic>) {
    let compiled = stage::compile(chart, values, release, sources, &options.compile);
    let mut found = compiled.all_diagnostics(chart, values);
    check::sort(&mut found);
    (compiled, found)
}

/// Compiles a release and says what is wrong with it: what does not compile, what Istio would
/// refuse, what is surely not meant.
///
/// With the feature `config`, comments in the files silence what they name
/// (`# rutter: ignore[vs-timeout]`), and [`Options::settings`] chooses the rules.
///
/// It never fails. Objects are there even where Istio would refuse them.
///
/// ```
/// # fn main() -> Result<(), rutter::Error> {
/// use rutter::environment::Memory;
/// use rutter::{Chart, Helper, HelmVersion, Options, Release, Values, check};
///
/// let files = Memory::new()
///     .file("pad/Chart.yaml", "apiVersion: v2\nname: pad\nversion: 1.0.0\n")
///     .file("pad/values.yaml", "ingress:\n  enabled: true\n  gatewayHots: [pad.example.org]\n");
/// let chart = Chart::load(&files, "pad", HelmVersion::V3)?;
/// let options = Options::new().helper(Helper::built_in("1.0").expect("ships with rutter"));
/// let checked = check(&chart, &Values::new(), &Release::new("pad", "pad")?, &options);
///
/// let finding = &checked.diagnostics[0];
/// assert_eq!(finding.message, "`ingress` has no key `gatewayHots`");
/// let place = checked.place(finding).expect("in values.yaml");
/// assert_eq!((place.file, place.start.line), ("pad/values.yaml", 3));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn check(chart: &Chart, values: &Values, release: &Release, options: &Options) -> Compilation {
    let istio = options.istio;
    let compilation = run(
        chart,
        values,
        release,
        options,
        true,
        |chart, values, release, sources, options| {
            let mut checked = Checker::new(check::Options {
                compile: options.compile.clone(),
                istio,
                rules: options.rules.clone(),
            })
            .check(chart, values, release, sources);
            (
                std::mem::take(&mut checked.compilation),
                checked.diagnostics,
            )
        },
    );
    sift(compilation, chart.helm, options, |name| {
        let mut given = values.inputs().files.iter();
        is_values_file(name) || given.any(|file| file.name == name)
    })
}

/// The [model](mod@crate::model) of a release: what its objects say, in the terms of whoever writes a
/// certificate, a network policy, a dashboard.
///
/// # Errors
/// [`ErrorKind::Findings`], with a line for each, where the release does not compile; [`compile`]
/// has them as diagnostics.
pub fn model(
    chart: &Chart,
    values: &Values,
    release: &Release,
    options: &Options,
) -> Result<Model, Error> {
    let mut model = None;
    let compilation = run(
        chart,
        values,
        release,
        options,
        false,
        |chart, values, release, sources, options| {
            let (compiled, found) = compiled(chart, values, release, sources, options);
            model = Some(Model::new(values, release, &compiled));
            (compiled, found)
        },
    );
    match model {
        Some(model) if !compilation.has_errors() => Ok(model),
        _ => Err(Error::new(
            ErrorKind::Findings,
            compilation.summary().trim_end(),
        )),
    }
}

/// Checks Istio objects that are written down as such, in YAML or JSON: Gateways, VirtualServices
/// and DestinationRules, which are looked at together. Each text has the name that messages give
/// it, and may hold several documents, or a `List`. What is something else is passed over; an object
/// without a namespace is in the release's.
///
/// ```
/// # fn main() -> Result<(), rutter::Error> {
/// use rutter::{Options, Release, check_objects};
///
/// let text = "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: pad}\nspec: {servers: []}\n";
/// let checked = check_objects([("gateway.yaml", text)], &Release::new("pad", "pad")?, &Options::new());
/// assert_eq!(checked.objects.len(), 1);
/// assert!(checked.summary().starts_with("gateway.yaml:4:"), "{}", checked.summary());
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn check_objects<N: Into<String>, T: Into<String>>(
    texts: impl IntoIterator<Item = (N, T)>,
    release: &Release,
    options: &Options,
) -> Compilation {
    let mut sources = Sources::new();
    let release = release.in_sources(&mut sources);
    let ids: Vec<_> = texts
        .into_iter()
        .map(|(name, text)| sources.add(name, text))
        .collect();
    let stages = StageOptions::new(options, crate::HelmVersion::default());
    let checker = Checker::new(check::Options {
        compile: stages.compile,
        istio: options.istio,
        rules: stages.rules,
    });
    let mut diagnostics = Vec::new();
    let mut trees = Vec::new();
    for (reading, objects) in ids
        .iter()
        .flat_map(|id| check::objects::read(&sources, *id))
    {
        diagnostics.extend(reading);
        trees.extend(objects);
    }
    diagnostics.extend(checker.written(&trees, &release, &sources));
    check::sort(&mut diagnostics);
    let compiled: Vec<_> = trees
        .iter()
        .filter_map(|tree| {
            Some(crate::ingress::Compiled::read(
                Object::from_node(tree)?,
                tree,
            ))
        })
        .collect();
    let compilation = Compilation {
        objects: compiled.iter().map(|one| one.object.clone()).collect(),
        provenance: Provenance::new(compiled),
        diagnostics,
        sources,
        ..Compilation::default()
    };
    // Helm 4 reads every document of a text, and so hears the comments in all of them.
    sift(compilation, crate::HelmVersion::V4, options, |_| true)
}

/// The options of the stages.
struct StageOptions {
    compile: stage::Options,
    rules: Option<Vec<(&'static crate::rules::Rule, crate::diagnostic::Severity)>>,
}

impl StageOptions {
    fn new(options: &Options, helm: crate::HelmVersion) -> Self {
        StageOptions {
            compile: stage::Options {
                helm,
                helper: options.helper.clone(),
                ignore_redefined: options.ignore_redefined,
            },
            #[cfg(feature = "config")]
            rules: Some(crate::suppress::chosen_rules(&options.settings)),
            #[cfg(not(feature = "config"))]
            rules: None,
        }
    }
}

fn run(
    chart: &Chart,
    values: &Values,
    release: &Release,
    options: &Options,
    checks: bool,
    work: impl FnOnce(
        &crate::chart::Chart,
        &values::Values<'_>,
        &Release,
        &Sources,
        &StageOptions,
    ) -> (Compiled, Vec<Diagnostic>),
) -> Compilation {
    let mut sources = chart.sources.clone();
    let loaded = match &chart.read {
        Ok(loaded) => loaded,
        Err(found) => return refused(found.clone(), sources),
    };
    let inputs = values::Inputs {
        skip_schema_validation: options.skip_schema_validation,
        go_on_against_schema: checks,
        ..values.inputs().clone()
    };
    let mut no_files = |path: &str| {
        let message = "values name no files here";
        Err(Error::new(ErrorKind::Unsupported, message).with_path(path))
    };
    let computed = match values::compute(loaded, &inputs, &mut sources, chart.helm, &mut no_files) {
        Ok(computed) => computed,
        Err(Failure::Diagnostics(found)) => return refused(found, sources),
        // Only a file that a flag names can fail, and there is no such flag here.
        Err(Failure::Error(error)) => {
            let found = Diagnostic::error(codes::SET_WITHOUT_VALUE, error.to_string());
            return refused(vec![found], sources);
        }
    };
    let release = release.in_sources(&mut sources);
    let stages = StageOptions::new(options, chart.helm);
    let (compiled, mut diagnostics) = work(loaded, &computed, &release, &sources, &stages);
    let extensions = match compiled.objects.is_empty() {
        true => Vec::new(),
        false => {
            let model = || Model::new(&computed, &release, &compiled);
            extend(options, model, &mut sources, &mut diagnostics)
        }
    };
    Compilation {
        extensions,
        objects: compiled
            .objects
            .iter()
            .map(|one| one.object.clone())
            .collect(),
        diagnostics,
        provenance: Provenance::new(compiled.objects),
        disabled: compiled.disabled,
        sources,
    }
}

/// What the templates print; what is wrong with them goes to the diagnostics.
fn extend(
    options: &Options,
    model: impl FnOnce() -> Model,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Node> {
    #[cfg(feature = "extensions")]
    if !options.templates.is_empty() {
        use crate::extension::{Template, render};
        let mut templates = Vec::new();
        let before = diagnostics.len();
        for template in &options.templates {
            let (name, text) = (template.name.as_str(), template.text.as_str());
            match Template::parse(name, text, template.dialect, sources) {
                Ok(template) => templates.push(template),
                Err(found) => diagnostics.push(*found),
            }
        }
        if diagnostics.len() > before {
            return Vec::new();
        }
        match render(&templates, &model()) {
            Ok(rendered) => {
                diagnostics.extend(rendered.warnings);
                return rendered.objects;
            }
            Err(found) => diagnostics.extend(found),
        }
    }
    #[cfg(not(feature = "extensions"))]
    let _ = (options, model, sources, diagnostics);
    Vec::new()
}

fn refused(mut diagnostics: Vec<Diagnostic>, sources: Sources) -> Compilation {
    check::sort(&mut diagnostics);
    Compilation {
        diagnostics,
        sources,
        ..Compilation::default()
    }
}

/// Without what settings, and comments in the texts of these names, silence. There are neither in a
/// build without the feature `config`.
fn sift(
    compilation: Compilation,
    helm: crate::HelmVersion,
    options: &Options,
    speaks: impl Fn(&str) -> bool,
) -> Compilation {
    #[cfg(feature = "config")]
    let compilation = {
        let sift = crate::suppress::Sift {
            settings: &options.settings,
            istio: options.istio,
            helm,
            has_objects: !compilation.objects.is_empty(),
        };
        let sources = &compilation.sources;
        let texts = sources.ids().filter(|id| {
            let source = sources.get(*id);
            source.is_some_and(|source| speaks(source.name()))
        });
        let mut diagnostics = sift.told(compilation.diagnostics, sources, texts);
        sift.settle(&mut diagnostics);
        Compilation {
            diagnostics,
            ..compilation
        }
    };
    #[cfg(not(feature = "config"))]
    let _ = (helm, options, speaks);
    compilation
}
