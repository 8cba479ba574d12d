//! Which helper a chart says it carries: by the name of the vendored file, by `package.lock`, by
//! `package.json`, by what stands in the file.

use std::collections::BTreeSet;

use super::fingerprint;
use super::known::Known;
use super::namespace::Namespace;
use super::packages::{self, Entry};
use crate::chart::{Chart, Template};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Sources, Span};

/// A helper that a chart carries, and the place that says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer<'k> {
    pub(super) known: Known<'k>,
    pub(super) span: Span,
}

/// Every helper that a chart carries; more than one only when it carries unrelated ones.
pub(super) fn answers<'k>(
    chart: &Chart,
    namespace: &Namespace<'_>,
    sources: &Sources,
    all: &[Known<'k>],
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<Answer<'k>>, Box<Diagnostic>> {
    let mut entries = |read: Result<Vec<Entry>, Box<Diagnostic>>| {
        read.unwrap_or_else(|mut diagnostic| {
            // Helm does not look at these files, so they never stop anything by themselves.
            diagnostic.severity = crate::diagnostic::Severity::Warning;
            warnings.push(*diagnostic);
            Vec::new()
        })
    };
    let lock = chart.package_lock.map(|file| packages::lock(sources, file));
    let lock = entries(lock.unwrap_or(Ok(Vec::new())));
    let mut list = None;

    let mut answers = Vec::new();
    let modules: BTreeSet<_> = all
        .iter()
        .filter_map(|known| known.module.map(|(namespace, name, _)| (namespace, name)))
        .collect();
    for (module_namespace, module) in modules {
        let is_it = |entry: &&Entry| entry.namespace == module_namespace && entry.name == module;
        let file = vendored(chart, module_namespace, module)?;
        let locked = lock.iter().find(is_it);
        if let (Some((version, span)), Some(locked)) = (&file, locked)
            && *version != locked.version
        {
            return Err(contradiction(module, version, *span, locked));
        }
        let version = file.or_else(|| locked.map(|entry| (entry.version.clone(), entry.span)));
        let answer = match version {
            Some((version, span)) => Some((
                exactly(all, module_namespace, module, &version),
                version,
                span,
            )),
            None => {
                if list.is_none() {
                    let read = chart.package_json.map(|file| packages::list(sources, file));
                    list = Some(entries(read.unwrap_or(Ok(Vec::new()))));
                }
                let wanted = list.iter().flatten().find(is_it);
                wanted.map(|entry| {
                    let known = newest(all, module_namespace, module, &entry.version);
                    (known, entry.version.clone(), entry.span)
                })
            }
        };
        match answer {
            Some((Some(known), _, span)) => answers.push(Answer { known, span }),
            Some((None, version, span)) => {
                return Err(unknown(all, module_namespace, module, &version, span));
            }
            None => {}
        }
    }

    let files: BTreeSet<_> = all.iter().filter_map(|known| known.file).collect();
    for file in files {
        let path = format!("templates/{file}");
        if let Some(template) = chart.templates.iter().find(|t| t.path == path)
            && let Some(known) = by_content(template, namespace, all, file)
        {
            let span = Span::new(template.source, 0, 0);
            answers.push(Answer { known, span });
        }
    }
    Ok(answers)
}

/// The version in the name of a file under `templates/vendor/NAMESPACE/`. The name of the file
/// that a symbolic link leads to says more than the name of the link.
fn vendored(
    chart: &Chart,
    namespace: &str,
    module: &str,
) -> Result<Option<(String, Span)>, Box<Diagnostic>> {
    let folder = format!("templates/vendor/{namespace}/");
    let mut found: Option<(String, Span)> = None;
    for template in &chart.templates {
        let Some(name) = template.path.strip_prefix(&folder) else {
            continue;
        };
        let target = template
            .link
            .as_deref()
            .and_then(|link| link.rsplit(['/', '\\']).next());
        let version = |name: &str| {
            let version = name
                .strip_prefix(module)?
                .strip_prefix('_')?
                .strip_suffix(".tpl")?;
            Some(version.to_owned())
        };
        let Some(version) = target.and_then(version).or_else(|| version(name)) else {
            continue;
        };
        let span = Span::new(template.source, 0, 0);
        match &found {
            Some((first, place)) if *first != version => {
                return Err(Box::new(
                    Diagnostic::error(
                        codes::HELPER_CONTRADICTION,
                        format!("the chart vendors the helper twice, as {first} and as {version}"),
                    )
                    .at(span, format!("{module} {version}"))
                    .also(*place, format!("{module} {first}"))
                    .note("both define the same templates, and Helm uses one of them by the order of the file names")
                    .help("remove the file of the version that you do not want"),
                ));
            }
            Some(_) => {}
            None => found = Some((version, span)),
        }
    }
    Ok(found)
}

