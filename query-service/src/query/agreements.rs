//! Which agreements fit a filter.

use std::collections::BTreeSet;

use prost::Message as _;
use shared::date::DateSpan;
use shared::kind::AgreementStatus;
use shared::proto;
use shared::wire::from_proto;

use super::events::holds_words;
use super::filter::AgreementFilter;
use super::find;
use super::hits::{Hit, Order, Search, hits};
use super::{Page, PageLimit, gather};
use crate::resolve::time::date_of_day;
use crate::resolve::words::{stem, words};
use crate::view::index::{self, Condition, When};
use crate::view::key::{Key, Parts, Table};
use crate::view::map::{ReadBack, ReadError};
use crate::view::{decode, get_record};

struct AgreementQuery {
    filter: AgreementFilter,
    actors: Vec<BTreeSet<String>>,
    words: Vec<String>,
    newest: Option<jiff::civil::Date>,
}

/// A page of agreements, in order of the date of signature, the undated last.
pub fn page(
    map: &dyn ReadBack,
    filter: &AgreementFilter,
    order: Order,
    after: Option<&[u8]>,
    limit: PageLimit,
) -> Result<Page<proto::Agreement>, ReadError> {
    let mut actors = Vec::new();
    for name in &filter.actors {
        actors.push(find::actors(map, name)?);
    }
    let query = AgreementQuery {
        actors,
        words: words(&filter.text).iter().map(|word| stem(word).to_owned()).collect(),
        newest: newest_publication(map)?,
        filter: filter.clone(),
    };
    let (condition, values) = query.driver();
    let search = Search {
        table: Table::AgreementPosting,
        condition,
        values,
        window: filter.signed.as_ref(),
        include_undated: true,
        order,
        after,
    };
    gather(hits(map, &search), limit, Hit::cursor, |hit| query.load(map, &hit.id))
}

/// An agreement by its id or a former one.
pub fn get(map: &dyn ReadBack, id: &str) -> Result<Option<proto::Agreement>, ReadError> {
    let former = Key::of(Table::AgreementOf).text(id).bytes();
    let Some(present) = map.get(&former)? else { return Ok(None) };
    let present = String::from_utf8(present).map_err(|_| ReadError::damaged(&former))?;
    let key = Key::of(Table::Agreement).text(&present).bytes();
    let stored: Option<proto::Agreement> = get_record(map, &key)?;
    let newest = newest_publication(map)?;
    Ok(stored.map(|agreement| as_of(agreement, newest)))
}

/// The last day on which a document of the view was published.
fn newest_publication(map: &dyn ReadBack) -> Result<Option<jiff::civil::Date>, ReadError> {
    let from = Key::of(Table::Published).bytes();
    let undated = Key::of(Table::Published).day(u32::MAX).bytes();
    let Some(row) = map.scan_back(&from, &undated).next() else { return Ok(None) };
    let (key, _) = row?;
    let day = Parts::of(&key).day().ok_or_else(|| ReadError::damaged(&key))?;
    Ok(date_of_day(day))
}

/// An agreement as the newest document leaves it: one whose period was over by then has expired.
fn as_of(mut agreement: proto::Agreement, newest: Option<jiff::civil::Date>) -> proto::Agreement {
    let period = agreement.period.as_ref().and_then(|date| from_proto::date_span(date).ok());
    let end = period.and_then(|period| period.end);
    let over = end.zip(newest).is_some_and(|(end, newest)| end.last_day() < newest);
    let live = [AgreementStatus::Signed, AgreementStatus::InForce]
        .iter()
        .any(|status| status.to_wire() == agreement.status);
    if let (true, true, Some(end)) = (over, live, end) {
        let basis = shared::date::DateBasis::Derived;
        agreement.status = AgreementStatus::Expired.to_wire();
        agreement.stages.push(proto::AgreementStage {
            status: agreement.status,
            date: Some(shared::wire::to_proto::date_span(&DateSpan::single(end, basis))),
            event_id: String::new(),
        });
    }
    agreement
}

