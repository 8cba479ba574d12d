//! The files of a chart that lies in a folder.

use std::io;
use std::path::{Path, PathBuf};

use super::ignore::Ignore;
use super::load::Loader;
use super::tree::{Content, File, Tree, matters};
use crate::Error;
use crate::ErrorKind;
use crate::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::environment::{Entry, Kind};
use crate::source::Span;

/// Links to folders inside links to folders; Linux gives up at the same number.
const MOST_LINKS: usize = 40;

/// A folder still to be listed.
struct Pending {
    /// Its path in the environment.
    path: PathBuf,
    /// Its path below the chart, with a slash at the end; empty for the chart itself.
    below: String,
    place: Place,
    links: usize,
}

/// What a folder is to Helm.
#[derive(Clone, Copy)]
enum Place {
    Chart,
    Charts,
    Templates,
}

impl Loader<'_> {
    /// Lists a chart folder and what is below it, without reading the files. `.helmignore` counts
    /// at the root only, also for the charts below (observed, Helm 3.17.3 and 4.3.1).
    pub(super) fn folder(&mut self, path: &Path, name: &str) -> Result<Tree, Failure> {
        let mut tree = Tree::default();
        let root = self.list(path, name)?;
        let has_ignore = root
            .iter()
            .any(|e| e.name == ".helmignore" && e.kind != Kind::Folder);
        let ignore = if has_ignore {
            self.ignore(&path.join(".helmignore"), &format!("{name}/.helmignore"))?
        } else {
            Ignore::parse("").unwrap_or_default()
        };
        let mut pending = vec![Pending {
            path: path.to_path_buf(),
            below: String::new(),
            place: Place::Chart,
            links: 0,
        }];
        let mut listed = Some(root);
        while let Some(folder) = pending.pop() {
            let entries = match listed.take() {
                Some(entries) => entries,
                None => self.list(&folder.path, &shown(name, &folder.below))?,
            };
            for entry in entries {
                self.entry(&folder, entry, name, &ignore, &mut tree, &mut pending)?;
            }
        }
        Ok(tree)
    }

    fn entry(
        &self,
        folder: &Pending,
        entry: Entry,
        name: &str,
        ignore: &Ignore,
        tree: &mut Tree,
        pending: &mut Vec<Pending>,
    ) -> Result<(), Failure> {
        let below = format!("{}{}", folder.below, entry.name);
        let place = match (folder.place, entry.name.as_str()) {
            (Place::Chart, "templates") => Place::Templates,
            (Place::Chart, "charts") => Place::Charts,
            (Place::Chart, own) if matters(own) => Place::Chart,
            // Anything else in a chart is not looked at, but it tells a chart without
            // Chart.yaml from an empty folder.
            (Place::Chart, _) if entry.kind != Kind::File => return Ok(()),
            (Place::Chart, _) => Place::Chart,
            (Place::Charts, hidden) if hidden.starts_with(['_', '.']) => return Ok(()),
            (Place::Charts, _) => Place::Chart,
            (Place::Templates, _) => Place::Templates,
        };
        let path = folder.path.join(&entry.name);
        let failed = |error: &io::Error| Error::io(shown(name, &below), error);
        let is_link = entry.kind == Kind::Link;
        let kind = if is_link {
            self.environment
                .kind(&path)
                .map_err(|e| broken(&shown(name, &below), &e))?
        } else {
            entry.kind
        };
        if ignore.ignores(&below, kind == Kind::Folder) {
            return Ok(());
        }
        match kind {
            Kind::Folder => {
                // A folder called values.yaml is a folder like any other.
                if matches!(folder.place, Place::Chart) && matches!(place, Place::Chart) {
                    return Ok(());
                }
                let links = folder.links + usize::from(is_link);
                if links > MOST_LINKS {
                    let message = "symbolic links go round in a circle here";
                    return Err(Error::new(ErrorKind::Unreadable, message)
                        .with_path(shown(name, &below))
                        .into());
                }
                pending.push(Pending {
                    path,
                    below: below + "/",
                    place,
                    links,
                });
            }
            Kind::File => {
                let link = if is_link && matches!(place, Place::Templates) {
                    let target = self.environment.resolve(&path).map_err(|e| failed(&e))?;
                    Some(target.to_string_lossy().into_owned())
                } else {
                    None
                };
                let file = File {
                    content: Content::At(path),
                    link,
                };
                tree.insert(&below, file).map_err(|_| self.too_deep(name))?;
            }
            _ => {
                let message = "neither a file nor a folder; Helm refuses such a chart";
                return Err(Error::new(ErrorKind::Unreadable, message)
                    .with_path(shown(name, &below))
                    .into());
            }
        }
        Ok(())
    }

    fn list(&self, path: &Path, name: &str) -> Result<Vec<Entry>, Error> {
        self.environment
            .list(path)
            .map_err(|error| Error::io(name.trim_end_matches('/'), &error))
    }

    fn ignore(&mut self, path: &Path, name: &str) -> Result<Ignore, Failure> {
        let bytes = self
            .environment
            .read(path)
            .map_err(|error| Error::io(name, &error))?;
        let text = super::load::text(bytes);
        Ignore::parse(&text).map_err(|bad| {
            let source = self.sources.add(name, text.clone());
            let span = Span::new(source, bad.range.start, bad.range.end);
            Diagnostic::error(
                codes::HELMIGNORE_PATTERN,
                "a pattern that Helm refuses, so that the chart cannot be loaded",
            )
            .at(span, bad.problem)
            .help("write `*` for any part of one name; a pattern without a slash holds in every folder")
            .into()
        })
    }
}

fn broken(name: &str, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        let message = "this symbolic link leads nowhere";
        return Error::new(ErrorKind::NotFound, message).with_path(name);
    }
    Error::io(name, error)
}

fn shown(name: &str, below: &str) -> String {
    format!("{name}/{below}")
}
