//! Turns what was read into the mentions of the contract.

use shared::date::DateSpan;
use shared::kind::{AgreementKind, AgreementStatus, EventKind, Modality, ParticipantRole};
use shared::mention::{
    AgreementMention, EventCode, EventMention, Note, ParticipantMention, Quantity, TextSpan,
};

use crate::extract::agreement::{Record, Register};
use crate::text::index::TextIndex;
use crate::text::quantity::QuantityKind;

use super::candidate::{Candidate, Rule};
use super::note::Reason;
use super::read::Read;
use super::scene::Scene;
use super::summary::summary;
use super::topic::topics;

/// Writes events, agreements and notes.
pub(crate) fn write(
    scene: &Scene<'_>,
    register: &Register,
    read: Read,
    index: &TextIndex<'_>,
) -> super::Told {
    let writer = Writer { scene, register, index };
    let events: Vec<EventMention> = read.candidates.iter().map(|c| writer.event(c)).collect();
    let agreements = writer.agreements(&read.candidates);
    let notes = if scene.article.explain { writer.notes(&read) } else { Vec::new() };
    super::Told { events, agreements, notes }
}

struct Writer<'s, 'a> {
    scene: &'s Scene<'a>,
    register: &'s Register,
    index: &'s TextIndex<'a>,
}

impl Writer<'_, '_> {
    fn event(&self, candidate: &Candidate) -> EventMention {
        let mut found = Vec::new();
        for sentence in &candidate.evidence {
            let tokens = self.scene.text.sentences[*sentence].tokens.clone();
            topics(self.scene.text, tokens, &mut found);
        }
        let agreement =
            candidate.agreement.map(|record| self.register.records[record].title.clone());
        let mut event = EventMention {
            id: String::new(),
            kind: candidate.kind,
            modality: candidate.modality,
            date: candidate.date,
            place: candidate.place.clone(),
            participants: self.participants(candidate),
            quantities: candidate.quantities.iter().map(|q| self.quantity(*q)).collect(),
            agreement: agreement.unwrap_or_default(),
            topics: found,
            summary: String::new(),
            evidence: candidate.evidence.iter().map(|s| self.sentence(*s)).collect(),
            confidence: Some(confidence(candidate)),
            code: EventCode {
                plover: candidate.code.0.to_owned(),
                cameo: candidate.code.1.to_owned(),
            },
            annotator: String::new(),
        };
        event.summary = summary(&event);
        event
    }

    fn participants(&self, candidate: &Candidate) -> Vec<ParticipantMention> {
        let name = |actor: usize| self.scene.actors.actors[actor].name.clone();
        candidate
            .who
            .iter()
            .map(|(actor, role)| ParticipantMention { name: name(*actor), role: *role })
            .collect()
    }

    fn quantity(&self, quantity: usize) -> Quantity {
        let mention = &self.scene.reading.quantities[quantity];
        crate::extract::quantity(mention, self.scene.text, self.index)
    }

    fn sentence(&self, sentence: usize) -> TextSpan {
        let tokens = self.scene.text.sentences[sentence].tokens.clone();
        self.index.span(self.scene.text.bytes(tokens))
    }

    fn agreements(&self, candidates: &[Candidate]) -> Vec<AgreementMention> {
        let mut mentions = Vec::new();
        for record in 0..self.register.records.len() {
            let told: Vec<&Candidate> =
                candidates.iter().filter(|c| c.agreement == Some(record)).collect();
            if !told.is_empty() || self.register.records[record].told {
                mentions.extend(self.agreement(record, &told));
            }
        }
        mentions
    }

    fn agreement(&self, record: usize, told: &[&Candidate]) -> Option<AgreementMention> {
        let own = &self.register.records[record];
        let denied = told.iter().all(|c| c.modality == Modality::Denied) && !own.told;
        if denied && !own.title.contains(' ') {
            return None;
        }
        let mut mention = AgreementMention {
            title: own.title.clone(),
            kind: own.kind?,
            status: None,
            parties: Vec::new(),
            signatories: Vec::new(),
            signed: None,
            period: None,
            value: None,
            topics: Vec::new(),
            spans: own.sentences.iter().map(|s| self.sentence(*s)).collect(),
            annotator: String::new(),
        };
        for candidate in told {
            self.tell(&mut mention, candidate, told);
        }
        for party in &own.terms.parties {
            let name = &self.scene.actors.actors[*party].name;
            if !mention.parties.contains(name) {
                mention.parties.push(name.clone());
            }
        }
        mention.signed = signed(own, told);
        mention.period = own.terms.span(mention.signed);
        mention.value = mention.value.or(own.terms.value.map(|value| self.quantity(value)));
        mention.status = status(own, &mention);
        for sentence in &own.sentences {
            let tokens = self.scene.text.sentences[*sentence].tokens.clone();
            topics(self.scene.text, tokens, &mut mention.topics);
        }
        Some(mention)
    }

