//! What more events cost: a page of a small view and of a large one, side by side, memory, and
//! how long a start after a kill takes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::catalogue::{Catalogue, TIMELINE_PATH};
use super::figures::{Goal, Row, Series, short};
use super::load::{Load, ask};
use super::machine;
use super::report::{Part, progress};
use super::settings::Settings;
use super::stock::Stock;
use crate::binary::Process;
use crate::pair::Clients;

/// Events of the small view.
const EVENTS: usize = 10_000;
/// What goes before each turn and does not count.
const WARM_UP: Duration = Duration::from_millis(200);

/// Measures a pair that holds so many documents beside a smaller one.
pub async fn measure(settings: &Settings, mut large: Stock, documents: u64) -> Part {
    let many = Catalogue::read(&mut large.clients).await;
    // OK because these are far below 2^53.
    let share = (EVENTS as f64 / many.events.len() as f64).min(1.0);
    let fewer = (documents as f64 * share).ceil() as u64;
    let mut small = Stock::fill(0..fewer).await;
    let few = Catalogue::read(&mut small.clients).await;
    let (mut of_many, mut of_few) = (Series::default(), Series::default());
    let load = Load { clients: 1, warm_up: WARM_UP, length: settings.turn() };
    let (asked_of_few, asked_of_many) = (Arc::new(few.pages()), Arc::new(many.pages()));
    for _ in 0..settings.rounds {
        of_few.push(ask(small.query.url(), TIMELINE_PATH, &asked_of_few, load).await.p50_ms);
        of_many.push(ask(large.query.url(), TIMELINE_PATH, &asked_of_many, load).await.p50_ms);
    }
    progress("pages of a small view and of a large one");
    let mut notes = vec![memory("small", &small, few.events.len())];
    notes.push(memory("large", &large, many.events.len()));
    drop(small);
    let rows = vec![Row {
        what: format!("p50 of a page, {} events", many.events.len()),
        clients: 1,
        ours: of_many,
        unit: "ms",
        peer: Some((format!("the same, {} events", few.events.len()), of_few)),
        goal: Goal::RatioMost(1.3),
    }];
    let mut part = Part { rows, notes };
    part.rows.extend(restarts(settings, large).await);
    part
}

fn memory(which: &str, stock: &Stock, events: usize) -> String {
    let told = [&stock.ingest, &stock.query].map(|process| {
        let (now, most) = machine::memory_mib(process.id());
        format!("{} MiB (at most {})", short(now), short(most))
    });
    let [ingest, query] = told;
    format!(
        "memory, the {which} pair with {events} events: ingest-service {ingest}, query-service \
         {query}; filled in {} s",
        short(stock.filled_in.as_secs_f64()),
    )
}

/// Kills both with SIGKILL and starts them again, one after the other.
async fn restarts(settings: &Settings, stock: Stock) -> [Row; 2] {
    let Stock { mut ingest, mut query, clients, ingest_folder, query_folder, .. } = stock;
    drop::<Clients>(clients);
    let (mut of_ingest, mut of_query) = (Series::default(), Series::default());
    for round in 0..settings.rounds {
        let address = address_of(&ingest);
        ingest.kill();
        let begun = Instant::now();
        ingest = Process::ingest(ingest_folder.path(), &address);
        drop(ingest.channel().await);
        of_ingest.push(begun.elapsed().as_secs_f64());
        let address = address_of(&query);
        query.kill();
        let begun = Instant::now();
        query = Process::query(query_folder.path(), &address, ingest.url());
        drop(query.channel().await);
        of_query.push(begun.elapsed().as_secs_f64());
        progress(&format!("a start after a kill, round {} of {}", round + 1, settings.rounds));
    }
    [("ingest-service", of_ingest), ("query-service", of_query)].map(|(service, ours)| Row {
        what: format!("{service}: start to ready after kill -9"),
        clients: 0,
        ours,
        unit: "s",
        peer: None,
        goal: Goal::Most(2.0),
    })
}

fn address_of(process: &Process) -> String {
    process.url().trim_start_matches("http://").to_owned()
}
