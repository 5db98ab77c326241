//! Reads every sentence that tells, and puts the tellings together.

use shared::kind::{EventKind, Modality, ParticipantRole};

use crate::extract::agreement::Register;
use crate::text::Text;
use crate::text::block::BlockRole;
use crate::text::token::TokenKind;

use super::anaphora::{go_on, leave_told};
use super::argument::FoundNoun;
use super::behalf::signed_for;
use super::cabinet::{appointees, designated, posts_left_out};
use super::candidate::{Candidate, Rule, Telling};
use super::clause::clauses;
use super::company::delegations;
use super::complete::complete;
use super::cue::Cues;
use super::due::due;
use super::frame::NounClass;
use super::inherit;
use super::lend::share_recipients;
use super::listing;
use super::measure::measures;
use super::member::share_members;
use super::merge::merge;
use super::met::met;
use super::nominal::nominal;
use super::note::Reason;
use super::scene::Scene;
use super::signer::share_signers;
use super::speech::{according, speech};
use super::spoken::{gapped, outer_and_inner, spoken};
use super::standing::is_history;
use super::state::{commemorated, copula, focused, membership, named_by_year, obliged, proposed};
use super::unnamed::binds_both;
use super::verbal::{Told, told};
use super::word::{Word, word_at};

/// Tokens of a run that is no sentence any more: keeps the work of one sentence bounded.
const LONGEST: usize = 400;

/// Why a word gave nothing.
pub(crate) struct Silence {
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// The token.
    pub(crate) token: usize,
    /// Why.
    pub(crate) reason: Reason,
}

/// All that was read.
pub(crate) struct Read {
    /// Sentences that rules read.
    pub(crate) tellings: Vec<Telling>,
    /// Events, put together, in text order.
    pub(crate) candidates: Vec<Candidate>,
    /// Cues that gave nothing.
    pub(crate) silences: Vec<Silence>,
    /// The signing whose instruments the sentences now read list.
    listed: Option<Candidate>,
}

/// "Both sides agreed to" tells nothing where nobody knows which sides.
fn binds_someone(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let bound = candidate.actors(ParticipantRole::Party).next().is_some();
    candidate.kind != EventKind::Commitment || bound || !binds_both(scene, candidate.trigger)
}

/// Reads every sentence that tells.
pub(crate) fn read(scene: &Scene<'_>, register: &mut Register) -> Read {
    let mut read =
        Read { tellings: Vec::new(), candidates: Vec::new(), silences: Vec::new(), listed: None };
    for index in 0..scene.text.sentences.len() {
        let sentence = &scene.text.sentences[index];
        if sentence.role == BlockRole::Recap {
            let token = sentence.tokens.start;
            read.silences.push(Silence { sentence: index, token, reason: Reason::Recap });
        }
        // "The following documents were signed:" may stand above its list as a heading.
        if !Text::tells(sentence.role) && scene.text.word(sentence.tokens.end - 1) == ":" {
            read.listed = listing::lead(scene, &telling(scene, index));
        }
        if !Text::tells(sentence.role) || !(3..LONGEST).contains(&sentence.tokens.len()) {
            continue;
        }
        register.read_names(scene, index);
        let found = read_sentence(scene, index, &mut read);
        let telling = read.tellings.len() - 1;
        for mut candidate in found {
            candidate.telling = telling;
            let token = candidate.trigger;
            let completed = complete(scene, &read.tellings[telling], register, candidate);
            let history = completed.iter().all(|c| is_history(scene, c));
            if history {
                let reason =
                    if completed.is_empty() { Reason::NoActor } else { Reason::Background };
                read.silences.push(Silence { sentence: index, token, reason });
                continue;
            }
            read.candidates.extend(completed);
        }
        register.read_terms(scene, index);
    }
    assemble(scene, register, &mut read);
    read
}

/// Gives the candidates what other sentences tell of them, and puts those of one event together.
fn assemble(scene: &Scene<'_>, register: &Register, read: &mut Read) {
    due(scene, &read.tellings, &mut read.candidates);
    inherit::inherit(scene, &read.tellings, &mut read.candidates);
    signed_for(scene, &read.tellings, &mut read.candidates);
    delegations(scene, &read.tellings, &mut read.candidates);
    share_members(scene, &read.tellings, &mut read.candidates);
    read.candidates.retain(|candidate| binds_someone(scene, candidate));
    share_recipients(scene, &mut read.candidates);
    share_signers(scene, register, &read.tellings, &mut read.candidates);
    let all = std::mem::take(&mut read.candidates);
    read.candidates = merge(scene, all);
    go_on(scene, &read.tellings, &mut read.candidates);
    leave_told(&read.tellings, &mut read.candidates);
}

