//! Two analyses of one document side by side.

use serde_json::{Map, Value};

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Added,
    Removed,
    Changed,
}

impl Sort {
    /// As it is printed.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// "event", "actor", "agreement" or "document".
    pub(super) part: &'static str,
    pub(super) sort: Sort,
    /// What it is about: the event's summary and quote, the actor's name.
    pub(super) what: String,
    /// "field: old → new" for each field that differs.
    pub(super) fields: Vec<String>,
}

impl Change {
    /// A document that only one of the two outputs has.
    pub(super) fn whole(sort: Sort) -> Self {
        Self { part: "document", sort, what: "the whole document".to_owned(), fields: Vec::new() }
    }
}

/// A part of an analysis: its name, its JSON key, and how its things are told apart.
struct Part {
    name: &'static str,
    key: &'static str,
    /// From the strictest to the loosest: things that agree in one of these are the same thing.
    identities: &'static [fn(&Value) -> String],
    what: fn(&Value) -> String,
}

const PARTS: &[Part] = &[
    Part {
        name: "event",
        key: "events",
        identities: &[whole_event, kind_and_place, first_evidence],
        what: event_in_words,
    },
    Part { name: "actor", key: "actors", identities: &[name], what: name },
    Part { name: "agreement", key: "agreements", identities: &[title, first_span], what: title },
];

/// Fields that follow from others or are no reading of the text.
const DERIVED: &[&str] = &["id", "confidence"];

/// Every difference between two analyses, in the order of the newer one, what was removed last.
pub(super) fn compare(old: &Value, new: &Value) -> Vec<Change> {
    PARTS.iter().flat_map(|part| compare_part(part, old, new)).collect()
}

fn compare_part(part: &Part, old: &Value, new: &Value) -> Vec<Change> {
    let things = |analysis: &Value| analysis[part.key].as_array().cloned().unwrap_or_default();
    let mut old: Vec<Option<Value>> = things(old).into_iter().map(Some).collect();
    let new = things(new);
    let mut pairs: Vec<Option<Value>> = vec![None; new.len()];
    for identity in part.identities {
        for (thing, pair) in new.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let key = identity(thing);
            let same =
                |candidate: &Option<Value>| candidate.as_ref().map(identity) == Some(key.clone());
            *pair = old.iter().position(same).and_then(|index| old[index].take());
        }
    }
    let mut changes = Vec::new();
    for (thing, pair) in new.iter().zip(pairs) {
        let what = (part.what)(thing);
        let Some(pair) = pair else {
            changes.push(Change { part: part.name, sort: Sort::Added, what, fields: Vec::new() });
            continue;
        };
        let fields = fields_that_differ(&pair, thing);
        if !fields.is_empty() {
            changes.push(Change { part: part.name, sort: Sort::Changed, what, fields });
        }
    }
    changes.extend(old.iter().flatten().map(|thing| Change {
        part: part.name,
        sort: Sort::Removed,
        what: (part.what)(thing),
        fields: Vec::new(),
    }));
    changes
}

fn fields_that_differ(old: &Value, new: &Value) -> Vec<String> {
    let none = Map::new();
    let (old, new) = (old.as_object().unwrap_or(&none), new.as_object().unwrap_or(&none));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let differing = names
        .into_iter()
        .filter(|name| !DERIVED.contains(&name.as_str()) && old.get(*name) != new.get(*name));
    differing
        .map(|name| format!("{name}: {} → {}", brief(old.get(name)), brief(new.get(name))))
        .collect()
}

/// A value in few words: dates as dates, spans as offsets, lists in brackets.
fn brief(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "none".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| brief(Some(item))).collect();
            format!("[{}]", items.join("; "))
        }
        Some(Value::Object(object)) => brief_object(object),
        Some(other) => other.to_string(),
    }
}

