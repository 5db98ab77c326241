//! Reading on one core, without a service, beside what people would use instead.

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use ingest_service::extract::{Article, read};
use ingest_service::text::Text;
use ingest_service::text::time::times;
use shared::date::PartialDate;

use super::figures::{Goal, Row, Series};
use super::report::{Part, progress};
use super::settings::Settings;
use super::stock::folder;
use crate::articles::project;
use crate::newsroom;

/// Articles of a turn: more than the caches of a core hold of them.
const ARTICLES: u64 = 600;
/// Articles that the peers read in a turn; they take that long.
const PEER_ARTICLES: usize = 6;
/// Of times alone, beside dateparser.
const DATEPARSER_TIMES: f64 = 200.0;
/// Of all stages, beside spaCy.
const SPACY_TIMES: f64 = 400.0;

/// Measures reading.
pub fn measure(settings: &Settings) -> Part {
    let texts: Vec<String> = (0..ARTICLES).map(newsroom::text).collect();
    let anchor = PartialDate::from_day(2025, 4, 9);
    let (mut all, mut dates) = (Series::default(), Series::default());
    let mut peers = [("spacy", Series::default()), ("dateparser", Series::default())];
    let mut skipped = Vec::new();
    for round in 0..settings.rounds {
        all.push(rate(&texts, |text| read_all(text, anchor)));
        dates.push(rate(&texts, |text| times(&Text::read(text, ""), anchor).len()));
        for (peer, theirs) in &mut peers {
            match peer_rate(&settings.python, peer, &texts[..PEER_ARTICLES]) {
                Ok(rate) => theirs.push(rate),
                Err(cause) if round == 0 => skipped.push(format!("SKIPPED: {peer}: {cause}")),
                Err(_) => {}
            }
        }
        progress(&format!("reading, round {} of {}", round + 1, settings.rounds));
    }
    let [(_, spacy), (_, dateparser)] = peers;
    let row = |what: &str, ours: &Series, peer: Option<(String, Series)>, goal| Row {
        what: what.to_owned(),
        clients: 0,
        ours: ours.clone(),
        unit: "MB/s",
        peer,
        goal,
    };
    let mut rows = vec![row("reading, all stages, one core", &all, None, Goal::Least(10.0))];
    if !spacy.median().is_nan() {
        let peer = Some(("spaCy, en_core_web_sm".to_owned(), spacy));
        rows.push(row("reading, all stages, one core", &all, peer, Goal::Ratio(SPACY_TIMES)));
    }
    if dateparser.median().is_nan() {
        rows.push(row("times alone, one core", &dates, None, Goal::None));
    } else {
        let peer = Some(("dateparser, search_dates".to_owned(), dateparser));
        rows.push(row("times alone, one core", &dates, peer, Goal::Ratio(DATEPARSER_TIMES)));
    }
    Part { rows, notes: skipped }
}

fn read_all(text: &str, anchor: Option<PartialDate>) -> usize {
    let article =
        Article { text, title: "", source: "", published: anchor, language: "en", explain: false };
    read(&article).events.len()
}

/// Megabytes a second on one core.
fn rate(texts: &[String], read: impl Fn(&str) -> usize) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    let begun = Instant::now();
    let found: usize = texts.iter().map(|text| read(text)).sum();
    assert!(found > 0, "something is read");
    bytes as f64 / 1e6 / begun.elapsed().as_secs_f64()
}

/// The same of a Python library, which tells its own time: its start does not count.
fn peer_rate(python: &Path, peer: &str, texts: &[String]) -> io::Result<f64> {
    let folder = folder();
    let path = folder.path().join("texts.json");
    std::fs::write(&path, serde_json::to_vec(texts)?)?;
    let script = project().join("tests/peers.py");
    let done = Command::new(python).arg(script).arg(peer).arg(&path).output()?;
    if !done.status.success() {
        let complaint = String::from_utf8_lossy(&done.stderr).into_owned();
        let last = complaint.lines().last().unwrap_or_default().to_owned();
        return Err(io::Error::other(last));
    }
    let printed = String::from_utf8_lossy(&done.stdout).into_owned();
    let seconds: f64 = printed.trim().parse().map_err(io::Error::other)?;
    let bytes: usize = texts.iter().map(String::len).sum();
    Ok(bytes as f64 / 1e6 / seconds)
}
