//! The one table of what can go wrong with a call: gRPC code, stable reason word, details.

use std::time::Duration;

use tonic::Code;

mod code;
mod examples;
mod status;
mod violation;

pub use code::code_name;
pub use violation::{Fault, Violation};

/// Name of the service in `google.rpc.ErrorInfo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// ingest-service.
    Ingest,
    /// query-service.
    Query,
}

impl Domain {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ingest => "ingest.chancery",
            Self::Query => "query.chancery",
        }
    }
}

/// What a request may name by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A document.
    Document,
    /// An event.
    Event,
    /// An actor.
    Actor,
    /// An agreement.
    Agreement,
}

impl Resource {
    fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Event => "event",
            Self::Actor => "actor",
            Self::Agreement => "agreement",
        }
    }

    fn not_found(self) -> &'static str {
        match self {
            Self::Document => "DOCUMENT_NOT_FOUND",
            Self::Event => "EVENT_NOT_FOUND",
            Self::Actor => "ACTOR_NOT_FOUND",
            Self::Agreement => "AGREEMENT_NOT_FOUND",
        }
    }
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Fields that are refused, all of them.
    #[error("{}", violations_in_words(.0))]
    Fields(Vec<Violation>),
    /// A page token that this service did not make.
    #[error("page_token was not made by this service; leave it empty to start at the first page")]
    PageTokenInvalid,
    /// A page token of another query.
    #[error(
        "page_token belongs to another query; repeat every other field of the query it came from"
    )]
    PageTokenMismatch,
    /// Nothing has this id.
    #[error("there is no {} {id:?}", resource.word())]
    NotFound {
        /// What was looked for.
        resource: Resource,
        /// Its id or name as asked for.
        id: String,
    },
    /// A name that fits several actors.
    #[error("{name:?} fits several actors: {}; ask for one of these ids", ids.join(", "))]
    ActorAmbiguous {
        /// The name as asked for.
        name: String,
        /// The actors that it fits.
        ids: Vec<String>,
    },
    /// A feed position that this feed has not reached.
    #[error(
        "position {after_position} lies beyond the head {head_position} of feed {feed_id}; it is \
         another feed or one restored from a backup: follow again from position 0"
    )]
    BeyondHead {
        /// The position asked for.
        after_position: i64,
        /// The last position stored.
        head_position: i64,
        /// Identity of the feed served.
        feed_id: String,
    },
    /// A position of another feed.
    #[error("this is feed {feed_id}, not {asked}; follow again from position 0")]
    FeedChanged {
        /// The identity asked for.
        asked: String,
        /// Identity of the feed served.
        feed_id: String,
    },
    /// More is waiting to be written than the service keeps in memory.
    #[error("too many documents wait to be written; try again after the delay")]
    QueueFull {
        /// When to try again.
        retry_after: Duration,
    },
    /// No room on the disk.
    #[error("no space is left in the data directory; free some, then send again")]
    DiskFull,
    /// More is under way than the service has room for.
    #[error("{limit} is {most}, and that much is under way; try again after the delay")]
    Overloaded {
        /// Name of the limit, as `GetServerInfo` prints it.
        limit: &'static str,
        /// Its value.
        most: u64,
    },
    /// A message of the request takes too long to come.
    #[error("the request came too slowly; send it within 60 s")]
    RequestTooSlow,
    /// The deadline of the call has passed.
    #[error("the deadline passed before the answer was ready; allow more time")]
    DeadlinePassed,
    /// No token came with the call.
    #[error("this service asks for a token; send the header authorization: Bearer TOKEN")]
    TokenMissing,
    /// The token is none of ours.
    #[error("the token is not known here; it may have been withdrawn")]
    TokenUnknown,
    /// The token does not allow the call.
    #[error("the token does not allow this call; it needs the scope {needed}")]
    ScopeMissing {
        /// The scopes of which one is needed.
        needed: String,
    },
    /// The service has no such method.
    #[error("this service has no such method; reflection lists those that it has")]
    UnknownMethod,
    /// A feed ends because the service does.
    #[error("the service is shutting down; follow again after position {after_position}")]
    FeedEnded {
        /// The last position that was sent.
        after_position: i64,
    },
    /// Not ready yet.
    #[error("the service is starting; try again after the delay")]
    Starting,
    /// About to stop.
    #[error("the service is shutting down; try again after the delay")]
    ShuttingDown,
    /// The view has not reached a position in time.
    #[error("the view is at position {position}, not yet at {min_position}; try again")]
    PositionNotReached {
        /// The position asked for.
        min_position: i64,
        /// The position that the view has.
        position: i64,
    },
    /// A stored record does not check.
    #[error("the stored record of {what} is damaged; restore it from a backup or send it again")]
    Corrupt {
        /// Which record.
        what: String,
    },
    /// The store failed; the cause is in the log.
    #[error("the store failed; the service's log has the cause")]
    Storage,
    /// A fault of the service; the cause is in the log.
    #[error("the service failed; its log has the cause")]
    Internal,
}

