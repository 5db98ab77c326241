//! Actors as they are answered: the stored record with counts, tenures and active time.

use shared::date::{DateBasis, DateSpan, PartialDate};
use shared::proto;
use shared::wire::to_proto;

use crate::resolve::post::{PostWords, post_words, same_words};
use crate::resolve::record::{ActorRecord, Group, Sense};
use crate::resolve::time::date_of_day;
use crate::view::counts::counts;
use crate::view::index::{Condition, Length, postings};
use crate::view::key::{Key, Parts, Table};
use crate::view::map::{ReadBack, ReadError, after_prefix};
use crate::view::{decode, get_record, index};

/// Reports that a tenure lists, the oldest.
const REPORTS_MAX: usize = 20;

/// The actor of a record with everything that is kept elsewhere.
pub fn complete(map: &dyn ReadBack, record: ActorRecord) -> Result<proto::Actor, ReadError> {
    let mut actor = record.actor.clone().unwrap_or_default();
    let counts = counts(map, &actor.id)?;
    actor.event_count = counts.events;
    actor.document_count = counts.documents;
    actor.active = active(map, &actor.id)?;
    actor.tenures = tenures(map, &record)?;
    Ok(actor)
}

/// From the first to the last dated event.
fn active(map: &dyn ReadBack, id: &str) -> Result<Option<proto::DateSpan>, ReadError> {
    let (mut first, mut last): (Option<i32>, Option<i32>) = (None, None);
    for length in [Length::Short, Length::Long] {
        let prefix = postings(Table::EventPosting, Condition::Actor, id, length).bytes();
        let until = after_prefix(&prefix);
        for row in map.scan(&prefix, &until).take(1).chain(map.scan_back(&prefix, &until).take(1)) {
            let (key, value) = row?;
            let days = index::days(&value).ok_or_else(|| ReadError::damaged(&key))?;
            let (start, end) = closed(days);
            first = Some(first.map_or(start, |known| known.min(start)));
            last = Some(last.map_or(end, |known| known.max(end)));
        }
    }
    let date = |day: Option<i32>| {
        let date = date_of_day(u32::try_from(day?).ok()?)?;
        Some(PartialDate::from(date))
    };
    let span = date(first).zip(date(last));
    Ok(span.map(|(first, last)| {
        let span = DateSpan::between(Some(first), Some(last), DateBasis::Derived);
        to_proto::date_span(&span)
    }))
}

/// An open side is taken to end where the other does.
fn closed((first, last): (i32, i32)) -> (i32, i32) {
    match (first, last) {
        (i32::MIN, last) => (last, last),
        (first, i32::MAX) => (first, first),
        both => both,
    }
}

/// One post, while it is put together.
struct Post {
    words: PostWords,
    role: proto::Role,
    first: u32,
    last: u32,
    reports: Vec<(u32, proto::Report)>,
}

/// The posts that documents show the actor in, oldest evidence first.
fn tenures(map: &dyn ReadBack, record: &ActorRecord) -> Result<Vec<proto::Tenure>, ReadError> {
    if record.roles.is_empty() {
        return Ok(Vec::new());
    }
    let mut shown = Vec::new();
    for sense in &record.senses {
        shown.extend(shown_roles(map, sense)?);
    }
    shown.sort_by(|one, other| {
        one.first.cmp(&other.first).then_with(|| {
            let key = |post: &Post| (post.role.title.clone(), post.role.organization.clone());
            key(one).cmp(&key(other))
        })
    });
    let mut posts: Vec<Post> = Vec::new();
    for each in shown {
        match posts.iter_mut().find(|known| same_words(&known.words, &each.words)) {
            Some(known) => {
                known.last = known.last.max(each.last);
                known.reports.extend(each.reports);
                complete_role(&mut known.role, &each.role);
            }
            None => posts.push(each),
        }
    }
    Ok(posts.into_iter().map(tenure).collect())
}

fn complete_role(known: &mut proto::Role, told: &proto::Role) {
    if known.organization.is_empty() {
        known.organization.clone_from(&told.organization);
    }
    if known.country_code.is_empty() {
        known.country_code.clone_from(&told.country_code);
    }
}

/// The roles of the profiles of one sense, each with when it was seen.
fn shown_roles(map: &dyn ReadBack, sense: &Sense) -> Result<Vec<Post>, ReadError> {
    let key = Key::of(Table::Group).text(&sense.group).bytes();
    let group: Group = get_record(map, &key)?.ok_or_else(|| ReadError::damaged(&key))?;
    let mut posts = Vec::new();
    for profile in group.profiles.iter().filter(|own| sense.profiles.contains(&own.number)) {
        if profile.roles.is_empty() {
            continue;
        }
        let prefix = Key::of(Table::Sighting).text(&sense.group).number(profile.number).bytes();
        let mut reports = Vec::new();
        for row in map.scan_prefix(&prefix).take(REPORTS_MAX) {
            let (key, value) = row?;
            reports.push((day_of(&key)?, decode(&key, &value)?));
        }
        let latest = map.scan_back(&prefix, &after_prefix(&prefix)).next().transpose()?;
        let Some((first, _)) = reports.first().cloned() else { continue };
        let last = latest.map_or(Ok(first), |(key, _)| day_of(&key))?;
        posts.extend(profile.roles.iter().map(|role| Post {
            words: post_words(role),
            role: role.clone(),
            first,
            last,
            reports: reports.clone(),
        }));
    }
    Ok(posts)
}

fn day_of(key: &[u8]) -> Result<u32, ReadError> {
    let mut parts = Parts::of(key);
    let (_, _) = (parts.text(), parts.number());
    parts.day().ok_or_else(|| ReadError::damaged(key))
}

fn tenure(mut post: Post) -> proto::Tenure {
    let by_age = |(day, report): &(u32, proto::Report)| (*day, report.document_id.clone());
    post.reports.sort_by_key(by_age);
    post.reports.dedup_by(|one, other| one.1.document_id == other.1.document_id);
    post.reports.truncate(REPORTS_MAX);
    let date = |day: u32| date_of_day(day).map(PartialDate::from);
    let observed = date(post.first).or_else(|| date(post.last)).map(|first| {
        let last = date(post.last).unwrap_or(first);
        to_proto::date_span(&DateSpan::between(Some(first), Some(last), DateBasis::Publication))
    });
    proto::Tenure {
        role: Some(post.role),
        observed,
        reports: post.reports.into_iter().map(|(_, report)| report).collect(),
    }
}
