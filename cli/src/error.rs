//! Why a command failed, in words that help, and the exit code that goes with it.

use std::error::Error;
use std::fmt::Write as _;
use std::io;

use shared::failure::code_name;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// The command line, or a path on it, is wrong.
    #[error("{0}")]
    Usage(String),
    /// No service answers there.
    #[error("cannot reach {url} ({cause}): is {program} running? start both with `chancery dev`")]
    Unreachable {
        /// The address tried.
        url: String,
        /// The service expected there.
        program: &'static str,
        /// What the system says.
        cause: String,
    },
    /// The service answered with an error.
    #[error("{}", refusal_in_words(.0))]
    Refused(Box<Status>),
    /// Part of the work could not be done; what was wrong has been said.
    #[error("{0}")]
    Incomplete(String),
    /// The connection was lost and did not come back.
    #[error("{0}")]
    Lost(String),
    /// A service of this process could not start or ended by itself.
    #[error("{0}")]
    Service(String),
    /// Standard output or a file of results cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

impl From<Status> for CommandError {
    fn from(status: Status) -> Self {
        Self::Refused(Box::new(status))
    }
}

impl CommandError {
    /// The exit code that `--help` documents.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Unreachable { .. } | Self::Lost(_) => 3,
            Self::Refused(status) if is_broken(status) => 3,
            // Whoever reads our output has seen enough, as in `chancery timeline | head`.
            Self::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Refused(_) | Self::Incomplete(_) | Self::Service(_) | Self::Output(_) => 1,
        }
    }

    /// Whether there is anybody to tell.
    pub(crate) fn is_silent(&self) -> bool {
        matches!(self, Self::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Whether the service was lost, not heard.
fn is_broken(status: &Status) -> bool {
    status.code() == Code::Unavailable || status.source().is_some()
}

/// The innermost cause, in the words of the system: "connection refused".
pub(crate) fn root_cause(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => "connection refused".to_owned(),
        Some(io::ErrorKind::TimedOut) => "no answer in time".to_owned(),
        _ => cause.to_string(),
    }
}

/// The service's message, every bad field on a line of its own, and what to do.
fn refusal_in_words(status: &Status) -> String {
    let details = status.get_error_details();
    let violations =
        details.bad_request().map(|bad| bad.field_violations.as_slice()).unwrap_or_default();
    let mut words = if !violations.is_empty() {
        "the request was refused:".to_owned()
    } else if let Some(cause) = status.source() {
        // Made here and not by the service: the connection broke.
        format!("the connection broke ({})", root_cause(cause))
    } else if status.message().is_empty() {
        format!("the call failed with {}", code_name(status.code()))
    } else {
        status.message().to_owned()
    };
    for violation in violations {
        // Writing into a String cannot fail.
        let _ = write!(words, "\n  {}: {}", violation.field, violation.description);
    }
    if let Some(delay) = details.retry_info().and_then(|retry| retry.retry_delay) {
        let _ = write!(words, "\ntry again in {} ms", delay.as_millis());
    } else if let Some(advice) = advice(status) {
        let _ = write!(words, "\n{advice}");
    }
    words
}

fn advice(status: &Status) -> Option<&'static str> {
    match status.code() {
        Code::Unimplemented => Some("is --ingest or --query the address of the other service?"),
        _ if is_broken(status) => Some(
            "is the service still running, and does it encrypt (then --tls and --ca are needed)? \
             `chancery doctor` tells",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use shared::failure::{Domain, Failure, Resource, Violation};

    use super::*;

    fn refused(failure: &Failure) -> CommandError {
        failure.to_status(Domain::Query).into()
    }

    #[test]
    fn each_bad_field_has_a_line() {
        let error = refused(&Failure::Fields(vec![
            Violation::invalid("filter.window", "ends before it begins"),
            Violation::invalid("page_size", "is negative"),
        ]));
        let words = "the request was refused:\n  filter.window: ends before it begins\n  \
                     page_size: is negative";
        assert_eq!(error.to_string(), words);
        assert_eq!(error.exit_code(), 1);
    }

    #[test]
    fn a_retry_delay_is_told() {
        let error = refused(&Failure::Starting);
        assert!(error.to_string().ends_with("try again in 1000 ms"), "{error}");
        assert_eq!(error.exit_code(), 3);
    }

    #[test]
    fn what_is_not_found_is_named() {
        let error = refused(&Failure::NotFound { resource: Resource::Event, id: "ev".into() });
        assert_eq!(error.to_string(), "there is no event \"ev\"");
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let error = CommandError::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(error.is_silent());
        assert_eq!(error.exit_code(), 0);
    }

    #[test]
    fn a_broken_connection_is_no_answer_of_the_service() {
        let broken = io::Error::from(io::ErrorKind::ConnectionReset);
        let error = CommandError::from(Status::from_error(Box::new(broken)));
        assert_eq!(error.exit_code(), 3);
        assert!(error.to_string().starts_with("the connection broke (connection reset"), "{error}");
    }

    #[test]
    fn the_innermost_cause_is_told() {
        let error = io::Error::other(io::Error::from(io::ErrorKind::ConnectionRefused));
        assert_eq!(root_cause(&error), "connection refused");
    }
}
