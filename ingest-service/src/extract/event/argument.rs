//! What stands around a verb: its subject, its objects, and what prepositions bring.

use std::ops::Range;

use shared::kind::ActorKind;

use crate::extract::actor::{NameForm, Naming};
use crate::text::token::{Case, TokenKind};

use super::frame::NounClass;
use super::governor::governor;
use super::group::Group;
use super::link::{Clause, Link};
use super::scene::Scene;
use super::vocabulary::{Noun, VOCABULARY};
use super::word::{Word, word_at};

/// What governs a naming in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Governor {
    /// Nothing before the verb: it is the subject.
    Subject,
    /// Nothing after the verb: it is the object.
    Object,
    /// A preposition, at this token.
    Preposition(usize),
    /// "of", at this token.
    Of(usize),
}

/// A naming in a clause with what governs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Argument {
    /// Index of the naming.
    pub(crate) naming: usize,
    /// What governs it.
    pub(crate) governor: Governor,
}

/// A noun of the tables with the tokens of its words.
#[derive(Clone, Copy)]
pub(crate) struct FoundNoun {
    /// The noun.
    pub(crate) noun: &'static Noun,
    /// Its first token.
    pub(crate) first: usize,
    /// Its last token.
    pub(crate) last: usize,
}

/// The stretches of a clause before and after its verb group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// Before the verb.
    pub(crate) before: Range<usize>,
    /// After the verb.
    pub(crate) after: Range<usize>,
    /// Where the subject stands if it is not in `before`: an earlier clause, or the antecedent.
    pub(crate) shared: Option<Range<usize>>,
    /// The clause before, whatever its link.
    pub(crate) front: Option<Range<usize>>,
}

/// Nouns that pass on what governs them: "a delegation of", "officials from".
pub(crate) const GROUPS: &[&str] = &[
    "delegation",
    "delegations",
    "representatives",
    "representative",
    "officials",
    "members",
    "ministers",
    "leaders",
    "heads",
    "government",
    "governments",
    "group",
    "team",
    "presidents",
    "firms",
    "companies",
    "head",
    "minister",
    "president",
    "board",
    "lawmakers",
    "envoys",
    "ambassadors",
    "parliament",
    "army",
    "president",
    "leaders",
    "experts",
    "authorities",
    "office",
    "directors",
    "secretariat",
    "number",
    "dozens",
    "list",
    "most",
    "ministries",
    "troops",
    "forces",
    "people",
    "side",
    "sides",
    "company",
    "citizens",
];

/// The stretches around a verb in a clause.
pub(crate) fn places(clauses: &[Clause], clause: usize, group: &Group, verb: usize) -> Places {
    let own = &clauses[clause];
    let before = own.tokens.start..group.start.max(own.tokens.start);
    let shared = match (own.link, own.parent) {
        (Link::Relative, _) => {
            let from = clause.checked_sub(1).map_or(own.tokens.start, |c| clauses[c].tokens.start);
            Some(from..own.tokens.start)
        }
        (_, Some(parent)) => Some(clauses[parent].tokens.clone()),
        _ => None,
    };
    let front = clause.checked_sub(1).map(|earlier| clauses[earlier].tokens.clone());
    Places { before, front, after: (verb + 1).min(own.tokens.end)..own.tokens.end, shared }
}

/// The namings of a stretch with what governs each. `object` says that the stretch is after a verb.
pub(crate) fn arguments(scene: &Scene<'_>, tokens: Range<usize>, object: bool) -> Vec<Argument> {
    let mut found: Vec<Argument> = Vec::new();
    for (index, naming) in scene.namings(tokens.clone()) {
        if belongs(scene, naming, &found) {
            continue;
        }
        let base = if object { Governor::Object } else { Governor::Subject };
        let governor = governor(scene, &tokens, naming.tokens.start, base, &found);
        found.push(Argument { naming: index, governor });
    }
    found
}

