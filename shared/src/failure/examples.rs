//! One failure of each sort.

use std::time::Duration;

use super::{Failure, Resource, Violation};

impl Failure {
    /// One of each sort, for the API reference and for tests.
    pub fn examples() -> Vec<Self> {
        vec![
            Self::Fields(vec![
                Violation::required("document.body", "is empty"),
                Violation::too_long("document.title", "has 5000 bytes; at most 4096"),
            ]),
            Self::field(Violation::required("document.body", "is empty")),
            Self::field(Violation::too_long("document.title", "has 5000 bytes; at most 4096")),
            Self::PageTokenInvalid,
            Self::PageTokenMismatch,
            Self::NotFound { resource: Resource::Document, id: "a".into() },
            Self::NotFound { resource: Resource::Event, id: "ev_1".into() },
            Self::NotFound { resource: Resource::Actor, id: "person/kim".into() },
            Self::NotFound { resource: Resource::Agreement, id: "ag_1".into() },
            Self::ActorAmbiguous { name: "Kim".into(), ids: vec!["person/kim".into()] },
            Self::BeyondHead { after_position: 9, head_position: 3, feed_id: "f".into() },
            Self::FeedChanged { asked: "g".into(), feed_id: "f".into() },
            Self::QueueFull { retry_after: Duration::from_millis(200) },
            Self::DiskFull,
            Self::Starting,
            Self::ShuttingDown,
            Self::PositionNotReached { min_position: 9, position: 3 },
            Self::Corrupt { what: "entry 7".into() },
            Self::Storage,
            Self::Internal,
            Self::Overloaded { limit: "calls_in_flight_max", most: 7 },
            Self::RequestTooSlow,
            Self::DeadlinePassed,
            Self::TokenMissing,
            Self::TokenUnknown,
            Self::ScopeMissing { needed: "read".into() },
            Self::UnknownMethod,
            Self::FeedEnded { after_position: 4 },
        ]
    }
}
