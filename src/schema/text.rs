//! What editors show beside a key.

use schemars::Schema;

/// A text of some paragraphs, in Markdown with nothing in it but code in backticks.
pub(super) struct Text(Vec<String>);

impl Text {
    /// The text of a table. Where the source breaks a line the reader need not.
    pub fn new(about: &str) -> Self {
        let mut paragraphs = vec![String::new()];
        for line in about.trim().lines().map(str::trim) {
            match paragraphs.last_mut() {
                Some(open) if !line.is_empty() => {
                    if !open.is_empty() {
                        open.push(' ');
                    }
                    open.push_str(line);
                }
                _ => paragraphs.push(String::new()),
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        Text(paragraphs)
    }

    /// Whether these words stand in it.
    pub fn says(&self, words: &str) -> bool {
        self.0.iter().any(|paragraph| paragraph.contains(words))
    }

    /// The text with one more paragraph.
    pub fn and(mut self, paragraph: String) -> Self {
        self.0.push(paragraph);
        self
    }

    /// Writes it into the schema of the key: `description`, which every editor shows as it is,
    /// and `markdownDescription`, which the YAML language server prefers.
    pub fn describe(self, schema: &mut Schema) {
        let markdown = self.0.join("\n\n");
        schema.insert("description".to_owned(), markdown.replace('`', "").into());
        schema.insert("markdownDescription".to_owned(), markdown.into());
    }
}

/// `a`, `b` and `c`, as code.
pub(super) fn listed(words: &[&str]) -> String {
    let mut text = String::new();
    for (index, word) in words.iter().enumerate() {
        text.push_str(match index {
            0 => "",
            _ if index + 1 == words.len() => " and ",
            _ => ", ",
        });
        text.push('`');
        text.push_str(word);
        text.push('`');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stay_and_line_breaks_go() {
        let mut schema = Schema::default();
        let text = Text::new(" One\n line of `code`.\n\n Another.\n").and("Third.".to_owned());
        text.describe(&mut schema);
        assert_eq!(
            schema.get("markdownDescription").unwrap(),
            "One line of `code`.\n\nAnother.\n\nThird."
        );
        assert_eq!(
            schema.get("description").unwrap(),
            "One line of code.\n\nAnother.\n\nThird."
        );
    }

    #[test]
    fn words_are_listed_as_people_write_them() {
        assert_eq!(listed(&["a"]), "`a`");
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