/// A sentence cut into clauses.
fn telling(scene: &Scene<'_>, index: usize) -> Telling {
    let sentence = &scene.text.sentences[index];
    let tokens = sentence.tokens.clone();
    Telling {
        sentence: index,
        tokens: tokens.clone(),
        block: sentence.block,
        cues: Cues::of(scene.text, tokens.clone()),
        clauses: clauses(scene, tokens),
        speech: Vec::new(),
    }
}

/// The candidates of a sentence, before they are completed.
fn read_sentence(scene: &Scene<'_>, index: usize, read: &mut Read) -> Vec<Candidate> {
    let mut telling = telling(scene, index);
    let tokens = telling.tokens.clone();
    let question = tokens.clone().rev().take(3).any(|token| scene.text.word(token) == "?");
    let supposes = scene.text.is_any(tokens.start, &["suppose", "imagine", "were"]);
    if question || supposes {
        let silence = Silence { sentence: index, token: tokens.start, reason: Reason::Question };
        read.silences.push(silence);
        read.tellings.push(telling);
        return Vec::new();
    }
    let mut found = verbs(scene, &mut telling, &mut read.silences);
    others(scene, &telling, &mut found);
    let appointed = appointees(scene, &telling, &found);
    found.extend(appointed);
    let appointed = posts_left_out(scene, &telling, &found);
    found.extend(appointed);
    if !found.iter().any(|c| c.modality == Modality::Planned) {
        found.extend(obliged(scene, &telling));
    }
    if telling.speech.is_empty() && !found.iter().any(|c| c.kind == EventKind::Meeting) {
        found.extend(met(scene, &telling));
    }
    let gapped = gapped(scene, &telling, &mut found);
    found.extend(gapped);
    outer_and_inner(scene, &mut found);
    by_force(&mut found);
    spoken(scene, &telling, &mut found);
    let item = read.listed.as_ref().and_then(|lead| listing::item(scene, &telling, lead));
    // An item that names no instrument ends no list.
    let goes_on = read.listed.is_some() && !tokens.clone().any(|at| scene.is_finite(at));
    if item.is_none() && !goes_on {
        read.listed = listing::lead(scene, &telling);
    }
    found.extend(item);
    found.sort_by_key(|candidate| candidate.trigger);
    read.tellings.push(telling);
    found
}

/// Those who were killed where a sentence tells the use of force were killed by it.
fn by_force(found: &mut [Candidate]) {
    if !found.iter().any(|c| c.kind == EventKind::Conflict) {
        return;
    }
    let suffers = |c: &&mut Candidate| {
        let casualty = |noun: &FoundNoun| noun.noun.class == NounClass::Casualty;
        c.kind == EventKind::Incident && !c.nouns.is_empty() && c.nouns.iter().all(casualty)
    };
    for candidate in found.iter_mut().filter(suffers) {
        candidate.kind = EventKind::Conflict;
    }
}

/// What the verbs of a sentence tell; its speech goes into the telling.
fn verbs(scene: &Scene<'_>, telling: &mut Telling, silences: &mut Vec<Silence>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for clause in 0..telling.clauses.len() {
        for token in telling.clauses[clause].tokens.clone() {
            let Some((verb, forms)) = scene.verb(token) else { continue };
            match told(scene, telling, clause, token, (verb, forms)) {
                Told::Event(event) => found.push(Candidate { clause, ..*event }),
                Told::Speech(denies) => {
                    let told = speech(scene, telling, clause, token, forms, denies);
                    telling.speech.extend(told);
                }
                Told::Nothing(Some(reason)) => {
                    silences.push(Silence { sentence: telling.sentence, token, reason });
                }
                Told::Nothing(None) => {}
            }
        }
    }
    telling.speech.extend(according(scene, telling));
    found
}