fn exactly<'k>(
    all: &[Known<'k>],
    namespace: &str,
    module: &str,
    version: &str,
) -> Option<Known<'k>> {
    all.iter()
        .find(|known| known.module == Some((namespace, module, version)))
        .copied()
}

/// The newest version that begins with these numbers.
fn newest<'k>(all: &[Known<'k>], namespace: &str, module: &str, start: &str) -> Option<Known<'k>> {
    let wanted: Vec<_> = start.split('.').collect();
    versions(all, namespace, module)
        .filter(|(version, _)| {
            version
                .split('.')
                .take(wanted.len())
                .eq(wanted.iter().copied())
        })
        .max_by_key(|(version, _)| numbers(version))
        .map(|(_, known)| known)
}

fn versions<'k>(
    all: &[Known<'k>],
    namespace: &str,
    module: &str,
) -> impl Iterator<Item = (&'k str, Known<'k>)> {
    all.iter().filter_map(move |known| {
        let (its_namespace, its_name, version) = known.module?;
        (its_namespace == namespace && its_name == module).then_some((version, *known))
    })
}

fn numbers(version: &str) -> Vec<u64> {
    let parts = version.split('.');
    parts.map(|part| part.parse().unwrap_or(0)).collect()
}

/// The version of a file that is not named after its version: the one whose definitions it has,
/// else the one that shares most of them.
fn by_content<'k>(
    template: &Template,
    namespace: &Namespace<'_>,
    all: &[Known<'k>],
    file: &str,
) -> Option<Known<'k>> {
    let of = namespace
        .files
        .iter()
        .find(|of| of.template.source == template.source)?;
    let definitions = &of.outline.definitions;
    let hashes: Vec<_> = definitions
        .iter()
        .map(|definition| {
            let body = of.text.get(definition.body.clone()).unwrap_or_default();
            (definition.name.as_str(), fingerprint::of(body))
        })
        .collect();
    let table = fingerprint::Table::read();
    let score = |known: &&Known<'k>| {
        let is_its = |(name, hash): &&(&str, String)| {
            table.of(name).any(|genuine| {
                genuine.hash == hash && genuine.versions().any(|version| version == known.id)
            })
        };
        hashes.iter().filter(is_its).count()
    };
    all.iter()
        .filter(|known| known.file == Some(file))
        .filter(|known| definitions.iter().any(|d| d.name == known.include))
        .max_by_key(|known| (score(known), known.id))
        .copied()
}

fn contradiction(module: &str, version: &str, span: Span, locked: &Entry) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            codes::HELPER_CONTRADICTION,
            format!(
                "the vendored file is {module} {version}, but package.lock says {}",
                locked.version
            ),
        )
        .at(locked.span, format!("says {}", locked.version))
        .also(span, format!("is named {version}"))
        .help("vendor the modules again, so that file and lock agree"),
    )
}

fn unknown(
    all: &[Known<'_>],
    namespace: &str,
    module: &str,
    version: &str,
    span: Span,
) -> Box<Diagnostic> {
    let mut known: Vec<_> = versions(all, namespace, module).collect();
    known.sort_by_key(|(version, _)| numbers(version));
    let list: Vec<_> = known.iter().map(|(version, _)| *version).collect();
    let wanted = numbers(version);
    // The nearest below, as the next in the line of versions, else the oldest there is.
    let nearest = known
        .iter()
        .rev()
        .find(|(version, _)| numbers(version) <= wanted)
        .or(known.first());
    let mut diagnostic = Diagnostic::error(
        codes::HELPER_VERSION_UNKNOWN,
        format!("rutter does not know version {version} of the helper {namespace}.{module}"),
    )
    .at(span, format!("asks for {version}"))
    .note(format!("known versions: {}", list.join(", ")));
    if let Some((version, known)) = nearest {
        diagnostic = diagnostic.help(format!(
            "vendor {namespace}/{module}_{version}.tpl, the nearest; or compile as if it were that one with `--helper {}`",
            known.id
        ));
    }
    Box::new(diagnostic.help("describe the version in a definition of your own and give it with `--helper path/helper.yaml`"))
}
