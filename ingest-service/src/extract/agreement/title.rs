//! The title or description of an instrument, from the noun phrase that names it.

use std::ops::Range;

use shared::kind::{ActorKind, AgreementKind};

use crate::text::token::{Case, TokenKind};
use crate::text::words::capitalized;

use crate::extract::event::argument::FoundNoun;
use crate::extract::event::frame::NounClass;
use crate::extract::event::scene::Scene;
use crate::extract::event::vocabulary::VOCABULARY;
use crate::extract::event::word::{Word, word_at};

/// An instrument as one phrase names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// Tokens of the phrase, without its article.
    pub(crate) tokens: Range<usize>,
    /// The phrase.
    pub(crate) text: String,
    /// What sort of instrument; `None` for "document".
    pub(crate) kind: Option<AgreementKind>,
    /// Written as a name: "Samarkand Declaration".
    pub(crate) proper: bool,
    /// Several at once: "several memorandums".
    pub(crate) plural: bool,
    /// After "the", "this", "its", or without an article as a name.
    pub(crate) definite: bool,
    /// After "no".
    pub(crate) denied: bool,
    /// Hash of its head noun.
    pub(crate) head: u64,
    /// One word that any instrument may be called: "the document".
    pub(crate) bare: bool,
}

/// Most words that a title goes on for after its noun.
const REACH: usize = 16;

/// The title that a noun for an instrument is the head of.
pub(crate) fn title(scene: &Scene<'_>, found: &FoundNoun) -> Title {
    let text = scene.text;
    let start = left_edge(scene, found.first);
    let proper = is_capital(scene, found.last)
        || (is_capital(scene, found.first) && found.first < found.last)
        || (start < found.first && is_capital(scene, found.first));
    let named = right_edge(scene, found.last, proper);
    // "MoU" is written in capitals and is no name.
    let proper = proper && named - start > 1;
    let end = if proper { named } else { right_edge(scene, found.last, false) };
    let article = |words: &[&str]| start > 0 && text.is_any(start - 1, words);
    let definite = follows_definite(scene, start);
    let spelled = spelled(scene, start..end);
    Title {
        bare: end - start == found.last + 1 - found.first && !proper,
        tokens: start..end,
        text: spelled,
        kind: found.noun.agreement,
        head: text.tokens[found.last].hash,
        proper,
        plural: found.noun.plural,
        definite: definite || (proper && !article(&["a", "an"])),
        denied: article(&["no"]),
    }
}

/// Whether "the", "this" or a possessive pronoun stands right before a token.
pub(super) fn follows_definite(scene: &Scene<'_>, token: usize) -> bool {
    const WORDS: &[&str] = &["the", "this", "that", "its", "their", "these", "said"];
    token > 0 && scene.text.is_any(token - 1, WORDS)
}

/// The words of a title with single spaces and without line breaks.
fn spelled(scene: &Scene<'_>, tokens: Range<usize>) -> String {
    let words: Vec<&str> = scene.text.slice(tokens).split_whitespace().collect();
    capitalized(&words.join(" "))
}

fn is_capital(scene: &Scene<'_>, token: usize) -> bool {
    let Some(shape) = scene.text.tokens.get(token) else { return false };
    let opens = scene.text.sentence_of(token).is_some_and(|s| s.tokens.start == token);
    !opens && matches!(shape.case, Case::Title | Case::Upper | Case::Mixed)
}

/// Adjectives that say what somebody thinks of an instrument, or which of several it is.
const PRAISE: &[&str] = &[
    "crucial",
    "key",
    "important",
    "major",
    "landmark",
    "historic",
    "groundbreaking",
    "pivotal",
    "significant",
    "ambitious",
    "controversial",
    "long-awaited",
    "much-awaited",
    "respective",
    "separate",
    "various",
    "necessary",
    "relevant",
    "corresponding",
    "said",
];

