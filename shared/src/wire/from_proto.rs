//! Protobuf to domain types, with what is wrong by field path.

use crate::date::{DateBasis, DateError, DateSpan, PartialDate};
use crate::kind::{
    ActorKind, AgreementKind, AgreementStatus, ChangeDirection, EventKind, Modality,
    ParticipantRole, TimeExpressionKind,
};
use crate::mention::{
    ActorMention, AgreementMention, Analysis, EventCode, EventMention, Note, ParticipantMention,
    Place, Quantity, Role, SpanField, TextSpan, TimeExpression,
};
use crate::proto;

/// Why a message of another process of ours could not be read. It is newer, or damaged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// An enum number that this release does not know, or unspecified where a value is needed.
    #[error("{0} {1} is not known to this release")]
    Kind(&'static str, i32),
    /// A date that is none.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A message field that must be set.
    #[error("{0} is missing")]
    Missing(&'static str),
}

/// A date of any precision.
pub fn partial_date(date: &proto::PartialDate) -> Result<PartialDate, DateError> {
    PartialDate::new(date.year, date.month, date.day)
}

/// A span of time.
pub fn date_span(span: &proto::DateSpan) -> Result<DateSpan, WireError> {
    let basis = match span.basis() {
        proto::DateBasis::Explicit => DateBasis::Explicit,
        proto::DateBasis::InferredYear => DateBasis::InferredYear,
        proto::DateBasis::Relative => DateBasis::Relative,
        proto::DateBasis::Derived => DateBasis::Derived,
        proto::DateBasis::Publication => DateBasis::Publication,
        proto::DateBasis::Unspecified => return Err(WireError::Kind("DateBasis", span.basis)),
    };
    Ok(DateSpan {
        start: span.start.as_ref().map(partial_date).transpose()?,
        end: span.end.as_ref().map(partial_date).transpose()?,
        basis,
        approximate: span.approximate,
    })
}

/// A stretch of text.
pub fn text_span(span: &proto::TextSpan) -> TextSpan {
    let field = match span.field() {
        proto::SpanField::Title => SpanField::Title,
        proto::SpanField::Text | proto::SpanField::Unspecified => SpanField::Text,
    };
    TextSpan { start: span.start, end: span.end, quote: span.quote.clone(), field }
}

fn text_spans(spans: &[proto::TextSpan]) -> Vec<TextSpan> {
    spans.iter().map(text_span).collect()
}

/// A post.
pub fn role(role: &proto::Role) -> Role {
    Role {
        title: role.title.clone(),
        organization: role.organization.clone(),
        country_code: role.country_code.clone(),
    }
}

/// An actor of one document.
pub fn actor_mention(actor: &proto::ActorMention) -> Result<ActorMention, WireError> {
    Ok(ActorMention {
        name: actor.name.clone(),
        kind: kind(ActorKind::from_wire, ActorKind::WIRE_NAME, actor.kind)?,
        roles: actor.roles.iter().map(role).collect(),
        country_code: actor.country_code.clone(),
        spans: text_spans(&actor.spans),
        annotator: actor.annotator.clone(),
    })
}

/// A number with its unit.
pub fn quantity(quantity: &proto::Quantity) -> Result<Quantity, WireError> {
    Ok(Quantity {
        value: quantity.value.clone(),
        unit: quantity.unit.clone(),
        measure: quantity.measure.clone(),
        direction: optional_kind(
            ChangeDirection::from_wire,
            ChangeDirection::WIRE_NAME,
            quantity.direction,
        )?,
        span: text_span(quantity.span.as_ref().ok_or(WireError::Missing("quantity.span"))?),
    })
}

fn participant(participant: &proto::ParticipantMention) -> Result<ParticipantMention, WireError> {
    Ok(ParticipantMention {
        name: participant.name.clone(),
        role: kind(ParticipantRole::from_wire, ParticipantRole::WIRE_NAME, participant.role)?,
    })
}

/// An event of one document.
pub fn event_mention(event: &proto::EventMention) -> Result<EventMention, WireError> {
    let code = event.code.clone().unwrap_or_default();
    Ok(EventMention {
        id: event.id.clone(),
        kind: kind(EventKind::from_wire, EventKind::WIRE_NAME, event.kind)?,
        modality: kind(Modality::from_wire, Modality::WIRE_NAME, event.modality)?,
        date: event.date.as_ref().map(date_span).transpose()?,
        place: event.place.as_ref().map(place),
        participants: event.participants.iter().map(participant).collect::<Result<_, _>>()?,
        quantities: event.quantities.iter().map(quantity).collect::<Result<_, _>>()?,
        agreement: event.agreement.clone(),
        topics: event.topics.clone(),
        summary: event.summary.clone(),
        evidence: text_spans(&event.evidence),
        confidence: event.confidence,
        code: EventCode { plover: code.plover, cameo: code.cameo },
        annotator: event.annotator.clone(),
    })
}

fn place(place: &proto::Place) -> Place {
    Place { name: place.name.clone(), country_code: place.country_code.clone() }
}

/// An agreement of one document.
pub fn agreement_mention(
    agreement: &proto::AgreementMention,
) -> Result<AgreementMention, WireError> {
    let status =
        optional_kind(AgreementStatus::from_wire, AgreementStatus::WIRE_NAME, agreement.status)?;
    Ok(AgreementMention {
        title: agreement.title.clone(),
        kind: kind(AgreementKind::from_wire, AgreementKind::WIRE_NAME, agreement.kind)?,
        status,
        parties: agreement.parties.clone(),
        signatories: agreement.signatories.clone(),
        signed: agreement.signed.as_ref().map(date_span).transpose()?,
        period: agreement.period.as_ref().map(date_span).transpose()?,
        value: agreement.value.as_ref().map(quantity).transpose()?,
        topics: agreement.topics.clone(),
        spans: text_spans(&agreement.spans),
        annotator: agreement.annotator.clone(),
    })
}

fn time_expression(time: &proto::TimeExpression) -> Result<TimeExpression, WireError> {
    Ok(TimeExpression {
        span: text_span(time.span.as_ref().ok_or(WireError::Missing("time_expression.span"))?),
        kind: kind(TimeExpressionKind::from_wire, TimeExpressionKind::WIRE_NAME, time.kind)?,
        value: time.value.clone(),
        date: time.date.as_ref().map(date_span).transpose()?,
    })
}

fn note(note: &proto::Note) -> Result<Note, WireError> {
    Ok(Note {
        span: text_span(note.span.as_ref().ok_or(WireError::Missing("note.span"))?),
        reason: note.reason.clone(),
        detail: note.detail.clone(),
    })
}

/// A whole analysis.
pub fn analysis(analysis: &proto::Analysis) -> Result<Analysis, WireError> {
    Ok(Analysis {
        language: analysis.language.clone(),
        actors: analysis.actors.iter().map(actor_mention).collect::<Result<_, _>>()?,
        events: analysis.events.iter().map(event_mention).collect::<Result<_, _>>()?,
        agreements: analysis.agreements.iter().map(agreement_mention).collect::<Result<_, _>>()?,
        time_expressions: analysis
            .time_expressions
            .iter()
            .map(time_expression)
            .collect::<Result<_, _>>()?,
        quantities: analysis.quantities.iter().map(quantity).collect::<Result<_, _>>()?,
        boilerplate: text_spans(&analysis.boilerplate),
        recaps: text_spans(&analysis.recaps),
        anchor: analysis.anchor.as_ref().map(partial_date).transpose()?,
        extractor_version: analysis.extractor_version,
        notes: analysis.notes.iter().map(note).collect::<Result<_, _>>()?,
        annotator: analysis.annotator.clone(),
    })
}

fn kind<K>(read: fn(i32) -> Option<K>, name: &'static str, number: i32) -> Result<K, WireError> {
    read(number).ok_or(WireError::Kind(name, number))
}

fn optional_kind<K>(
    read: fn(i32) -> Option<K>,
    name: &'static str,
    number: i32,
) -> Result<Option<K>, WireError> {
    if number == 0 { Ok(None) } else { kind(read, name, number).map(Some) }
}
