//! `chancery actors`: who the actors are.

use shared::client::Connection;
use shared::kind::ActorKind;
use shared::proto::actor_service_client::ActorServiceClient;
use shared::proto::{Actor, ListActorsRequest};

use super::Session;
use super::filter::{Position, countries, window};
use crate::connect;
use crate::error::CommandError;
use crate::output::{table, word};
use crate::pages::{Limit, Listing};
use crate::when::{Since, Until};

const EXAMPLES: &str = "\
Examples:
  chancery actors
  chancery actors kluge
  chancery actors --kind person --country KZ
  chancery actors --post \"minister of health\" --since 2023 --until 2024";

/// What to print.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A name, alias, abbreviation or the beginning of one; small misspellings do not matter.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// What sort of actor.
    #[arg(long, value_parser = word::parser::<ActorKind>(), ignore_case = true)]
    kind: Vec<i32>,
    /// The country, as ISO 3166-1 alpha-2: KZ.
    #[arg(long, value_name = "CODE")]
    country: Vec<String>,
    /// Words of a post: "minister of health".
    #[arg(long, value_name = "WORDS")]
    post: Option<String>,
    /// With --post: seen in it not before this day, month or year.
    #[arg(long, value_name = "DATE", requires = "post")]
    since: Option<Since>,
    /// With --post: seen in it not after this day, month or year.
    #[arg(long, value_name = "DATE", requires = "post")]
    until: Option<Until>,
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
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::actors(&session.query).await?;
    let listing = fetch(&mut client, &arguments).await?;
    session.output.listing(&listing, "no actor matches", table::actors)
}

/// Fetches the actors.
pub(super) async fn fetch(
    client: &mut ActorServiceClient<Connection>,
    arguments: &Arguments,
) -> Result<Listing<Actor>, CommandError> {
    arguments
        .limit
        .fetch(async |page_size, page_token| {
            let request = ListActorsRequest {
                query: arguments.name.clone().unwrap_or_default(),
                kinds: arguments.kind.clone(),
                country_codes: countries(&arguments.country),
                post: arguments.post.clone().unwrap_or_default(),
                post_window: window(arguments.since, arguments.until),
                page_size,
                page_token,
                min_position: arguments.position.min_position,
            };
            let answer = client.list_actors(connect::request(request)).await?.into_inner();
            Ok((answer.actors, answer.next_page_token))
        })
        .await
}
