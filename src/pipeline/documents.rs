//! A stream of manifests, cut into its documents.

use std::ops::Range;

use crate::yaml;

/// One document of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Document<'a> {
    /// Its text, without the line that begins it.
    pub(super) range: Range<usize>,
    /// The template that printed it, where Helm says so: `pad/templates/ingress.yaml`.
    pub(super) template: Option<&'a str>,
}

/// What Helm 3 writes before the path of the template that printed a document (3.17.3, observed).
const SOURCE: &str = "# Source: ";
/// The annotation by which Helm 4 remembers it while a post-renderer runs (4.3.1, observed).
const FILE_NAME: &str = "postrenderer.helm.sh/postrender-filename:";

/// The documents of a text that hold anything.
pub(super) fn split(text: &str) -> Vec<Document<'_>> {
    let ranges = yaml::documents(text).into_iter();
    ranges.filter_map(|range| document(text, range)).collect()
}

/// A document, unless nothing but comments and blanks stands in it.
fn document(text: &str, range: Range<usize>) -> Option<Document<'_>> {
    let part = text.get(range.clone())?;
    let mut template = None;
    for line in part.lines() {
        let line = line.trim();
        if let Some(path) = line.strip_prefix(SOURCE) {
            template = Some(path.trim());
        } else if !line.is_empty() && !line.starts_with('#') {
            let template = template.or_else(|| noted(part));
            return Some(Document { range, template });
        }
    }
    None
}

/// The template that an annotation of Helm 4 names.
fn noted(document: &str) -> Option<&str> {
    let (_, rest) = document.split_once(FILE_NAME)?;
    let rest = rest.lines().next()?.trim_start();
    let end = match rest.strip_prefix(['\'', '"']) {
        Some(quoted) => return quoted.split(['\'', '"']).next(),
        None => rest.find([',', '}', ' ']).unwrap_or(rest.len()),
    };
    rest.get(..end).filter(|path| !path.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(&str, Option<&str>)> {
        split(text)
            .into_iter()
            .map(|document| (&text[document.range], document.template))
            .collect()
    }

    #[test]
    fn documents_know_their_template() {
        let text = "---\n# Source: pad/templates/a.yaml\na: 1\n--- # two\n# Source: x/b.yaml\r\nb: |\n  # Source: no\n";
        assert_eq!(
            parts(text),
            [
                (
                    "# Source: pad/templates/a.yaml\na: 1\n",
                    Some("pad/templates/a.yaml")
                ),
                (
                    "# Source: x/b.yaml\r\nb: |\n  # Source: no\n",
                    Some("x/b.yaml")
                ),
            ]
        );
    }

    #[test]
    fn helm_4_names_the_template_in_an_annotation() {
        for written in [
            "{a: b, postrenderer.helm.sh/postrender-filename: 'pad/templates/a.yaml'}",
            "{postrenderer.helm.sh/postrender-filename: pad/templates/a.yaml, a: b}",
            "\n    postrenderer.helm.sh/postrender-filename: 'pad/templates/a.yaml'",
        ] {
            let text = format!("metadata:\n  annotations: {written}\n");
            assert_eq!(split(&text)[0].template, Some("pad/templates/a.yaml"));
        }
    }

    #[test]
    fn what_holds_nothing_is_no_document() {
        assert_eq!(parts(""), []);
        assert_eq!(parts("---\n---\n# only a comment\n---\n"), []);
        assert_eq!(parts("a: 1"), [("a: 1", None)]);
        assert_eq!(
            parts("--- {a: 1}\n---b: 2\n"),
            [(" {a: 1}\n---b: 2\n", None)]
        );
    }
}
