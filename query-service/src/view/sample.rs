//! Documents for tests, said in few words.

use shared::date::{DateBasis, DateSpan, PartialDate};
use shared::kind::{
    ActorKind, AgreementKind, AgreementStatus, EventKind, Modality, ParticipantRole,
};
use shared::mention::{
    ActorMention, AgreementMention, Analysis, EventMention, ParticipantMention, Place, Quantity,
    Role, TextSpan,
};
use shared::proto;
use shared::wire::to_proto;

/// A document under construction.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    id: String,
    published: String,
    source: String,
    simhash: u64,
    analysis: Analysis,
}

fn span(quote: &str) -> TextSpan {
    TextSpan { start: 0, end: 1, quote: quote.to_owned(), ..TextSpan::default() }
}

/// "2025-04-07", "2023-10-24/2023-10-26", "../2030"; empty for none.
pub(crate) fn date(text: &str) -> Option<DateSpan> {
    if text.is_empty() {
        return None;
    }
    let (start, end) = text.split_once('/').unwrap_or((text, text));
    Some(DateSpan::between(start.parse().ok(), end.parse().ok(), DateBasis::Explicit))
}

impl Sample {
    /// A document of an outlet of its own.
    pub(crate) fn new(id: &str, published: &str) -> Self {
        Self {
            id: id.to_owned(),
            published: published.to_owned(),
            source: format!("Outlet {id}"),
            simhash: 0,
            analysis: Analysis { language: "en".to_owned(), ..Analysis::default() },
        }
    }

    pub(crate) fn source(mut self, source: &str) -> Self {
        source.clone_into(&mut self.source);
        self
    }

    pub(crate) fn simhash(mut self, simhash: u64) -> Self {
        self.simhash = simhash;
        self
    }

