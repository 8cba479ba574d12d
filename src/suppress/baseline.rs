//! The findings that a repository had when rutter came, in a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::keys::Keys;
use crate::config::stops_compilation;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::json::Writer;
use crate::yaml::serde_de::from_node;
use crate::yaml::serde_ser::feed;
use crate::yaml::{Node, read_document};

/// Old findings, which are not reported.
///
/// A finding is known again by its code, its file, the keys it lies under and the text of its
/// line: edits elsewhere in the file do not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By file, code and fingerprint.
    entries: BTreeMap<(String, String, String), Entry>,
}

/// One finding of a baseline, or several that are alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Entry {
    /// The file, as the caller names it.
    pub file: String,
    /// The code, `RT3001`.
    pub code: String,
    /// Its name. For people: nothing is recognised by it.
    pub name: String,
    /// What was found. For people, too.
    pub message: String,
    /// How many of these there are.
    pub count: usize,
    /// What they are recognised by.
    pub fingerprint: String,
}

/// What a baseline leaves of some findings.
#[derive(Debug)]
#[non_exhaustive]
pub struct Filtered {
    /// What is to be reported, in the order it was given.
    pub kept: Vec<Diagnostic>,
    /// How many findings are old.
    pub matched: usize,
    /// What is listed but was not found, with how often it was not.
    pub stale: Vec<Entry>,
}

/// The shape of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u8,
    findings: Vec<Entry>,
}

/// The version of the file that is written and read.
const VERSION: u8 = 1;

impl Baseline {
    /// Reads a baseline that is registered already.
    ///
    /// # Errors
    /// The diagnostic that says why it cannot be used.
    pub fn parse(sources: &Sources, source: SourceId) -> Result<Baseline, Box<Diagnostic>> {
        let reading = read_document(sources, source)?;
        let root = reading.documents.into_iter().next().unwrap_or(Node::null());
        let refuse = |message: String, span: Span| {
            let message = format!("the baseline cannot be used: {message}");
            let finding = Diagnostic::error(codes::BASELINE_INVALID, message).at(span, "");
            Box::new(finding.help("write it anew with `rutter check --write-baseline FILE`"))
        };
        let file: File =
            from_node(&root).map_err(|error| refuse(error.message.clone(), error.span))?;
        if file.version != VERSION {
            let place = root.get("version").map_or(root.span, |node| node.span);
            let message = format!("this rutter reads version {VERSION}");
            return Err(refuse(message, place));
        }
        let mut baseline = Baseline::default();
        for entry in file.findings {
            baseline.add(entry);
        }
        Ok(baseline)
    }

    /// The baseline that holds these findings. Errors that stop the compilation are left out:
    /// they are always reported. `file` turns the name of a source into one that stays the same
    /// wherever rutter runs.
    #[must_use]
    pub fn of(
        diagnostics: &[Diagnostic],
        sources: &Sources,
        file: &dyn Fn(&str) -> String,
    ) -> Baseline {
        let mut baseline = Baseline::default();
        let mut prints = Prints::new(sources, file);
        for diagnostic in diagnostics {
            if !stops_compilation(diagnostic.code, diagnostic.severity) {
                baseline.add(prints.entry(diagnostic));
            }
        }
        baseline
    }

    /// Adds what another one holds.
    pub fn extend(&mut self, other: Baseline) {
        for entry in other.entries.into_values() {
            self.add(entry);
        }
    }

    /// The text of the file: JSON, sorted, an entry for each kind of finding; ends with a newline.
    #[must_use]
    pub fn write(&self) -> String {
        let file = File {
            version: VERSION,
            findings: self.entries.values().cloned().collect(),
        };
        let mut writer = Writer::pretty();
        // Strings and whole numbers can always be written.
        let written = feed(&file, &mut writer);
        debug_assert!(written.is_ok());
        writer.finish() + "\n"
    }

