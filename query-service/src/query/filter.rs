//! What is asked for, checked.

use shared::date::DateSpan;
use shared::kind::{
    ActorKind, AgreementKind, AgreementStatus, EventKind, Modality, ParticipantRole,
};

/// Which events are meant. All conditions must hold; within a list, any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventFilter {
    /// Ids, names or aliases.
    pub actors: Vec<String>,
    /// All of these actors, not any.
    pub all_actors: bool,
    /// When it happened, by overlap.
    pub window: Option<DateSpan>,
    /// What sort of thing.
    pub kinds: Vec<EventKind>,
    /// Whether it happened.
    pub modalities: Vec<Modality>,
    /// A participant has one of these roles; with actors, one of those.
    pub roles: Vec<ParticipantRole>,
    /// Of the place or of an actor.
    pub country_codes: Vec<String>,
    /// Topics.
    pub topics: Vec<String>,
    /// Names of places.
    pub places: Vec<String>,
    /// Ids of agreements.
    pub agreement_ids: Vec<String>,
    /// Ids of documents.
    pub document_ids: Vec<String>,
    /// Words, all of which summary or evidence must hold.
    pub text: String,
    /// Least number of documents.
    pub min_documents: usize,
    /// Least confidence.
    pub min_confidence: Option<f64>,
    /// Also events without a date.
    pub include_undated: bool,
    /// When an article told of it.
    pub reported: Option<DateSpan>,
    /// None of these actors.
    pub exclude_actors: Vec<String>,
    /// None of these kinds.
    pub exclude_kinds: Vec<EventKind>,
}

/// Which agreements are meant. All conditions must hold; within a list, any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgreementFilter {
    /// Ids, names or aliases of parties or signatories.
    pub actors: Vec<String>,
    /// All of these actors, not any.
    pub all_actors: bool,
    /// What sort of instrument.
    pub kinds: Vec<AgreementKind>,
    /// Furthest stage.
    pub statuses: Vec<AgreementStatus>,
    /// When it was signed, by overlap.
    pub signed: Option<DateSpan>,
    /// The period of effect, by overlap.
    pub in_effect: Option<DateSpan>,
    /// Topics.
    pub topics: Vec<String>,
    /// Of a party or a signatory.
    pub country_codes: Vec<String>,
    /// Words, all of which title, aliases or evidence must hold.
    pub text: String,
}

/// Which actors are meant. All conditions must hold; within a list, any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActorFilter {
    /// A name, or the beginning of one; empty for every actor.
    pub query: String,
    /// What sort of actor.
    pub kinds: Vec<ActorKind>,
    /// Countries.
    pub country_codes: Vec<String>,
    /// Words of a post.
    pub post: String,
    /// When seen in that post.
    pub post_window: Option<DateSpan>,
}
