//! What stands behind `=`.

use super::{After, Flag, Parser, json};
use crate::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::{Data, List, Node, lossy};

impl Parser<'_, '_> {
    /// The value behind `=`. `at_end` is what Helm makes of an argument that ends here.
    pub(super) fn value(&mut self, at_end: After) -> Result<(Node, After), Failure> {
        let start = self.scanner.at();
        match self.argument.flag {
            Flag::Literal => {
                let text = self.scanner.rest();
                let end = start + text.len();
                self.scanner.skip_to(end);
                let node = Node::string(text, self.argument.span(start, end));
                return Ok((node, After::More));
            }
            Flag::Json => {
                if self.skip_blanks_and_comma() {
                    let node = Node::new(Data::Null, self.argument.span(start, start));
                    return Ok((node, After::More));
                }
                let (node, end) =
                    json::read(self.argument.text, self.scanner.at(), self.argument.source)
                        .map_err(|error| self.argument.json_error(&error))?;
                self.scanner.skip_to(end);
                self.skip_blanks_and_comma();
                return Ok((node, After::More));
            }
            Flag::Set | Flag::String | Flag::File => {}
        }
        if self.scanner.peek().is_none() {
            return Ok((Node::string("", self.argument.span(start, start)), at_end));
        }
        if self.scanner.take('{') {
            return Ok((self.list(start)?, After::More));
        }
        let run = self.scanner.until(&[',']);
        let node = self.scalar(run.text, self.argument.span(run.start, run.end))?;
        Ok((node, After::More))
    }

    /// `{a,b}` behind its first character.
    fn list(&mut self, start: usize) -> Result<Node, Failure> {
        let mut items = Vec::new();
        loop {
            let run = self.scanner.until(&[',', '}']);
            let span = self.argument.span(run.start, run.end);
            match run.stop {
                None => {
                    return Err(Diagnostic::error(
                            codes::SET_LIST_NOT_CLOSED,
                            "a list does not end",
                        )
                        .at(self.argument.span(start, run.end), "the closing } is missing")
                        .help("a value that begins with { but is text needs a backslash before it: `name=\\{text`")
                        .into());
                }
                Some(stop) => {
                    items.push(self.scalar(run.text, span)?);
                    if stop == '}' {
                        let span = self.argument.span(start, self.scanner.at());
                        self.scanner.take(',');
                        return Ok(Node::new(Data::List(List::new(items)), span));
                    }
                }
            }
        }
    }

    fn scalar(&mut self, text: String, span: Span) -> Result<Node, Failure> {
        Ok(match self.argument.flag {
            Flag::Set => Node::new(infer(text), span),
            Flag::File => {
                let bytes = (self.read_file)(&text)?;
                let content = lossy(&bytes);
                let source = self.sources.add(text, content.clone());
                let span = Span::new(source, 0, content.len());
                Node::string(content, span)
            }
            _ => Node::string(text, span),
        })
    }

    /// Skips blanks, and one comma behind them; says whether there was a comma or the end.
    fn skip_blanks_and_comma(&mut self) -> bool {
        loop {
            match self.scanner.peek() {
                None => return true,
                Some(',') => {
                    self.scanner.next();
                    return true;
                }
                Some(blank) if blank.is_whitespace() => {
                    self.scanner.next();
                }
                Some(_) => return false,
            }
        }
    }
}

/// The value that `--set` makes of a text. `false` is also spelled with a long s (U+017F): Go
/// folds it to an ordinary one.
fn infer(text: String) -> Data {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is("true") {
        return Data::Bool(true);
    }
    if is("false") || text.replace('\u{17f}', "s").eq_ignore_ascii_case("false") {
        return Data::Bool(false);
    }
    if is("null") {
        return Data::Null;
    }
    if text == "0" {
        return Data::Int(0);
    }
    match text.parse() {
        Ok(number) if !text.starts_with('0') => Data::Int(number),
        _ => Data::Str(text.into()),
    }
}
