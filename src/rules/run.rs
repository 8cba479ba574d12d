//! From a compiled release to what the rules find in it.

use std::cell::OnceCell;

use super::context::Context;
use super::engine::Plan;
use super::object::{self, Object};
use super::stanza::Chart;
use super::{Rule, Status};
use crate::Release;
use crate::chart::Metadata;
use crate::compile::{Compilation, CompiledChart};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::helper::Helper;
use crate::istio::Version;
use crate::source::{Sources, Span};
use crate::values::Values;
use crate::yaml::Node;

/// What a run depends on besides the release.
pub(crate) struct Setting<'a> {
    pub plan: &'a Plan,
    pub istio: Version,
    pub sources: &'a Sources,
    pub release: &'a Release,
}

/// Looks at every chart of a compiled release.
pub(crate) fn run(
    compilation: &Compilation,
    values: &Values<'_>,
    setting: &Setting<'_>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, compiled) in compilation.charts.iter().enumerate() {
        let Some(scope) = values.scopes.get(compiled.scope) else {
            continue;
        };
        let trees: Vec<Node> = compilation
            .objects
            .iter()
            .filter(|object| object.chart == index)
            .map(object::located)
            .collect();
        let namespace = setting.release.namespace.as_str();
        let objects: Vec<Object<'_>> = trees
            .iter()
            .filter_map(|tree| Object::new(tree, namespace))
            .collect();
        let layers = values.layers_of(&scope.path);
        let chart = Chart {
            metadata: &compiled.metadata,
            definition: &compiled.helper.definition,
            templates: &scope.chart.templates,
            values: &scope.values,
            layers: &layers,
            enabled: compiled.enabled,
            objects: &objects,
        };
        findings.extend(look(&chart, setting, fallback(&chart, compiled)));
    }
    findings
}

/// Looks at objects that no chart stands behind; what is none of the three kinds is passed over.
pub(crate) fn run_objects(
    trees: &[Node],
    setting: &Setting<'_>,
    fallback: Span,
) -> Vec<Diagnostic> {
    let namespace = setting.release.namespace.as_str();
    let objects: Vec<Object<'_>> = trees
        .iter()
        .filter_map(|tree| Object::new(tree, namespace))
        .collect();
    let metadata = Metadata {
        name: setting.release.name.clone(),
        version: String::new(),
        is_library: false,
        dependencies: Vec::new(),
        span: fallback,
        type_span: None,
    };
    let Some(helper) = Helper::built_in("1.0") else {
        return Vec::new();
    };
    let chart = Chart {
        metadata: &metadata,
        definition: &helper.definition,
        templates: &[],
        values: &Node::null(),
        layers: &[],
        enabled: true,
        objects: &objects,
    };
    look(&chart, setting, fallback)
}

/// Where to point when nothing of the author's stands behind a part.
fn fallback(chart: &Chart<'_>, compiled: &CompiledChart) -> Span {
    let in_stanza = |key: &str| {
        let mut spans = chart
            .stanzas()
            .filter_map(|(_, stanza)| Some(stanza.value.as_map()?.entry(key)?.key_span));
        spans.rfind(|span| !span.is_nowhere())
    };
    let stanza = || {
        let mut spans = chart.stanzas().map(|(_, stanza)| stanza.key_span);
        spans.rfind(|span| !span.is_nowhere())
    };
    in_stanza("enabled")
        .or_else(stanza)
        .unwrap_or(compiled.metadata.span)
}

/// Looks at one chart.
fn look(chart: &Chart<'_>, setting: &Setting<'_>, fallback: Span) -> Vec<Diagnostic> {
    let mut context = Context {
        istio: setting.istio,
        sources: setting.sources,
        release: setting.release,
        objects: chart.objects,
        fallback,
        indexes: chart.objects.iter().map(|_| OnceCell::new()).collect(),
        code: Code::NONE,
        severity: Severity::Info,
        findings: Vec::new(),
    };
    setting.plan.run(chart, &mut context);
    context.findings
}

/// The rules that are looked for without being asked for.
pub(crate) fn default_rules(istio: Version) -> impl Iterator<Item = (&'static Rule, Severity)> {
    super::rules()
        .filter(move |rule| rule.status == Status::Stable && rule.holds_for(istio))
        .map(|rule| (rule, rule.severity))
}
