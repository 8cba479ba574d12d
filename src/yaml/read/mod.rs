//! From a file's bytes to its tree.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use super::compose::{Document, compose};
use super::cursor::Cursor;
use super::explain;
use super::parse::Parser;
use super::problem::{Kind, Problem};
use super::scan::Scanner;
use super::text::{self, ByteOrder, Flaw};
use super::{Data, Map, Node};
use crate::HelmVersion;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources, Span};

/// What a text says.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The roots of its documents.
    pub documents: Vec<Node>,
    /// What Helm accepts although it loses something.
    pub warnings: Vec<Diagnostic>,
    /// The places of the comments that were met, from `#` to the end of the line.
    pub comments: Vec<Span>,
    exactly: bool,
}

/// Registers a file under `name`: its text as Helm's reader decodes it, UTF-8 or, with a byte
/// order mark, UTF-16.
///
/// # Errors
/// The diagnostic that says where the file is no text.
pub fn register(
    sources: &mut Sources,
    name: &str,
    bytes: &[u8],
) -> Result<SourceId, Box<Diagnostic>> {
    let decoded = text::decode(bytes);
    let id = sources.add(name, decoded.text);
    match decoded.flaw {
        Some(flaw) if flaw.encoding => Err(explain::flaw(id, "", &flaw)),
        _ => Ok(id),
    }
}

/// Reads a values file (`-f`, `values.yaml`) and registers it under `name`.
///
/// Every document's root is a map; an empty file is an empty map. Helm 3 reads exactly one
/// document and ignores the rest; Helm 4 cuts the file at lines that start with `---` and reads
/// all of it.
///
/// # Errors
/// The diagnostic that says why Helm refuses the file.
pub fn read_values(
    sources: &mut Sources,
    name: &str,
    bytes: &[u8],
    helm: HelmVersion,
) -> Result<Reading, Box<Diagnostic>> {
    let decoded = text::decode(bytes);
    let id = sources.add(name, decoded.text);
    let text = sources.get(id).map_or("", |source| source.text());
    let whole = || iter::once(0..text.len()).collect();
    let pieces: Vec<Range<usize>> = match helm {
        HelmVersion::V3 => whole(),
        HelmVersion::V4 => {
            // Helm 4 looks for line ends byte by byte.
            let line_end_missing = bytes.last() != Some(&b'\n');
            match decoded.utf16 {
                None => split(text).map_err(|problem| explain::problem(id, text, &problem))?,
                Some(ByteOrder::Big) if !line_end_missing => whole(),
                Some(_) => return Err(explain::utf16(id)),
            }
        }
    };
    let mut reading = Reading::new();
    for piece in pieces {
        let start = piece.start;
        let flaw = decoded.flaw.as_ref();
        let end = piece.end;
        let (root, stopped) = read_piece(id, text, piece, helm, flaw, &mut reading)?;
        let rest = unread(text, stopped..end);
        reading
            .warnings
            .extend(rest.map(|rest| explain::unread(id, rest, helm)));
        let root = root.unwrap_or_else(|| Node::new(Data::Null, Span::new(id, start, start)));
        reading.documents.push(match root.data {
            Data::Map(_) => root,
            Data::Null => Node::new(Data::Map(Map::new()), root.span),
            _ => return Err(explain::not_a_map(&root)),
        });
    }
    if reading.documents.is_empty() {
        let nothing = Node::new(Data::Map(Map::new()), Span::new(id, 0, 0));
        reading.documents.push(nothing);
    }
    Ok(reading)
}

/// Reads the first document of a registered text (`Chart.yaml`, `helper.yaml`, what Helm
/// printed); its root is of any kind.
///
/// # Errors
/// The diagnostic that says why Helm refuses the text.
pub fn read_document(sources: &Sources, id: SourceId) -> Result<Reading, Box<Diagnostic>> {
    read_whole(sources, id, false)
}

/// [`read_document`] for texts that no Helm reads: integers of 64 bits stay what they are, where
/// Helm's reader would round them to floats.
#[cfg(feature = "extensions")]
pub(crate) fn read_exactly(sources: &Sources, id: SourceId) -> Result<Reading, Box<Diagnostic>> {
    read_whole(sources, id, true)
}

fn read_whole(sources: &Sources, id: SourceId, exactly: bool) -> Result<Reading, Box<Diagnostic>> {
    let text = sources.get(id).map_or("", |source| source.text());
    let flaw = text::check(text);
    let mut reading = Reading {
        exactly,
        ..Reading::new()
    };
    let helm = HelmVersion::V3;
    let (root, _) = read_piece(id, text, 0..text.len(), helm, flaw.as_ref(), &mut reading)?;
    let nothing = || Node::new(Data::Null, Span::new(id, 0, 0));
    reading.documents.push(root.unwrap_or_else(nothing));
    Ok(reading)
}

