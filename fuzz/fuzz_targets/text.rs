//! Tokens, blocks and sentences of any text lie within it, in order.
#![no_main]

use ingest_service::text::Text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let text = Text::read(source, "");
    for pair in text.tokens.windows(2) {
        assert!(pair[0].end <= pair[1].start);
    }
    for token in 0..text.tokens.len() {
        assert!(!text.word(token).is_empty());
    }
    let in_sentences: usize = text.sentences.iter().map(|each| each.tokens.len()).sum();
    assert_eq!(in_sentences, text.tokens.len());
});