/// The first token of the words that describe the noun.
fn left_edge(scene: &Scene<'_>, first: usize) -> usize {
    let text = scene.text;
    let mut start = first;
    while start > 0 {
        let before = start - 1;
        let token = &text.tokens[before];
        if token.kind == TokenKind::Possessive && before > 0 {
            // "shareholders' pact", but not "Kenya's pact".
            if scene.naming(before - 1).is_some() || text.tokens[before - 1].case != Case::Lower {
                break;
            }
            start = before - 1;
            continue;
        }
        if text.tokens[start].gap > crate::text::token::Gap::Space {
            break;
        }
        let word = token.kind == TokenKind::Word || token.kind == TokenKind::Mixed;
        // "- Agreement on transit" is an item of a list.
        let opens = text.sentence_of(before).is_some_and(|s| s.tokens.start == before);
        let dash = matches!(text.word(before), "–" | "-") && before > 0 && !opens;
        if !word && !dash {
            break;
        }
        if !describes(scene, before) {
            break;
        }
        let person = scene
            .naming(before)
            .is_some_and(|(_, naming)| scene.kind_of(naming) == ActorKind::Person);
        if person || (opens && token.case == Case::Title && scene.naming(before).is_none()) {
            break;
        }
        start = before;
    }
    start
}

/// Whether a word may be part of a title before what follows it.
fn describes(scene: &Scene<'_>, token: usize) -> bool {
    let capital = is_capital(scene, token);
    let word = word_at(scene.text, token);
    // "New York Declaration".
    let name = word == Word::Quantifier && capital && is_capital(scene, token + 1);
    (word == Word::Other || name)
        && scene.time(token).is_none()
        && scene.quantity(token).is_none()
        && scene.verb(token).is_none()
        && (capital || !scene.text.is_any(token, PRAISE))
}

/// The token after the last word that belongs to the title.
fn right_edge(scene: &Scene<'_>, last: usize, proper: bool) -> usize {
    let text = scene.text;
    let limit = text.sentence_of(last).map_or(last + 1, |sentence| sentence.tokens.end);
    let limit = limit.min(last + 1 + REACH);
    let mut end = last + 1;
    let mut token = end;
    while token < limit {
        let word = word_at(text, token);
        let stops = matches!(word, Word::Be | Word::Have | Word::Will | Word::Modal | Word::By)
            || matches!(word, Word::Relative | Word::That | Word::Pronoun | Word::Subordinator)
            || text.kind(token) == TokenKind::Mark && !matches!(text.word(token), "–" | "-" | "&")
            || text.is_any(token, &["with", "between", "worth", "under", "during", "after", "at"])
            || is_venue(scene, token, token == last + 1)
            || begins_another(scene, token)
            || (scene.verb(token).is_some() && !starts_infinitive(scene, token));
        if stops || (scene.time(token).is_some() && !is_period(scene, token)) {
            break;
        }
        if let Some(after) = period_end(scene, token) {
            return after;
        }
        let holds = if proper { is_capital(scene, token) || is_period(scene, token) } else { true };
        let link = matches!(word, Word::Of | Word::Preposition | Word::Coordinator | Word::To)
            || word == Word::Determiner && !is_capital(scene, token)
            || text.is_any(token, &["only", "just", "also", "both", "about"])
            || is_bare_purpose(scene, token);
        token += 1;
        if holds && !link && text.kind(token - 1) != TokenKind::Mark {
            end = token;
        } else if proper && !link {
            break;
        }
    }
    let complement = matches!(word_at(text, last + 1), Word::Of | Word::Preposition | Word::To)
        || is_capital(scene, last + 1)
        || scene.time(last + 1).is_some();
    if complement { end } else { last + 1 }
}

/// "and three memorandums": another instrument after the conjunction.
fn begins_another(scene: &Scene<'_>, token: usize) -> bool {
    const REACH: usize = 5;
    let text = scene.text;
    let counted = matches!(word_at(text, token + 1), Word::Determiner | Word::Quantifier);
    let names = |at: usize| {
        VOCABULARY.noun(text, at).is_some_and(|(noun, _, _)| noun.class == NounClass::Instrument)
    };
    word_at(text, token) == Word::Coordinator
        && counted
        && (token + 2..token + 2 + REACH).any(names)
}

