//! Requests into what is asked for, with every fault by its field path.

use shared::date::{DateBasis, DateSpan, PartialDate};
use shared::failure::{Failure, Violation};
use shared::kind::{
    ActorKind, AgreementKind, AgreementStatus, EventKind, Modality, ParticipantRole,
};
use shared::wire::from_proto;
use shared::{limits, proto};

use crate::query::PageLimit;
use crate::query::count::Group;
use crate::query::filter::{ActorFilter, AgreementFilter, EventFilter};
use crate::query::hits::Order;

/// Groups of a count if the request does not say.
const GROUPS_DEFAULT: i32 = 100;

/// Gathers what is wrong with a request while it is read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    violations: Vec<Violation>,
}

impl Reader {
    /// `value`, if nothing was wrong.
    pub(super) fn finish<T>(self, value: T) -> Result<T, Failure> {
        Failure::unless_empty(self.violations)?;
        Ok(value)
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, field: &str, text: &str) -> String {
        if text.trim().is_empty() {
            self.violations.push(Violation::required(field, "is empty"));
        }
        self.text(field, text)
    }

    pub(super) fn text(&mut self, field: &str, text: &str) -> String {
        if text.len() > limits::FILTER_TEXT_BYTES_MAX {
            let most = limits::FILTER_TEXT_BYTES_MAX;
            let what = format!("has {} bytes; at most {most}", text.len());
            self.violations.push(Violation::too_long(field, what));
        }
        text.to_owned()
    }

    fn texts(&mut self, field: &str, texts: &[String]) -> Vec<String> {
        self.count(field, texts.len());
        for (index, text) in texts.iter().enumerate() {
            let path = format!("{field}[{index}]");
            if text.trim().is_empty() {
                self.violations.push(Violation::invalid(path.clone(), "is empty"));
            }
            self.text(&path, text);
        }
        texts.to_vec()
    }

    fn count(&mut self, field: &str, count: usize) {
        let most = limits::FILTER_VALUES_MAX;
        if count > most {
            let what = format!("has {count} values; at most {most}");
            self.violations.push(Violation::too_long(field, what));
        }
    }