/// Whether a naming is part of how one before it is named: "Kazakhstan" in "Bektenov,
/// Kazakhstan's Prime Minister,", the organisation in "health ministers from the organisation".
fn belongs(scene: &Scene<'_>, naming: &Naming, found: &[Argument]) -> bool {
    let Some(last) = found.last() else { return false };
    let before = &scene.actors.namings[last.naming];
    let apposed = (before.tokens.end..before.until).contains(&naming.tokens.start);
    let mut between = before.tokens.end..naming.tokens.start;
    let group = scene.kind_of(before) == ActorKind::Group
        && !between.is_empty()
        && between.len() < 3
        && between.all(|at| scene.text.is_any(at, &["of", "from", "the"]));
    apposed || group
}

/// Whether a naming may act: adjectives count only before a noun for a government or group.
pub(crate) fn may_act(scene: &Scene<'_>, naming: usize) -> bool {
    let naming = &scene.actors.namings[naming];
    let modifies = || {
        let next = naming.tokens.end;
        VOCABULARY.noun(scene.text, next).is_some()
            && scene.verb(next).is_none()
            && scene.naming(next).is_none()
            && !scene.text.is_any(next, GROUPS)
            && scene.text.tokens.get(next).is_some_and(|token| token.case == Case::Lower)
    };
    if naming.form == NameForm::Name && modifies() || owns(scene, naming) {
        return false;
    }
    naming.form != NameForm::Adjective || {
        let next = after_adjectives(scene, naming.tokens.end);
        scene.text.is_any(next, GROUPS)
            || scene.text.is_any(next + 1, GROUPS)
            || scene
                .text
                .is_any(next, &["counterpart", "side", "sides", "authorities", "military", "navy"])
            || joined_group(scene, next)
    }
}

/// "World Bank" before "Country Director X", "Thailand" in "Thailand's X", "Duterte" in "Duterte's
/// visit": what belongs to a naming takes part, not the naming.
pub(crate) fn owns(scene: &Scene<'_>, naming: &Naming) -> bool {
    const REACH: usize = 4;
    let end = naming.tokens.end;
    let possessive = scene.text.kind(end) == TokenKind::Possessive;
    if !possessive {
        let next = scene.naming(end).filter(|(_, next)| next.tokens.start == end);
        return next.is_some_and(|(_, next)| {
            scene.kind_of(next) == ActorKind::Person && scene.kind_of(naming) != ActorKind::Person
        });
    }
    for at in end + 1..end + 1 + REACH {
        if scene.naming(at).is_some_and(|(_, next)| next.tokens.start == at) {
            return true;
        }
        if scene.text.kind(at) == TokenKind::Mark || scene.verb(at).is_some() {
            return false;
        }
        let noun = VOCABULARY.noun(scene.text, at);
        if noun.is_some_and(|(noun, _, _)| noun.event.is_some()) {
            return true;
        }
    }
    false
}

/// "Turkish" before "and Egyptian presidents", which is a naming of its own.
fn joined_group(scene: &Scene<'_>, next: usize) -> bool {
    let group = scene.naming(next + 1).filter(|(_, naming)| naming.tokens.start == next + 1);
    scene.text.is(next, "and") && group.is_some_and(|(_, own)| own.form == NameForm::Noun)
}

/// The token after further adjectives of countries: "the Kyrgyz, Tajik and Uzbek sides".
fn after_adjectives(scene: &Scene<'_>, mut next: usize) -> usize {
    for _ in 0..4 {
        let comma = usize::from(scene.text.word_at(next) == ",");
        let and = usize::from(scene.text.is(next + comma, "and"));
        let at = next + comma + and;
        let adjective = scene.naming(at).filter(|(_, own)| own.form == NameForm::Adjective);
        match adjective.filter(|_| at > next) {
            Some((_, naming)) => next = naming.tokens.end,
            None => break,
        }
    }
    next
}

