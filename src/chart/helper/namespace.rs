//! All templates of a release. Helm parses the files of every chart into one set of names, so
//! that a definition in one chart is seen, and can be replaced, by every other.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::chart::template::Outline;
use crate::chart::template::outline::{Call, TemplateDefinition};
use crate::chart::{Chart, Template};
use crate::source::{Sources, Span};

/// The templates of a chart and of the charts below it that are switched on.
#[derive(Debug)]
pub struct Namespace<'a> {
    /// In the order in which Helm parses them: the deepest path first, then backwards by name
    /// (observed, Helm 3.17.3 and 4.3.1). Of definitions with one name the last counts.
    pub(super) files: Vec<TemplateFile<'a>>,
    names: BTreeMap<String, Vec<Place>>,
}

/// One file of the release.
#[derive(Debug)]
pub(super) struct TemplateFile<'a> {
    pub(super) chart: &'a Chart,
    pub(super) template: &'a Template,
    pub(super) text: &'a str,
    pub(super) outline: Outline,
}

/// Where a definition is: the numbers of its file and of itself in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) definition: usize,
}

impl<'a> Namespace<'a> {
    /// Reads the templates of `root` and of every chart below it for which `is_enabled` holds.
    pub fn read(
        root: &'a Chart,
        sources: &'a Sources,
        is_enabled: &dyn Fn(&Chart) -> bool,
    ) -> Namespace<'a> {
        let mut files = Vec::new();
        let mut pending = vec![(root, root.metadata.name.clone())];
        while let Some((chart, path)) = pending.pop() {
            for template in &chart.templates {
                // Of a library chart Helm takes nothing else.
                if chart.metadata.is_library && !is_partial(&template.path) {
                    continue;
                }
                let text = sources.get(template.source).map_or("", |s| s.text());
                let full = format!("{path}/{}", template.path);
                let order = (Reverse(full.matches('/').count()), Reverse(full));
                files.push((order, chart, template, text));
            }
            let enabled = chart.subcharts.iter().filter(|below| is_enabled(below));
            pending.extend(enabled.map(|below| {
                let path = format!("{path}/charts/{}", below.metadata.name);
                (below, path)
            }));
        }
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let files: Vec<_> = files
            .into_iter()
            .map(|(_, chart, template, text)| TemplateFile {
                chart,
                template,
                text,
                outline: Outline::of(text),
            })
            .collect();
        let mut names: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for (file, of) in files.iter().enumerate() {
            for (definition, found) in of.outline.definitions.iter().enumerate() {
                let place = Place { file, definition };
                match names.get_mut(&found.name) {
                    Some(places) => places.push(place),
                    None => drop(names.insert(found.name.clone(), vec![place])),
                }
            }
        }
        Namespace { files, names }
    }

    /// The definitions of a name in the order in which Helm parses them.
    pub(super) fn definitions(&self, name: &str) -> &[Place] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The definition that Helm uses: the last that is not empty.
    pub(super) fn winner(&self, name: &str) -> Option<Place> {
        let places = self.definitions(name);
        let full = |place: &&Place| self.definition(**place).is_some_and(|d| !d.is_empty);
        places.iter().rev().find(full).or(places.first()).copied()
    }

    pub(super) fn definition(&self, place: Place) -> Option<&TemplateDefinition> {
        let file = self.files.get(place.file)?;
        file.outline.definitions.get(place.definition)
    }

    /// The text between `define` and `end`.
    pub(super) fn body(&self, place: Place) -> &'a str {
        let range = self.definition(place).map(|d| d.body.clone());
        self.files
            .get(place.file)
            .zip(range)
            .and_then(|(file, range)| file.text.get(range))
            .unwrap_or("")
    }

    /// The place of a definition's name.
    pub(super) fn span(&self, place: Place) -> Span {
        match (self.files.get(place.file), self.definition(place)) {
            (Some(file), Some(definition)) => file.span(&definition.name_range),
            _ => Span::NOWHERE,
        }
    }

    /// How messages name the file of a definition.
    pub(super) fn file_name(&self, place: Place) -> String {
        self.files
            .get(place.file)
            .map_or_else(String::new, TemplateFile::name)
    }

    /// The calls inside a definition.
    pub(super) fn calls_of(&self, place: Place) -> impl Iterator<Item = &Call> {
        self.files
            .get(place.file)
            .into_iter()
            .flat_map(|file| &file.outline.calls)
            .filter(move |call| call.definition == Some(place.definition))
    }
}

impl TemplateFile<'_> {
    pub(super) fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.template.source, range.start, range.end)
    }

    pub(super) fn name(&self) -> String {
        format!("{}/{}", self.chart.path, self.template.path)
    }

    /// Whether Helm prints what this file renders to.
    pub(super) fn is_printed(&self) -> bool {
        !is_partial(&self.template.path) && !self.template.path.ends_with("NOTES.txt")
    }
}

/// Whether a file holds definitions only: its name begins with `_`.
fn is_partial(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or(path).starts_with('_')
}
