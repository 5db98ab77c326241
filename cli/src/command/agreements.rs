//! `chancery agreements`: what was agreed, by whom, and where it stands.

use shared::client::Connection;
use shared::kind::{AgreementKind, AgreementStatus};
use shared::proto::agreement_service_client::AgreementServiceClient;
use shared::proto::{Agreement, AgreementFilter, ListAgreementsRequest};

use super::Session;
use super::filter::{Position, countries, window};
use crate::connect;
use crate::error::CommandError;
use crate::output::{table, word};
use crate::pages::{Limit, Listing};
use crate::when::{Since, Until};

const EXAMPLES: &str = "\
Examples:
  chancery agreements
  chancery agreements --actor WHO --status signed --since 2025
  chancery agreements --kind memorandum --in-effect-since 2025 --in-effect-until 2026
  chancery agreements --country KZ -o jsonl";

/// What to print. All conditions must hold; of a flag given several times, any.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A party or signatory: id, name or alias.
    #[arg(long, value_name = "ACTOR")]
    actor: Vec<String>,
    /// Agreements that have all of these actors, not any.
    #[arg(long, requires = "actor")]
    all_actors: bool,
    /// What sort of instrument it is.
    #[arg(long, value_parser = word::parser::<AgreementKind>(), ignore_case = true)]
    kind: Vec<i32>,
    /// The furthest stage.
    #[arg(long, value_parser = word::parser::<AgreementStatus>(), ignore_case = true)]
    status: Vec<i32>,
    /// Signed not before this day, month or year: 2025-04-07, 2025-04, 2025.
    #[arg(long, value_name = "DATE")]
    since: Option<Since>,
    /// Signed not after this day, month or year, itself included.
    #[arg(long, value_name = "DATE")]
    until: Option<Until>,
    /// Its period reaches to this day, month or year, or beyond.
    #[arg(long, value_name = "DATE")]
    in_effect_since: Option<Since>,
    /// Its period begins by this day, month or year.
    #[arg(long, value_name = "DATE")]
    in_effect_until: Option<Until>,
    /// A topic: primary-health-care, tuberculosis, trade.
    #[arg(long)]
    topic: Vec<String>,
    /// The country of a party or signatory, as ISO 3166-1 alpha-2: KZ.
    #[arg(long, value_name = "CODE")]
    country: Vec<String>,
    /// Words that title, aliases or evidence contain, all of them.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Latest signature first.
    #[arg(long)]
    newest_first: bool,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    position: Position,
}

impl Arguments {
    /// Everything, once the view has taken in a position.
    pub(super) fn everything(min_position: i64) -> Self {
        Self { position: Position { min_position }, ..Default::default() }
    }

    fn filter(&self) -> AgreementFilter {
        let this = self.clone();
        AgreementFilter {
            actors: this.actor,
            all_actors: this.all_actors,
            kinds: this.kind,
            statuses: this.status,
            signed: window(this.since, this.until),
            in_effect: window(this.in_effect_since, this.in_effect_until),
            topics: this.topic,
            country_codes: countries(&this.country),
            text: this.text.unwrap_or_default(),
        }
    }
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::agreements(&session.query).await?;
    let listing = fetch(&mut client, &arguments).await?;
    session.output.listing(&listing, "no agreement matches", table::agreements)
}

/// Fetches the agreements.
pub(super) async fn fetch(
    client: &mut AgreementServiceClient<Connection>,
    arguments: &Arguments,
) -> Result<Listing<Agreement>, CommandError> {
    arguments
        .limit
        .fetch(async |page_size, page_token| {
            let request = ListAgreementsRequest {
                filter: Some(arguments.filter()),
                newest_first: arguments.newest_first,
                page_size,
                page_token,
                min_position: arguments.position.min_position,
            };
            let answer = client.list_agreements(connect::request(request)).await?.into_inner();
            Ok((answer.agreements, answer.next_page_token))
        })
        .await
}
