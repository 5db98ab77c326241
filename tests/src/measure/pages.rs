//! Pages of a timeline, single events and single actors, beside PostgreSQL and a bare server.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use prost::bytes::Bytes;

use super::bare::{ANSWER_PATH, BareServer, Book};
use super::catalogue::{self, ACTOR_PATH, Catalogue, EVENT_PATH, TIMELINE_PATH, YEARS};
use super::figures::{Goal, Row, Series, short};
use super::load::{Load, Outcome, ask};
use super::machine;
use super::postgres::Postgres;
use super::report::{Part, progress};
use super::settings::Settings;
use super::stock::{Stock, folder};
use super::tables;

/// What goes before each turn and does not count: connections, plans, caches.
const WARM_UP: Duration = Duration::from_millis(500);
/// Pages that are compared with those of PostgreSQL before anything is timed.
const COMPARED: usize = 24;

/// One sort of question, with what is asked of each of the three.
struct Question {
    what: &'static str,
    path: &'static str,
    asked: Arc<Vec<Bytes>>,
    script: String,
    /// How many times PostgreSQL, and what share of the bare server.
    goals: (f64, f64),
}

/// The figures of one question for so many clients.
#[derive(Debug, Default)]
struct Figures {
    ours: Series,
    bare: Series,
    postgres: Series,
    p50: [Series; 3],
    service_us: Series,
    bare_us: Series,
    client_us: Series,
}

/// Measures queries over a filled pair.
pub async fn measure(settings: &Settings, stock: &mut Stock) -> Part {
    let catalogue = Catalogue::read(&mut stock.clients).await;
    let postgres = started(&catalogue);
    let mut part = Part::default();
    if postgres.is_none() {
        part.notes.push("SKIPPED: PostgreSQL (pg_ctl, psql, pgbench) is not here".to_owned());
    }
    for question in questions(&catalogue) {
        let book = folder();
        let answers = catalogue::answers(stock.query.url(), question.path, &question.asked).await;
        if let (Some(server), TIMELINE_PATH) = (&postgres, question.path) {
            part.notes.push(compared(server, &answers).expect("the same pages"));
        }
        let bytes: usize = answers.iter().map(Bytes::len).sum();
        let size = bytes / answers.len().max(1);
        let book_path = book.path().join("book");
        let book = Book { requests: question.asked.to_vec(), answers };
        let bare = BareServer::start(&book, &book_path).expect("a bare server");
        let servers = (&*stock, &bare, postgres.as_ref());
        for clients in &settings.clients {
            let figures = turns(settings, &question, *clients, servers).await;
            part.notes.push(note(&question, *clients, size, &figures));
            part.rows.extend(table(&question, *clients, figures, postgres.as_ref()));
        }
        progress(question.what);
    }
    let (events, actors) = (catalogue.events.len(), catalogue.actors.len());
    part.notes.insert(0, format!("queries: {events} events and {actors} actors in the view"));
    part
}

fn started(catalogue: &Catalogue) -> Option<Postgres> {
    let server = Postgres::start().expect("PostgreSQL starts")?;
    tables::fill(&server, catalogue).expect("PostgreSQL takes the tables");
    progress("the tables of PostgreSQL are filled");
    Some(server)
}

fn questions(catalogue: &Catalogue) -> [Question; 3] {
    let (events, actors) = (catalogue.events.len(), catalogue.actors.len());
    [
        Question {
            what: "page of 50 of an actor's timeline between dates",
            path: TIMELINE_PATH,
            asked: Arc::new(catalogue.pages()),
            script: tables::page_script(catalogue),
            goals: (2.0, 0.8),
        },
        Question {
            what: "GetEvent",
            path: EVENT_PATH,
            asked: Arc::new(catalogue.single_events()),
            script: tables::row_script("event", events),
            goals: (1.2, 0.8),
        },
        Question {
            what: "GetActor",
            path: ACTOR_PATH,
            asked: Arc::new(catalogue.single_actors()),
            script: tables::row_script("actor", actors),
            goals: (1.2, 0.8),
        },
    ]
}