    /// What an event tells of its agreement.
    fn tell(&self, mention: &mut AgreementMention, candidate: &Candidate, told: &[&Candidate]) {
        for (actor, role) in &candidate.who {
            let name = &self.scene.actors.actors[*actor].name;
            let list = match role {
                ParticipantRole::Party => &mut mention.parties,
                ParticipantRole::Signatory => &mut mention.signatories,
                _ => continue,
            };
            if !list.contains(name) {
                list.push(name.clone());
            }
        }
        let occurred = candidate.modality == Modality::Occurred;
        if matches!(candidate.kind, EventKind::Signing | EventKind::Funding)
            && mention.value.is_none()
        {
            let money = candidate.quantities.iter().find(|quantity| {
                self.scene.reading.quantities[**quantity].kind == QuantityKind::Money
            });
            mention.value = money.map(|quantity| self.quantity(*quantity));
        }
        let status = match candidate.kind {
            EventKind::Signing if occurred && self.is_draft(candidate, told) => {
                AgreementStatus::Negotiated
            }
            EventKind::Signing if occurred => AgreementStatus::Signed,
            EventKind::Signing => AgreementStatus::Proposed,
            EventKind::Ratification if occurred && self.is_draft(candidate, told) => {
                AgreementStatus::Negotiated
            }
            EventKind::Ratification if occurred => AgreementStatus::Signed,
            EventKind::Withdrawal if occurred => self.left(candidate),
            _ => return,
        };
        mention.status = Some(mention.status.map_or(status, |own| own.max(status)));
    }

    /// "The two sides finalised the pact, which will be signed": agreed on or approved, not signed.
    fn is_draft(&self, candidate: &Candidate, told: &[&Candidate]) -> bool {
        let ahead =
            |c: &&&Candidate| c.kind == EventKind::Signing && c.modality == Modality::Planned;
        let verb = self.scene.verb(candidate.trigger).map_or("", |(verb, _)| verb.lemma);
        let drafts = matches!(
            verb,
            "finalise" | "finalize" | "agree" | "reach" | "approve" | "clear" | "endorse"
        );
        drafts && told.iter().any(|other| ahead(&other))
    }

    /// What a withdrawal makes of the agreement: others may go on with it.
    fn left(&self, candidate: &Candidate) -> AgreementStatus {
        match self.scene.verb(candidate.trigger).map(|(verb, _)| verb.lemma) {
            Some("suspend") => AgreementStatus::Suspended,
            Some("terminate" | "scrap" | "abrogate" | "collapse" | "end") => {
                AgreementStatus::Terminated
            }
            Some("expire" | "lapse") => AgreementStatus::Expired,
            _ => AgreementStatus::InForce,
        }
    }

    fn notes(&self, read: &Read) -> Vec<Note> {
        let mut notes: Vec<(usize, Note)> = Vec::new();
        let mut note = |sentence: usize, token: usize, reason: Reason| {
            let word = self.scene.text.word(token);
            let span = self.sentence(sentence);
            notes.push((
                token,
                Note { span, reason: reason.word().to_owned(), detail: reason.detail(word) },
            ));
        };
        for silence in &read.silences {
            note(silence.sentence, silence.token, silence.reason);
        }
        for candidate in &read.candidates {
            let sentence = read.tellings[candidate.telling].sentence;
            let denied = candidate.modality == Modality::Denied;
            note(sentence, candidate.trigger, if denied { Reason::Negated } else { Reason::Event });
        }
        // The sentences of one quotation repeat nothing.
        let repeated = read.candidates.iter().filter(|c| c.kind != EventKind::Statement);
        for candidate in repeated {
            for sentence in candidate.evidence.iter().skip(1) {
                let token = self.scene.text.sentences[*sentence].tokens.start;
                note(*sentence, token, Reason::Repeated);
            }
        }
        notes.sort_by_key(|(token, _)| *token);
        notes.into_iter().map(|(_, note)| note).collect()
    }
}

/// When an agreement was signed: as the sentence of a signing says, else as its naming does, else
/// when the events around its signing happened.
fn signed(record: &Record, told: &[&Candidate]) -> Option<DateSpan> {
    let mut signings =
        told.iter().filter(|c| c.kind == EventKind::Signing && c.modality == Modality::Occurred);
    let own = signings.clone().find(|candidate| candidate.own_date);
    own.and_then(|candidate| candidate.date)
        .or(record.signed)
        .or_else(|| signings.find_map(|candidate| candidate.date))
}

/// What became of an agreement; one that is only named with its year or applied is in force.
fn status(record: &Record, mention: &AgreementMention) -> Option<AgreementStatus> {
    let binds = matches!(
        mention.kind,
        AgreementKind::Treaty
            | AgreementKind::Convention
            | AgreementKind::Agreement
            | AgreementKind::Protocol
    );
    match (mention.status, record.terms.status) {
        (Some(own), Some(AgreementStatus::Negotiated)) if own > AgreementStatus::Negotiated => {
            Some(own)
        }
        (_, Some(told)) => Some(told),
        (Some(own), None) => Some(own),
        (None, None) if record.signed.is_some() && binds => Some(AgreementStatus::InForce),
        (None, None) => mention.signed.map(|_| AgreementStatus::Signed),
    }
}

/// How often the sort of rule was right on the reference corpus, with a date and without.
fn confidence(candidate: &Candidate) -> f64 {
    match (candidate.rule, candidate.date.is_some()) {
        (Rule::Verb, true) => 0.84,
        (Rule::Verb, false) => 0.8,
        (Rule::Noun | Rule::Target, true) => 0.9,
        (Rule::Noun | Rule::Target, false) => 0.67,
        (Rule::Measure, true) => 0.9,
        (Rule::Measure, false) => 0.5,
        (Rule::Speech | Rule::Denial, _) => 0.4,
    }
}
