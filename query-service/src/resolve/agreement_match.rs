//! Whether two mentions name one agreement.
//!
//! Same day and same parties is not enough: states sign many things in a day. The title, the
//! period, the amount or the signatories must speak for it too.

use std::collections::BTreeSet;

use shared::date::DateSpan;
use shared::kind::{AgreementKind, AgreementStatus};
use shared::proto;
use shared::wire::from_proto;

use super::agreement_keys::telling_words;
use super::record::AgreementVertex;
use super::time::{self, TimeRelation};
use super::words;

/// What the test looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreementFacts {
    kind: AgreementKind,
    status: Option<AgreementStatus>,
    signed: Option<DateSpan>,
    period: Option<DateSpan>,
    parties: BTreeSet<String>,
    signatories: BTreeSet<String>,
    value: Option<(String, String)>,
    /// Words of the title that tell it from others.
    words: BTreeSet<String>,
    /// Whether the title is a name and no description.
    named: bool,
    /// Words of the evidence.
    text: Vec<u32>,
    /// Countries of the parties and of everybody else whom the evidence names.
    country_codes: BTreeSet<String>,
}

impl AgreementFacts {
    /// `None` for a mention that this release does not understand.
    pub fn of(vertex: &AgreementVertex) -> Option<Self> {
        let mention = vertex.mention.as_ref()?;
        let span = |date: &Option<proto::DateSpan>| {
            date.as_ref().and_then(|date| from_proto::date_span(date).ok())
        };
        let ids = |actors: &[proto::ActorRef]| -> BTreeSet<String> {
            actors.iter().map(|actor| actor.actor_id.clone()).collect()
        };
        let signatories = vertex.signatories.iter().filter_map(|each| each.actor.clone());
        let value = mention.value.as_ref();
        Some(Self {
            kind: AgreementKind::from_wire(mention.kind)?,
            status: AgreementStatus::from_wire(mention.status),
            signed: span(&mention.signed),
            period: span(&mention.period),
            parties: ids(&vertex.parties),
            signatories: ids(&signatories.collect::<Vec<_>>()),
            value: value.map(|value| (value.value.clone(), value.unit.clone())),
            words: telling_words(vertex),
            named: is_named(&mention.title),
            text: vertex.words.clone(),
            country_codes: vertex
                .country_codes
                .iter()
                .chain(&vertex.context_codes)
                .cloned()
                .collect(),
        })
    }
}

/// Titles begin with a capital in more words than the first: "Country Cooperation Strategy".
fn is_named(title: &str) -> bool {
    let title = title.trim();
    let title = ["the ", "a ", "an "]
        .iter()
        .find_map(|article| title.strip_prefix(article))
        .unwrap_or(title);
    let capitals = title.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
    title.starts_with(char::is_uppercase) && capitals.count() >= 2
}

/// How strongly two mentions speak for one agreement; `None` if they are not taken for one.
pub fn likeness(one: &AgreementFacts, other: &AgreementFacts) -> Option<u32> {
    let pair = Pair::of(one, other);
    if !kinds_agree(one.kind, other.kind) || pair.ruled_out(one, other) {
        return None;
    }
    let by_title = pair.same_title(one, other);
    let by_period = pair.period_told
        && !pair.words_differ
        && (pair.parties_agree || pair.same_years(one, other));
    let by_signing = pair.signed >= TimeRelation::Loose
        && one.kind == other.kind
        && !pair.words_differ
        && (pair.signatories >= 2 || (pair.parties >= 2 && !is_common(one.kind)));
    let by_value = pair.value && pair.parties_agree && pair.signed >= TimeRelation::Loose;
    let by_text = pair.told_alike
        && pair.parties_agree
        && !pair.words_differ
        && one.kind == other.kind
        && pair.signed >= TimeRelation::Loose;
    if !(by_title || by_period || by_signing || by_value || by_text) {
        return None;
    }
    let points = 30 * u32::from(by_title)
        + 20 * u32::from(by_period)
        + 20 * u32::from(by_value)
        + 10 * u32::from(by_signing)
        + 10 * u32::from(by_text)
        // OK because both are small counts.
        + 5 * (pair.words.min(6) as u32 + pair.parties.min(4) as u32)
        + 10 * u32::from(one.kind == other.kind)
        + 10 * u32::from(pair.signed >= TimeRelation::Loose);
    Some(points)
}

/// What the pair shares.
struct Pair {
    words: usize,
    words_differ: bool,
    contained: bool,
    parties: usize,
    parties_agree: bool,
    signatories: usize,
    signed: TimeRelation,
    period: TimeRelation,
    period_told: bool,
    value: bool,
    /// The sentences that tell of them are much alike.
    told_alike: bool,
}

