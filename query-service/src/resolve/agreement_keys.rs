//! Under which keys the mentions of one agreement find each other, and the words that tell it from
//! others.

use std::collections::BTreeSet;

use shared::wire::from_proto;

use super::name::{content_words, fold, one_spelling};
use super::record::AgreementVertex;
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

/// Keys under which mentions of one agreement find each other.
pub fn blocking_keys(vertex: &AgreementVertex) -> BTreeSet<String> {
    let Some(mention) = &vertex.mention else { return BTreeSet::new() };
    let words = telling_words(vertex);
    let mut keys: BTreeSet<String> = words.iter().map(|word| format!("w {word}")).collect();
    let parties: BTreeSet<&str> =
        vertex.parties.iter().map(|party| party.actor_id.as_str()).take(PARTIES_MAX).collect();
    for one in &parties {
        for other in parties.range(*one..).skip(1) {
            keys.insert(format!("p {one} {other}"));
        }
    }
    let signed = mention.signed.as_ref().and_then(|date| from_proto::date_span(date).ok());
    let years = signed.iter().flat_map(|span| [span.start, span.end]).flatten();
    for year in years.map(|date| date.year()).collect::<BTreeSet<_>>() {
        for actor in parties.iter().copied().chain(signatory_ids(vertex)) {
            keys.insert(format!("y {year} {} {actor}", mention.kind));
        }
    }
    let period = mention.period.as_ref().and_then(|date| from_proto::date_span(date).ok());
    if let Some((start, end)) = period.and_then(|span| span.start.zip(span.end)) {
        for code in vertex.country_codes.iter().chain(&vertex.context_codes) {
            keys.insert(format!("d {}-{} {code}", start.year(), end.year()));
        }
    }
    keys
}

/// Parties taken in pairs for blocking.
const PARTIES_MAX: usize = 6;

fn signatory_ids(vertex: &AgreementVertex) -> impl Iterator<Item = &str> {
    let actors = vertex.signatories.iter().filter_map(|each| each.actor.as_ref());
    actors.map(|actor| actor.actor_id.as_str())
}
