//! One thing with everything that is known of it, and the words that say so.

use std::fmt::Write as _;

use shared::kind::{ActorKind, AgreementKind, AgreementStatus, ParticipantRole};
use shared::proto;

use super::color::{ACTOR, DATE, DIM, KIND, STRONG};
use super::phrase::{measured, one_line};
use super::{Output, date, phrase, word};

/// Lines of a name and a value; values that are empty are left out.
struct Lines {
    text: String,
    output: Output,
}

impl Lines {
    fn new(output: Output, title: &str) -> Self {
        Self { text: format!("{}\n", output.paint.text(STRONG, title)), output }
    }

    fn field(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            let name = self.output.paint.text(DIM, &format!("{name:<12}"));
            self.line(&format!("  {name}  {value}"));
        }
    }

    /// The first value beside the name, the others below it.
    fn fields(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        for (index, value) in values.into_iter().enumerate() {
            let name = format!("{:<12}", if index == 0 { name } else { "" });
            self.line(&format!("  {}  {value}", self.output.paint.text(DIM, &name)));
        }
    }

    fn heading(&mut self, text: &str) {
        let heading = self.output.paint.text(STRONG, text);
        self.line(&format!("\n{heading}"));
    }

    fn line(&mut self, text: &str) {
        // Writing into a String cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    fn reports(&mut self, reports: &[proto::Report]) {
        let paint = self.output.paint;
        for report in reports {
            let evidence = report.evidence.clone().unwrap_or_default();
            self.line(&format!("  “{}”", one_line(&evidence.quote)));
            let published = report.publish_date.as_ref().map(date::partial).unwrap_or_default();
            let parts = [report.source.as_str(), published.as_str(), report.title.as_str()];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            let from = parts.collect::<Vec<_>>().join(", ");
            let field = if evidence.field() == proto::SpanField::Title { "title" } else { "text" };
            let place = format!(
                "document {} revision {}, {field} {}..{}",
                report.document_id, report.revision, evidence.start, evidence.end
            );
            let gap = if from.is_empty() { "" } else { "; " };
            self.line(&format!("    {}", paint.text(DIM, &format!("{from}{gap}{place}"))));
        }
    }

    fn variants(&mut self, variants: &[proto::Variant]) {
        if !variants.is_empty() {
            self.heading("Where the documents disagree");
        }
        for variant in variants {
            self.field(&variant.field, &variant.value);
            self.reports(&variant.reports);
        }
    }
}

fn role_word(role: i32) -> String {
    word::shown::<ParticipantRole>(role)
}

/// An event with its participants and evidence.
pub(crate) fn event(output: Output, event: &proto::Event) -> String {
    let paint = output.paint;
    let mut lines = Lines::new(output, &event.summary);
    lines.field("id", &event.id);
    lines.field("kind", &paint.text(KIND, &phrase::event_kind(event.kind, event.modality)));
    lines.field("date", &paint.text(DATE, &date::span(event.date.as_ref())));
    lines.field("place", &phrase::place(event.place.as_ref()));
    lines.fields(
        "who",
        event.participants.iter().map(|participant| {
            let actor = participant.actor.clone().unwrap_or_default();
            let post = participant.post.as_ref().map(|post| format!(", {}", phrase::post(post)));
            format!(
                "{}{} ({}; {})",
                paint.text(ACTOR, &actor.name),
                post.unwrap_or_default(),
                role_word(participant.role),
                actor.actor_id
            )
        }),
    );
    lines.fields("quantities", event.quantities.iter().map(measured));
    lines.field("agreement", &event.agreement_id);
    lines.field("topics", &event.topics.join(", "));
    lines.field("codes", &event.code.as_ref().map(codes).unwrap_or_default());
    let confidence = event.confidence.map(|confidence| format!("{confidence:.2}"));
    lines.field("confidence", &confidence.unwrap_or_default());
    lines.field("first told", &date::moment(event.first_ingest_time.as_ref()));
    lines.field("once known as", &event.previous_ids.join(", "));
    lines.heading("Evidence");
    lines.reports(&event.reports);
    lines.variants(&event.variants);
    lines.text
}

fn codes(code: &proto::EventCode) -> String {
    let parts = [("PLOVER", &code.plover), ("CAMEO", &code.cameo)];
    let known = parts.iter().filter(|(_, value)| !value.is_empty());
    known.map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(", ")
}

