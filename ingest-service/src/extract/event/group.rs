//! The verb group around a trigger: voice, negation, and whether it happened.

use shared::kind::Modality;

use crate::text::token::TokenKind;

use super::scene::Scene;
use super::tense::{adjective, backshifted, governed, is_joined_noun, leading};
use super::vocabulary::{VOCABULARY, form};
use super::word::{Word, is_adverb, negates, word_at};

/// Forms that may be of the present, or of no tense.
const PRESENT: u8 = form::BASE | form::THIRD | form::GERUND;

/// A verb with its auxiliaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// First token of the group.
    pub(crate) start: usize,
    /// "was signed".
    pub(crate) passive: bool,
    /// "the agreement signed in May": a participle that may stand after its object.
    pub(crate) bare: bool,
    /// "signing": without an auxiliary.
    pub(crate) gerund: bool,
    /// "to sign", of nothing that says whether it happens.
    pub(crate) infinitive: bool,
    /// Whether it happened.
    pub(crate) modality: Modality,
    /// Of the present: "signs".
    pub(crate) present: bool,
    /// "signed" or "was signed", not "has signed" or "is signing".
    pub(crate) simple: bool,
    /// "has signed", "had been signing".
    pub(crate) perfect: bool,
    /// Of the past: "signed", "was signed", "had signed".
    pub(crate) past: bool,
    /// "decided to impose", "agreed on Monday to impose".
    pub(crate) decided: bool,
    /// The noun that governs the infinitive: "a decision to impose".
    pub(crate) noun: Option<usize>,
    /// A gerund that is a noun to what stands before it: "the promotion of imposing".
    pub(crate) nominal: bool,
}

/// Reads the group of the verb at a token, within a clause that begins at `from`.
pub(crate) fn group(scene: &Scene<'_>, token: usize, forms: u8, from: usize) -> Group {
    let mut reader = Reader::new(scene, from);
    let mut start = reader.auxiliaries(token);
    let mut infinitive = false;
    if start > from && word_at(scene.text, start - 1) == Word::To {
        start -= 1;
        match reader.catenative(start) {
            Some(first) => start = first,
            None => infinitive = true,
        }
    }
    if forms & form::GERUND != 0 && !reader.be && token > from && reader.weighs(token - 1) {
        reader.say(Modality::Proposed);
    }
    let entailed = forms & form::GERUND != 0 && !reader.be && reader.entails(token);
    if entailed {
        reader.say(Modality::Planned);
    }
    if start > from {
        reader.negated |= scene.text.is_any(start - 1, &["nothing", "nobody", "none"]);
    }
    let auxiliary = start < token;
    if !auxiliary
        && forms & form::BASE != 0
        && forms & form::PAST == 0
        && let Some(lead) = leading(scene, token)
    {
        return Group { start, passive: false, bare: false, present: false, ..lead };
    }
    let read = reader.group(start, token, infinitive, forms);
    Group { nominal: read.nominal && !entailed, ..read }
}

/// Whether a gerund begins a clause: ", capping", "after meeting", "a bill denouncing".
fn follows_clause(scene: &Scene<'_>, token: usize, from: usize) -> bool {
    const OPENERS: &[&str] = &[
        ",",
        "after",
        "before",
        "following",
        "upon",
        "while",
        "when",
        "by",
        "–",
        "—",
        "and",
        "not",
    ];
    let Some(before) = token.checked_sub(1) else { return true };
    if scene.text.is(before, "and") && is_joined_noun(scene, from..before) {
        return false;
    }
    token == from
        || scene.text.is_any(before, OPENERS)
        || scene.naming(before).is_some()
        || VOCABULARY.noun(scene.text, before).is_some()
}

struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    from: usize,
    negated: bool,
    be: bool,
    have: bool,
    past: bool,
    decided: bool,
    modality: Option<Modality>,
    noun: Option<usize>,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(scene: &'s Scene<'a>, from: usize) -> Self {
        Self {
            scene,
            from,
            negated: false,
            be: false,
            have: false,
            past: false,
            decided: false,
            modality: None,
            noun: None,
        }
    }

    /// What was read, put together.
    fn group(&self, start: usize, token: usize, infinitive: bool, forms: u8) -> Group {
        let auxiliary = start < token;
        let passive = self.be && forms & form::PARTICIPLE != 0;
        let modality = match (self.negated, self.modality) {
            (true, _) => Modality::Denied,
            (false, Some(modality)) => modality,
            (false, None) => Modality::Occurred,
        };
        Group {
            start,
            passive,
            bare: !auxiliary && forms & form::PARTICIPLE != 0,
            gerund: !self.be && forms & form::GERUND != 0,
            infinitive,
            modality,
            present: !auxiliary
                && forms & (form::BASE | form::THIRD) != 0
                && forms & form::PAST == 0,
            simple: !self.have && (!auxiliary && !self.be || self.be && self.past && passive),
            perfect: self.have,
            decided: self.decided && !self.negated,
            past: self.past || self.have || !auxiliary && forms & PRESENT == 0,
            noun: self.noun,
            nominal: !self.be
                && forms & form::GERUND != 0
                && !follows_clause(self.scene, token, self.from),
        }
    }

    /// Goes left over auxiliaries and adverbs; gives the first token of them.
    fn auxiliaries(&mut self, token: usize) -> usize {
        let text = self.scene.text;
        let mut start = token;
        let mut at = token;
        while at > self.from {
            at -= 1;
            self.negated |= negates(text, at);
            self.past |= text.is_any(at, &["was", "were", "did", "wasn't", "weren't", "didn't"]);
            match self.scene.time(at) {
                Some(_) if at + 1 < token => continue,
                Some(_) => break,
                None => {}
            }
            match word_at(text, at) {
                Word::Be => self.be = true,
                Word::Have => self.have = true,
                Word::Do | Word::Not => {}
                Word::Will => self.say(Modality::Planned),
                Word::Must => self.say(Modality::Planned),
                Word::Modal if backshifted(self.scene, at) => self.say(Modality::Planned),
                Word::Modal => self.say(Modality::Proposed),
                Word::Other if is_adverb(text, at) => continue,
                Word::Adverb => continue,
                Word::Other if text.kind(at) == TokenKind::Possessive => {
                    // "it's been signed", "it's signing".
                    if at + 1 < token || self.be {
                        start = at;
                    }
                    break;
                }
                _ => break,
            }
            start = at;
        }
        start
    }

    fn say(&mut self, modality: Modality) {
        self.modality = Some(self.modality.unwrap_or(modality));
    }

    /// "on Monday", between a verb and what it governs.
    fn is_time(&self, at: usize) -> bool {
        let on = self.scene.text.is(at, "on") && self.scene.time(at + 1).is_some();
        on || self.scene.time(at).is_some()
    }

    /// "considers declaring", "ruled out closing": what follows is only thought of.
    fn weighs(&self, at: usize) -> bool {
        self.scene.verb(at).is_some_and(|(verb, _)| verb.classes.propose)
    }

    /// "will involve opening", "is to include building": what is planned brings it with it.
    fn entails(&self, gerund: usize) -> bool {
        const VERBS: &[&str] = &["involve", "include", "entail", "envisage", "mean"];
        let text = self.scene.text;
        let Some(verb) = gerund.checked_sub(1).filter(|at| text.is_any(*at, VERBS)) else {
            return false;
        };
        let will = verb.checked_sub(1).filter(|at| *at >= self.from);
        will.is_some_and(|at| word_at(text, at) == Word::Will)
    }

    /// "plans to", "an invitation to", "a proposal to": nouns that say whether it happens.
    fn noun_before(&self, at: usize) -> Option<Modality> {
        let text = self.scene.text;
        match () {
            () if text.is_any(at, &["invitation", "plan", "plans", "intention"]) => {
                Some(Modality::Planned)
            }
            () if text.is_any(at, &["decision", "move"]) => Some(Modality::Occurred),
            () if text.is_any(at, &["proposal", "offer", "call", "calls", "bid", "request"]) => {
                Some(Modality::Proposed)
            }
            () => None,
        }
    }

    /// "voted 98 to six to ratify": a vote decides what follows.
    fn voted(&self, at: usize) -> Option<usize> {
        let reach = at.saturating_sub(9).max(self.from)..=at;
        reach.rev().find(|token| self.scene.text.is_any(*token, &["voted", "votes", "vote"]))
    }

    /// What governs the "to" at a token: "is to", "is expected to", "plans to". Gives the first
    /// token of the whole group, or `None` where nothing known governs it.
    fn catenative(&mut self, to: usize) -> Option<usize> {
        let text = self.scene.text;
        let mut at = to.checked_sub(1)?;
        while at > self.from && (is_adverb(text, at) || self.is_time(at)) {
            at -= 1;
        }
        if at < self.from {
            return None;
        }
        if word_at(text, at) == Word::Be {
            self.negated |= negates(text, at);
            self.say(Modality::Planned);
            return Some(self.auxiliaries(at));
        }
        if let Some(modality) = adjective(text.word(at)) {
            self.say(modality);
            return Some(self.auxiliaries(at));
        }
        if let Some(voted) = self.voted(at) {
            return Some(self.auxiliaries(voted));
        }
        if let Some(modality) = self.noun_before(at) {
            self.say(modality);
            self.noun = Some(at);
            // "has no plan to", "there are no immediate plans to".
            let determiners = at.saturating_sub(2).max(self.from)..at;
            self.negated |= determiners.into_iter().any(|token| text.is(token, "no"));
            return Some(at);
        }
        let (verb, forms) = self.scene.verb(at)?;
        self.say(governed(verb)?);
        // "has decided to", "agreed to": done as soon as decided, where deciding does it.
        let over = forms & form::GERUND == 0;
        self.decided = over && matches!(verb.lemma, "agree" | "decide" | "vote" | "resolve");
        Some(self.auxiliaries(at))
    }
}