    /// What it lists, by file and code.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Takes the old findings out; of several that are alike as many as are listed, the first
    /// ones. `file` is that of [`Baseline::of`]; `was_looked_at` says whether an entry could have
    /// been found in this run at all.
    #[must_use]
    pub fn filter(
        &self,
        diagnostics: Vec<Diagnostic>,
        sources: &Sources,
        file: &dyn Fn(&str) -> String,
        was_looked_at: &dyn Fn(&Entry) -> bool,
    ) -> Filtered {
        let mut left = self.entries.clone();
        let mut prints = Prints::new(sources, file);
        let mut filtered = Filtered {
            kept: Vec::new(),
            matched: 0,
            stale: Vec::new(),
        };
        for diagnostic in diagnostics {
            let old = match stops_compilation(diagnostic.code, diagnostic.severity) {
                true => None,
                false => left.get_mut(&key(&prints.entry(&diagnostic))),
            };
            match old {
                Some(entry) if entry.count > 0 => {
                    entry.count -= 1;
                    filtered.matched += 1;
                }
                _ => filtered.kept.push(diagnostic),
            }
        }
        let gone = left
            .into_values()
            .filter(|entry| entry.count > 0 && was_looked_at(entry));
        filtered.stale.extend(gone);
        filtered
    }

    fn add(&mut self, entry: Entry) {
        match self.entries.get_mut(&key(&entry)) {
            Some(same) => {
                same.count = same.count.saturating_add(entry.count);
                // Whatever came first, the same text is written.
                same.message = entry.message.min(std::mem::take(&mut same.message));
            }
            None => {
                self.entries.insert(key(&entry), entry);
            }
        }
    }
}

fn key(entry: &Entry) -> (String, String, String) {
    (
        entry.file.clone(),
        entry.code.clone(),
        entry.fingerprint.clone(),
    )
}

/// Makes entries of findings.
struct Prints<'a> {
    sources: &'a Sources,
    file: &'a dyn Fn(&str) -> String,
    /// The name and the keys of each file that was met.
    files: BTreeMap<SourceId, (String, Keys)>,
}

impl<'a> Prints<'a> {
    fn new(sources: &'a Sources, file: &'a dyn Fn(&str) -> String) -> Self {
        Prints {
            sources,
            file,
            files: BTreeMap::new(),
        }
    }

    fn entry(&mut self, diagnostic: &Diagnostic) -> Entry {
        let (file, path, line) = match &diagnostic.primary {
            Some(label) => {
                let (name, keys) = self.file(label.span.source);
                (
                    name.clone(),
                    keys.path(label.span.start),
                    self.line(label.span),
                )
            }
            None => {
                let field = diagnostic.field.as_ref();
                let path = field.map(|field| format!("{} {}", field.kind, field.path));
                (String::new(), path.unwrap_or_default(), String::new())
            }
        };
        let code = diagnostic.code.to_string();
        Entry {
            fingerprint: fingerprint(&[&code, &file, &path, &line]),
            file,
            code,
            name: diagnostic.code.name().to_owned(),
            message: diagnostic.message.clone(),
            count: 1,
        }
    }

    fn file(&mut self, source: SourceId) -> &(String, Keys) {
        self.files.entry(source).or_insert_with(|| {
            let name = self.sources.get(source).map_or("", |source| source.name());
            ((self.file)(name), Keys::of(self.sources, source))
        })
    }

    /// The line where a place begins, whatever its indentation.
    fn line(&self, span: Span) -> String {
        let line = self.sources.get(span.source).and_then(|source| {
            let range = source.line_range(source.position(span.start).line)?;
            source.text().get(range)
        });
        let words: Vec<_> = line.unwrap_or("").split_whitespace().collect();
        words.join(" ")
    }
}

/// The first 64 bits of the SHA-256 of the parts, with a zero byte behind each.
fn fingerprint(parts: &[&str]) -> String {
    let mut hash = hmac_sha256::Hash::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