fn brief_object(object: &Map<String, Value>) -> String {
    if object.contains_key("quote") {
        let offset = |name: &str| object.get(name).and_then(Value::as_i64).unwrap_or(0);
        return format!("{}..{}", offset("start"), offset("end"));
    }
    if object.contains_key("year") {
        let parts = ["year", "month", "day"].iter().filter_map(|name| object.get(*name));
        let parts = parts.filter_map(Value::as_i64).map(|part| format!("{part:02}"));
        return parts.collect::<Vec<_>>().join("-");
    }
    let members = object.iter().map(|(name, value)| format!("{name} {}", brief(Some(value))));
    members.collect::<Vec<_>>().join(", ")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn name(actor: &Value) -> String {
    text(&actor["name"])
}

fn title(agreement: &Value) -> String {
    text(&agreement["title"])
}

fn first_span(agreement: &Value) -> String {
    brief(agreement["spans"].get(0))
}

fn first_evidence(event: &Value) -> String {
    brief(event["evidence"].get(0))
}

fn kind_and_place(event: &Value) -> String {
    format!("{} {}", text(&event["kind"]), first_evidence(event))
}

/// Two events of one sentence and kind are told apart by the rest of them.
fn whole_event(event: &Value) -> String {
    let mut event = event.clone();
    if let Some(object) = event.as_object_mut() {
        object.retain(|name, _| !DERIVED.contains(&name.as_str()));
    }
    event.to_string()
}

fn event_in_words(event: &Value) -> String {
    let kind = text(&event["kind"]);
    let kind = kind.trim_start_matches("EVENT_KIND_").to_lowercase();
    let quote = text(&event["evidence"][0]["quote"]);
    let words: Vec<&str> = quote.split_whitespace().take(16).collect();
    let cut = if quote.split_whitespace().nth(16).is_some() { " ..." } else { "" };
    format!("{kind} “{}{cut}”", words.join(" "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(kind: &str, start: u32, year: u32) -> Value {
        json!({
            "id": format!("{kind}{start}{year}"),
            "kind": format!("EVENT_KIND_{kind}"),
            "date": {"start": {"year": year}, "end": {"year": year}},
            "evidence": [{"start": start, "end": start + 9, "quote": "They met."}],
        })
    }

    fn check(old: Value, new: Value, expected: &[(&str, Sort, &[&str])]) {
        let changes = compare(&old, &new);
        let found: Vec<(&str, Sort, Vec<&str>)> = changes
            .iter()
            .map(|change| {
                (change.part, change.sort, change.fields.iter().map(String::as_str).collect())
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(part, sort, fields)| (*part, *sort, fields.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn equal_analyses_do_not_differ() {
        let analysis = json!({"events": [event("MEETING", 0, 2024)], "actors": [{"name": "A"}]});
        check(analysis.clone(), analysis, &[]);
    }

    #[test]
    fn another_date_is_a_change_and_ids_do_not_count() {
        let old = json!({"events": [event("MEETING", 0, 2024)]});
        let new = json!({"events": [event("MEETING", 0, 2025)]});
        let fields = ["date: end 2024, start 2024 → end 2025, start 2025"];
        check(old, new, &[("event", Sort::Changed, &fields)]);
    }

    #[test]
    fn another_kind_at_the_same_place_is_a_change() {
        let old = json!({"events": [event("MEETING", 0, 2024)]});
        let new = json!({"events": [event("VISIT", 0, 2024), event("MEETING", 50, 2024)]});
        let fields = ["kind: EVENT_KIND_MEETING → EVENT_KIND_VISIT"];
        let expected: &[(&str, Sort, &[&str])] =
            &[("event", Sort::Changed, &fields), ("event", Sort::Added, &[])];
        check(old, new, expected);
    }

    #[test]
    fn actors_go_by_name() {
        let old = json!({"actors": [{"name": "A"}, {"name": "B", "countryCode": "KZ"}]});
        let new = json!({"actors": [{"name": "B"}, {"name": "C"}]});
        let expected: &[(&str, Sort, &[&str])] = &[
            ("actor", Sort::Changed, &["countryCode: KZ → none"]),
            ("actor", Sort::Added, &[]),
            ("actor", Sort::Removed, &[]),
        ];
        check(old, new, expected);
    }
}
