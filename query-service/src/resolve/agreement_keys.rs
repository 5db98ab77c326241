//! Under which keys the mentions of one agreement find each other, and the words that tell it from
//! others.

use std::collections::BTreeSet;

use jiff::civil::Date;
use shared::date::DateSpan;
use shared::wire::from_proto;

use super::event_keys::{BEFORE_TIME, BlockingKeys, Sought};
use super::name::{content_words, fold, one_spelling};
use super::record::AgreementVertex;
use super::time::{self, LOOSE_DAYS};
use super::words::stem;

/// Words of titles that tell no agreement from another, in stemmed form.
const GENERIC: &[&str] = &[
    "agreement",
    "accord",
    "deal",
    "treaty",
    "memorandum",
    "memoranda",
    "memo",
    "mou",
    "understand",
    "cooperation",
    "collaboration",
    "collaborative",
    "joint",
    "declaration",
    "strategy",
    "strategic",
    "plan",
    "action",
    "protocol",
    "contract",
    "loan",
    "grant",
    "partnership",
    "framework",
    "program",
    "bilateral",
    "new",
    "sign",
    "between",
    "with",
    "by",
    "from",
    "until",
    "document",
    "statement",
    "communique",
    "roadmap",
    "convention",
    "pact",
    "several",
    "field",
    "area",
    "mutual",
    "intergovernmental",
    "governmental",
    "comprehensive",
    "development",
    "compact",
    "charter",
    "intent",
    "letter",
    "finance",
    "financ",
    "cooperate",
];

/// Words that outlets write in one or in two.
const SPELLINGS: &[(&str, &str)] =
    &[("co operation", "cooperation"), ("two year", "biennial"), ("cease fire", "ceasefire")];

/// The words of the title that tell the agreement from others of its sort: without the sort
/// itself, the parties and the years.
pub fn telling_words(vertex: &AgreementVertex) -> BTreeSet<String> {
    let title = vertex.mention.as_ref().map(|mention| mention.title.as_str()).unwrap_or_default();
    let mut folded = fold(title);
    for (spelling, usual) in SPELLINGS {
        folded = folded.replace(spelling, usual);
    }
    let parties: BTreeSet<String> = vertex
        .parties
        .iter()
        .flat_map(|party| {
            content_words(&fold(&party.name)).join(" ").split(' ').map(key).collect::<Vec<_>>()
        })
        .collect();
    content_words(&folded)
        .into_iter()
        .map(key)
        .filter(|word| !GENERIC.contains(&word.as_str()) && !parties.contains(word))
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

fn key(word: &str) -> String {
    stem(one_spelling(word)).to_owned()
}

/// Keys under which mentions of one agreement find each other: a word of the title with a party,
/// the day of the signature with whom it binds or who signed, the years of the period with the
/// parties or the country. Where one leaves out the parties, the word alone must do.
pub fn blocking_keys(vertex: &AgreementVertex) -> BlockingKeys {
    let mut keys = BlockingKeys::default();
    let Some(mention) = &vertex.mention else { return keys };
    let parties: BTreeSet<&str> =
        vertex.parties.iter().map(|party| party.actor_id.as_str()).take(PARTIES_MAX).collect();
    for word in telling_words(vertex) {
        by_word(&mut keys, &word, &parties);
    }
    let span = |date: &Option<shared::proto::DateSpan>| {
        date.as_ref().and_then(|date| from_proto::date_span(date).ok())
    };
    if let Some(signed) = span(&mention.signed) {
        let actors: BTreeSet<&str> = parties.iter().copied().chain(signatory_ids(vertex)).collect();
        for actor in actors {
            by_signature(&mut keys, actor, &signed);
        }
    }
    if let Some(period) = span(&mention.period) {
        by_period(&mut keys, vertex, &parties, &period);
    }
    keys
}

fn by_word(keys: &mut BlockingKeys, word: &str, parties: &BTreeSet<&str>) {
    keys.sought.insert(Sought::exactly(&format!("s {word}"), false));
    for party in parties {
        let key = format!("w {word} {party}");
        keys.sought.insert(Sought::exactly(&key, false));
        keys.own.insert(key);
    }
    if parties.is_empty() {
        keys.sought.insert(Sought::beginning(&format!("w {word} "), false));
        keys.own.insert(format!("s {word}"));
    }
}

fn by_signature(keys: &mut BlockingKeys, actor: &str, signed: &DateSpan) {
    let sides = signed.first_day().zip(signed.last_day());
    let Some((first, last)) = sides else { return };
    let days = |first: i32, last: i32| Sought {
        from: format!("y {actor}{BEFORE_TIME}{first:07}"),
        until: format!("y {actor}{BEFORE_TIME}{:07}", last + 1),
        sure: true,
    };
    let year = |year: i16| format!("z {actor} {year:04}");
    if first == last {
        let day = time::day_number(first);
        keys.own.insert(format!("y {actor}{BEFORE_TIME}{day:07}"));
        keys.sought.insert(days((day - LOOSE_DAYS).max(0), day + LOOSE_DAYS));
        keys.sought.insert(Sought::exactly(&year(first.year()), true));
        return;
    }
    let to = last.year().min(first.year().saturating_add(YEARS_MAX));
    for each in first.year()..=to {
        let day = |month, day| Date::new(each, month, day).map_or(0, time::day_number);
        keys.own.insert(year(each));
        keys.sought.insert(Sought::exactly(&year(each), true));
        keys.sought.insert(days(day(1, 1), day(12, 31)));
    }
}

fn by_period(
    keys: &mut BlockingKeys,
    vertex: &AgreementVertex,
    parties: &BTreeSet<&str>,
    period: &DateSpan,
) {
    if let Some((start, end)) = period.start.zip(period.end) {
        for code in vertex.country_codes.iter().chain(&vertex.context_codes) {
            let key = format!("d {}-{} {code}", start.year(), end.year());
            keys.sought.insert(Sought::exactly(&key, true));
            keys.own.insert(key);
        }
    }
    for one in parties {
        for other in parties.range(*one..).skip(1) {
            let pair = format!("p {one} {other} ");
            let Some(end) = period.end else {
                // Whether an open period is another one depends on its start alone.
                keys.own.insert(format!("{pair}-"));
                keys.sought.insert(Sought::beginning(&pair, true));
                continue;
            };
            let key = format!("{pair}{}", end.year());
            keys.sought.insert(Sought::exactly(&key, true));
            keys.sought.insert(Sought::exactly(&format!("{pair}-"), true));
            keys.own.insert(key);
        }
    }
}

/// Parties that are looked at for blocking.
const PARTIES_MAX: usize = 6;
/// Years under which a signature without a day is found.
const YEARS_MAX: i16 = 3;

fn signatory_ids(vertex: &AgreementVertex) -> impl Iterator<Item = &str> {
    let actors = vertex.signatories.iter().filter_map(|each| each.actor.as_ref());
    actors.map(|actor| actor.actor_id.as_str())
}