    /// An actor; forms and roles ("title|organisation|code") are parted by semicolons.
    pub(crate) fn actor(
        mut self,
        kind: ActorKind,
        name: &str,
        code: &str,
        forms: &str,
        roles: &str,
    ) -> Self {
        let role = |text: &str| {
            let mut parts = text.split('|').map(str::to_owned);
            let mut next = || parts.next().unwrap_or_default();
            Role { title: next(), organization: next(), country_code: next() }
        };
        let parts = |text: &str| -> Vec<String> {
            text.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        self.analysis.actors.push(ActorMention {
            name: name.to_owned(),
            kind,
            roles: parts(roles).iter().map(|text| role(text)).collect(),
            country_code: code.to_owned(),
            spans: std::iter::once(name.to_owned()).chain(parts(forms)).map(|f| span(&f)).collect(),
            annotator: String::new(),
        });
        self
    }

    pub(crate) fn person(self, name: &str, roles: &str) -> Self {
        self.actor(ActorKind::Person, name, "", "", roles)
    }

    pub(crate) fn country(self, name: &str, code: &str) -> Self {
        self.actor(ActorKind::Country, name, code, "", "")
    }

    pub(crate) fn organization(self, name: &str, code: &str, forms: &str) -> Self {
        self.actor(ActorKind::Organization, name, code, forms, "")
    }

    /// An event; who is "name:ROLE" parted by semicolons, place "Astana|KZ".
    pub(crate) fn event(
        self,
        kind: EventKind,
        when: &str,
        place: &str,
        who: &str,
        text: &str,
    ) -> Self {
        self.event_of(kind, Modality::Occurred, when, place, who, text)
    }

    pub(crate) fn event_of(
        mut self,
        kind: EventKind,
        modality: Modality,
        when: &str,
        place: &str,
        who: &str,
        text: &str,
    ) -> Self {
        let participant = |text: &str| {
            let (name, role) = text.split_once(':')?;
            let role = ParticipantRole::from_word(role)?;
            Some(ParticipantMention { name: name.to_owned(), role })
        };
        let (name, code) = place.split_once('|').unwrap_or((place, ""));
        let number = self.analysis.events.len();
        self.analysis.events.push(EventMention {
            id: format!("event-{}-{number}", self.id),
            kind,
            modality,
            date: date(when),
            place: (!place.is_empty())
                .then(|| Place { name: name.to_owned(), country_code: code.to_owned() }),
            participants: who.split(';').filter_map(participant).collect(),
            quantities: Vec::new(),
            agreement: String::new(),
            topics: Vec::new(),
            summary: text.to_owned(),
            evidence: vec![span(text)],
            confidence: Some(0.8),
            code: shared::mention::EventCode::default(),
            annotator: String::new(),
        });
        self
    }

    /// The date of the last event was worked out, not told.
    pub(crate) fn worked_out(mut self) -> Self {
        let date = self.analysis.events.last_mut().and_then(|event| event.date.as_mut());
        if let Some(date) = date {
            date.basis = DateBasis::Derived;
        }
        self
    }

    /// The agreement that the last event concerns.
    pub(crate) fn about(mut self, agreement: &str) -> Self {
        if let Some(event) = self.analysis.events.last_mut() {
            agreement.clone_into(&mut event.agreement);
        }
        self
    }

    /// An amount of the last event.
    pub(crate) fn amount(mut self, value: &str, unit: &str) -> Self {
        if let Some(event) = self.analysis.events.last_mut() {
            event.quantities.push(quantity(value, unit));
        }
        self
    }

    /// A signed agreement; parties and signatories are parted by semicolons.
    pub(crate) fn agreement(
        mut self,
        kind: AgreementKind,
        title: &str,
        parties: &str,
        signed: &str,
        period: &str,
    ) -> Self {
        let names = |text: &str| -> Vec<String> {
            text.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        self.analysis.agreements.push(AgreementMention {
            title: title.to_owned(),
            kind,
            status: Some(AgreementStatus::Signed),
            parties: names(parties),
            signatories: Vec::new(),
            signed: date(signed),
            period: date(period),
            value: None,
            topics: Vec::new(),
            spans: vec![span(title)],
            annotator: String::new(),
        });
        self
    }

    /// What the last agreement is worth.
    pub(crate) fn worth(mut self, value: &str, unit: &str) -> Self {
        if let Some(agreement) = self.analysis.agreements.last_mut() {
            agreement.value = Some(quantity(value, unit));
        }
        self
    }

    /// The entry of the feed that stores the document.
    pub(crate) fn entry(&self, position: i64) -> proto::FeedEntry {
        let published: Option<PartialDate> = self.published.parse().ok();
        let seconds = published.map(|date| {
            let noon = date.first_day().at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
            noon.map(|noon| noon.timestamp().as_second()).unwrap_or_default()
        });
        let header = proto::DocumentHeader {
            title: format!("Title of {}", self.id),
            source: self.source.clone(),
            publish_time: seconds.map(|seconds| prost_types::Timestamp { seconds, nanos: 0 }),
            simhash: self.simhash,
            ..proto::DocumentHeader::default()
        };
        // A time of storage that is the same wherever in the feed the document stands.
        let seconds = self.id.bytes().map(i64::from).sum();
        proto::FeedEntry {
            position,
            document_id: self.id.clone(),
            revision: 1,
            record_time: Some(prost_types::Timestamp { seconds, nanos: 0 }),
            change: Some(proto::feed_entry::Change::Stored(proto::DocumentRecord {
                header: Some(header),
                analysis: Some(to_proto::analysis(&self.analysis)),
            })),
        }
    }
}

fn quantity(value: &str, unit: &str) -> Quantity {
    Quantity {
        value: value.to_owned(),
        unit: unit.to_owned(),
        measure: String::new(),
        direction: None,
        span: span(value),
    }
}

/// The entry that deletes a document.
pub(crate) fn deletion(id: &str, position: i64) -> proto::FeedEntry {
    proto::FeedEntry {
        position,
        document_id: id.to_owned(),
        revision: 2,
        record_time: None,
        change: Some(proto::feed_entry::Change::Deleted(proto::DocumentDeleted {})),
    }
}
