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
        let helper = chart.definition.carrier.file.as_deref();
        let is_own = |template: &&Template| {
            !template.path.contains("/vendor/")
                && helper.is_none_or(|helper| !template.path.ends_with(helper))
        };
        let own = chart.templates.iter().filter(is_own);
        let texts = own.filter_map(|template| Some(sources.get(template.source)?.text()));
        let lines = texts.flat_map(str::lines);
        Templates(lines.filter(|line| line.contains(STANZA)).collect())
    }

    /// Whether they read a key of the stanza, or take the stanza as a whole, so that they may read
    /// any key.
    pub fn read(&self, path: &str) -> bool {
        self.0.iter().any(|line| reads(line, path))
    }
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
    use super::reads;

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