/// "in London" right after the noun, "in the capital", "on behalf of": where and for whom it is
/// signed, not what it is about.
fn is_venue(scene: &Scene<'_>, token: usize, first: bool) -> bool {
    let text = scene.text;
    if text.starts_with(token, &["on", "behalf"]) {
        return true;
    }
    if !text.is(token, "in") {
        return false;
    }
    let capital = (token + 1..token + 4).any(|at| text.is(at, "capital"));
    let place = || scene.places(token + 1..token + 3).next().is_some();
    let ceremony = (token + 1..token + 5).find(|at| !is_describing(scene, *at));
    let ceremony = ceremony.is_some_and(|at| text.is_any(at, &["ceremony", "ceremonies"]));
    capital || ceremony || first && place()
}

/// "a", "joint": a word that may stand before a ceremony.
fn is_describing(scene: &Scene<'_>, token: usize) -> bool {
    let ceremony = scene.text.is_any(token, &["ceremony", "ceremonies"]);
    !ceremony && matches!(word_at(scene.text, token), Word::Determiner | Word::Other)
}

/// "an agreement to end": a purpose says nothing without what it is done to.
fn is_bare_purpose(scene: &Scene<'_>, token: usize) -> bool {
    word_at(scene.text, token - 1) == Word::To && !is_capital(scene, token)
}

fn starts_infinitive(scene: &Scene<'_>, token: usize) -> bool {
    word_at(scene.text, token - 1) == Word::To || scene.text.word(token).ends_with("ing")
}

/// The token after a period that begins at a token, which is where a title ends.
fn period_end(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let first = scene.time(token).filter(|_| is_period(scene, token))?;
    let mark = scene.text.word_at(first.tokens.end);
    let second = scene.time(first.tokens.end + 1).filter(|_| matches!(mark, "-" | "–" | "to"));
    Some(second.unwrap_or(first).tokens.end)
}

/// A year or range that closes a title: "for 2024-2025", "2035".
fn is_period(scene: &Scene<'_>, token: usize) -> bool {
    let Some(time) = scene.time(token) else { return false };
    let Some(before) = time.tokens.start.checked_sub(1) else { return false };
    let ranges = matches!(scene.text.word(before), "-" | "–" | "to");
    let first = if ranges { before.checked_sub(1).and_then(|last| scene.time(last)) } else { None };
    let start = first.map_or(time.tokens.start, |first| first.tokens.start);
    time.value.len() <= 9 && begins_period(scene, start)
}

/// Whether a preposition or a name stands before the first year of a period.
fn begins_period(scene: &Scene<'_>, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| {
        matches!(scene.text.word(before), "for" | "until" | "through") || is_capital(scene, before)
    })
}

/// The title of an instrument written as a name at a token: "the Port Louis Protocol".
pub(crate) fn named(scene: &Scene<'_>, found: &FoundNoun) -> Option<Title> {
    let wanted = found.noun.class == NounClass::Instrument && is_capital(scene, found.last);
    let title = wanted.then(|| title(scene, found))?;
    let capitals = title.tokens.clone().filter(|token| is_capital(scene, *token)).count();
    (title.proper && capitals > 1 && title.kind.is_some()).then_some(title)
}

#[cfg(test)]
mod tests {
    use crate::extract::{Article, read};

    /// The title of the only agreement of a sentence.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (title, source, published) = ("", "", None);
        let article = Article { text, title, source, published, language: "en", explain: false };
        let titles: Vec<String> =
            read(&article).agreements.into_iter().map(|agreement| agreement.title).collect();
        assert_eq!(titles, [expected], "{text}");
    }

    #[test]
    fn a_title_ends_before_purpose_ceremony_and_place() {
        let signed = |what: &str| format!("Kenya and Uganda signed {what}.");
        check(&signed("a peace agreement to end the two-year war"), "Peace agreement");
        check(&signed("a joint statement in a ceremony on Friday"), "Joint statement");
        check(&signed("a grain deal for only two months"), "Grain deal");
        check(
            &signed("the Protocol to Eliminate Illicit Trade"),
            "Protocol to Eliminate Illicit Trade",
        );
    }
}
