//! `chancery count`: how many events match, by group.

use clap::ValueEnum;
use shared::proto::{CountEventsRequest, EventGroup};

use super::Session;
use super::filter::{EventArguments, Position};
use crate::arguments::Format;
use crate::connect;
use crate::error::CommandError;
use crate::output::{self, phrase, table};

const EXAMPLES: &str = "\
Examples:
  chancery count
  chancery count --by year --actor WHO
  chancery count --by topic --kind signing --since 2024";

/// Which events to count, and by what.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// What to count by; only the total if left out.
    #[arg(long, value_enum)]
    by: Option<Group>,
    /// The most groups to print.
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    limit: i32,
    #[command(flatten)]
    position: Position,
    #[command(flatten)]
    events: EventArguments,
}

/// What to count by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Group {
    Year,
    Month,
    Kind,
    Actor,
    Country,
    Topic,
    Source,
}

impl Group {
    fn on_the_wire(self) -> EventGroup {
        match self {
            Self::Year => EventGroup::Year,
            Self::Month => EventGroup::Month,
            Self::Kind => EventGroup::Kind,
            Self::Actor => EventGroup::Actor,
            Self::Country => EventGroup::Country,
            Self::Topic => EventGroup::Topic,
            Self::Source => EventGroup::Source,
        }
    }
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: &Arguments) -> Result<(), CommandError> {
    let mut client = connect::timeline(&session.query).await?;
    let group = arguments.by.map_or(EventGroup::Unspecified, Group::on_the_wire);
    let request = CountEventsRequest {
        filter: Some(arguments.events.filter()),
        group_by: group.into(),
        limit: arguments.limit,
        min_position: arguments.position.min_position,
    };
    let answer = client.count_events(connect::request(request)).await?.into_inner();
    match (session.output.format, arguments.by) {
        (Format::Table, None) => output::print(&(phrase::count(answer.total, "event") + "\n")),
        (Format::Table, Some(_)) => {
            let counts = table::counts(session.output, &answer.groups);
            output::print(&format!("{counts}{} in all\n", phrase::count(answer.total, "event")))
        }
        _ => session.output.one(&answer, |_, _| String::new()),
    }
}
