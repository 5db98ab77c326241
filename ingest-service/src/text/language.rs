//! Language of a text: function words first, a detector only where they do not settle it.

use std::sync::LazyLock;

use super::token::TokenKind;
use super::word_set::WordSet;
use super::words::Words;

/// Words looked at: enough for any article, few enough to cost nothing.
const SAMPLE_WORDS: usize = 600;
/// Bytes that the detector looks at.
const SAMPLE_BYTES: usize = 2000;
/// Below this many words nothing tells a language.
const FEWEST_WORDS: usize = 5;
/// Below this many words a text is too short to tell a language by its function words.
const FEW_WORDS: usize = 12;

static FUNCTION_WORDS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(WORDS.iter().copied()));

/// BCP 47 code of a text's language; "en" for texts too short to tell, "und" if nothing tells it.
pub(super) fn language(words: Words<'_>) -> &'static str {
    let (mut total, mut known) = (0, 0);
    for token in words.tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        total += 1;
        known += usize::from(FUNCTION_WORDS.contains(token.hash));
        if total == SAMPLE_WORDS {
            break;
        }
    }
    if (1..FEWEST_WORDS).contains(&total) && words.source.is_ascii() {
        return "en";
    }
    // Running English has two function words in five; lists of names and headlines one in six.
    if known * 4 >= total && total > 0 {
        return "en";
    }
    detected(words.source, total, known)
}

/// Whether the word with this hash is an English function word.
pub(crate) fn is_function_word(hash: u64) -> bool {
    FUNCTION_WORDS.contains(hash)
}

fn detected(source: &str, total: usize, known: usize) -> &'static str {
    let mut end = source.len().min(SAMPLE_BYTES);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let Some(found) = whatlang::detect(&source[..end]) else { return "und" };
    let is_latin = found.script() == whatlang::Script::Latin;
    let is_short = total < FEW_WORDS && !found.is_reliable();
    // One function word in eight is more than any other language shares with English by chance.
    if is_latin && (is_short || known * 8 >= total && !found.is_reliable()) {
        return "en";
    }
    code(found.lang())
}

/// BCP 47 wants the two-letter code where there is one.
fn code(language: whatlang::Lang) -> &'static str {
    let three = language.code();
    let pairs = CODES.split(", ").filter_map(|pair| pair.trim().split_once(' '));
    pairs.into_iter().find(|(from, _)| *from == three).map_or(three, |(_, to)| to)
}

/// Three-letter codes of ISO 639-3 with those of ISO 639-1.
const CODES: &str = "\
    epo eo, eng en, rus ru, cmn zh, spa es, por pt, ita it, ben bn, fra fr, deu de, ukr uk, \
    kat ka, ara ar, hin hi, jpn ja, heb he, yid yi, pol pl, amh am, jav jv, kor ko, nob nb, \
    dan da, swe sv, fin fi, tur tr, nld nl, hun hu, ces cs, ell el, bul bg, bel be, mar mr, \
    kan kn, ron ro, slv sl, hrv hr, srp sr, mkd mk, lit lt, lav lv, est et, tam ta, vie vi, \
    urd ur, tha th, guj gu, uzb uz, pan pa, aze az, ind id, tel te, pes fa, mal ml, ori or, \
    mya my, nep ne, sin si, khm km, tuk tk, aka ak, zul zu, sna sn, afr af, lat la, slk sk, \
    cat ca, tgl tl, hye hy, cym cy";

/// Articles, pronouns, prepositions, conjunctions and auxiliaries. Words that are common in
/// another language too ("a", "in", "on", "no", "for", "so", "me", "do", "as", "an") count where
/// the rest of the text is English as well: they are a minority here.
const WORDS: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "on", "with", "as", "by",
    "at", "from", "are", "were", "be", "been", "has", "have", "had", "it", "its", "this", "which",
    "or", "an", "will", "would", "not", "but", "he", "his", "she", "her", "they", "their", "them",
    "we", "our", "you", "your", "who", "whom", "whose", "what", "when", "where", "while", "how",
    "why", "there", "these", "those", "than", "then", "so", "if", "into", "about", "after",
    "before", "between", "during", "through", "under", "over", "against", "among", "within",
    "without", "also", "can", "could", "may", "might", "must", "shall", "should", "do", "does",
    "did", "i", "me", "my", "him", "us", "up", "out", "off", "all", "any", "both", "each", "more",
    "most", "other", "some", "such", "no", "nor", "only", "own", "same", "too", "very", "just",
    "because", "until", "since", "upon", "per", "via", "being", "having", "said", "says", "it's",
    "don't",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::scan::scan;

    fn check(source: &str, expected: &str) {
        let tokens = scan(source);
        assert_eq!(language(Words { source, tokens: &tokens }), expected, "{source:?}");
    }

    #[test]
    fn function_words_tell_english() {
        check("The ministers of the two states met in Osh and signed a memorandum.", "en");
        check("MINISTERS MEET IN THE CAPITAL", "en");
        check("Signed", "en");
        check("$5", "und");
        check("", "und");
    }

    #[test]
    fn other_languages_are_told_apart() {
        check("Министры здравоохранения двух стран подписали соглашение о сотрудничестве.", "ru");
        check(
            "Die Minister beider Staaten unterzeichneten am Mittwoch in Berlin ein Abkommen.",
            "de",
        );
        check(
            "Les ministres des deux pays ont signé mercredi un accord de coopération à Paris.",
            "fr",
        );
        check(
            "Los ministros de los dos países firmaron el miércoles un acuerdo en la capital.",
            "es",
        );
        check("Os ministros dos dois países assinaram na quarta-feira um acordo em Lisboa.", "pt");
        check("İki ülkenin sağlık bakanları çarşamba günü Ankara'da bir anlaşma imzaladı.", "tr");
        check("两国卫生部长星期三在北京签署了合作协议。", "zh");
    }
}
