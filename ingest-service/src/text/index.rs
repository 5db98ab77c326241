//! From byte offsets to the code points that the contract counts in.

use std::ops::Range;

use shared::mention::{SpanField, TextSpan};

/// Bytes between two remembered counts.
const STRIDE: usize = 16;

/// Counts code points up to any byte of a text in constant time.
pub struct TextIndex<'a> {
    source: &'a str,
    field: SpanField,
    /// Code points before each multiple of [`STRIDE`] bytes; empty if the text is ASCII.
    counts: Vec<u32>,
}

impl<'a> TextIndex<'a> {
    /// Indexes a text, or the title where `field` says so.
    pub fn new(source: &'a str, field: SpanField) -> Self {
        let mut counts = Vec::new();
        if !source.is_ascii() {
            counts.reserve(source.len() / STRIDE + 1);
            let mut count = 0;
            for chunk in source.as_bytes().chunks(STRIDE) {
                counts.push(count);
                count += code_points(chunk);
            }
        }
        Self { source, field, counts }
    }

    /// Code points before a byte offset, which must lie on a character's edge within the text.
    pub fn code_points(&self, byte: u32) -> i32 {
        let byte = byte as usize;
        if self.counts.is_empty() {
            // OK because documents are at most 1 MiB.
            return byte as i32;
        }
        let stride = (byte / STRIDE).min(self.counts.len() - 1);
        let rest = code_points(&self.source.as_bytes()[stride * STRIDE..byte]);
        // OK because documents are at most 1 MiB.
        (self.counts[stride] + rest) as i32
    }

    /// The span of a range of bytes, with its text.
    pub fn span(&self, bytes: Range<u32>) -> TextSpan {
        TextSpan {
            start: self.code_points(bytes.start),
            end: self.code_points(bytes.end),
            quote: self.source[bytes.start as usize..bytes.end as usize].to_owned(),
            field: self.field,
        }
    }
}

fn code_points(bytes: &[u8]) -> u32 {
    // A continuation byte is 0b10xxxxxx. OK because a stride has fewer than 256 bytes.
    let count: u8 = bytes.iter().map(|byte| u8::from((byte & 0xc0) != 0x80)).sum();
    u32::from(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let text = "“Ä” — ".repeat(40) + "end";
        let index = TextIndex::new(&text, SpanField::Text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.code_points(byte as u32), count as i32);
        }
        let span = index.span(text.len() as u32 - 3..text.len() as u32);
        assert_eq!((span.quote.as_str(), span.end - span.start), ("end", 3));
    }
}
