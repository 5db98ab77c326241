//! Every failure that there is, over a real socket: the code, reason and details that it promises.

use std::collections::BTreeSet;

use shared::failure::Failure;
use shared::proto;
use shared::proto::info_service_client::InfoServiceClient;
use shared::serve::Serving;
use tonic::{Code, Request, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::sample::served;

/// Reason, code, the details beside ErrorInfo and RequestInfo, the values told for programs.
type Row = (&'static str, Code, &'static [&'static str], &'static [&'static str]);

/// The table that docs/API.md prints, with its details.
const TABLE: &[Row] = &[
    ("FIELD_INVALID", Code::InvalidArgument, &["BadRequest"], &[]),
    ("FIELD_REQUIRED", Code::InvalidArgument, &["BadRequest"], &[]),
    ("FIELD_TOO_LONG", Code::InvalidArgument, &["BadRequest"], &[]),
    ("PAGE_TOKEN_INVALID", Code::InvalidArgument, &["BadRequest"], &[]),
    ("PAGE_TOKEN_MISMATCH", Code::InvalidArgument, &["BadRequest"], &[]),
    ("DOCUMENT_NOT_FOUND", Code::NotFound, &["ResourceInfo"], &["id"]),
    ("EVENT_NOT_FOUND", Code::NotFound, &["ResourceInfo"], &["id"]),
    ("ACTOR_NOT_FOUND", Code::NotFound, &["ResourceInfo"], &["id"]),
    ("AGREEMENT_NOT_FOUND", Code::NotFound, &["ResourceInfo"], &["id"]),
    ("ACTOR_AMBIGUOUS", Code::FailedPrecondition, &["PreconditionFailure"], &["ids", "name"]),
    ("POSITION_BEYOND_HEAD", Code::OutOfRange, &[], &["afterPosition", "feedId", "headPosition"]),
    ("FEED_CHANGED", Code::OutOfRange, &[], &["asked", "feedId"]),
    ("QUEUE_FULL", Code::ResourceExhausted, &["QuotaFailure", "RetryInfo"], &[]),
    ("OVERLOADED", Code::ResourceExhausted, &["QuotaFailure", "RetryInfo"], &["limit", "most"]),
    // A retry would meet the same.
    ("DISK_FULL", Code::ResourceExhausted, &[], &[]),
    ("STARTING", Code::Unavailable, &["RetryInfo"], &[]),
    ("SHUTTING_DOWN", Code::Unavailable, &["RetryInfo"], &[]),
    ("DEADLINE", Code::DeadlineExceeded, &[], &[]),
    ("REQUEST_TOO_SLOW", Code::DeadlineExceeded, &[], &[]),
    ("TOKEN_MISSING", Code::Unauthenticated, &[], &[]),
    ("TOKEN_UNKNOWN", Code::Unauthenticated, &[], &[]),
    ("SCOPE_MISSING", Code::PermissionDenied, &[], &["needed"]),
    ("METHOD_UNKNOWN", Code::Unimplemented, &[], &[]),
    ("CHECKSUM_MISMATCH", Code::DataLoss, &["ResourceInfo"], &["record"]),
    ("STORAGE", Code::Internal, &[], &[]),
    ("INTERNAL", Code::Internal, &[], &[]),
];

/// The names of the details that a status carries beside ErrorInfo and RequestInfo.
fn names(details: &ErrorDetails) -> Vec<&'static str> {
    let all = [
        ("BadRequest", details.bad_request().is_some()),
        ("PreconditionFailure", details.precondition_failure().is_some()),
        ("QuotaFailure", details.quota_failure().is_some()),
        ("ResourceInfo", details.resource_info().is_some()),
        ("RetryInfo", details.retry_info().is_some()),
        ("Help", details.help().is_some()),
        ("DebugInfo", details.debug_info().is_some()),
    ];
    all.into_iter().filter_map(|(name, is_there)| is_there.then_some(name)).collect()
}

fn check(failure: &Failure, status: &Status) -> &'static str {
    let details = status.get_error_details();
    let info = details.error_info().expect("every error has ErrorInfo");
    let row = TABLE.iter().find(|row| row.0 == info.reason);
    let (reason, code, expected, keys) = row.unwrap_or_else(|| panic!("no row for {info:?}"));
    assert_eq!(status.code(), *code, "{reason}");
    assert_eq!(names(&details), *expected, "{reason}");
    assert_eq!(info.domain, "ingest.chancery");
    let told: BTreeSet<&str> = info.metadata.keys().map(String::as_str).collect();
    // A feed that ends also tells where it ended.
    let told: Vec<&str> = told.into_iter().filter(|key| !is_of_one(failure, key)).collect();
    assert_eq!(told, *keys, "{reason}");
    assert!(!details.request_info().expect("RequestInfo").request_id.is_empty(), "{reason}");
    assert_eq!(status.message(), failure.to_string(), "the message arrives as it was written");
    let is_retried = expected.contains(&"RetryInfo");
    assert_eq!(status.metadata().contains_key("grpc-retry-pushback-ms"), is_retried, "{reason}");
    reason
}

/// Values that only one of the failures with a reason tells.
fn is_of_one(failure: &Failure, key: &str) -> bool {
    match failure {
        Failure::FeedEnded { .. } => key == "afterPosition",
        Failure::PositionNotReached { .. } => ["minPosition", "position"].contains(&key),
        _ => false,
    }
}

#[tokio::test]
async fn each_row_of_the_table_arrives_as_promised() {
    let served = served(Serving::default()).await;
    let mut client = InfoServiceClient::new(served.plain().await);
    let mut seen = BTreeSet::new();
    for (number, failure) in Failure::examples().iter().enumerate() {
        let mut request = Request::new(proto::GetServerInfoRequest {});
        request.metadata_mut().insert("x-do", format!("failure-{number}").parse().unwrap());
        let status = client.get_server_info(request).await.unwrap_err();
        seen.insert(check(failure, &status));
    }
    let rows: BTreeSet<&str> = TABLE.iter().map(|row| row.0).collect();
    assert_eq!(seen, rows, "every row has a failure");
}
