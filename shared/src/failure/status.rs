//! Failures as they go to the client: code, message, details.

use std::collections::HashMap;
use std::time::Duration;

use tonic::Status;
use tonic::metadata::MetadataMap;
use tonic_types::{ErrorDetails, FieldViolation, StatusExt as _};

use super::{Domain, Failure, Violation};
use crate::limits::OVERLOAD_RETRY;

impl Failure {
    /// The status that goes to the client, with its details.
    pub fn to_status(&self, domain: Domain) -> Status {
        let mut details = ErrorDetails::new();
        details.set_error_info(self.reason(), domain.word(), self.metadata());
        match self {
            Self::Fields(violations) => {
                details.set_bad_request(violations.iter().map(field_violation).collect::<Vec<_>>());
            }
            Self::PageTokenInvalid | Self::PageTokenMismatch => {
                details.add_bad_request_violation("page_token", self.to_string());
            }
            Self::NotFound { resource, id } => {
                details.set_resource_info(resource.word(), id, "", self.to_string());
            }
            Self::ActorAmbiguous { name, .. } => {
                details.add_precondition_failure_violation("ambiguous", name, self.to_string());
            }
            Self::Corrupt { what } => {
                details.set_resource_info("record", what, "", self.to_string());
            }
            Self::QueueFull { .. } => {
                details.add_quota_failure_violation("journal_queue_documents", self.to_string());
            }
            Self::Overloaded { limit, .. } => {
                details.add_quota_failure_violation(*limit, self.to_string());
            }
            _ => {}
        }
        let Some(delay) = self.retry_after() else {
            return Status::with_error_details(self.code(), self.to_string(), details);
        };
        details.set_retry_info(Some(delay));
        let mut metadata = MetadataMap::new();
        // What gRPC libraries heed by themselves when a service config asks them to retry.
        let delay = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        metadata.insert("grpc-retry-pushback-ms", delay.into());
        let message = self.to_string();
        Status::with_error_details_and_metadata(self.code(), message, details, metadata)
    }

    /// After which time the same call may succeed.
    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::QueueFull { retry_after } => Some(*retry_after),
            Self::Overloaded { .. } => Some(OVERLOAD_RETRY),
            Self::Starting | Self::ShuttingDown | Self::FeedEnded { .. } => {
                Some(Duration::from_secs(1))
            }
            _ => None,
        }
    }

    /// Every value that the message names, by name.
    fn metadata(&self) -> HashMap<String, String> {
        let pairs: Vec<(&str, String)> = match self {
            Self::NotFound { id, .. } => vec![("id", id.clone())],
            Self::ActorAmbiguous { name, ids } => {
                vec![("name", name.clone()), ("ids", ids.join(","))]
            }
            Self::BeyondHead { after_position, head_position, feed_id } => vec![
                ("afterPosition", after_position.to_string()),
                ("headPosition", head_position.to_string()),
                ("feedId", feed_id.clone()),
            ],
            Self::FeedChanged { asked, feed_id } => {
                vec![("asked", asked.clone()), ("feedId", feed_id.clone())]
            }
            Self::PositionNotReached { min_position, position } => {
                vec![("minPosition", min_position.to_string()), ("position", position.to_string())]
            }
            Self::Corrupt { what } => vec![("record", what.clone())],
            Self::Overloaded { limit, most } => {
                vec![("limit", (*limit).to_owned()), ("most", most.to_string())]
            }
            Self::ScopeMissing { needed } => vec![("needed", needed.clone())],
            Self::FeedEnded { after_position } => {
                vec![("afterPosition", after_position.to_string())]
            }
            _ => Vec::new(),
        };
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn field_violation(violation: &Violation) -> FieldViolation {
    FieldViolation::new(&violation.field, &violation.description)
}
