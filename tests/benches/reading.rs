//! How fast articles are read, stage by stage, on one core.
//!
//! The text is made by rule and never repeats: see `tests::newsroom`. Each stage is given what the
//! stages before it made, so that its own share shows; `all` is what a document costs.
//!
//! `cargo bench -p tests --bench reading`, or `-- times` for one stage.

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use ingest_service::extract::actor::actors;
use ingest_service::extract::event::events;
use ingest_service::extract::{Article, Reading, read};
use ingest_service::text::Text;
use ingest_service::text::index::TextIndex;
use ingest_service::text::quantity::quantities;
use ingest_service::text::time::times;
use shared::date::PartialDate;
use shared::mention::SpanField;
use tests::newsroom;

/// Articles of one round: more than the caches of a core hold of them.
const ARTICLES: u64 = 400;

/// The articles with the day that they count from.
struct Edition {
    texts: Vec<String>,
    anchor: Option<PartialDate>,
}

impl Edition {
    fn print() -> Self {
        Self {
            texts: (0..ARTICLES).map(newsroom::text).collect(),
            anchor: PartialDate::from_day(2025, 4, 9),
        }
    }

    fn bytes(&self) -> u64 {
        // OK because an edition has a few megabytes.
        self.texts.iter().map(|text| text.len() as u64).sum()
    }

    fn article<'a>(&self, text: &'a str) -> Article<'a> {
        Article {
            text,
            title: "",
            source: "",
            published: self.anchor,
            language: "en",
            explain: false,
        }
    }

    /// What the layers below the extraction make of each article.
    fn readings(&self) -> Vec<Reading<'_>> {
        self.texts.iter().map(|text| self.reading(text)).collect()
    }

    fn reading<'a>(&self, source: &'a str) -> Reading<'a> {
        let text = Text::read(source, "");
        let times = times(&text, self.anchor);
        let quantities = quantities(&text, &times);
        Reading { text, anchor: self.anchor, times, quantities }
    }
}

fn layers(group: &mut BenchmarkGroup<'_, WallTime>, edition: &Edition) {
    group.bench_function("text", |bench| {
        bench.iter(|| {
            edition.texts.iter().map(|text| Text::read(text, "").tokens.len()).sum::<usize>()
        });
    });
    let readings = edition.readings();
    group.bench_function("times", |bench| {
        let count = |reading: &Reading<'_>| times(&reading.text, edition.anchor).len();
        bench.iter(|| readings.iter().map(count).sum::<usize>());
    });
    group.bench_function("quantities", |bench| {
        let count = |reading: &Reading<'_>| quantities(&reading.text, &reading.times).len();
        bench.iter(|| readings.iter().map(count).sum::<usize>());
    });
    group.bench_function("text, times and quantities", |bench| {
        let count = |text: &String| edition.reading(text).quantities.len();
        bench.iter(|| edition.texts.iter().map(count).sum::<usize>());
    });
}

fn extraction(group: &mut BenchmarkGroup<'_, WallTime>, edition: &Edition) {
    let readings = edition.readings();
    let told: Vec<(&Reading<'_>, Article<'_>)> =
        readings.iter().map(|reading| (reading, edition.article(reading.text.source))).collect();
    group.bench_function("actors", |bench| {
        let count = |(reading, article): &(&Reading<'_>, Article<'_>)| {
            actors(reading, article).namings.len()
        };
        bench.iter(|| told.iter().map(count).sum::<usize>());
    });
    let scenes: Vec<_> = told
        .iter()
        .map(|(reading, article)| {
            let index = TextIndex::new(reading.text.source, SpanField::Text);
            (reading, actors(reading, article), article, index)
        })
        .collect();
    group.bench_function("events and agreements", |bench| {
        bench.iter(|| {
            let told = scenes.iter().map(|(reading, actors, article, index)| {
                events(reading, actors, article, index).events.len()
            });
            told.sum::<usize>()
        });
    });
}

fn reading(criterion: &mut Criterion) {
    let edition = Edition::print();
    let mut group = criterion.benchmark_group("reading");
    group.sample_size(20).throughput(Throughput::Bytes(edition.bytes()));
    layers(&mut group, &edition);
    extraction(&mut group, &edition);
    group.bench_function("all", |bench| {
        let count = |text: &String| read(&edition.article(text)).events.len();
        bench.iter(|| edition.texts.iter().map(count).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
