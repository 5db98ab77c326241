//! The services beside what people would use instead, measured in one run.
//!
//! Services and peers run as processes of their own on one machine, and take turns within each
//! round, so that what disturbs one disturbs all; a figure is the median of its rounds, a ratio the
//! median of the rounds' ratios. Clients run in the measuring process; where processor time is
//! short they take some of it from whom they ask, from each the same.

pub mod settings;

pub mod figures;
pub mod machine;
pub mod report;

pub mod bare;
pub mod load;
pub mod wire;

pub mod stock;

pub mod reading;

pub mod group_commit;
pub mod ingest;

pub mod catalogue;
pub mod pages;
pub mod postgres;
pub mod tables;

pub mod feed;
pub mod growth;
pub mod visible;

use report::Part;
use settings::{Part as Name, Settings};
use stock::Stock;

/// Measures what is wanted, and tells each part as soon as it is known.
pub async fn measure(settings: &Settings) -> Vec<Part> {
    let mut parts = Parts(vec![about(settings)]);
    if settings.wants(Name::Reading) {
        parts.push(tokio::task::block_in_place(|| reading::measure(settings)));
    }
    if settings.wants(Name::Ingest) {
        parts.push(ingest::measure(settings).await);
    }
    let of_a_pair = [Name::Pages, Name::Feed, Name::Growth, Name::Visible];
    if of_a_pair.iter().any(|name| settings.wants(*name)) {
        measure_pair(settings, &mut parts).await;
    }
    parts.0
}

/// What needs a pair that holds articles.
async fn measure_pair(settings: &Settings, parts: &mut Parts) {
    let mut stock = Stock::fill(0..settings.documents).await;
    report::progress("the pair is filled");
    if settings.wants(Name::Pages) {
        parts.push(pages::measure(settings, &mut stock).await);
    }
    if settings.wants(Name::Feed) {
        parts.push(feed::measure(settings, &stock).await);
    }
    let mut next = settings.documents;
    if settings.wants(Name::Visible) {
        parts.push(visible::measure(settings, &mut stock, &mut next).await);
    }
    if settings.wants(Name::Growth) {
        parts.push(growth::measure(settings, stock, next).await);
    }
}

/// What was measured so far.
struct Parts(Vec<Part>);

impl Parts {
    fn push(&mut self, part: Part) {
        for row in &part.rows {
            report::progress(&row.to_string());
        }
        self.0.push(part);
    }
}

fn about(settings: &Settings) -> Part {
    let Settings { documents, rounds, turn_ms, .. } = settings;
    let load = figures::short(machine::load());
    let note = format!(
        "{rounds} rounds, turns of {turn_ms} ms, {documents} articles in the view; the machine's \
         load before the run was {load}"
    );
    Part { rows: Vec::new(), notes: vec![note] }
}
