//! What was read from one article, for people: events with date, kind, who and quote.

use std::fmt::Write as _;

use shared::kind::{ActorKind, AgreementKind, AgreementStatus};
use shared::proto;

use super::color::{ACTOR, DATE, DIM, KIND, STRONG};
use super::{Output, date, phrase, word};

/// The digest of an analysis under a heading.
pub(crate) fn analysis(output: Output, heading: &str, analysis: &proto::Analysis) -> String {
    let paint = output.paint;
    let mut text = String::new();
    let anchor = analysis.anchor.as_ref().map_or_else(
        || "no date of publication: yearless and relative dates stay partial".to_owned(),
        |anchor| format!("counted from {}", date::partial(anchor)),
    );
    let about = format!(
        "{}, {anchor}, rules {}",
        if analysis.language.is_empty() { "language unknown" } else { &analysis.language },
        analysis.extractor_version
    );
    // Writing into a String cannot fail, here and below.
    let _ = writeln!(text, "{}  {}", paint.text(STRONG, heading), paint.text(DIM, &about));
    section(&mut text, output, "Events", analysis.events.iter().map(|each| event(output, each)));
    let agreements = analysis.agreements.iter().map(|each| agreement(output, each));
    section(&mut text, output, "Agreements", agreements);
    section(&mut text, output, "Actors", analysis.actors.iter().map(|each| actor(output, each)));
    section(&mut text, output, "Why", analysis.notes.iter().map(|each| note(output, each)));
    text
}

fn section(text: &mut String, output: Output, title: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return;
    }
    let title = output.paint.text(STRONG, &format!("{title} ({})", items.len()));
    let _ = writeln!(text, "  {title}");
    for item in items {
        let _ = writeln!(text, "{item}");
    }
}

fn event(output: Output, event: &proto::EventMention) -> String {
    let paint = output.paint;
    let mut parts = Vec::new();
    let who = event.participants.iter().map(|participant| {
        let role = word::shown::<shared::kind::ParticipantRole>(participant.role);
        format!("{} ({role})", paint.text(ACTOR, &participant.name))
    });
    parts.extend(who);
    let place = phrase::place(event.place.as_ref());
    if !place.is_empty() {
        parts.push(format!("in {place}"));
    }
    parts.extend(event.quantities.iter().map(phrase::measured));
    if !event.agreement.is_empty() {
        parts.push(format!("agreement: {}", event.agreement));
    }
    let kind = phrase::event_kind(event.kind, event.modality);
    let mut text = format!(
        "    {}  {}  {}",
        paint.text(DATE, &date::span(event.date.as_ref())),
        paint.text(KIND, &kind),
        parts.join("; ")
    );
    quotes(&mut text, output, &event.evidence);
    text
}

fn quotes(text: &mut String, output: Output, spans: &[proto::TextSpan]) {
    for span in spans {
        let quote = format!("“{}”", phrase::one_line(&span.quote));
        let _ = write!(text, "\n        {}", output.paint.text(DIM, &quote));
    }
}

fn agreement(output: Output, agreement: &proto::AgreementMention) -> String {
    let paint = output.paint;
    let mut parts = vec![
        paint.text(KIND, &word::shown::<AgreementKind>(agreement.kind)),
        word::shown::<AgreementStatus>(agreement.status),
        agreement.parties.join(", "),
        agreement.value.as_ref().map(phrase::quantity).unwrap_or_default(),
    ];
    if !agreement.signatories.is_empty() {
        parts.push(format!("signed by {}", agreement.signatories.join(", ")));
    }
    if let Some(signed) = &agreement.signed {
        parts.push(format!("on {}", date::span(Some(signed))));
    }
    if let Some(period) = &agreement.period {
        parts.push(format!("for {}", date::span(Some(period))));
    }
    parts.retain(|part| !part.is_empty());
    format!("    {}  {}", paint.text(STRONG, &agreement.title), parts.join("; "))
}

fn actor(output: Output, actor: &proto::ActorMention) -> String {
    let paint = output.paint;
    let mut parts = vec![word::shown::<ActorKind>(actor.kind), actor.country_code.clone()];
    parts.extend(actor.roles.iter().map(phrase::post));
    parts.retain(|part| !part.is_empty());
    format!("    {}  {}", paint.text(ACTOR, &actor.name), parts.join(", "))
}

fn note(output: Output, note: &proto::Note) -> String {
    let paint = output.paint;
    let quote = note.span.as_ref().map(|span| phrase::one_line(&span.quote)).unwrap_or_default();
    format!(
        "    {}  {}\n        {}",
        paint.text(KIND, &note.reason),
        note.detail,
        paint.text(DIM, &format!("“{quote}”"))
    )
}