/// Words that sentences must share, and percent of the shorter, to tell of one agreement.
const TEXT_WORDS_LEAST: usize = 6;
const TEXT_PERCENT_LEAST: u32 = 45;

impl Pair {
    fn of(one: &AgreementFacts, other: &AgreementFacts) -> Self {
        let words = one.words.intersection(&other.words).count();
        let least = one.words.len().min(other.words.len());
        let parties = one.parties.intersection(&other.parties).count();
        let fewest = one.parties.len().min(other.parties.len());
        Self {
            words,
            words_differ: least > 0 && words == 0,
            contained: words > 0 && 3 * words >= 2 * least,
            parties,
            parties_agree: parties >= 2 || (fewest == 1 && parties == 1),
            signatories: one.signatories.intersection(&other.signatories).count(),
            signed: time::relation(one.signed.as_ref(), other.signed.as_ref()),
            period: period_relation(one.period.as_ref(), other.period.as_ref()),
            period_told: one.period.is_some() && other.period.is_some(),
            value: one.value.is_some() && one.value == other.value,
            told_alike: words::shared(&one.text, &other.text) >= TEXT_WORDS_LEAST
                && words::containment(&one.text, &other.text) >= TEXT_PERCENT_LEAST,
        }
    }

    fn ruled_out(&self, one: &AgreementFacts, other: &AgreementFacts) -> bool {
        let strangers = self.parties == 0 && one.parties.len() >= 2 && other.parties.len() >= 2;
        let planned = |facts: &AgreementFacts| {
            matches!(facts.status, Some(AgreementStatus::Proposed | AgreementStatus::Negotiated))
        };
        // A plan may be late; two signatures on two days are two agreements.
        let apart = self.signed == TimeRelation::Apart && planned(one) == planned(other);
        strangers || apart || self.period == TimeRelation::Apart
    }

    /// One of them does not say whom it binds, but both are of one country, one kind and the same
    /// several years.
    fn same_years(&self, one: &AgreementFacts, other: &AgreementFacts) -> bool {
        let years = |facts: &AgreementFacts| {
            let (start, end) = facts.period.and_then(|period| period.start.zip(period.end))?;
            (start.year() < end.year()).then_some((start.year(), end.year()))
        };
        (one.parties.is_empty() || other.parties.is_empty())
            && one.kind == other.kind
            && years(one).is_some()
            && years(one) == years(other)
            && !one.country_codes.is_disjoint(&other.country_codes)
    }

    fn same_title(&self, one: &AgreementFacts, other: &AgreementFacts) -> bool {
        if !self.contained {
            return false;
        }
        let known = self.parties_agree || self.parties > 0 && self.signed >= TimeRelation::Loose;
        let silent = one.parties.is_empty() || other.parties.is_empty();
        let same_period = self.period_told && self.period == TimeRelation::Same;
        known
            || (self.parties > 0 && self.words >= 2)
            || (silent && ((one.named && other.named) || self.words >= 3 || same_period))
    }
}

/// Periods agree if their ends do: outlets leave out the start. Otherwise they are compared as
/// times are.
fn period_relation(one: Option<&DateSpan>, other: Option<&DateSpan>) -> TimeRelation {
    let (Some(one), Some(other)) = (one, other) else { return TimeRelation::Unknown };
    let year = |span: &DateSpan| span.end.map(|end| end.year());
    match (year(one), year(other)) {
        (Some(end), Some(other_end)) if end == other_end => TimeRelation::Same,
        (Some(_), Some(_)) => TimeRelation::Apart,
        _ => time::relation(Some(one), Some(other)),
    }
}

/// Kinds of which the same parties sign many in a day.
fn is_common(kind: AgreementKind) -> bool {
    matches!(
        kind,
        AgreementKind::Agreement
            | AgreementKind::Memorandum
            | AgreementKind::Contract
            | AgreementKind::Protocol
    )
}

/// Whether outlets may call one instrument by both kinds.
fn kinds_agree(one: AgreementKind, other: AgreementKind) -> bool {
    use AgreementKind::{
        ActionPlan, Agreement, Contract, Convention, Declaration, Protocol, Statement, Strategy,
        Treaty,
    };
    let both = |kinds: &[AgreementKind]| kinds.contains(&one) && kinds.contains(&other);
    one == other
        || both(&[Agreement, Treaty, Convention, Contract, Protocol])
        || both(&[Declaration, Statement])
        || both(&[Strategy, ActionPlan])
}
