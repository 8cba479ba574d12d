//! The documentation of a rule in parts, for `rutter explain`, the reference pages and the test
//! that runs the examples.

/// What stands in front of the file of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Docs {
    /// One sentence: what is found.
    pub summary: String,
    /// What is said before the first section, in Markdown; begins with the summary.
    pub what: String,
    /// The sections in order.
    pub sections: Vec<Section>,
}

/// A section of the documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// Its title: `Why it matters`, `Example`, `Use instead`, `Source`.
    pub title: String,
    /// Its text, in Markdown.
    pub text: String,
}

/// A YAML text in the documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// What stands behind the opening fence, without `yaml`: `object`, `helper=istio-1.0.3`.
    pub words: Vec<String>,
    /// The text.
    pub text: String,
}

impl Docs {
    pub(super) fn parse(text: &str) -> Docs {
        let mut docs = Docs::default();
        let mut inside_code = false;
        for line in text.lines() {
            // Each line of a doc comment begins with the blank behind `///`.
            let line = line.strip_prefix(' ').unwrap_or(line);
            inside_code ^= line.starts_with("```");
            if let Some(title) = line.strip_prefix("## ").filter(|_| !inside_code) {
                docs.sections.push(Section {
                    title: title.to_owned(),
                    text: String::new(),
                });
                continue;
            }
            let part = match docs.sections.last_mut() {
                Some(section) => &mut section.text,
                None => &mut docs.what,
            };
            part.push_str(line);
            part.push('\n');
        }
        let parts = docs.sections.iter_mut().map(|section| &mut section.text);
        for part in parts.chain([&mut docs.what]) {
            *part = part.trim_matches('\n').to_owned();
        }
        let paragraph = docs.what.split("\n\n").next().unwrap_or("");
        docs.summary = paragraph.replace('\n', " ");
        docs
    }

    /// The section with this title; empty when there is none.
    #[must_use]
    pub fn section(&self, title: &str) -> &str {
        self.sections
            .iter()
            .find(|section| section.title == title)
            .map_or("", |section| section.text.as_str())
    }

    /// The YAML texts of a section.
    #[must_use]
    pub fn examples(&self, title: &str) -> Vec<Example> {
        let mut examples: Vec<Example> = Vec::new();
        let mut inside = false;
        for line in self.section(title).lines() {
            match (inside, line.strip_prefix("```yaml")) {
                (false, Some(words)) => {
                    inside = true;
                    examples.push(Example {
                        words: words.split_whitespace().map(str::to_owned).collect(),
                        text: String::new(),
                    });
                }
                (true, _) if line.starts_with("```") => inside = false,
                (true, _) => {
                    if let Some(example) = examples.last_mut() {
                        example.text.push_str(line);
                        example.text.push('\n');
                    }
                }
                _ => {}
            }
        }
        examples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_falls_into_parts() {
        let docs = Docs::parse(
            " A host\n without a dot.\n\n More.\n\n ## Example\n ```yaml object x=1\n ## a: 1\n b: 2\n ```\n and\n ```yaml\n c: 3\n ```\n",
        );
        assert_eq!(docs.summary, "A host without a dot.");
        assert_eq!(docs.what, "A host\nwithout a dot.\n\nMore.");
        let examples = docs.examples("Example");
        assert_eq!(examples.len(), 2);
        assert_eq!(examples[0].words, ["object", "x=1"]);
        assert_eq!(examples[0].text, "## a: 1\nb: 2\n");
        assert!(docs.examples("Use instead").is_empty());
    }
}
