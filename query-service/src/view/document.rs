//! Documents as the view keeps them.

use shared::proto;
use shared::wire::{from_proto, to_proto};

use crate::resolve::name;
use crate::resolve::record::{DocumentRecord, Origin};
use crate::resolve::time::day_number;

/// The day of a document without one: later than all.
pub(crate) const NO_DAY: u32 = u32::MAX;

/// What the view keeps of an entry that stores a document.
pub(crate) fn record(entry: &proto::FeedEntry, stored: &proto::DocumentRecord) -> DocumentRecord {
    let analysis = stored.analysis.as_ref();
    // A mention that this release does not understand is passed over; a newer one rebuilds.
    let kept = analysis.map(|analysis| proto::Analysis {
        actors: understood(&analysis.actors, |each| from_proto::actor_mention(each).is_ok()),
        events: understood(&analysis.events, |each| from_proto::event_mention(each).is_ok()),
        agreements: understood(&analysis.agreements, |each| {
            from_proto::agreement_mention(each).is_ok()
        }),
        anchor: analysis.anchor,
        ..proto::Analysis::default()
    });
    // The view has no use for labels, and a map has no order: its bytes would not be fixed.
    let header = stored
        .header
        .clone()
        .map(|header| proto::DocumentHeader { labels: Default::default(), ..header });
    let mut record = DocumentRecord {
        id: entry.document_id.clone(),
        revision: entry.revision,
        record_time: entry.record_time,
        header,
        analysis: kept,
        published: NO_DAY,
    };
    record.published = published(&record).map_or(NO_DAY, day_of);
    record
}

fn understood<T: Clone>(mentions: &[T], understands: impl Fn(&T) -> bool) -> Vec<T> {
    mentions.iter().filter(|mention| understands(mention)).cloned().collect()
}

/// The day of publication in UTC, or that of a dateline.
fn published(document: &DocumentRecord) -> Option<jiff::civil::Date> {
    let sent = document.header.as_ref().and_then(|header| header.publish_time.as_ref());
    if let Some(time) = sent {
        let seconds = jiff::Timestamp::from_second(time.seconds).ok()?;
        return Some(seconds.to_zoned(jiff::tz::TimeZone::UTC).date());
    }
    let anchor = document.analysis.as_ref()?.anchor.as_ref()?;
    let date = from_proto::partial_date(anchor).ok()?;
    date.day().is_some().then(|| date.first_day())
}

fn day_of(date: jiff::civil::Date) -> u32 {
    u32::try_from(day_number(date)).unwrap_or(0)
}

/// The day of publication as a date; unset if not known.
pub(crate) fn publish_date(document: &DocumentRecord) -> Option<proto::PartialDate> {
    published(document).map(to_proto::day)
}

/// A report of what a document tells in `evidence`.
pub(crate) fn report(
    document: &DocumentRecord,
    evidence: Option<&proto::TextSpan>,
    mention_id: &str,
    annotator: &str,
) -> proto::Report {
    let header = document.header.clone().unwrap_or_default();
    proto::Report {
        document_id: document.id.clone(),
        revision: document.revision,
        title: header.title,
        source: header.source,
        url: header.url,
        publish_date: publish_date(document),
        evidence: evidence.cloned(),
        mention_id: mention_id.to_owned(),
        annotator: annotator.to_owned(),
    }
}

/// Where a mention of a document was read; one report for each stretch of evidence.
pub(crate) fn origin(
    document: &DocumentRecord,
    evidence: &[proto::TextSpan],
    mention_id: &str,
    annotator: &str,
) -> Origin {
    let report = |span| report(document, span, mention_id, annotator);
    let header = document.header.clone().unwrap_or_default();
    Origin {
        document_id: document.id.clone(),
        published: document.published,
        source: name::fold(&header.source),
        simhash: header.simhash,
        record_time: document.record_time,
        reports: match evidence {
            [] => vec![report(None)],
            spans => spans.iter().map(|span| report(Some(span))).collect(),
        },
    }
}

/// The first post that a document gives one of its names.
pub(crate) fn post_of(document: &DocumentRecord, name: &str) -> Option<proto::Role> {
    let mut mentions = document.analysis.iter().flat_map(|analysis| &analysis.actors);
    mentions.find(|mention| mention.name == name)?.roles.first().cloned()
}