/// Compares pages of the view with those of PostgreSQL.
fn compared(server: &Postgres, answers: &[Bytes]) -> io::Result<String> {
    let actors = (1..).zip(answers.chunks(YEARS.count()));
    let asked = actors.flat_map(|(actor, answers)| {
        YEARS.zip(answers).map(move |(year, answer)| ((actor, year), answer))
    });
    let (mut pages, mut events) = (0, 0);
    for (place, answer) in asked.step_by(answers.len().div_ceil(COMPARED)) {
        events += tables::check_page(server, place, answer)?;
        pages += 1;
    }
    let version = server.version()?;
    let mean = short(f64::from(u32::try_from(events).unwrap_or(u32::MAX)) / f64::from(pages));
    Ok(format!("{version}: {pages} pages compared, the same {mean} events on each on average"))
}

async fn turns(
    settings: &Settings,
    question: &Question,
    clients: usize,
    (stock, bare, postgres): (&Stock, &BareServer, Option<&Postgres>),
) -> Figures {
    let load = Load { clients, warm_up: WARM_UP, length: settings.turn() };
    let mut figures = Figures::default();
    for _ in 0..settings.rounds {
        let service = (stock.query.id(), stock.query.url(), question.path);
        let (ours, service_us) = asked(service, question, load).await;
        figures.service_us.push(service_us);
        figures.client_us.push(ours.client_us);
        let service = (bare.id(), bare.url(), ANSWER_PATH);
        let (least, bare_us) = asked(service, question, load).await;
        figures.bare_us.push(bare_us);
        let theirs = postgres.map_or_else(Outcome::default, |server| {
            let run = || server.bench(&question.script, load);
            tokio::task::block_in_place(run).expect("pgbench runs")
        });
        let all = [&ours, &least, &theirs];
        for (series, outcome) in figures.p50.iter_mut().zip(all) {
            series.push(outcome.p50_ms);
        }
        figures.ours.push(ours.per_second);
        figures.bare.push(least.per_second);
        figures.postgres.push(theirs.per_second);
    }
    figures
}

/// What came of the questions, and the microseconds of processor time that an answer took.
async fn asked(
    (process, url, path): (u32, &str, &'static str),
    question: &Question,
    load: Load,
) -> (Outcome, f64) {
    let used = machine::processor_time_of(process);
    let outcome = ask(url, path, &question.asked, load).await;
    let used = machine::processor_time_of(process).saturating_sub(used);
    let whole = outcome.per_second * (load.warm_up + load.length).as_secs_f64();
    (outcome, used.as_secs_f64() * 1e6 / whole)
}

fn note(question: &Question, clients: usize, bytes: usize, figures: &Figures) -> String {
    let [ours, bare, postgres] = figures.p50.each_ref().map(|series| short(series.median()));
    format!(
        "{}, {clients} at once: p50 {ours} ms (bare {bare}, PostgreSQL {postgres}); an answer has \
         {bytes} bytes and takes {} µs of the service's processor time (bare {}) and {} µs of its \
         client's",
        question.what,
        short(figures.service_us.median()),
        short(figures.bare_us.median()),
        short(figures.client_us.median()),
    )
}

fn table(
    question: &Question,
    clients: usize,
    figures: Figures,
    postgres: Option<&Postgres>,
) -> Vec<Row> {
    let row = |peer: &str, theirs: Series, goal| Row {
        what: question.what.to_owned(),
        clients,
        ours: figures.ours.clone(),
        unit: "answers/s",
        peer: Some((peer.to_owned(), theirs)),
        goal: Goal::Ratio(goal),
    };
    let (relational, bare) = question.goals;
    let mut rows = Vec::new();
    if postgres.is_some() {
        rows.push(row("PostgreSQL", figures.postgres, relational));
    }
    rows.push(row("bare tonic, same bytes", figures.bare, bare));
    rows
}
