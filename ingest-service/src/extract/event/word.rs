//! Function words: auxiliaries, prepositions, conjunctions and their like.

use crate::text::Text;
pub(crate) use crate::text::function_word::Word;
use crate::text::token::Case;

/// What a token does in its clause.
#[inline]
pub(crate) fn word_at(text: &Text<'_>, token: usize) -> Word {
    text.tokens.get(token).map_or(Word::Other, |token| token.function)
}

/// Whether a token is a negative auxiliary or adverb: "hasn't", "not", "never".
pub(crate) fn negates(text: &Text<'_>, token: usize) -> bool {
    word_at(text, token) == Word::Not || {
        let word = text.bytes_at(token);
        let ends = || word.ends_with(b"n't") || word.ends_with("n’t".as_bytes());
        word.len() > 3 && word.ends_with(b"t") && (ends() || word == b"cannot")
    }
}

/// Whether a token is a manner adverb by its ending: "solemnly".
pub(crate) fn is_adverb(text: &Text<'_>, token: usize) -> bool {
    let word = text.bytes_at(token);
    word_at(text, token) == Word::Adverb
        || (word.len() > 5
            && word.ends_with(b"ly")
            && !matches!(word, b"family" | b"supply" | b"July"))
}

/// Whether a bracket is one of two around a short name, which end no clause: "the bank (IDB) and".
pub(crate) fn abbreviates(text: &Text<'_>, bracket: usize) -> bool {
    let open = match text.word_at(bracket) {
        ")" => bracket.saturating_sub(2),
        _ => bracket,
    };
    text.word_at(open) == "("
        && text.word_at(open + 2) == ")"
        && text.tokens.get(open + 1).is_some_and(|token| token.case == Case::Upper)
}

/// Nouns before which a word of a verb only describes: "a new finance minister".
pub(crate) const HEADS: &[&str] =
    &["minister", "ministers", "ministry", "secretary", "chief", "institutions", "institution"];
