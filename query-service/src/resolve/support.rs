//! The best supported of several values, and how many independent sources there are.

use std::collections::BTreeMap;

use shared::date::{DateBasis, DateSpan, PartialDate};
use shared::proto;
use shared::wire::{from_proto, to_proto};

use super::record::Origin;
use super::time;

/// Texts whose fingerprints differ in at most so many of 64 bits are copies of one another.
const COPY_BITS_MAX: u32 = 3;
/// Sources beyond this many add nothing to the confidence.
const SOURCES_MAX: usize = 32;
/// Differing values that are listed.
const VARIANTS_MAX: usize = 16;

/// A value as one mention gives it.
#[derive(Clone, Debug)]
pub struct Told<'a, T> {
    /// The value.
    pub value: T,
    /// Whether the mention says that it happened, and no mere plan.
    pub firm: bool,
    /// Where it was read.
    pub origin: &'a Origin,
}

/// Whether two documents are one text.
pub fn copies(one: &Origin, other: &Origin) -> bool {
    one.simhash != 0
        && other.simhash != 0
        && (one.simhash ^ other.simhash).count_ones() <= COPY_BITS_MAX
}

/// One origin for each independent source: of publishers the first, of copies the first.
pub fn independent<'a>(origins: impl Iterator<Item = &'a Origin>) -> Vec<&'a Origin> {
    let mut chosen: Vec<&Origin> = Vec::new();
    for origin in origins {
        let known = |other: &&Origin| {
            (!origin.source.is_empty() && origin.source == other.source)
                || origin.document_id == other.document_id
                || copies(origin, other)
        };
        if chosen.len() == SOURCES_MAX {
            break;
        }
        if !chosen.iter().any(known) {
            chosen.push(origin);
        }
    }
    chosen
}

/// The confidence of the best mention, raised by each further independent source.
pub fn raised(best: f64, sources: usize) -> f64 {
    let doubt =
        (1.0 - best.clamp(0.0, 1.0)) * 0.7_f64.powi(sources.clamp(1, SOURCES_MAX) as i32 - 1);
    ((1.0 - doubt) * 1000.0).round() / 1000.0
}

/// Date, and the dates of those who contradict it.
pub fn best_date(told: &[Told<'_, DateSpan>]) -> (Option<DateSpan>, Vec<proto::Variant>) {
    let support = |value: &DateSpan, firm_only: bool| {
        let backers = told
            .iter()
            .filter(|other| (other.firm || !firm_only) && time::supports(&other.value, value));
        independent(backers.map(|other| other.origin)).len()
    };
    let rank = |each: &Told<'_, DateSpan>| {
        let value = &each.value;
        let open = u8::from(value.start.is_none()) + u8::from(value.end.is_none());
        (
            tells_days(value),
            support(value, true),
            support(value, false),
            std::cmp::Reverse(open),
            std::cmp::Reverse(basis_rank(value.basis)),
            time::precision(value),
            std::cmp::Reverse(time::length_days(value)),
        )
    };
    // Copies give one value many times; each is ranked once.
    let mut ranked: Vec<(&Told<'_, DateSpan>, _)> = Vec::new();
    for each in told {
        if ranked.iter().all(|(known, _)| known.value != each.value) {
            ranked.push((each, rank(each)));
        }
    }
    let mut best: Option<&(&Told<'_, DateSpan>, _)> = None;
    for each in &ranked {
        if best.is_none_or(|best| each.1 > best.1) {
            best = Some(each);
        }
    }
    let Some(best) = best.map(|(best, _)| best.value) else { return (None, Vec::new()) };
    let others = told.iter().filter(|each| !time::supports(&each.value, &best));
    let variants = variants("date", others.map(|each| (each.value.to_string(), each.origin)));
    (Some(best), variants)
}

/// Whether a text tells the very days: one worked out from the story around it, or from the date of
/// publication, does not overrule them.
fn tells_days(value: &DateSpan) -> bool {
    let is_day = |date: Option<PartialDate>| date.is_some_and(|date| date.day().is_some());
    !time::worked_out(value) && is_day(value.start) && is_day(value.end)
}

/// The surest way of reading first.
fn basis_rank(basis: DateBasis) -> u8 {
    match basis {
        DateBasis::Explicit => 0,
        DateBasis::InferredYear => 1,
        DateBasis::Relative => 2,
        DateBasis::Derived => 3,
        DateBasis::Publication => 4,
    }
}

/// The dates that mentions give, those that are none left out.
pub fn dated<'a>(
    told: impl Iterator<Item = (Option<&'a proto::DateSpan>, bool, &'a Origin)>,
) -> Vec<Told<'a, DateSpan>> {
    told.filter_map(|(date, firm, origin)| {
        let value = from_proto::date_span(date?).ok()?;
        Some(Told { value, firm, origin })
    })
    .collect()
}

/// The value with most independent sources; of equals the first told.
pub fn most_told<'a>(
    told: impl Iterator<Item = (String, &'a Origin)>,
) -> Option<(String, Vec<(String, &'a Origin)>)> {
    let told: Vec<(String, &Origin)> = told.filter(|(value, _)| !value.is_empty()).collect();
    let mut sources: BTreeMap<&str, Vec<&Origin>> = BTreeMap::new();
    for (value, origin) in &told {
        sources.entry(value).or_default().push(origin);
    }
    let counts: BTreeMap<&str, usize> = sources
        .into_iter()
        .map(|(value, origins)| (value, independent(origins.into_iter()).len()))
        .collect();
    let mut best: Option<&str> = None;
    for (value, _) in &told {
        if best.is_none_or(|best| counts[value.as_str()] > counts[best]) {
            best = Some(value);
        }
    }
    let best = best?.to_owned();
    Some((best, told))
}

/// Values that differ from the one that stands, each with its reports.
pub fn variants<'a>(
    field: &str,
    others: impl Iterator<Item = (String, &'a Origin)>,
) -> Vec<proto::Variant> {
    let mut by_value: BTreeMap<String, Vec<proto::Report>> = BTreeMap::new();
    for (value, origin) in others {
        by_value.entry(value).or_default().extend(origin.reports.first().cloned());
    }
    let variant = |(value, reports)| proto::Variant { field: field.to_owned(), value, reports };
    by_value.into_iter().take(VARIANTS_MAX).map(variant).collect()
}

/// The first time that one of the documents was ingested.
pub fn first_time<'a>(origins: impl Iterator<Item = &'a Origin>) -> Option<prost_types::Timestamp> {
    origins.filter_map(|origin| origin.record_time).min_by_key(|time| (time.seconds, time.nanos))
}

/// A date as it goes over the wire.
pub fn on_the_wire(date: Option<DateSpan>) -> Option<proto::DateSpan> {
    date.as_ref().map(to_proto::date_span)
}
