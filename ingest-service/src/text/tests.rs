//! What holds for any text.

use proptest::prelude::*;
use shared::mention::SpanField;

use super::index::TextIndex;
use super::token::is_ignorable;
use super::*;

/// Pieces of articles and of what breaks readers, to be thrown together.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-Za-z.,'’ \n-]{0,20}",
        "[0-9.,/:–-]{1,8}",
        prop::sample::select(PIECES).prop_map(str::to_owned),
    ]
}

const PIECES: &[&str] = &[
    "\n\n",
    "\n",
    "\r\n",
    "  1. ",
    "• ",
    "- ",
    "Read also:",
    "Photo credit: AFP.",
    "By Ann Li",
    "ASTANA, 14 May (AFP) — ",
    "The U.S. and the W.H.O. met on Oct. 24-26. ",
    "(Reporting by ",
    "“",
    "”",
    "\"",
    "'",
    "’s",
    "[",
    "]",
    "(",
    ")",
    "...",
    ".",
    "!",
    "?",
    "\u{ad}",
    "\u{200f}",
    "\u{301}",
    "👩‍⚕️",
    "â€œ",
    "&amp;",
    "https://who.int/a",
    "@WHO",
    "KEY POINTS",
    "3 comments",
    "The ministers signed a memorandum of understanding in Geneva on Monday. ",
    "© 2024 Herald",
    "a.m.",
    "J.-P.",
    "'90s",
    "5,000",
    "8.4%",
    "\t",
    "\u{a0}",
    "\u{2029}",
    "Title | Home | News",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control() || is_ignorable(character)
}

/// Whether ranges are in order without overlap and together are `0..end`.
fn covers<'a>(ranges: impl IntoIterator<Item = &'a Range<usize>>, end: usize) -> bool {
    let mut position = 0;
    for range in ranges {
        if range.start != position || range.end <= range.start {
            return false;
        }
        position = range.end;
    }
    position == end
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn tokens_blocks_and_sentences_cover_the_text(source in text(), title in piece()) {
        let text = Text::read(&source, &title);
        let mut position = 0;
        for token in &text.tokens {
            let (start, end) = (token.start as usize, token.end as usize);
            prop_assert!(start < end && position <= start);
            prop_assert!(source.get(start..end).is_some(), "within a character");
            prop_assert!(source[position..start].chars().all(is_blank), "left out");
            position = end;
        }
        prop_assert!(source[position..].chars().all(is_blank));
        prop_assert!(covers(text.blocks.iter().map(|block| &block.tokens), text.tokens.len()));
        prop_assert!(covers(text.sentences.iter().map(|s| &s.tokens), text.tokens.len()));
        for sentence in &text.sentences {
            let block = &text.blocks[sentence.block];
            prop_assert!(block.tokens.start <= sentence.tokens.start);
            prop_assert!(sentence.tokens.end <= block.tokens.end);
            prop_assert_eq!(block.role, sentence.role);
        }
    }

    #[test]
    fn spans_quote_the_text(source in text()) {
        let text = Text::read(&source, "");
        let index = TextIndex::new(&source, SpanField::Text);
        let characters: Vec<char> = source.chars().collect();
        for sentence in &text.sentences {
            let span = index.span(text.bytes(sentence.tokens.clone()));
            let quote = &characters[span.start as usize..span.end as usize];
            prop_assert_eq!(quote.iter().collect::<String>(), span.quote);
        }
    }

    #[test]
    fn hashes_are_those_of_the_words(source in text()) {
        for token in scan::scan(&source) {
            let word = &source[token.start as usize..token.end as usize];
            prop_assert_eq!(token.hash, token::word_hash(word));
        }
    }
}

/// Pieces of texts that are dear where they are many.
const HOSTILE: &[&str] = &[
    "a",
    "a.",
    "a-",
    "A.",
    "1,",
    "'",
    "\"",
    "(",
    "\n",
    "\n\n",
    ". ",
    "• ",
    "1. a\n",
    "@a",
    "&a",
    "a@",
    "http://",
    "x.y",
    "ASTANA ",
    "ASTANA, ",
    "(AFP) ",
    "Photo: ",
    "By A ",
    "© ",
    "\u{301}",
    "\u{200f}",
    "a\u{ad}",
    "👩‍",
    "â€",
    "Read also\n",
    "A b. ",
    "word word\n",
    "| ",
    "14 May ",
    "signed signing ",
    "[1]",
    "sign up to ",
    "a\n\nA b c d e f g.\n\n",
];

/// Texts that a reader may take time for that grows faster than their length: at this size a reader
/// that does would not come to an end.
#[test]
fn hostile_texts_are_read_to_their_end() {
    for piece in HOSTILE {
        let source = piece.repeat((1 << 18) / piece.len());
        let text = Text::read(&source, &source[..piece.len()]);
        text.language();
        let ends = text.tokens.last().map_or(0, |token| token.end as usize);
        assert!(ends <= source.len(), "{piece:?}");
    }
}
