//! rutter as a KRM function: a `ResourceList` in, a `ResourceList` out, for kustomize, kpt and
//! whoever else speaks the specification of KRM functions.
//!
//! Its `functionConfig` says what to do. [`docs/pipelines.md`] describes every key.
//!
//! - `kind: IngressCheck` of `rutter.dev/v1alpha1` (or none at all): all Gateways, VirtualServices
//!   and DestinationRules of Istio's among the items are checked. The items stay as they are.
//! - `kind: IngressCompile`: a chart is compiled, and its objects are put among the items.
//! - `kind: ConfigMap`: the same by texts below `data`.
//!
//! [`docs/pipelines.md`]: https://docs.rs/crate/rutter/latest/source/docs/pipelines.md

mod generate;
mod list;
mod order;
mod page;
mod place;
mod results;
mod words;

pub(super) use generate::INLINE;
pub(super) use results::nothing_to_check;

use std::path::Path;

use crate::check::Checker;
use crate::diagnostic::Diagnostic;
use crate::environment::Environment;
use crate::source::{SourceId, Sources};
use crate::yaml::{self, Node};
use crate::{Error, ErrorKind, Failure, Release};

use super::located::Locator;
use super::objects::{Identity, is_meant};
use super::policy::Policy;
use crate::check::objects::is_istios;
use list::{Item, ResourceList};
use order::{Check, Order};

/// The name that messages use for what came in. It is no file, and yet has no brackets round it:
/// in a text with brackets nothing can be mended, and results propose what would mend it.
const INPUT: &str = "ResourceList";

/// What a function came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// What goes to standard output. What was not to be changed has not changed by a byte.
    pub output: String,
    /// What was found, as people should see it; all of it is among the `results` of the output.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the function must end with a status that is not 0, which is what makes kustomize
    /// and kpt stop.
    pub fails: bool,
    /// What was asked for, in a word: `IngressCheck pad`.
    pub title: String,
}

/// Runs the function on what stands on standard input. Files are read from where `env` starts.
///
/// # Errors
/// When the input is no `ResourceList`, so that there is nothing that results could be put into,
/// or a `rutter.yaml` cannot be used.
///
/// ```
/// use rutter::environment::Memory;
/// use rutter::pipeline::krm;
/// use rutter::source::Sources;
///
/// let input = "\
/// apiVersion: config.kubernetes.io/v1
/// kind: ResourceList
/// items:
/// - apiVersion: networking.istio.io/v1
///   kind: Gateway
///   metadata: {name: pad}
///   spec: {servers: []}
/// ";
/// let outcome = krm::run(input.as_bytes(), &Memory::new(), &mut Sources::new()).unwrap();
/// assert!(outcome.fails);
/// assert!(outcome.output.starts_with(input));
/// assert!(outcome.output.contains("rule: gw-servers-required"));
/// ```
pub fn run(input: &[u8], env: &dyn Environment, sources: &mut Sources) -> Result<Outcome, Failure> {
    let id = yaml::register(sources, INPUT, input)?;
    let list = ResourceList::read(sources, id)?;
    let config = list.function_config();
    let mut items = None;
    let (mut found, objects, fails) = match order::read(config, sources) {
        Err(found) => (found, Vec::new(), true),
        Ok(Order::Check(order)) => check(&order, &list, id, env, sources)?,
        Ok(Order::Compile(order)) => {
            let made = generate::make(&order, id, env, sources)?;
            let mut found = made.found;
            if !made.fails {
                let (placed, told) = place::place(list.items(), made.objects.clone(), &order);
                found.extend(told);
                let is_kept =
                    |(at, item): (usize, &Item)| matches!(item, Item::Kept(kept) if *kept == at);
                let is_changed =
                    placed.len() != list.items().len() || !placed.iter().enumerate().all(is_kept);
                items = is_changed.then_some(placed);
            }
            (found, made.objects, made.fails)
        }
    };
    let located = list.items().iter().chain(config);
    let locator = Locator::new(located, env, sources);
    let results = results::write(&mut found, &objects, config, &locator, sources);
    let output = list.write(sources, items.as_deref(), &results);
    let output = output.ok_or_else(|| {
        let message = "the ResourceList is written in a way that rutter cannot extend without \
                       changing it: write it as plain YAML, without anchors and tags at its top";
        Failure::from(Error::new(ErrorKind::Unsupported, message))
    })?;
    Ok(Outcome {
        output,
        diagnostics: found,
        fails,
        title: title(config),
    })
}

type Looked = (Vec<Diagnostic>, Vec<Node>, bool);

fn check(
    order: &Check,
    list: &ResourceList,
    id: SourceId,
    env: &dyn Environment,
    sources: &mut Sources,
) -> Result<Looked, Failure> {
    let policy = Policy::find(&order.wishes, env, Path::new("."), sources)?;
    let namespace = order.namespace.as_deref();
    let mut release = Release::new("release-name", namespace.unwrap_or(""))?.in_sources(sources);
    release.name_is_given = false;
    release.namespace_is_given = namespace.is_some();
    let objects: Vec<Node> = list
        .items()
        .iter()
        .filter(|it| is_meant(it))
        .cloned()
        .collect();
    let found = Checker::new(policy.options()).written(&objects, &release, sources);
    let has_objects = objects.iter().any(is_istios);
    let mut found = policy.sift(found, sources, [id], has_objects);
    if !has_objects {
        found.push(nothing_to_check("items"));
    }
    let fails = policy.fails(&found);
    Ok((found, objects, fails))
}

/// What was asked for, in a word.
fn title(config: Option<&Node>) -> String {
    let Some(config) = config else {
        return "IngressCheck".to_owned();
    };
    let Identity { kind, name, .. } = Identity::of(config);
    format!("{kind} {name}").trim().to_owned()
}
