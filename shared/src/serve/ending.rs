//! What is written down when a call ends, and what its client is told for asking about it.

use std::time::Duration;

use http::HeaderMap;
use prost::Message as _;
use prost_types::Any;
use tonic::{Code, Status};
use tonic_types::{StatusExt as _, pb};

use crate::failure::Failure;

/// Type of the detail that names the request.
const REQUEST_INFO: &str = "type.googleapis.com/google.rpc.RequestInfo";

/// Adds `google.rpc.RequestInfo` to the details of an error, so that whoever meets it can name it
/// to whoever has the log.
pub(super) fn add_request_id(trailers: &mut HeaderMap, status: &Status, request_id: &str) {
    let mut rich = pb::Status::decode(status.details()).unwrap_or_default();
    if rich.details.iter().any(|detail| detail.type_url == REQUEST_INFO) {
        return;
    }
    rich.code = status.code() as i32;
    status.message().clone_into(&mut rich.message);
    let info = pb::RequestInfo { request_id: request_id.to_owned(), serving_data: String::new() };
    rich.details.push(Any { type_url: REQUEST_INFO.to_owned(), value: info.encode_to_vec() });
    let details = rich.encode_to_vec().into();
    let with_id = Status::with_details(status.code(), status.message(), details);
    // Fails only for a message that no header can carry; then the first status stays.
    drop(with_id.add_header(trailers));
}

/// One line for each call: those that went well only for who looks closely.
pub(super) fn log(status: &Status, time: Duration) {
    let code = code_word(status.code());
    let details = status.get_error_details();
    let reason = details.error_info().map(|info| info.reason.as_str());
    let words = Some(status.message()).filter(|words| !words.is_empty());
    match status.code() {
        Code::Ok | Code::Cancelled => tracing::debug!(code, ?time, "call"),
        Code::Internal | Code::DataLoss | Code::Unknown => {
            tracing::error!(code, reason, words, ?time, "call");
        }
        _ => tracing::info!(code, reason, words, ?time, "call"),
    }
}

/// Whether a fault of the service ended the call: a panic, wherever it was.
pub(super) fn is_fault(status: &Status) -> bool {
    let is_internal = |reason: &str| reason == Failure::Internal.reason();
    status.code() == Code::Internal
        && status.get_error_details().error_info().is_some_and(|info| is_internal(&info.reason))
}

/// A code as dashboards of gRPC servers know it: "OK", "NotFound".
pub(super) fn code_word(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "Canceled",
        Code::Unknown => "Unknown",
        Code::InvalidArgument => "InvalidArgument",
        Code::DeadlineExceeded => "DeadlineExceeded",
        Code::NotFound => "NotFound",
        Code::AlreadyExists => "AlreadyExists",
        Code::PermissionDenied => "PermissionDenied",
        Code::ResourceExhausted => "ResourceExhausted",
        Code::FailedPrecondition => "FailedPrecondition",
        Code::Aborted => "Aborted",
        Code::OutOfRange => "OutOfRange",
        Code::Unimplemented => "Unimplemented",
        Code::Internal => "Internal",
        Code::Unavailable => "Unavailable",
        Code::DataLoss => "DataLoss",
        Code::Unauthenticated => "Unauthenticated",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Domain;

    #[test]
    fn the_id_joins_the_details_that_are_there() {
        for status in [Failure::DiskFull.to_status(Domain::Ingest), Status::not_found("gone")] {
            let has_info = status.get_error_details().error_info().is_some();
            let mut trailers = HeaderMap::new();
            status.add_header(&mut trailers).unwrap();
            add_request_id(&mut trailers, &status, "r-1");
            let told = Status::from_header_map(&trailers).unwrap();
            assert_eq!((told.code(), told.message()), (status.code(), status.message()));
            let details = told.get_error_details();
            assert_eq!(details.request_info().unwrap().request_id, "r-1");
            assert_eq!(details.error_info().is_some(), has_info);
        }
    }
}