/// The nouns of the tables that are direct objects in a stretch after a verb, in order.
pub(crate) fn object_nouns(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<FoundNoun> {
    let mut found = Vec::new();
    let mut governed = false;
    let mut token = tokens.start;
    while token < tokens.end && token - tokens.start < 60 {
        if starts_object(scene, tokens.start, token, found.is_empty()) {
            governed = false;
        }
        match word_at(scene.text, token) {
            // ", indicating rates could": another clause that no verb of the tables opens.
            Word::Will | Word::Modal if token > tokens.start + 1 => break,
            _ if scene.text.word(token) == "," && opens_participial(scene, token + 1) => break,
            Word::Preposition | Word::By => governed = true,
            Word::To if !scene.text.is(token + 1, "be") => {
                if scene.naming(token + 1).is_none() && scene.verb(token + 1).is_some() {
                    break;
                }
                governed = true;
            }
            _ => {}
        }
        let noun = VOCABULARY.noun(scene.text, token);
        match noun {
            Some((noun, first, last)) if !governed && is_head(scene, last) => {
                found.push(FoundNoun { noun, first, last });
                token = last + 1;
            }
            _ => token += 1,
        }
    }
    found
}

fn opens_participial(scene: &Scene<'_>, token: usize) -> bool {
    let word = scene.text.word_at(token);
    word.len() > 5
        && word.ends_with("ing")
        && scene.text.tokens[token].case == Case::Lower
        && VOCABULARY.noun(scene.text, token).is_none()
}

/// Whether a noun is the head of its phrase, not the modifier of another noun of the tables.
fn is_head(scene: &Scene<'_>, last: usize) -> bool {
    let next = last + 1;
    scene.text.kind(next) == TokenKind::Mark
        || VOCABULARY.noun(scene.text, next).is_none_or(|(noun, first, _)| {
            first > last && noun.class == NounClass::Other || scene.verb(next).is_some()
        })
}

/// Whether a token begins another object after a phrase with a preposition.
fn starts_object(scene: &Scene<'_>, start: usize, token: usize, first: bool) -> bool {
    let word = word_at(scene.text, token);
    if token == start || !matches!(word, Word::Determiner | Word::Quantifier) {
        return false;
    }
    let before = token - 1;
    let ended = !matches!(
        word_at(scene.text, before),
        Word::Preposition | Word::Of | Word::By | Word::To | Word::Coordinator | Word::Determiner
    );
    let led = matches!(word_at(scene.text, start), Word::Preposition | Word::By)
        || scene.text.word(start) == ",";
    if first && ended && led {
        return true;
    }
    let joined = matches!(scene.text.word(before), "," | "–" | "—")
        || word_at(scene.text, before) == Word::Coordinator;
    joined
        || scene.naming(before).is_some_and(|(_, naming)| naming.tokens.end == token)
        || scene.time(before).is_some()
}

/// "On Tuesday the", "By decision of the Council the": a name or time ends the phrase in front.
fn ends_phrase(scene: &Scene<'_>, determiner: usize) -> bool {
    determiner.checked_sub(1).is_some_and(|before| {
        let named = scene.naming(before).is_some_and(|(_, naming)| naming.tokens.end == determiner);
        named || scene.time(before).is_some_and(|time| time.tokens.end == determiner)
    })
}

/// The nouns of the tables that are subjects in a stretch before a verb, in order: the heads that
/// no preposition governs, else those of a phrase in front.
pub(crate) fn subject_nouns(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<FoundNoun> {
    let mut found = Vec::new();
    let mut governed = false;
    let mut token = tokens.start.max(tokens.end.saturating_sub(60));
    while token < tokens.end {
        match word_at(scene.text, token) {
            Word::Preposition if scene.text.is_any(token + 1, &["least", "most"]) => {}
            Word::Preposition | Word::By | Word::Of | Word::To => governed = true,
            _ if scene.text.word(token) == "," => governed = false,
            Word::Determiner if ends_phrase(scene, token) => governed = false,
            Word::Coordinator
                if matches!(
                    word_at(scene.text, token + 1),
                    Word::Determiner | Word::Quantifier
                ) =>
            {
                governed = false;
            }
            _ => {}
        }
        match VOCABULARY.noun(scene.text, token) {
            Some((noun, first, last)) if !governed && last < tokens.end && is_head(scene, last) => {
                found.push(FoundNoun { noun, first, last });
                token = last + 1;
            }
            _ => token += 1,
        }
    }
    found
}