/// What nouns, states and numbers of a sentence tell besides its verbs.
fn others(scene: &Scene<'_>, telling: &Telling, found: &mut Vec<Candidate>) {
    let used: Vec<FoundNoun> = found.iter().flat_map(|c| c.nouns.iter().copied()).collect();
    for clause in 0..telling.clauses.len() {
        let mut told = nominal(scene, telling, clause, &used);
        told.iter_mut().for_each(|noun| plan(scene, found, noun));
        found.extend(told);
        found.extend(proposed(scene, telling, clause));
        found.extend(commemorated(scene, telling, clause));
        found.extend(membership(scene, telling, clause));
        found.extend(named_by_year(scene, telling, clause, &used));
        found.extend(focused(scene, telling, clause));
        if !found.iter().any(|c| c.clause == clause && c.kind == EventKind::Appointment) {
            found.extend(copula(scene, telling, clause));
            found.extend(designated(scene, telling, clause));
        }
        let taken = found.iter().any(|c| c.clause == clause && blocks_measure(c));
        let bound = found.iter().any(|c| c.kind == EventKind::Commitment);
        if !taken {
            let measured = measures(scene, telling, clause);
            found.extend(measured.filter(|c| !(bound && c.kind == EventKind::Commitment)));
        }
    }
}

/// "will culminate in the signing", "is to result in a visit": what a verb ahead leads to.
fn led_to(scene: &Scene<'_>, noun: &Candidate, first: usize) -> Option<Modality> {
    const LEADING: &[&str] = &["culminate", "result", "lead", "end"];
    const REACH: usize = 5;
    let near = (first.saturating_sub(REACH)..first).rev();
    let verb = near.into_iter().find(|at| scene.text.is_any(*at, LEADING))?;
    let will = verb.checked_sub(1).map(|at| word_at(scene.text, at));
    let ahead = matches!(will, Some(Word::Will | Word::To | Word::Modal)) && !noun.perfect;
    ahead.then_some(Modality::Planned)
}

/// "will be raised during the visit of the minister and his meeting with": what happens on an
/// occasion is as far ahead as that.
fn falls_within(scene: &Scene<'_>, noun: &Candidate, first: usize) -> Option<Modality> {
    const NEAR: usize = 12;
    const REACH: usize = 10;
    let gathers =
        matches!(noun.kind, EventKind::Meeting | EventKind::Visit | EventKind::Conference);
    let mut back = (first.saturating_sub(NEAR)..first).rev();
    let within = back.find(|at| scene.text.is(*at, "during") || scene.is_finite(*at))?;
    let near = within.saturating_sub(REACH)..within;
    let acts = |at: &usize| scene.is_finite(*at) && word_at(scene.text, *at) != Word::Be;
    let verb = near.rev().find(acts)?;
    let ahead = gathers && scene.text.is(within, "during");
    (ahead && word_at(scene.text, verb) == Word::Will).then_some(Modality::Planned)
}

/// "will sign an agreement on a grant": what a noun tells within a plan is planned too.
fn plan(scene: &Scene<'_>, found: &[Candidate], noun: &mut Candidate) {
    const KNOWN: &[&str] = &["the", "his", "her", "their", "its", "this", "these", "that"];
    let first = noun.nouns.first().map_or(noun.trigger, |own| own.first.min(noun.trigger));
    let known = first.checked_sub(1).is_some_and(|at| {
        scene.text.is_any(at, KNOWN) || scene.text.kind(at) == TokenKind::Possessive
    });
    let governor = found.iter().find(|verb| {
        verb.clause == noun.clause && verb.rule == Rule::Verb && verb.trigger < noun.trigger
    });
    let outlook = governor.map(|verb| verb.modality).or_else(|| led_to(scene, noun, first));
    let ahead = outlook.filter(|told| matches!(told, Modality::Planned | Modality::Proposed));
    let leads = led_to(scene, noun, first).is_some();
    // "will be raised during his meeting with".
    let ahead = ahead.or_else(|| falls_within(scene, noun, first));
    let leads = leads || falls_within(scene, noun, first).is_some();
    let open = (!known || leads) && noun.modality == Modality::Occurred;
    if let Some(ahead) = ahead.filter(|_| open) {
        noun.modality = ahead;
    }
}

/// Whether the numbers of a clause belong to another event of it.
fn blocks_measure(candidate: &Candidate) -> bool {
    !matches!(candidate.kind, EventKind::Statement | EventKind::Commitment | EventKind::Meeting)
}
