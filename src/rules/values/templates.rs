//! Whether the chart's own templates read the stanza, too: then a key that the helper does not know
//! is theirs.

use super::super::stanza::Chart;
use crate::chart::Template;
use crate::source::Sources;

const STANZA: &str = ".Values.ingress";

/// The lines of the chart's own templates, not of the helper, that speak of the stanza.
pub(super) struct Templates<'a>(Vec<&'a str>);

impl<'a> Templates<'a> {
    pub fn of(chart: &Chart<'_>, sources: &'a Sources) -> Self {
        Templates(
            lines(chart, sources)
                .filter(|line| line.contains(STANZA))
                .collect(),
        )
    }

    /// Whether they read a key of the stanza, or take the stanza as a whole, so that they may read
    /// any key.
    pub fn read(&self, path: &str) -> bool {
        self.0.iter().any(|line| reads(line, path))
    }
}

/// The lines of the chart's own templates, not of the helper.
fn lines<'a>(chart: &Chart<'_>, sources: &'a Sources) -> impl Iterator<Item = &'a str> {
    let helper = chart.definition.carrier.file.as_deref();
    let is_own = |template: &&Template| {
        !template.path.contains("/vendor/")
            && helper.is_none_or(|helper| !template.path.ends_with(helper))
    };
    let own: Vec<_> = chart.templates.iter().filter(is_own).collect();
    let texts = own.into_iter();
    let texts = texts.filter_map(|template| Some(sources.get(template.source)?.text()));
    texts.flat_map(str::lines)
}

/// Whether the chart's own templates read a key at the top of the values, or take all values, so
/// that they may read any key.
pub(super) fn read_at_top(chart: &Chart<'_>, sources: &Sources, key: &str) -> bool {
    lines(chart, sources).any(|line| reads_at_top(line, key))
}

fn reads_at_top(line: &str, key: &str) -> bool {
    const VALUES: &str = ".Values";
    let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    line.match_indices(VALUES).any(|(at, _)| {
        let rest = line.get(at + VALUES.len()..).unwrap_or("");
        match rest.strip_prefix('.') {
            Some(rest) => rest.strip_prefix(key).is_some_and(|rest| !goes_on(rest)),
            None if goes_on(rest) => false,
            // All values together: only a name in quotes says which of them is read.
            None => !line.contains('"') || line.contains(&format!("\"{key}\"")),
        }
    })
}

/// Whether a line of a template reads a key, as far as can be told without running it.
fn reads(line: &str, path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    line.match_indices(STANZA).any(|(at, _)| {
        let rest = line.get(at + STANZA.len()..).unwrap_or("");
        match rest.strip_prefix('.') {
            Some(rest) => rest
                .strip_prefix(path)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')),
            None if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') => false,
            // A question whether there is a stanza reads none of its keys.
            None => {
                let whole = [
                    "with ", ":=", "toYaml", "toJson", "range ", "include ", "dig ", "tpl ",
                ];
                whole.iter().any(|word| line.contains(word))
                    || line.contains(&format!("\"{last}\""))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{reads, reads_at_top};

    #[test]
    fn a_key_at_the_top_is_read_by_its_name_or_with_all_values() {
        for line in [
            "{{ .Values.routeHosts }}",
            "{{- range $.Values.routeHosts }}",
            "{{ index .Values \"routeHosts\" }}",
            "{{ toYaml .Values }}",
        ] {
            assert!(reads_at_top(line, "routeHosts"), "{line}");
        }
        for line in [
            "{{ .Values.ingress.routeHosts }}",
            "{{ .Values.routeHostsOfOthers }}",
            "{{ index .Values \"mesh\" }}",
        ] {
            assert!(!reads_at_top(line, "routeHosts"), "{line}");
        }
    }

    #[test]
    fn a_key_is_read_by_its_name_or_with_the_whole_stanza() {
        for line in [
            "a: {{ .Values.ingress.class }}",
            "{{ if hasKey .Values.ingress \"class\" }}",
            "{{- with .Values.ingress }}",
            "{{- $ingress := $.Values.ingress -}}",
            "{{ toYaml .Values.ingress | indent 2 }}",
        ] {
            assert!(reads(line, "class"), "{line}");
        }
        for line in [
            "a: {{ .Values.ingress.classes }}",
            "{{ if .Values.ingress.enabled }}",
            "{{ if .Values.ingress }}",
            "{{ with .Values.ingressed }}",
            "{{ with .Values.ingress.gatewayHosts }}",
        ] {
            assert!(!reads(line, "class"), "{line}");
        }
    }
}
