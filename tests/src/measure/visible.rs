//! How long an acknowledged article takes until a query shows it, at half of what the pair takes.

use std::time::{Duration, Instant};

use prost::Message as _;
use prost::bytes::Bytes;
use shared::proto;
use tokio::time::{MissedTickBehavior, interval};
use tonic::Code;

use super::catalogue::TIMELINE_PATH;
use super::figures::{Goal, Row, Series, short};
use super::load::Outcome;
use super::report::{Part, progress};
use super::settings::Settings;
use super::stock::{Stock, reach, store};
use super::wire::Caller;
use crate::newsroom;

/// Where one document is stored.
const INGEST_PATH: &str = "/chancery.v1.IngestService/IngestDocument";
/// Articles that tell how much the pair takes.
const TRIAL_ARTICLES: u64 = 400;
/// How long half of that is kept up in a round.
const ROUND: Duration = Duration::from_secs(5);

/// How long an article may take before the measurement is given up.
const VISIBLE_MAX: Duration = Duration::from_secs(120);

/// Measures a filled pair; `next` is the first article that it has not.
pub async fn measure(settings: &Settings, stock: &mut Stock, next: &mut u64) -> Part {
    let (mut p50, mut p99, mut rate) = (Series::default(), Series::default(), Series::default());
    for round in 0..settings.rounds {
        let most = most_per_second(stock, next).await;
        rate.push(most / 2.0);
        let outcome = at_rate(stock, most / 2.0, next).await;
        p50.push(outcome.p50_ms);
        p99.push(outcome.p99_ms);
        progress(&format!("acknowledged to visible, round {} of {}", round + 1, settings.rounds));
    }
    let row = |what: &str, ours, most| Row {
        what: what.to_owned(),
        clients: 0,
        ours,
        unit: "ms",
        peer: None,
        goal: Goal::Most(most),
    };
    let note = format!(
        "acknowledged to visible: {} articles a second, half of what the pair takes in over one \
         stream until all is to be seen; from the answer of IngestDocument to that of GetTimeline \
         with this document and its position",
        short(rate.median()),
    );
    let rows = vec![
        row("acknowledged to visible, p50", p50, 5.0),
        row("acknowledged to visible, p99", p99, 25.0),
    ];
    Part { rows, notes: vec![note] }
}

/// Articles a second that the pair takes until all of them are to be seen.
async fn most_per_second(stock: &mut Stock, next: &mut u64) -> f64 {
    let articles = super::stock::articles(*next..*next + TRIAL_ARTICLES);
    *next += TRIAL_ARTICLES;
    let begun = Instant::now();
    let (_, last) = store(stock.ingest.url(), &[articles]).await;
    reach(&mut stock.clients, last).await;
    TRIAL_ARTICLES as f64 / begun.elapsed().as_secs_f64()
}

async fn at_rate(stock: &Stock, per_second: f64, next: &mut u64) -> Outcome {
    let ingest = Caller::connect(stock.ingest.url(), INGEST_PATH).await;
    let query = Caller::connect(stock.query.url(), TIMELINE_PATH).await;
    let mut ticks = interval(Duration::from_secs_f64(1.0 / per_second));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (begun, mut under_way) = (Instant::now(), Vec::new());
    while begun.elapsed() < ROUND {
        ticks.tick().await;
        let article = newsroom::document(*next);
        *next += 1;
        under_way.push(tokio::spawn(until_visible(ingest.clone(), query.clone(), article)));
    }
    let mut times = Vec::new();
    for each in under_way {
        times.push(each.await.expect("the article is to be seen"));
    }
    Outcome::of(times, ROUND)
}

/// Microseconds from the acknowledgement of an article until a query shows it.
async fn until_visible(mut ingest: Caller, mut query: Caller, article: proto::Document) -> u32 {
    let id = article.id.clone();
    let request = proto::IngestDocumentRequest { document: Some(article) };
    let stored = ingest.call(request.encode_to_vec().into()).await.expect("it is stored");
    let acknowledged = Instant::now();
    let stored = proto::IngestDocumentResponse::decode(stored).expect("an answer of ours");
    let filter =
        proto::EventFilter { document_ids: vec![id], include_undated: true, ..Default::default() };
    let request = proto::GetTimelineRequest {
        filter: Some(filter),
        page_size: 1,
        min_position: stored.position,
        ..Default::default()
    };
    let request: Bytes = request.encode_to_vec().into();
    let page = loop {
        match query.call(request.clone()).await {
            Ok(page) => break page,
            // The service waits for so long and no longer.
            Err(late) if late.code() == Code::DeadlineExceeded => {
                assert!(acknowledged.elapsed() < VISIBLE_MAX, "not to be seen for minutes: {late}");
            }
            Err(status) => panic!("no page: {status}"),
        }
    };
    let time = acknowledged.elapsed();
    let page = proto::GetTimelineResponse::decode(page).expect("a page of ours");
    assert!(stored.event_count == 0 || !page.events.is_empty(), "its events are to be seen");
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX)
}
