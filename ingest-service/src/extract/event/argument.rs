//! What stands around a verb: its subject, its objects, and what prepositions bring.

use std::ops::Range;

use crate::text::token::{Case, TokenKind};

use super::acting::belongs;
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
    "committee",
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
        (Link::Resumed, Some(parent)) => {
            // "X (abbreviation) and Y (abbreviation) signed": back to where the sentence began.
            let mut root = parent;
            while let (Link::Resumed, Some(earlier)) = (clauses[root].link, clauses[root].parent) {
                root = earlier;
            }
            Some(clauses[root].tokens.start..clauses[parent].tokens.end)
        }
        (_, Some(parent)) => Some(clauses[parent].tokens.clone()),
        _ => None,
    };
    let front = clause.checked_sub(1).map(|earlier| clauses[earlier].tokens.clone());
    let end = past_insertion(clauses, clause, verb);
    Places { before, front, after: (verb + 1).min(end)..end, shared }
}

/// "adopted a joint (commission) proposal": the end of what stands after a verb whose object a
/// short bracket cuts off.
fn past_insertion(clauses: &[Clause], clause: usize, verb: usize) -> usize {
    const NEAR: usize = 4;
    const SHORT: usize = 7;
    let own = clauses[clause].tokens.end;
    let (Some(inner), Some(rest)) = (clauses.get(clause + 1), clauses.get(clause + 2)) else {
        return own;
    };
    let cut = inner.link == Link::Parenthesis && inner.tokens.len() <= SHORT;
    let goes_on = cut && rest.link == Link::Resumed && own <= verb + NEAR && own > verb + 1;
    if goes_on { rest.tokens.end } else { own }
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

/// The nouns of the tables that are direct objects in a stretch after a verb, in order.
pub(crate) fn object_nouns(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<FoundNoun> {
    let mut found = Vec::new();
    let mut governed = false;
    let mut token = tokens.start;
    while token < tokens.end && token - tokens.start < 60 {
        let word = word_at(scene.text, token);
        if matches!(word, Word::Determiner | Word::Quantifier)
            && starts_object(scene, tokens.start, token, found.is_empty())
        {
            governed = false;
        }
        match word {
            // ", indicating rates could": another clause that no verb of the tables opens.
            Word::Will | Word::Modal if token > tokens.start => break,
            _ if scene.text.is(token, ",") && opens_participial(scene, token + 1) => break,
            Word::Preposition | Word::By => governed = true,
            Word::Of if is_of_process(scene, token) => governed = true,
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

/// "the process of ratifying the treaty", "a review of the accord": what comes after is not done.
fn is_of_process(scene: &Scene<'_>, of: usize) -> bool {
    const STAGES: &[&str] = &[
        "process",
        "procedure",
        "procedures",
        "drafting",
        "preparation",
        "preparations",
        "review",
        "study",
        "assessment",
        "implementation",
        "translation",
        "examination",
        "reading",
    ];
    of.checked_sub(1).is_some_and(|noun| scene.text.is_any(noun, STAGES))
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

/// Whether a determiner or quantifier begins another object after a phrase with a preposition.
fn starts_object(scene: &Scene<'_>, start: usize, token: usize, first: bool) -> bool {
    if token == start {
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
            _ if scene.text.is(token, ",") => governed = false,
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