    fn codes(&mut self, field: &str, codes: &[String]) -> Vec<String> {
        self.count(field, codes.len());
        for (index, code) in codes.iter().enumerate() {
            if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                let path = format!("{field}[{index}]");
                let what = "is no ISO 3166-1 alpha-2 code such as \"KZ\"";
                self.violations.push(Violation::invalid(path, what));
            }
        }
        codes.iter().map(|code| code.to_uppercase()).collect()
    }

    fn kinds<K>(
        &mut self,
        field: &str,
        numbers: &[i32],
        name: &str,
        read: fn(i32) -> Option<K>,
    ) -> Vec<K> {
        self.count(field, numbers.len());
        let mut kinds = Vec::new();
        for (index, number) in numbers.iter().enumerate() {
            match read(*number) {
                Some(kind) => kinds.push(kind),
                None => {
                    let path = format!("{field}[{index}]");
                    let what = format!("{number} is no {name}");
                    self.violations.push(Violation::invalid(path, what));
                }
            }
        }
        kinds
    }

    fn window(&mut self, field: &str, window: Option<&proto::DateWindow>) -> Option<DateSpan> {
        let window = window?;
        let since = self.date(&format!("{field}.since"), window.since.as_ref());
        let until = self.date(&format!("{field}.until"), window.until.as_ref());
        if let (Some(since), Some(until)) = (since, until)
            && until.last_day() < since.first_day()
        {
            let what = format!("ends with {until}, before it begins with {since}");
            self.violations.push(Violation::invalid(field, what));
        }
        // A window without sides sets no condition.
        (since.is_some() || until.is_some())
            .then(|| DateSpan::between(since, until, DateBasis::Explicit))
    }

    fn date(&mut self, field: &str, date: Option<&proto::PartialDate>) -> Option<PartialDate> {
        match from_proto::partial_date(date?) {
            Ok(date) => Some(date),
            Err(cause) => {
                self.violations.push(Violation::invalid(field, cause.to_string()));
                None
            }
        }
    }

    /// Which events are meant.
    pub(super) fn event_filter(&mut self, filter: Option<&proto::EventFilter>) -> EventFilter {
        let Some(filter) = filter else { return EventFilter::default() };
        let min_confidence = self.confidence(filter.min_confidence);
        EventFilter {
            actors: self.texts("filter.actors", &filter.actors),
            all_actors: filter.all_actors,
            window: self.window("filter.window", filter.window.as_ref()),
            kinds: self.event_kinds("filter.kinds", &filter.kinds),
            modalities: self.kinds(
                "filter.modalities",
                &filter.modalities,
                Modality::WIRE_NAME,
                Modality::from_wire,
            ),
            roles: self.kinds(
                "filter.roles",
                &filter.roles,
                ParticipantRole::WIRE_NAME,
                ParticipantRole::from_wire,
            ),
            country_codes: self.codes("filter.country_codes", &filter.country_codes),
            topics: self.texts("filter.topics", &filter.topics),
            places: self.texts("filter.places", &filter.places),
            agreement_ids: self.texts("filter.agreement_ids", &filter.agreement_ids),
            document_ids: self.texts("filter.document_ids", &filter.document_ids),
            text: self.text("filter.text", &filter.text),
            min_documents: self.not_negative("filter.min_documents", filter.min_documents),
            min_confidence,
            include_undated: filter.include_undated,
            reported: self.window("filter.reported", filter.reported.as_ref()),
            exclude_actors: self.texts("filter.exclude_actors", &filter.exclude_actors),
            exclude_kinds: self.event_kinds("filter.exclude_kinds", &filter.exclude_kinds),
        }
    }

    fn event_kinds(&mut self, field: &str, numbers: &[i32]) -> Vec<EventKind> {
        self.kinds(field, numbers, EventKind::WIRE_NAME, EventKind::from_wire)
    }

    fn confidence(&mut self, least: Option<f64>) -> Option<f64> {
        let least = least?;
        if !(0.0..=1.0).contains(&least) {
            let what = format!("{least} is not within 0 to 1");
            self.violations.push(Violation::invalid("filter.min_confidence", what));
        }
        Some(least)
    }

    fn not_negative(&mut self, field: &str, number: i32) -> usize {
        usize::try_from(number).unwrap_or_else(|_| {
            self.violations.push(Violation::invalid(field, format!("{number} is negative")));
            0
        })
    }

    /// Which agreements are meant.
    pub(super) fn agreement_filter(
        &mut self,
        filter: Option<&proto::AgreementFilter>,
    ) -> AgreementFilter {
        let Some(filter) = filter else { return AgreementFilter::default() };
        AgreementFilter {
            actors: self.texts("filter.actors", &filter.actors),
            all_actors: filter.all_actors,
            kinds: self.kinds(
                "filter.kinds",
                &filter.kinds,
                AgreementKind::WIRE_NAME,
                AgreementKind::from_wire,
            ),
            statuses: self.kinds(
                "filter.statuses",
                &filter.statuses,
                AgreementStatus::WIRE_NAME,
                AgreementStatus::from_wire,
            ),
            signed: self.window("filter.signed", filter.signed.as_ref()),
            in_effect: self.window("filter.in_effect", filter.in_effect.as_ref()),
            topics: self.texts("filter.topics", &filter.topics),
            country_codes: self.codes("filter.country_codes", &filter.country_codes),
            text: self.text("filter.text", &filter.text),
        }
    }

    /// Which actors are meant.
    pub(super) fn actor_filter(&mut self, request: &proto::ListActorsRequest) -> ActorFilter {
        let post_window = self.window("post_window", request.post_window.as_ref());
        if post_window.is_some() && request.post.trim().is_empty() {
            let what = "needs post: who was seen in which post?";
            self.violations.push(Violation::invalid("post_window", what));
        }
        ActorFilter {
            query: self.text("query", &request.query).trim().to_owned(),
            kinds: self.kinds("kinds", &request.kinds, ActorKind::WIRE_NAME, ActorKind::from_wire),
            country_codes: self.codes("country_codes", &request.country_codes),
            post: self.text("post", &request.post).trim().to_owned(),
            post_window,
        }
    }

    /// How much a page may hold.
    pub(super) fn page_limit(&mut self, page_size: i32) -> PageLimit {
        let items = self.size("page_size", page_size, limits::PAGE_SIZE_DEFAULT);
        PageLimit { items, bytes: limits::PAGE_BYTES_MAX }
    }

    /// How many groups are asked for.
    pub(super) fn group_limit(&mut self, limit: i32) -> usize {
        self.size("limit", limit, GROUPS_DEFAULT)
    }

    fn size(&mut self, field: &str, size: i32, default: i32) -> usize {
        let wanted = if size == 0 { default } else { size.min(limits::PAGE_SIZE_MAX) };
        self.not_negative(field, wanted)
    }

    /// A position that a view can be waited to reach.
    pub(super) fn min_position(&mut self, position: i64) -> i64 {
        if position < 0 {
            let what = format!("{position} is negative");
            self.violations.push(Violation::invalid("min_position", what));
        }
        position
    }

    /// The order of a timeline.
    pub(super) fn order(&mut self, order: i32) -> Order {
        match proto::TimelineOrder::try_from(order) {
            Ok(proto::TimelineOrder::NewestFirst) => Order::NewestFirst,
            Ok(_) => Order::OldestFirst,
            Err(_) => {
                let what = format!("{order} is no TimelineOrder");
                self.violations.push(Violation::invalid("order", what));
                Order::OldestFirst
            }
        }
    }

    /// What to count by.
    pub(super) fn group(&mut self, group: i32) -> Group {
        match proto::EventGroup::try_from(group) {
            Ok(proto::EventGroup::Unspecified) => Group::None,
            Ok(proto::EventGroup::Year) => Group::Year,
            Ok(proto::EventGroup::Month) => Group::Month,
            Ok(proto::EventGroup::Kind) => Group::Kind,
            Ok(proto::EventGroup::Actor) => Group::Actor,
            Ok(proto::EventGroup::Country) => Group::Country,
            Ok(proto::EventGroup::Topic) => Group::Topic,
            Ok(proto::EventGroup::Source) => Group::Source,
            Err(_) => {
                let what = format!("{group} is no EventGroup");
                self.violations.push(Violation::invalid("group_by", what));
                Group::None
            }
        }
    }
}