/// An agreement with its stages and evidence.
pub(crate) fn agreement(output: Output, agreement: &proto::Agreement) -> String {
    let paint = output.paint;
    let mut lines = Lines::new(output, &agreement.title);
    lines.field("id", &agreement.id);
    let kind = word::shown::<AgreementKind>(agreement.kind);
    lines.field("kind", &paint.text(KIND, &kind));
    lines.field("status", &word::shown::<AgreementStatus>(agreement.status));
    lines.field("signed", &paint.text(DATE, &date::span(agreement.signed.as_ref())));
    lines.field("period", &date::optional(agreement.period.as_ref()));
    lines.fields(
        "parties",
        agreement
            .parties
            .iter()
            .map(|party| format!("{} ({})", paint.text(ACTOR, &party.name), party.actor_id)),
    );
    lines.fields("signatories", agreement.signatories.iter().map(|each| signatory(output, each)));
    lines.field("value", &agreement.value.as_ref().map(measured).unwrap_or_default());
    lines.field("topics", &agreement.topics.join(", "));
    lines.fields("also called", agreement.aliases.iter().cloned());
    lines.fields(
        "stages",
        agreement.stages.iter().map(|stage| {
            let status = word::shown::<AgreementStatus>(stage.status);
            format!("{status}, {} {}", date::span(stage.date.as_ref()), stage.event_id)
        }),
    );
    lines.field("events", &agreement.event_ids.join(", "));
    lines.field("once known as", &agreement.previous_ids.join(", "));
    lines.heading("Evidence");
    lines.reports(&agreement.reports);
    lines.variants(&agreement.variants);
    lines.text
}

fn signatory(output: Output, signatory: &proto::Signatory) -> String {
    let name = |actor: &Option<proto::ActorRef>| actor.clone().unwrap_or_default().name;
    let mut text = output.paint.text(ACTOR, &name(&signatory.actor));
    if let Some(role) = &signatory.post {
        text = format!("{text}, {}", phrase::post(role));
    }
    if signatory.on_behalf_of.is_some() {
        text = format!("{text}, for {}", name(&signatory.on_behalf_of));
    }
    text
}

/// An actor with posts and where they were read.
pub(crate) fn actor(output: Output, actor: &proto::Actor) -> String {
    let paint = output.paint;
    let mut lines = Lines::new(output, &actor.name);
    lines.field("id", &actor.id);
    lines.field("kind", &paint.text(KIND, &word::shown::<ActorKind>(actor.kind)));
    lines.field("country", &actor.country_code);
    lines.field("also called", &actor.aliases.join(", "));
    lines.field("events", &actor.event_count.to_string());
    lines.field("documents", &actor.document_count.to_string());
    lines.field("active", &paint.text(DATE, &date::optional(actor.active.as_ref())));
    let mut external: Vec<_> = actor.external_ids.iter().collect();
    external.sort();
    lines.fields("codes", external.into_iter().map(|(scheme, code)| format!("{scheme} {code}")));
    lines.field("once known as", &actor.previous_ids.join(", "));
    if !actor.tenures.is_empty() {
        lines.heading("Posts, as far as the documents show them");
    }
    for tenure in &actor.tenures {
        let role = tenure.role.as_ref().map(phrase::post).unwrap_or_default();
        lines.field(&date::span(tenure.observed.as_ref()), &role);
        lines.reports(&tenure.reports);
    }
    lines.text
}

/// A stored document: what its sender said of it, and its text.
pub(crate) fn document(output: Output, stored: &proto::StoredDocument) -> String {
    let document = stored.document.clone().unwrap_or_default();
    let title = if document.title.is_empty() { &document.id } else { &document.title };
    let mut lines = Lines::new(output, title);
    lines.field("id", &document.id);
    lines.field("source", &document.source);
    lines.field("url", &document.url);
    let published = date::moment(document.publish_time.as_ref());
    lines.field("published", &output.paint.text(DATE, &published));
    lines.field("language", &document.language);
    lines.field("revision", &stored.revision.to_string());
    lines.field("position", &stored.position.to_string());
    lines.field("stored", &date::moment(stored.ingest_time.as_ref()));
    let mut labels: Vec<_> = document.labels.iter().collect();
    labels.sort();
    lines.fields("labels", labels.into_iter().map(|(key, value)| format!("{key}={value}")));
    lines.line("");
    lines.line(stored.text.trim_end());
    lines.text
}
