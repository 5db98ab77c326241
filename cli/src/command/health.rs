//! `chancery health`: whether the services can be called.

use shared::serve::action;

use super::Session;
use crate::connect::{self, Service};
use crate::error::CommandError;
use crate::output;

const EXAMPLES: &str = "\
Examples:
  chancery health
  chancery health --service chancery.v1.TimelineService
  chancery health --query https://news.example:50052 --ca ca.pem

The exit code is 0 only if both say SERVING, or, with --service, each process that has it.";

/// What to ask for.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// One gRPC service by its full name; without this each process as a whole.
    #[arg(long, value_name = "NAME", default_value = "")]
    service: String,
}

/// Asks both services; one that does not answer does not hide the other.
pub(crate) async fn run(session: &Session, arguments: &Arguments) -> Result<(), CommandError> {
    let (mut ill, mut has_it) = (Vec::new(), false);
    for (service, target) in [(Service::Ingest, &session.ingest), (Service::Query, &session.query)]
    {
        let word = match connect::channel(service, target).await {
            Ok(connection) => action::health(connection, arguments.service.clone())
                .await
                .map_or_else(|words| words, str::to_owned),
            Err(error) => error.to_string(),
        };
        // Each process has services of its own; the one asked for is in one of them, or in both.
        if word == "SERVICE_UNKNOWN" {
            continue;
        }
        has_it = true;
        output::print(&format!("{} at {}: {word}\n", service.program(), target.url))?;
        if word != "SERVING" {
            ill.push(service.program());
        }
    }
    if !has_it {
        let unknown = format!("neither process has a service {:?}", arguments.service);
        return Err(CommandError::Incomplete(unknown));
    }
    match ill.as_slice() {
        [] => Ok(()),
        ill => Err(CommandError::Incomplete(format!("not serving: {}", ill.join(", ")))),
    }
}