impl AgreementQuery {
    fn driver(&self) -> (Condition, Vec<String>) {
        let filter = &self.filter;
        if !self.actors.is_empty() {
            let fewest = self.actors.iter().min_by_key(|ids| ids.len());
            let all = self.actors.iter().flatten().cloned().collect::<BTreeSet<_>>();
            let ids = if filter.all_actors { fewest.cloned().unwrap_or_default() } else { all };
            return (Condition::Actor, ids.into_iter().collect());
        }
        if !filter.topics.is_empty() {
            return (Condition::Topic, filter.topics.clone());
        }
        if !filter.country_codes.is_empty() {
            return (Condition::Country, filter.country_codes.clone());
        }
        if !filter.kinds.is_empty() {
            let kinds = filter.kinds.iter().map(|kind| kind.to_wire().to_string());
            return (Condition::Kind, kinds.collect());
        }
        (Condition::All, vec![String::new()])
    }

    fn load(
        &self,
        map: &dyn ReadBack,
        id: &str,
    ) -> Result<Option<(proto::Agreement, usize)>, ReadError> {
        let key = Key::of(Table::Agreement).text(id).bytes();
        let value = map.get(&key)?.ok_or_else(|| ReadError::damaged(&key))?;
        let agreement = as_of(decode(&key, &value)?, self.newest);
        let fits = self.fits(&agreement) && self.fits_country(map, &agreement)?;
        let size = agreement.encoded_len();
        Ok(fits.then_some((agreement, size)))
    }

    fn fits(&self, agreement: &proto::Agreement) -> bool {
        let filter = &self.filter;
        let signed = agreement.signatories.iter().filter_map(|each| each.actor.as_ref());
        let own: BTreeSet<String> =
            agreement.parties.iter().chain(signed).map(|actor| actor.actor_id.clone()).collect();
        let named = |ids: &BTreeSet<String>| !ids.is_disjoint(&own);
        let actors = self.actors.is_empty()
            || if filter.all_actors {
                self.actors.iter().all(named)
            } else {
                self.actors.iter().any(named)
            };
        let kinds = &filter.kinds;
        let statuses = &filter.statuses;
        actors
            && (kinds.is_empty() || kinds.iter().any(|kind| kind.to_wire() == agreement.kind))
            && (statuses.is_empty()
                || statuses.iter().any(|status| status.to_wire() == agreement.status))
            && (filter.topics.is_empty()
                || filter.topics.iter().any(|topic| agreement.topics.contains(topic)))
            && filter.in_effect.is_none_or(|window| in_effect(agreement, &window))
            && (self.words.is_empty() || holds_words(&self.words, texts(agreement)))
    }

    fn fits_country(
        &self,
        map: &dyn ReadBack,
        agreement: &proto::Agreement,
    ) -> Result<bool, ReadError> {
        if self.filter.country_codes.is_empty() {
            return Ok(true);
        }
        let when = When::of(agreement.signed.as_ref());
        let own = index::country_codes(map, Table::AgreementPosting, &when, &agreement.id)?;
        Ok(self.filter.country_codes.iter().any(|code| own.contains(code)))
    }
}

fn texts(agreement: &proto::Agreement) -> impl Iterator<Item = &str> {
    let quotes = agreement.reports.iter().filter_map(|report| report.evidence.as_ref());
    let titles = agreement.aliases.iter().chain([&agreement.title]).map(String::as_str);
    titles.chain(quotes.map(|span| span.quote.as_str()))
}

/// Whether the period overlaps the window. Nothing is in effect before it is signed.
fn in_effect(agreement: &proto::Agreement, window: &DateSpan) -> bool {
    let span = |date: &Option<proto::DateSpan>| {
        date.as_ref().and_then(|date| from_proto::date_span(date).ok())
    };
    let Some(period) = span(&agreement.period) else { return false };
    let signed = span(&agreement.signed).and_then(|signed| signed.start);
    let period = DateSpan { start: period.start.or(signed), ..period };
    period.overlaps(window.first_day(), window.last_day())
}
