//! `chancery doctor`: whether both services are well, and what to do where they are not.

use shared::client::Target;
use shared::proto::{GetServerInfoRequest, GetServerInfoResponse};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use super::Session;
use crate::connect::{self, Service};
use crate::error::CommandError;
use crate::output::color::{BAD, GOOD};
use crate::output::{self, Output};

const EXAMPLES: &str = "\
Examples:
  chancery doctor
  chancery doctor --query http://127.0.0.1:50062

Ends with 0 if all is well and 1 if anything needs doing.";

/// Nothing to choose.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {}

/// Positions that a view may lag behind while it works well.
const LAG_MAX: i64 = 1000;

/// One thing looked at.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    is_well: bool,
    text: String,
}

impl Finding {
    fn well(text: impl Into<String>) -> Self {
        Self { is_well: true, text: text.into() }
    }

    fn ill(text: impl Into<String>) -> Self {
        Self { is_well: false, text: text.into() }
    }
}

/// Looks at both services and at how they go together.
pub(crate) async fn run(session: &Session) -> Result<(), CommandError> {
    let mut findings = Vec::new();
    let ingest = visit(Service::Ingest, &session.ingest, &mut findings).await;
    let query = visit(Service::Query, &session.query, &mut findings).await;
    if let (Some(ingest), Some(query)) = (ingest, query) {
        findings.extend(together(&ingest, &query));
    }
    output::print(&shown(session.output, &findings))?;
    let ills = findings.iter().filter(|finding| !finding.is_well).count();
    if ills == 0 {
        return Ok(());
    }
    let things = if ills == 1 { "thing needs" } else { "things need" };
    Err(CommandError::Incomplete(format!("{ills} {things} doing")))
}

/// What one service tells of itself, if it answers.
async fn visit(
    service: Service,
    target: &Target,
    findings: &mut Vec<Finding>,
) -> Option<GetServerInfoResponse> {
    let program = service.program();
    let url = &target.url;
    match ask(service, target).await {
        Err(error) => {
            findings.push(Finding::ill(error.to_string()));
            None
        }
        Ok((info, serving)) => {
            findings.push(if info.service == program {
                Finding::well(format!("{program} {} answers at {url}", info.version))
            } else {
                let flag = if service == Service::Ingest { "--ingest" } else { "--query" };
                Finding::ill(format!("{url} is {}: correct {flag}", info.service))
            });
            findings.push(match serving {
                ServingStatus::Serving => Finding::well(format!("{program} is ready")),
                _ => Finding::ill(format!("{program} is not ready: its log tells what it does")),
            });
            findings.extend(release(program, &info.version));
            Some(info)
        }
    }
}

fn release(program: &str, version: &str) -> Option<Finding> {
    let own = env!("CARGO_PKG_VERSION");
    let differs = version != own;
    differs.then(|| Finding::ill(format!("{program} is {version}, this command is {own}: update")))
}

async fn ask(
    service: Service,
    target: &Target,
) -> Result<(GetServerInfoResponse, ServingStatus), CommandError> {
    let channel = connect::channel(service, target).await?;
    let check = connect::request(HealthCheckRequest::default());
    let health = HealthClient::new(channel).check(check).await?.into_inner();
    let mut client = connect::info(service, target).await?;
    let info = client.get_server_info(connect::request(GetServerInfoRequest {})).await?;
    Ok((info.into_inner(), health.status()))
}

/// Whether the view belongs to the journal and keeps up with it.
fn together(ingest: &GetServerInfoResponse, query: &GetServerInfoResponse) -> Vec<Finding> {
    if query.feed_id.is_empty() {
        return vec![Finding::ill(
            "query-service has not reached any feed yet: check its --ingest",
        )];
    }
    if query.feed_id != ingest.feed_id {
        let text = format!(
            "query-service follows feed {}, ingest-service keeps {}: check --ingest of the former",
            query.feed_id, ingest.feed_id
        );
        return vec![Finding::ill(text)];
    }
    let lag = ingest.position - query.position;
    vec![if lag > LAG_MAX {
        Finding::ill(format!("the view is {lag} positions behind: look again in a while"))
    } else {
        Finding::well(format!("the view is at position {} of {}", query.position, ingest.position))
    }]
}

fn shown(output: Output, findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let mark = if finding.is_well {
            output.paint.text(GOOD, "ok  ")
        } else {
            output.paint.text(BAD, "FIX ")
        };
        format!("{mark} {}\n", finding.text)
    };
    findings.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(feed_id: &str, position: i64) -> GetServerInfoResponse {
        GetServerInfoResponse { feed_id: feed_id.into(), position, ..Default::default() }
    }

    fn check(ingest: (&str, i64), query: (&str, i64), is_well: bool, words: &str) {
        let found = together(&info(ingest.0, ingest.1), &info(query.0, query.1));
        assert_eq!((found.len(), found[0].is_well), (1, is_well), "{found:?}");
        assert!(found[0].text.contains(words), "{found:?}");
    }

    #[test]
    fn a_view_is_of_the_same_feed_and_near_its_head() {
        check(("f", 9), ("f", 9), true, "position 9 of 9");
        check(("f", 5000), ("f", 9), false, "4991 positions behind");
        check(("f", 9), ("g", 9), false, "follows feed g");
        check(("f", 9), ("", 0), false, "not reached any feed");
    }

    #[test]
    fn another_release_is_told() {
        assert_eq!(release("query-service", env!("CARGO_PKG_VERSION")), None);
        assert!(!release("query-service", "0.0.9").unwrap().is_well);
    }
}
