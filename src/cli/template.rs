//! Templates that flags name.

use rutter::Release;
use rutter::compile::Compilation;
use rutter::diagnostic::Diagnostic;
use rutter::extension::{self, Dialect, Template};
use rutter::model::Model;
use rutter::source::Sources;
use rutter::values::Values;
use rutter::yaml::Node;

use super::{CannotRun, input};

/// The templates that can be read, and what is wrong with the others.
pub struct Templates {
    good: Vec<Template>,
    unreadable: Vec<Diagnostic>,
}

impl Templates {
    pub fn read(paths: &[String], sources: &mut Sources) -> Result<Self, CannotRun> {
        let mut templates = Templates {
            good: Vec::new(),
            unreadable: Vec::new(),
        };
        for path in paths {
            let dialect = Dialect::of_path(path)?;
            let text = String::from_utf8(input::read_file(path)?)
                .map_err(|_| CannotRun(format!("{path}: a template is written in UTF-8")))?;
            match Template::parse(path, text, dialect, sources) {
                Ok(template) => templates.good.push(template),
                Err(found) => templates.unreadable.push(*found),
            }
        }
        Ok(templates)
    }

    /// What they print for a release; what is wrong with them goes to `found`. Without objects of
    /// the helper nothing is printed.
    pub fn render(
        self,
        values: &Values<'_>,
        release: &Release,
        compilation: &Compilation,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Node> {
        let is_whole = self.unreadable.is_empty() && !compilation.objects.is_empty();
        found.extend(self.unreadable);
        if !is_whole || self.good.is_empty() {
            return Vec::new();
        }
        match extension::render(&self.good, &Model::new(values, release, compilation)) {
            Ok(rendered) => {
                found.extend(rendered.warnings);
                rendered.objects
            }
            Err(wrong) => {
                found.extend(wrong);
                Vec::new()
            }
        }
    }
}