fn violations_in_words(violations: &[Violation]) -> String {
    let words: Vec<String> =
        violations.iter().map(|each| format!("{}: {}", each.field, each.description)).collect();
    words.join("; ")
}

impl Failure {
    /// The failure of one field.
    pub fn field(violation: Violation) -> Self {
        Self::Fields(vec![violation])
    }

    /// `Ok` if there are no violations.
    pub fn unless_empty(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() { Ok(()) } else { Err(Self::Fields(violations)) }
    }

    /// The gRPC code.
    pub fn code(&self) -> Code {
        match self {
            Self::Fields(_) | Self::PageTokenInvalid | Self::PageTokenMismatch => {
                Code::InvalidArgument
            }
            Self::NotFound { .. } => Code::NotFound,
            Self::ActorAmbiguous { .. } => Code::FailedPrecondition,
            Self::BeyondHead { .. } | Self::FeedChanged { .. } => Code::OutOfRange,
            Self::QueueFull { .. } | Self::DiskFull | Self::Overloaded { .. } => {
                Code::ResourceExhausted
            }
            Self::Starting | Self::ShuttingDown | Self::FeedEnded { .. } => Code::Unavailable,
            Self::PositionNotReached { .. } | Self::DeadlinePassed | Self::RequestTooSlow => {
                Code::DeadlineExceeded
            }
            Self::TokenMissing | Self::TokenUnknown => Code::Unauthenticated,
            Self::ScopeMissing { .. } => Code::PermissionDenied,
            Self::UnknownMethod => Code::Unimplemented,
            Self::Corrupt { .. } => Code::DataLoss,
            Self::Storage | Self::Internal => Code::Internal,
        }
    }

    /// The stable word of `google.rpc.ErrorInfo`.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Fields(violations) => fields_reason(violations),
            Self::PageTokenInvalid => "PAGE_TOKEN_INVALID",
            Self::PageTokenMismatch => "PAGE_TOKEN_MISMATCH",
            Self::NotFound { resource, .. } => resource.not_found(),
            Self::ActorAmbiguous { .. } => "ACTOR_AMBIGUOUS",
            Self::BeyondHead { .. } => "POSITION_BEYOND_HEAD",
            Self::FeedChanged { .. } => "FEED_CHANGED",
            Self::QueueFull { .. } => "QUEUE_FULL",
            Self::DiskFull => "DISK_FULL",
            Self::Starting => "STARTING",
            Self::ShuttingDown | Self::FeedEnded { .. } => "SHUTTING_DOWN",
            Self::Overloaded { .. } => "OVERLOADED",
            Self::RequestTooSlow => "REQUEST_TOO_SLOW",
            Self::PositionNotReached { .. } | Self::DeadlinePassed => "DEADLINE",
            Self::TokenMissing => "TOKEN_MISSING",
            Self::TokenUnknown => "TOKEN_UNKNOWN",
            Self::ScopeMissing { .. } => "SCOPE_MISSING",
            Self::UnknownMethod => "METHOD_UNKNOWN",
            Self::Corrupt { .. } => "CHECKSUM_MISMATCH",
            Self::Storage => "STORAGE",
            Self::Internal => "INTERNAL",
        }
    }
}

fn fields_reason(violations: &[Violation]) -> &'static str {
    let same = |fault| violations.iter().all(|violation| violation.fault == fault);
    if same(Fault::Required) {
        "FIELD_REQUIRED"
    } else if same(Fault::TooLong) {
        "FIELD_TOO_LONG"
    } else {
        "FIELD_INVALID"
    }
}

#[cfg(test)]
mod tests {
    use tonic_types::StatusExt as _;

    use super::*;

    #[test]
    fn every_failure_carries_its_reason_to_the_client() {
        for failure in Failure::examples() {
            let status = failure.to_status(Domain::Ingest);
            let details = status.get_error_details();
            let info = details.error_info().expect("every status has ErrorInfo");
            assert_eq!(info.reason, failure.reason());
            assert_eq!(info.domain, "ingest.chancery");
            assert_eq!(status.code(), failure.code());
            assert!(!status.message().is_empty());
        }
    }

    #[test]
    fn all_violations_are_told_at_once() {
        let status = Failure::examples()[0].to_status(Domain::Query);
        let details = status.get_error_details();
        let fields: Vec<&str> = details
            .bad_request()
            .expect("a bad request")
            .field_violations
            .iter()
            .map(|violation| violation.field.as_str())
            .collect();
        assert_eq!(fields, ["document.body", "document.title"]);
    }
}
