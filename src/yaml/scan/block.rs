//! Block scalars: `|` and `>`.

use std::borrow::Cow;

use super::{Scanner, Style, TokenKind};
use crate::yaml::problem::{Found, Kind};

/// What happens to the line ends after the last line.
#[derive(Clone, Copy, PartialEq)]
enum Chomp {
    Strip,
    Clip,
    Keep,
}

impl Scanner<'_> {
    pub(super) fn fetch_block_scalar(&mut self) -> Found<()> {
        self.forget_key()?;
        self.key_allowed = true;
        let start = self.cursor.pos();
        let folds = self.cursor.peek(0) == b'>';
        self.cursor.skip(1);
        let (chomp, explicit) = self.block_header()?;
        let mut end = self.cursor.pos();
        self.cursor.take_line_end();

        let outer = self.indent.max(0);
        let mut indent = explicit.map(|by| outer + by);
        let mut blank_lines = String::new();
        self.block_blank_lines(&mut indent, &mut blank_lines)?;

        let mut value = String::new();
        let mut line_end = "";
        let mut after_indented = false;
        while Some(self.column()) == indent && self.cursor.peek(0) != 0 {
            let indented = self.cursor.is_blank(0);
            if folds && !after_indented && !indented && line_end == "\n" {
                if blank_lines.is_empty() {
                    value.push(' ');
                }
            } else {
                value.push_str(line_end);
            }
            value.push_str(&blank_lines);
            blank_lines.clear();
            after_indented = indented;
            let line = self.cursor.pos();
            self.cursor.skip_line();
            end = self.cursor.pos();
            value.push_str(self.cursor.slice(line, end));
            line_end = self.cursor.take_line_end();
            self.block_blank_lines(&mut indent, &mut blank_lines)?;
        }
        if chomp != Chomp::Strip {
            value.push_str(line_end);
        }
        if chomp == Chomp::Keep {
            value.push_str(&blank_lines);
        }
        let value = Cow::Owned(value);
        let style = Style::Other;
        self.push(TokenKind::Scalar { value, style }, start);
        if let Some(token) = self.queue.back_mut() {
            token.end = end;
        }
        Ok(())
    }

    /// The rest of the line with the indicator: chomping and indentation in any order.
    fn block_header(&mut self) -> Found<(Chomp, Option<isize>)> {
        let mut chomp = self.block_chomp();
        let mut indent = None;
        let digit = self.cursor.peek(0);
        if digit == b'0' {
            return Err(self.here(Kind::BlockIndentZero));
        }
        if digit.is_ascii_digit() {
            indent = Some(isize::from(digit - b'0'));
            self.cursor.skip(1);
            chomp = chomp.or_else(|| self.block_chomp());
        }
        self.cursor.skip_blanks();
        if self.cursor.peek(0) == b'#' {
            self.skip_comment();
        }
        if !self.cursor.is_line_end(0) {
            return Err(self.here(Kind::BlockHeader));
        }
        Ok((chomp.unwrap_or(Chomp::Clip), indent))
    }

    fn block_chomp(&mut self) -> Option<Chomp> {
        let chomp = match self.cursor.peek(0) {
            b'+' => Chomp::Keep,
            b'-' => Chomp::Strip,
            _ => return None,
        };
        self.cursor.skip(1);
        Some(chomp)
    }

    /// Moves over indentation and empty lines. Where the indentation is not known yet, the
    /// widest of these lines decides, the first line with content included.
    fn block_blank_lines(&mut self, indent: &mut Option<isize>, read: &mut String) -> Found<()> {
        let mut widest = 0;
        loop {
            let limit = indent.unwrap_or(isize::MAX);
            let mut column = self.column();
            while column < limit && self.cursor.peek(0) == b' ' {
                self.cursor.skip(1);
                column += 1;
            }
            widest = widest.max(column);
            if column < limit && self.cursor.peek(0) == b'\t' {
                return Err(self.here(Kind::Tab));
            }
            match self.cursor.take_line_end() {
                "" => break,
                line_end => read.push_str(line_end),
            }
        }
        indent.get_or_insert(widest.max(self.indent + 1).max(1));
        Ok(())
    }
}
