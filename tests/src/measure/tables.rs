//! What a view holds as tables of PostgreSQL, with the indexes and queries that suit them best.
//!
//! An event is kept as one value, as it goes over the wire, so that a page needs no joins but the
//! one from its index; keys are numbers, which PostgreSQL compares faster than the view its ids.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use prost::Message as _;
use prost::bytes::Bytes;
use query_service::view::index::{Length, SHORT_DAYS_MAX, When, actors_of};
use shared::proto;

use super::catalogue::{Catalogue, PAGE_SIZE, YEARS, first_day};
use super::postgres::Postgres;

const SCHEMA: &str = "
CREATE TABLE event (no int PRIMARY KEY, id text NOT NULL UNIQUE, record bytea NOT NULL);
CREATE TABLE actor (no int PRIMARY KEY, id text NOT NULL UNIQUE, record bytea NOT NULL);
CREATE TABLE posting (actor int NOT NULL, is_long boolean NOT NULL, place int NOT NULL,
  event int NOT NULL, first_day int NOT NULL, last_day int NOT NULL)";

const INDEXES: &str = "
CREATE INDEX ON posting (actor, is_long, place, event) INCLUDE (first_day, last_day)";

/// As the view does it: short events begin within a month before the window, and the long ones
/// are few.
const PAGE: &str = "SELECT e.record FROM (\
(SELECT place, event FROM posting WHERE actor = :actor AND is_long = false \
AND place >= :since_place AND place <= :until_place \
AND first_day <= :until_day AND last_day >= :since_day ORDER BY place, event LIMIT 50) \
UNION ALL \
(SELECT place, event FROM posting WHERE actor = :actor AND is_long = true \
AND place <= :until_place \
AND first_day <= :until_day AND last_day >= :since_day ORDER BY place, event LIMIT 50)\
) p JOIN event e ON e.no = p.event ORDER BY p.place, p.event LIMIT 50";

/// Events on a full page.
const PAGE_EVENTS: usize = 50;

// The query above says both.
const _: () = assert!(PAGE_SIZE as usize == PAGE_EVENTS && SHORT_DAYS_MAX == 31);

/// Fills the tables of a server.
///
/// # Errors
///
/// If it refuses them.
pub fn fill(server: &Postgres, catalogue: &Catalogue) -> io::Result<()> {
    server.query(SCHEMA)?;
    let numbers: BTreeMap<&str, usize> =
        catalogue.busy.iter().map(String::as_str).zip(1..).collect();
    let rest = catalogue.actors.iter().map(|actor| actor.id.as_str());
    let rest = rest.filter(|id| !numbers.contains_key(id)).zip(numbers.len() + 1..);
    let numbers: BTreeMap<&str, usize> = numbers.clone().into_iter().chain(rest).collect();
    let (mut events, mut postings, mut actors) = (String::new(), String::new(), String::new());
    for (no, event) in (1..).zip(&catalogue.events) {
        row(&mut events, no, &event.id, &event.encode_to_vec());
        post(&mut postings, no, event, &numbers);
    }
    for actor in &catalogue.actors {
        row(&mut actors, numbers[actor.id.as_str()], &actor.id, &actor.encode_to_vec());
    }
    server.copy("event", &events)?;
    server.copy("actor", &actors)?;
    server.copy("posting", &postings)?;
    server.query(INDEXES)?;
    for table in ["event", "actor", "posting"] {
        server.query(&format!("VACUUM (ANALYZE, FREEZE) {table}"))?;
    }
    Ok(())
}

fn row(rows: &mut String, no: usize, id: &str, record: &[u8]) {
    let id = id.replace('\\', "\\\\").replace('\t', " ");
    // OK because writing to a string does not fail.
    let _ = write!(rows, "{no}\t{id}\t\\\\x");
    for byte in record {
        let _ = write!(rows, "{byte:02x}");
    }
    rows.push('\n');
}

fn post(rows: &mut String, no: usize, event: &proto::Event, numbers: &BTreeMap<&str, usize>) {
    let When { length, order, first_day, last_day } = When::of(event.date.as_ref());
    if length == Length::Undated {
        return;
    }
    let is_long = length == Length::Long;
    for actor in actors_of(Some(event)) {
        let Some(actor) = numbers.get(actor.as_str()) else { continue };
        // OK because writing to a string does not fail.
        let _ = writeln!(rows, "{actor}\t{is_long}\t{order}\t{no}\t{first_day}\t{last_day}");
    }
}

/// The script of pgbench that asks for pages as [`Catalogue::pages`] does.
pub fn page_script(catalogue: &Catalogue) -> String {
    let (base, actors) = (first_day(1970), catalogue.busy.len());
    format!(
        "\\set actor random(1, {actors})\n\
         \\set year random({}, {})\n\
         \\set since_place (:year - 1) * 10000 + 1201\n\
         \\set until_place :year * 10000 + 1231\n\
         \\set since_day {base} + (:year - 1970) * 365 + (:year - 1969) / 4 \
         - (:year - 1901) / 100 + (:year - 1601) / 400\n\
         \\set next :year + 1\n\
         \\set until_day {base} - 1 + (:next - 1970) * 365 + (:next - 1969) / 4 \
         - (:next - 1901) / 100 + (:next - 1601) / 400\n\
         {PAGE};\n",
        YEARS.start(),
        YEARS.end()
    )
}

/// The script that asks for rows of a table by number.
pub fn row_script(table: &str, count: usize) -> String {
    format!("\\set no random(1, {count})\nSELECT record FROM {table} WHERE no = :no;\n")
}

/// Checks that PostgreSQL gives the events of a page that the view answered, in the same order,
/// and that it looks at no table as a whole for it.
///
/// # Errors
///
/// If it does not.
pub fn check_page(
    server: &Postgres,
    (actor, year): (usize, i32),
    answer: &Bytes,
) -> io::Result<usize> {
    let page = proto::GetTimelineResponse::decode(answer.clone()).map_err(io::Error::other)?;
    let query = PAGE
        .replace(":actor", &actor.to_string())
        .replace(":since_place", &((year - 1) * 10_000 + 1201).to_string())
        .replace(":until_place", &(year * 10_000 + 1231).to_string())
        .replace(":since_day", &first_day(year).to_string())
        .replace(":until_day", &(first_day(year + 1) - 1).to_string());
    let plan = server.query(&format!("EXPLAIN {query}"))?;
    // Over a few events it may be right to.
    if plan.contains("Seq Scan") && page.events.len() == PAGE_EVENTS {
        return Err(io::Error::other(format!("PostgreSQL reads a whole table: {plan}")));
    }
    let ids = server.query(&query.replacen("e.record", "e.id", 1))?;
    let ours: Vec<&str> = page.events.iter().map(|event| event.id.as_str()).collect();
    let theirs: Vec<&str> = ids.lines().collect();
    if ours != theirs {
        let what = format!("actor {actor} in {year}: {ours:?} here, {theirs:?} in PostgreSQL");
        return Err(io::Error::other(what));
    }
    Ok(ours.len())
}
