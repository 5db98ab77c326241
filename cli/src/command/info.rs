//! `chancery info`: what is running.

use std::fmt::Write as _;

use shared::client::Target;
use shared::proto::{GetServerInfoRequest, GetServerInfoResponse};

use super::Session;
use crate::connect::{self, Service};
use crate::error::CommandError;
use crate::output::color::{DIM, STRONG};
use crate::output::{self, Output};

const EXAMPLES: &str = "\
Examples:
  chancery info
  chancery info --limits
  chancery info --query http://127.0.0.1:50062 -o json";

/// How much to print.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Also print every limit.
    #[arg(long)]
    limits: bool,
}

/// Asks both services; one that does not answer does not hide the other.
pub(crate) async fn run(session: &Session, arguments: &Arguments) -> Result<(), CommandError> {
    let addresses = [(Service::Ingest, &session.ingest), (Service::Query, &session.query)];
    let mut answers = Vec::new();
    let mut failure = None;
    for (service, target) in addresses {
        match ask(service, target).await {
            Ok(answer) => answers.push((&target.url, answer)),
            Err(error) => failure = told(failure, error),
        }
    }
    let infos: Vec<_> = answers.iter().map(|(_, answer)| answer.clone()).collect();
    session.output.list(&infos, |output, _| {
        let texts =
            answers.iter().map(|(url, answer)| shown(output, url, answer, arguments.limits));
        texts.collect()
    })?;
    failure.map_or(Ok(()), Err)
}

/// Keeps the last failure for the exit code and says the one before at once.
fn told(before: Option<CommandError>, error: CommandError) -> Option<CommandError> {
    if let Some(before) = before {
        output::notice(&format!("chancery: {before}"));
    }
    Some(error)
}

async fn ask(service: Service, target: &Target) -> Result<GetServerInfoResponse, CommandError> {
    let mut client = connect::info(service, target).await?;
    let request = connect::request(GetServerInfoRequest {});
    Ok(client.get_server_info(request).await?.into_inner())
}

fn shown(output: Output, url: &str, info: &GetServerInfoResponse, limits: bool) -> String {
    let paint = output.paint;
    let commit = if info.commit.is_empty() { "" } else { &format!(" ({})", info.commit) };
    let lag = info.head_position - info.position;
    let behind = if lag > 0 { format!(", {lag} behind the feed") } else { String::new() };
    let mut text = format!(
        "{} {}{commit} at {url}\n  position {}{behind}\n  rules version {}\n  feed {}\n",
        paint.text(STRONG, &info.service),
        info.version,
        info.position,
        info.extractor_version,
        info.feed_id
    );
    if limits {
        let mut named: Vec<_> = info.limits.iter().collect();
        named.sort();
        for (name, value) in named {
            // Writing into a String cannot fail.
            let _ = writeln!(text, "  {} {value}", paint.text(DIM, name));
        }
    }
    text
}