/// The documents of a text that holds several, between the lines that begin with `---` or `...`.
/// What follows such a mark on its line belongs to the next document, as YAML has it.
pub(crate) fn documents(text: &str) -> Vec<Range<usize>> {
    const MARK: usize = 3;
    let mut documents = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let rest = line
            .strip_prefix("---")
            .or_else(|| line.strip_prefix("..."));
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(blank)) {
            documents.push(start..at);
            let words = rest.trim();
            let is_alone = words.is_empty() || words.starts_with('#');
            start = at + if is_alone { line.len() } else { MARK };
        }
        at += line.len();
    }
    documents.push(start..at);
    documents
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// Reads documents of a registered text that holds several; their roots are of any kind.
pub(crate) fn read_parts(
    sources: &Sources,
    id: SourceId,
    parts: impl IntoIterator<Item = Range<usize>>,
) -> Vec<Result<Reading, Box<Diagnostic>>> {
    let text = sources.get(id).map_or("", |source| source.text());
    let flaw = text::check(text);
    let helm = HelmVersion::V3;
    let read = |part: Range<usize>| {
        let start = part.start;
        let mut reading = Reading::new();
        let (root, _) = read_piece(id, text, part, helm, flaw.as_ref(), &mut reading)?;
        let nothing = || Node::new(Data::Null, Span::new(id, start, start));
        reading.documents.push(root.unwrap_or_else(nothing));
        Ok(reading)
    };
    parts.into_iter().map(read).collect()
}

impl Reading {
    fn new() -> Self {
        Reading {
            documents: Vec::new(),
            warnings: Vec::new(),
            comments: Vec::new(),
            exactly: false,
        }
    }
}

/// The documents of a values file as Helm 4 cuts them, whatever the lines mean to YAML.
fn split(text: &str) -> Result<Vec<Range<usize>>, Box<Problem>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("---") {
            let rest = rest.trim();
            if !rest.is_empty() && !rest.starts_with('#') {
                let end = at + line.trim_end().len();
                return Err(Problem::new(Kind::Separator, at, end));
            }
            // At the start of a document the line stays with it.
            if start < at {
                pieces.push(start..at);
                start = at + line.len();
            }
        }
        at += line.len();
    }
    if start < text.len() {
        pieces.push(start..text.len());
    }
    Ok(pieces)
}

/// Reads the first document of a piece of a text; gives its root and where the reader stopped.
fn read_piece(
    id: SourceId,
    text: &str,
    piece: Range<usize>,
    helm: HelmVersion,
    flaw: Option<&Flaw>,
    reading: &mut Reading,
) -> Result<(Option<Node>, usize), Box<Diagnostic>> {
    let flaw = flaw.filter(|flaw| piece.contains(&flaw.at.start));
    let end = flaw.map_or(piece.end, |flaw| flaw.readable.max(piece.start));
    let mut read = Cow::Borrowed(text.get(..end).unwrap_or(""));
    let split = helm == HelmVersion::V4;
    if split && flaw.is_none() && !read.ends_with('\n') {
        // Helm 4 ends every line, the last one included.
        read.to_mut().push('\n');
    }
    let marked = text
        .get(piece.start..)
        .is_some_and(|text| text.starts_with('\u{FEFF}'));
    let start = (piece.start + if marked { 3 } else { 0 }).min(end);
    let mut parser = Parser::new(Scanner::new(Cursor::new(&read, start, split)));
    let outcome = compose(&mut parser, id, reading.exactly);
    if let Some(flaw) = flaw
        && parser.scanner().reached() > end
    {
        return Err(explain::flaw(id, text, flaw));
    }
    let Document {
        root,
        end: stopped,
        warnings,
    } = outcome.map_err(|problem| explain::problem(id, text, &problem))?;
    reading.warnings.extend(warnings);
    let comments = parser.into_scanner().into_comments();
    let spans = comments
        .into_iter()
        .map(|(start, end)| Span::new(id, start, end));
    reading.comments.extend(spans);
    Ok((root, stopped))
}

/// The first line with content in what the reader left unread.
fn unread(text: &str, rest: Range<usize>) -> Option<Range<usize>> {
    let mut at = rest.start;
    for line in text.get(rest)?.split_inclusive('\n') {
        let content = line.trim();
        if !matches!(content, "" | "---" | "...") && !content.starts_with('#') {
            let start = at + (line.len() - line.trim_start().len());
            return Some(start..start + content.len());
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests;
