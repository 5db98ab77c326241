//! `chancery demo`: five sample articles in, and what they tell.

use std::path::PathBuf;

use shared::client::Target;
use shared::log::{self, LogFormat};
use shared::proto::Document;

use super::push::Tally;
use super::{Session, actors, agreements, timeline};
use crate::arguments::Format;
use crate::delivery;
use crate::error::CommandError;
use crate::input::Item;
use crate::output::color::STRONG;
use crate::output::{self, Output, table};
use crate::pair::{Pair, PairArguments, Places};
use crate::{connect, json};

const EXAMPLES: &str = "\
Examples:
  chancery demo
  chancery demo --once                  print and end
  chancery demo --data-dir data/tryout

The articles and what was read stay in the data directory; a second run finds them there.";

/// The sample articles, so that the command needs no file beside it.
const ARTICLES: &[&str] = &[
    include_str!("../../../tests/articles/01-conference-announced.json"),
    include_str!("../../../tests/articles/02-two-year-agreement.json"),
    include_str!("../../../tests/articles/03-new-minister.json"),
    include_str!("../../../tests/articles/04-health-summit.json"),
    include_str!("../../../tests/articles/05-cooperation-strategy.json"),
];

/// Where to keep the data and where to listen.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Where the services keep their data.
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    data_dir: PathBuf,
    #[command(flatten)]
    pair: PairArguments,
    /// End after printing instead of serving until Ctrl-C.
    #[arg(long)]
    once: bool,
}

/// Starts, pushes, shows, and serves until Ctrl-C.
pub(crate) async fn run(session: &Session, arguments: &Arguments) -> Result<(), CommandError> {
    log::start("warn", LogFormat::Text, None);
    let mut pair = Pair::start(&arguments.pair, &arguments.data_dir).await?;
    let places = pair.places.clone();
    // The lines between the tables are for people too.
    let output = Output { format: Format::Table, ..session.output };
    let shown = pair.beside(show(output, &places)).await;
    if shown.is_err() || arguments.once {
        return shown.and(pair.stop().await);
    }
    output::print("\nBoth services stay up; Ctrl-C stops them.\n")?;
    pair.until_stopped().await
}

async fn show(output: Output, places: &Places) -> Result<(), CommandError> {
    let tally = push(&Target::plain(places.ingest_url())).await?;
    output::print(&format!("{}\n", pushed(&tally)))?;
    print_views(output, &Target::plain(places.query_url()), tally.position).await?;
    output::print(&format!("\n{places}{}", grpcurl_lines(places)))?;
    tally.verdict()
}

async fn push(target: &Target) -> Result<Tally, CommandError> {
    let client = connect::ingest(target).await?;
    let mut tally = Tally::default();
    delivery::deliver(client, articles()?.into_iter().map(Ok), |progress| {
        tally.count(&progress);
        Ok(())
    })
    .await?;
    Ok(tally)
}

fn articles() -> Result<Vec<Item>, CommandError> {
    let item = |text: &&str| {
        let value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let document: Document = json::message(value)?;
        let name = document.id.clone();
        Ok(Item { document, origin: name.clone(), name, bytes: text.len() as u64 })
    };
    ARTICLES.iter().map(item).collect::<Result<_, String>>().map_err(CommandError::Service)
}

fn pushed(tally: &Tally) -> String {
    let documents = tally.documents();
    if tally.nothing_changed() {
        return format!("Nothing changed: all {documents} articles were there already.");
    }
    format!("{documents} articles pushed: {}.", tally.outcomes())
}

async fn print_views(output: Output, target: &Target, position: i64) -> Result<(), CommandError> {
    let heading = |text: &str| output::print(&format!("\n{}\n", output.paint.text(STRONG, text)));
    let asked = timeline::Arguments::everything(position);
    let (events, _) = timeline::fetch(&mut connect::timeline(target).await?, &asked).await?;
    heading("Timeline")?;
    output.list(&events.items, table::events)?;

    let asked = agreements::Arguments::everything(position);
    let agreements = agreements::fetch(&mut connect::agreements(target).await?, &asked).await?;
    heading("Agreements")?;
    output.list(&agreements.items, table::agreements)?;

    let asked = actors::Arguments::everything(position);
    let actors = actors::fetch(&mut connect::actors(target).await?, &asked).await?;
    heading("Actors")?;
    output.list(&actors.items, table::actors)
}

fn grpcurl_lines(places: &Places) -> String {
    format!(
        "Try:\n  grpcurl -plaintext {} chancery.v1.IngestService/ListDocuments\n  \
         grpcurl -plaintext -d '{{\"filter\": {{\"actors\": [\"WHO\"]}}}}' {} \
         chancery.v1.TimelineService/GetTimeline\n",
        places.ingest, places.query
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_article_is_a_document_with_an_id_and_a_date() {
        let articles = articles().unwrap();
        assert_eq!(articles.len(), 5);
        for article in articles {
            let document = &article.document;
            assert!(!document.id.is_empty() && !document.body.is_empty(), "{}", article.origin);
            assert!(document.publish_time.is_some(), "{}", article.origin);
        }
    }
}
