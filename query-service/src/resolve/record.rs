//! What the view keeps of mentions besides the merged records: prost messages, so that a field
//! can be added without reading old records wrongly.

use shared::proto;

/// A document as far as the view needs it.
#[derive(Clone, PartialEq, prost::Message)]
pub struct DocumentRecord {
    /// Sender's id.
    #[prost(string, tag = "1")]
    pub id: String,
    /// Its revision.
    #[prost(int64, tag = "2")]
    pub revision: i64,
    /// When this revision was stored.
    #[prost(message, optional, tag = "3")]
    pub record_time: Option<prost_types::Timestamp>,
    /// What the sender said of it.
    #[prost(message, optional, tag = "4")]
    pub header: Option<proto::DocumentHeader>,
    /// Actors, events, agreements and anchor; the rest is left out.
    #[prost(message, optional, tag = "5")]
    pub analysis: Option<proto::Analysis>,
    /// Day of publication, counted from 1 January of year 1; `u32::MAX` if not known.
    #[prost(uint32, tag = "6")]
    pub published: u32,
}

/// How often something was seen.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Tally {
    /// What was seen.
    #[prost(string, tag = "1")]
    pub text: String,
    /// In how many documents.
    #[prost(uint32, tag = "2")]
    pub count: u32,
}

/// All documents that show one name with the same posts and country.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Profile {
    /// Stable number of the posts and the country.
    #[prost(fixed64, tag = "1")]
    pub number: u64,
    /// The posts, sorted.
    #[prost(message, repeated, tag = "2")]
    pub roles: Vec<proto::Role>,
    /// ISO 3166-1 alpha-2; empty if not told.
    #[prost(string, tag = "3")]
    pub country_code: String,
    /// How many documents.
    #[prost(uint32, tag = "4")]
    pub documents: u32,
    /// The fullest names, sorted.
    #[prost(message, repeated, tag = "5")]
    pub names: Vec<Tally>,
    /// Every form that the text has, sorted.
    #[prost(message, repeated, tag = "6")]
    pub forms: Vec<Tally>,
    /// Words of the kinds seen, sorted.
    #[prost(message, repeated, tag = "7")]
    pub kinds: Vec<Tally>,
}

/// All documents that use one folded name for one class of actor.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Group {
    /// Class and folded name: "p/hans kluge".
    #[prost(string, tag = "1")]
    pub key: String,
    /// Sorted by number.
    #[prost(message, repeated, tag = "2")]
    pub profiles: Vec<Profile>,
}

/// Profiles of one name that belong to one actor.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, prost::Message)]
pub struct Sense {
    /// Key of the group.
    #[prost(string, tag = "1")]
    pub group: String,
    /// Sorted numbers of the profiles.
    #[prost(fixed64, repeated, tag = "2")]
    pub profiles: Vec<u64>,
}

/// An actor with what it is made of. Counts, tenures and the active time are kept elsewhere.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ActorRecord {
    /// The actor as it goes over the wire.
    #[prost(message, optional, tag = "1")]
    pub actor: Option<proto::Actor>,
    /// Sorted.
    #[prost(message, repeated, tag = "2")]
    pub senses: Vec<Sense>,
    /// Every wording of its posts, sorted.
    #[prost(message, repeated, tag = "3")]
    pub roles: Vec<proto::Role>,
}

/// The actors that a document names: its own name for each, and the id.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Cast {
    /// Name as in the analysis.
    #[prost(string, repeated, tag = "1")]
    pub names: Vec<String>,
    /// Who it is, in the order of `names`.
    #[prost(message, repeated, tag = "2")]
    pub actors: Vec<proto::ActorRef>,
}

/// How many events and documents an actor has.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct Counts {
    /// Events.
    #[prost(int32, tag = "1")]
    pub events: i32,
    /// Documents.
    #[prost(int32, tag = "2")]
    pub documents: i32,
}

/// Where a mention was read.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Origin {
    /// Id of the document.
    #[prost(string, tag = "1")]
    pub document_id: String,
    /// Day of publication; `u32::MAX` if not known.
    #[prost(uint32, tag = "2")]
    pub published: u32,
    /// Publisher, folded.
    #[prost(string, tag = "3")]
    pub source: String,
    /// Fingerprint of the document's text.
    #[prost(fixed64, tag = "4")]
    pub simhash: u64,
    /// When the document was stored.
    #[prost(message, optional, tag = "5")]
    pub record_time: Option<prost_types::Timestamp>,
    /// One for each stretch of evidence.
    #[prost(message, repeated, tag = "6")]
    pub reports: Vec<proto::Report>,
}

/// An event of one document, its actors and its agreement resolved.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EventVertex {
    /// Id of the mention.
    #[prost(string, tag = "1")]
    pub id: String,
    /// Where it was read.
    #[prost(message, optional, tag = "2")]
    pub origin: Option<Origin>,
    /// The mention itself, participants and evidence left out.
    #[prost(message, optional, tag = "3")]
    pub mention: Option<proto::EventMention>,
    /// Who took part.
    #[prost(message, repeated, tag = "4")]
    pub participants: Vec<proto::Participant>,
    /// The agreement; empty if none.
    #[prost(string, tag = "5")]
    pub agreement_id: String,
    /// Words of summary and evidence.
    #[prost(fixed32, repeated, tag = "6")]
    pub words: Vec<u32>,
    /// Countries of place and participants, sorted.
    #[prost(string, repeated, tag = "7")]
    pub country_codes: Vec<String>,
    /// Ordinals of summary and evidence that are no days of a month, sorted: "73".
    #[prost(uint32, repeated, tag = "8")]
    pub ordinals: Vec<u32>,
}

/// An agreement of one document, its actors resolved.
#[derive(Clone, PartialEq, prost::Message)]
pub struct AgreementVertex {
    /// Id of the mention.
    #[prost(string, tag = "1")]
    pub id: String,
    /// Where it was read.
    #[prost(message, optional, tag = "2")]
    pub origin: Option<Origin>,
    /// The mention itself, names and spans left out.
    #[prost(message, optional, tag = "3")]
    pub mention: Option<proto::AgreementMention>,
    /// Whom it binds.
    #[prost(message, repeated, tag = "4")]
    pub parties: Vec<proto::ActorRef>,
    /// Who signed.
    #[prost(message, repeated, tag = "5")]
    pub signatories: Vec<proto::Signatory>,
    /// Other names that the document has for it.
    #[prost(string, repeated, tag = "6")]
    pub aliases: Vec<String>,
    /// Countries of the parties and signatories, sorted.
    #[prost(string, repeated, tag = "8")]
    pub country_codes: Vec<String>,
    /// Words of the evidence.
    #[prost(fixed32, repeated, tag = "9")]
    pub words: Vec<u32>,
    /// Countries of everybody whom the evidence names, sorted.
    #[prost(string, repeated, tag = "10")]
    pub context_codes: Vec<String>,
}

/// The mentions that a merged record is made of, the oldest first.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Members {
    /// Ids of mentions.
    #[prost(string, repeated, tag = "1")]
    pub ids: Vec<String>,
    /// Ids of their documents, in the same order.
    #[prost(string, repeated, tag = "2")]
    pub documents: Vec<String>,
    /// Days of their publication, in the same order; `u32::MAX` if not known.
    #[prost(uint32, repeated, tag = "3")]
    pub published: Vec<u32>,
}
