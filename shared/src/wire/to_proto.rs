//! Domain types to protobuf. Never fails.

use jiff::civil::Date;

use crate::date::{DateBasis, DateSpan, PartialDate};
use crate::mention::{
    ActorMention, AgreementMention, Analysis, EventCode, EventMention, Note, ParticipantMention,
    Place, Quantity, Role, SpanField, TextSpan, TimeExpression,
};
use crate::proto;

/// A whole analysis.
pub fn analysis(analysis: &Analysis) -> proto::Analysis {
    proto::Analysis {
        language: analysis.language.clone(),
        actors: analysis.actors.iter().map(actor_mention).collect(),
        events: analysis.events.iter().map(event_mention).collect(),
        agreements: analysis.agreements.iter().map(agreement_mention).collect(),
        time_expressions: analysis.time_expressions.iter().map(time_expression).collect(),
        quantities: analysis.quantities.iter().map(quantity).collect(),
        boilerplate: text_spans(&analysis.boilerplate),
        recaps: text_spans(&analysis.recaps),
        anchor: analysis.anchor.map(partial_date),
        extractor_version: analysis.extractor_version,
        notes: analysis.notes.iter().map(note).collect(),
        annotator: analysis.annotator.clone(),
    }
}

/// A date of any precision.
pub fn partial_date(date: PartialDate) -> proto::PartialDate {
    proto::PartialDate {
        year: date.year(),
        month: date.month().unwrap_or(0),
        day: date.day().unwrap_or(0),
    }
}

/// A single day.
pub fn day(date: Date) -> proto::PartialDate {
    partial_date(PartialDate::from(date))
}

/// A span of time.
pub fn date_span(span: &DateSpan) -> proto::DateSpan {
    proto::DateSpan {
        start: span.start.map(partial_date),
        end: span.end.map(partial_date),
        basis: date_basis(span.basis).into(),
        approximate: span.approximate,
    }
}

fn date_basis(basis: DateBasis) -> proto::DateBasis {
    match basis {
        DateBasis::Explicit => proto::DateBasis::Explicit,
        DateBasis::InferredYear => proto::DateBasis::InferredYear,
        DateBasis::Relative => proto::DateBasis::Relative,
        DateBasis::Derived => proto::DateBasis::Derived,
        DateBasis::Publication => proto::DateBasis::Publication,
    }
}

/// A stretch of text.
pub fn text_span(span: &TextSpan) -> proto::TextSpan {
    let field = match span.field {
        SpanField::Text => proto::SpanField::Text,
        SpanField::Title => proto::SpanField::Title,
    };
    proto::TextSpan {
        start: span.start,
        end: span.end,
        quote: span.quote.clone(),
        field: field.into(),
    }
}

fn text_spans(spans: &[TextSpan]) -> Vec<proto::TextSpan> {
    spans.iter().map(text_span).collect()
}

/// A post.
pub fn role(role: &Role) -> proto::Role {
    proto::Role {
        title: role.title.clone(),
        organization: role.organization.clone(),
        country_code: role.country_code.clone(),
    }
}

/// An actor of one document.
pub fn actor_mention(actor: &ActorMention) -> proto::ActorMention {
    proto::ActorMention {
        name: actor.name.clone(),
        kind: actor.kind.to_wire(),
        roles: actor.roles.iter().map(role).collect(),
        country_code: actor.country_code.clone(),
        spans: text_spans(&actor.spans),
        annotator: actor.annotator.clone(),
    }
}

/// A place.
pub fn place(place: &Place) -> proto::Place {
    proto::Place { name: place.name.clone(), country_code: place.country_code.clone() }
}

/// A number with its unit.
pub fn quantity(quantity: &Quantity) -> proto::Quantity {
    proto::Quantity {
        value: quantity.value.clone(),
        unit: quantity.unit.clone(),
        measure: quantity.measure.clone(),
        direction: quantity.direction.map_or(0, |direction| direction.to_wire()),
        span: Some(text_span(&quantity.span)),
    }
}

/// PLOVER and CAMEO codes.
pub fn event_code(code: &EventCode) -> proto::EventCode {
    proto::EventCode { plover: code.plover.clone(), cameo: code.cameo.clone() }
}

fn participant(participant: &ParticipantMention) -> proto::ParticipantMention {
    proto::ParticipantMention { name: participant.name.clone(), role: participant.role.to_wire() }
}

/// An event of one document.
pub fn event_mention(event: &EventMention) -> proto::EventMention {
    proto::EventMention {
        id: event.id.clone(),
        kind: event.kind.to_wire(),
        modality: event.modality.to_wire(),
        date: event.date.as_ref().map(date_span),
        place: event.place.as_ref().map(place),
        participants: event.participants.iter().map(participant).collect(),
        quantities: event.quantities.iter().map(quantity).collect(),
        agreement: event.agreement.clone(),
        topics: event.topics.clone(),
        summary: event.summary.clone(),
        evidence: text_spans(&event.evidence),
        confidence: event.confidence,
        code: Some(event_code(&event.code)),
        annotator: event.annotator.clone(),
    }
}

/// An agreement of one document.
pub fn agreement_mention(agreement: &AgreementMention) -> proto::AgreementMention {
    proto::AgreementMention {
        title: agreement.title.clone(),
        kind: agreement.kind.to_wire(),
        status: agreement.status.map_or(0, |status| status.to_wire()),
        parties: agreement.parties.clone(),
        signatories: agreement.signatories.clone(),
        signed: agreement.signed.as_ref().map(date_span),
        period: agreement.period.as_ref().map(date_span),
        value: agreement.value.as_ref().map(quantity),
        topics: agreement.topics.clone(),
        spans: text_spans(&agreement.spans),
        annotator: agreement.annotator.clone(),
    }
}

fn time_expression(time: &TimeExpression) -> proto::TimeExpression {
    proto::TimeExpression {
        span: Some(text_span(&time.span)),
        kind: time.kind.to_wire(),
        value: time.value.clone(),
        date: time.date.as_ref().map(date_span),
    }
}

fn note(note: &Note) -> proto::Note {
    proto::Note {
        span: Some(text_span(&note.span)),
        reason: note.reason.clone(),
        detail: note.detail.clone(),
    }
}
