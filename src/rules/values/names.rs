//! The names that a helper makes from the chart's name and the release's.

use super::super::stanza::Chart;
use crate::Release;
use crate::source::Span;
use crate::yaml::Node;

/// How many bytes of a name are kept.
pub(super) const MOST: usize = 63;

/// `chartName` or the chart's own name, and where it stands.
pub(super) fn base<'a>(chart: &Chart<'a>) -> (&'a str, Span) {
    let given = chart.values.get("chartName");
    match given.and_then(|node| Some((node.as_str()?, node.span))) {
        Some((name, span)) if !name.is_empty() => (name, span),
        _ => (&chart.metadata.name, chart.metadata.span),
    }
}

/// CHART-RELEASE before it is cut.
pub(super) fn uncut(chart: &Chart<'_>, release: &Release) -> String {
    format!("{}-{}", base(chart).0, release.name)
}

/// CHART-RELEASE as the release's service is called.
pub(super) fn cut(chart: &Chart<'_>, release: &Release) -> String {
    let mut name = uncut(chart, release);
    while name.len() > MOST {
        name.pop();
    }
    name.strip_suffix('-').unwrap_or(&name).to_owned()
}

/// Whether a destination is the TLS terminator of the release itself.
pub(super) fn is_own_service(host: &Node, chart: &Chart<'_>, release: &Release) -> bool {
    let own = format!("{}-tls-service.{}.", cut(chart, release), release.namespace);
    host.as_str().is_some_and(|host| host.starts_with(&own))
}
