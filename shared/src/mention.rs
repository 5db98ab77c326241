//! What is read from one document: actors, events and agreements as that document tells them.
//!
//! These are the domain's own types. [`crate::wire`] turns them into protobuf and back; nothing
//! else in the middle of either service sees a generated type.

use crate::date::{DateSpan, PartialDate};
use crate::kind::{
    ActorKind, AgreementKind, AgreementStatus, ChangeDirection, EventKind, Modality,
    ParticipantRole, TimeExpressionKind,
};

/// All that was read from one document, in text order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// BCP 47, as given or detected.
    pub language: String,
    /// Persons, organisations, countries and groups that act or are spoken of.
    pub actors: Vec<ActorMention>,
    /// What happened, is planned, or is denied.
    pub events: Vec<EventMention>,
    /// What was agreed.
    pub agreements: Vec<AgreementMention>,
    /// Every time expression, after TimeML.
    pub time_expressions: Vec<TimeExpression>,
    /// Every amount, share and count.
    pub quantities: Vec<Quantity>,
    /// Stretches that no rule reads: navigation, captions, notices.
    pub boilerplate: Vec<TextSpan>,
    /// Stretches that repeat what the document told before.
    pub recaps: Vec<TextSpan>,
    /// What relative and yearless dates are counted from.
    pub anchor: Option<PartialDate>,
    /// Version of the rules that read the document.
    pub extractor_version: i32,
    /// Why sentences with a cue gave what they gave; empty unless asked for.
    pub notes: Vec<Note>,
    /// The annotator that was asked and answered; empty if none did.
    pub annotator: String,
}

/// A stretch of a document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextSpan {
    /// Offset of the first code point.
    pub start: i32,
    /// Offset after the last code point.
    pub end: i32,
    /// The text between the two, verbatim.
    pub quote: String,
    /// The field that the offsets count in.
    pub field: SpanField,
}

/// The field that a span lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpanField {
    /// The plain text of the document.
    #[default]
    Text,
    /// Its title.
    Title,
}

/// A post: "Minister of Health" of "Kazakhstan".
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role {
    /// The usual wording, without the organisation: "Minister of Health".
    pub title: String,
    /// Organisation or country that the post belongs to; empty if not told.
    pub organization: String,
    /// ISO 3166-1 alpha-2; empty for an international post.
    pub country_code: String,
}

/// An actor as one document presents it.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    /// The fullest form that the document gives.
    pub name: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// Posts that the document gives it.
    pub roles: Vec<Role>,
    /// ISO 3166-1 alpha-2; empty if not told.
    pub country_code: String,
    /// Every place where it is named, pronouns left out.
    pub spans: Vec<TextSpan>,
    /// The annotator that added it; empty if the rules read it.
    pub annotator: String,
}

/// An actor in an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParticipantMention {
    /// Name as in [`Analysis::actors`].
    pub name: String,
    /// Its part in the event.
    pub role: ParticipantRole,
}

/// Where an event takes place.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// "Astana"; empty where only the country is known.
    pub name: String,
    /// ISO 3166-1 alpha-2; empty if unknown.
    pub country_code: String,
}

/// A number with its unit, normalised.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    /// Exact decimal without exponent or grouping: "1800000".
    pub value: String,
    /// ISO 4217, "%", or the counted thing in the singular.
    pub unit: String,
    /// What is measured; may be empty.
    pub measure: String,
    /// Whether the number is a level or a change; `None` if not told.
    pub direction: Option<ChangeDirection>,
    /// Where it stands.
    pub span: TextSpan,
}

/// The place of an event in the ontologies of event-data research.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventCode {
    /// PLOVER event type; empty where the ontology has no such type.
    pub plover: String,
    /// CAMEO root or base code.
    pub cameo: String,
}

/// An event as one document tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMention {
    /// Unique among all documents, stable for the same document content. Given by the service.
    pub id: String,
    /// What sort of event.
    pub kind: EventKind,
    /// Whether the text says that it happened.
    pub modality: Modality,
    /// When; `None` if the text does not tell.
    pub date: Option<DateSpan>,
    /// Where; `None` if the text does not tell.
    pub place: Option<Place>,
    /// Who, in text order.
    pub participants: Vec<ParticipantMention>,
    /// How much.
    pub quantities: Vec<Quantity>,
    /// Title of the agreement concerned, as in [`Analysis::agreements`]; empty if none.
    pub agreement: String,
    /// From the fixed list of topics.
    pub topics: Vec<String>,
    /// One line made from the fields above.
    pub summary: String,
    /// The sentences that tell the event, and only those.
    pub evidence: Vec<TextSpan>,
    /// 0 to 1: how often the rules that fired were right on the reference corpus.
    pub confidence: Option<f64>,
    /// PLOVER and CAMEO codes.
    pub code: EventCode,
    /// The annotator that added it; empty if the rules read it.
    pub annotator: String,
}

/// An agreement as one document tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreementMention {
    /// The fullest title or description that the document gives.
    pub title: String,
    /// What sort of instrument.
    pub kind: AgreementKind,
    /// The furthest stage that the document vouches for.
    pub status: Option<AgreementStatus>,
    /// Names as in [`Analysis::actors`].
    pub parties: Vec<String>,
    /// Names of those who signed, as in [`Analysis::actors`].
    pub signatories: Vec<String>,
    /// When it was signed.
    pub signed: Option<DateSpan>,
    /// The period that it covers.
    pub period: Option<DateSpan>,
    /// What it is worth.
    pub value: Option<Quantity>,
    /// From the fixed list of topics.
    pub topics: Vec<String>,
    /// Where it is told.
    pub spans: Vec<TextSpan>,
    /// The annotator that added it; empty if the rules read it.
    pub annotator: String,
}

/// A time expression in the sense of TimeML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: TextSpan,
    /// TIMEX3 type.
    pub kind: TimeExpressionKind,
    /// TIMEX3 value: "2025-04-08", "P5Y", "FUTURE_REF"; empty if it cannot be normalised.
    pub value: String,
    /// The same as a span of days; `None` for durations and sets.
    pub date: Option<DateSpan>,
}

/// A decision of the extractor that a person may want to understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The sentence.
    pub span: TextSpan,
    /// A stable word: "negated", "no-actor", "recap".
    pub reason: String,
    /// In words.
    pub detail: String,
}
