//! Where in a template each part of what it prints comes from.

use std::ops::Range;

/// What a template prints.
#[derive(Debug)]
pub(super) struct Printed {
    pub text: String,
    pub origins: Origins,
}

/// A part of the output and the part of the template that printed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub output: Range<usize>,
    pub source: Range<usize>,
}

/// The pieces of an output, in order.
#[derive(Debug, Default)]
pub(super) struct Origins(pub Vec<Piece>);

impl Origins {
    /// The bytes of the template behind some bytes of the output: exactly those where the template
    /// holds them as they are, else the expression that printed the first of them.
    pub fn source(
        &self,
        output: &str,
        template: &str,
        wanted: Range<usize>,
    ) -> Option<Range<usize>> {
        let after = self
            .0
            .partition_point(|piece| piece.output.start <= wanted.start);
        let piece = self.0.get(after.checked_sub(1)?)?;
        let source = template.get(piece.source.clone())?;
        let printed = output.get(piece.output.clone())?;
        let Some(shift) = source.find(printed) else {
            return Some(piece.source.clone());
        };
        let begin = piece.source.start + shift;
        let start = begin + (wanted.start - piece.output.start).min(printed.len());
        if wanted.end <= piece.output.end {
            return Some(start..begin + (wanted.end - piece.output.start));
        }
        // The rest was printed by something else: up to the end of this line, or of this piece.
        let rest = template.get(start..begin + printed.len())?;
        let line = rest.split('\n').next().unwrap_or("").trim_end();
        Some(start..start + line.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_text_is_found_to_the_byte_and_the_rest_as_its_expression() {
        let template = "name: {{ x }}-tail\n";
        let output = "name: pad-tail\n";
        let origins = Origins(vec![
            Piece {
                output: 0..6,
                source: 0..6,
            },
            Piece {
                output: 6..9,
                source: 9..10,
            },
            Piece {
                output: 9..15,
                source: 13..19,
            },
        ]);
        let text = |range| {
            let found = origins.source(output, template, range).unwrap();
            &template[found]
        };
        assert_eq!(text(0..4), "name");
        assert_eq!(text(6..14), "x");
        assert_eq!(text(10..14), "tail");
        assert_eq!(text(4..14), ":");
        assert_eq!(text(15..15), "");
        assert_eq!(Origins::default().source(output, template, 0..1), None);
    }
}
