//! `chancery timeline`: what happened, in order of time.

use shared::client::Connection;
use shared::proto::{Event, GetTimelineRequest, GetTimelineResponse, TimelineOrder};

use super::Session;
use super::filter::{EventArguments, Position, flag_of};
use crate::connect;
use crate::error::CommandError;
use crate::output::table;
use crate::pages::{Limit, Listing};
use shared::proto::timeline_service_client::TimelineServiceClient;

const EXAMPLES: &str = "\
Examples:
  chancery timeline
  chancery timeline --actor WHO --actor country/kz --all-actors --since 2023 --until 2025-04
  chancery timeline --kind meeting --kind signing --newest-first --limit 10
  chancery timeline --modality planned --country KZ -o jsonl

Dates are shown at the precision that is known: 2025-04-07, 2025-04 or 2025. A question mark says
that only the day of publication bounds the date.";

/// What to print.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    limit: Limit,
    /// Latest first.
    #[arg(long)]
    newest_first: bool,
    #[command(flatten)]
    position: Position,
    #[command(flatten)]
    events: EventArguments,
}

impl Arguments {
    /// All events that are meant, without a limit.
    pub(super) fn all_of(events: EventArguments) -> Self {
        Self { events, limit: Limit { limit: 0 }, ..Default::default() }
    }

    /// Everything, once the view has taken in a position.
    pub(super) fn everything(min_position: i64) -> Self {
        Self { position: Position { min_position }, ..Default::default() }
    }
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: &Arguments) -> Result<(), CommandError> {
    let mut client = connect::timeline(&session.query).await?;
    let (listing, excluded_by) = fetch(&mut client, arguments).await?;
    session.output.listing(&listing, &nothing(&excluded_by), table::events)
}

/// Fetches the events and, where there are none, which condition excludes all.
pub(super) async fn fetch(
    client: &mut TimelineServiceClient<Connection>,
    arguments: &Arguments,
) -> Result<(Listing<Event>, String), CommandError> {
    let mut excluded_by = String::new();
    let order = if arguments.newest_first {
        TimelineOrder::NewestFirst
    } else {
        TimelineOrder::OldestFirst
    };
    let listing = arguments
        .limit
        .fetch(async |page_size, page_token| {
            let request = GetTimelineRequest {
                filter: Some(arguments.events.filter()),
                order: order.into(),
                page_size,
                page_token,
                min_position: arguments.position.min_position,
            };
            let answer = client.get_timeline(connect::request(request)).await?.into_inner();
            let GetTimelineResponse { events, next_page_token, excluded_by: excluded, .. } = answer;
            excluded_by = excluded;
            Ok((events, next_page_token))
        })
        .await?;
    Ok((listing, excluded_by))
}

fn nothing(excluded_by: &str) -> String {
    if excluded_by.is_empty() {
        return "no event matches".to_owned();
    }
    format!("no event matches: {} by itself excludes every event", flag_of(excluded_by))
}
