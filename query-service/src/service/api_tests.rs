//! Each call of the query services over a socket: filters, orders, groups, paging, names.

use shared::kind::{AgreementKind, AgreementStatus, EventKind};
use shared::proto::agreement_service_client::AgreementServiceClient;
use shared::proto::{self, ChangeKind, EventGroup};
use tonic::Code;

use super::tests::{Service, ids, meeting, meetings, pair, reason};
use crate::view::sample::{Sample, deletion};

fn window(since: (i32, i32), until: (i32, i32)) -> Option<proto::DateWindow> {
    let date = |(year, month): (i32, i32)| Some(proto::PartialDate { year, month, day: 0 });
    Some(proto::DateWindow { since: date(since), until: date(until) })
}

/// Three agreements of two pairs of states, and one that nobody signed yet.
fn agreements() -> Vec<proto::FeedEntry> {
    let states = |id: &str, published: &str, other: &str, code: &str| {
        Sample::new(id, published).country("Kazakhstan", "KZ").country(other, code)
    };
    let treaty = states("a", "2023-05-02", "Hungary", "HU").agreement(
        AgreementKind::Treaty,
        "Treaty on Water Reserves",
        "Kazakhstan;Hungary",
        "2023-05-01",
        "2024/2026",
    );
    let loan = states("b", "2024-03-02", "Japan", "JP")
        .agreement(
            AgreementKind::Agreement,
            "Railway Electrification Loan",
            "Kazakhstan;Japan",
            "2024-03-01",
            "2024/2030",
        )
        .worth("45000000000", "JPY");
    let declaration = states("c", "2025-01-20", "Hungary", "HU").agreement(
        AgreementKind::Declaration,
        "Budapest Declaration on Vaccines",
        "Kazakhstan;Hungary",
        "",
        "",
    );
    (1..).zip([treaty, loan, declaration]).map(|(at, sample)| sample.entry(at)).collect()
}

fn titles(agreements: &[proto::Agreement]) -> Vec<&str> {
    let word = |agreement: &proto::Agreement| agreement.title.find(' ').unwrap_or(0);
    agreements.iter().map(|agreement| &agreement.title[..word(agreement)]).collect()
}

async fn agreed(
    service: &Service,
    request: proto::ListAgreementsRequest,
) -> proto::ListAgreementsResponse {
    let mut client = AgreementServiceClient::new(service.channel.clone());
    let request = proto::ListAgreementsRequest { min_position: 3, ..request };
    client.list_agreements(request).await.unwrap().into_inner()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

type Ask = fn(&mut proto::AgreementFilter);

#[tokio::test]
async fn agreements_are_listed_by_every_condition_and_in_both_orders() {
    let (_feed, service, _directory) = pair(agreements()).await;
    let both: Ask = |filter| {
        filter.actors = names(&["Kazakhstan", "Hungary"]);
        filter.all_actors = true;
    };
    let cases: [(Ask, &[&str]); 11] = [
        (|_| (), &["Treaty", "Railway", "Budapest"]),
        (|filter| filter.actors = names(&["Japan"]), &["Railway"]),
        (both, &["Treaty", "Budapest"]),
        (|filter| filter.kinds = vec![AgreementKind::Declaration.to_wire()], &["Budapest"]),
        (|filter| filter.statuses = vec![AgreementStatus::Expired.to_wire()], &[]),
        (|filter| filter.signed = window((2024, 0), (2024, 0)), &["Railway"]),
        (|filter| filter.in_effect = window((2025, 6), (2025, 6)), &["Treaty", "Railway"]),
        (|filter| filter.in_effect = window((2029, 0), (2029, 0)), &["Railway"]),
        (|filter| filter.country_codes = names(&["JP"]), &["Railway"]),
        (|filter| filter.text = "vaccine".to_owned(), &["Budapest"]),
        (|filter| filter.topics = names(&["health"]), &[]),
    ];
    for (ask, expected) in cases {
        let mut filter = proto::AgreementFilter::default();
        ask(&mut filter);
        let request =
            proto::ListAgreementsRequest { filter: Some(filter.clone()), ..Default::default() };
        assert_eq!(titles(&agreed(&service, request).await.agreements), expected, "{filter:?}");
    }
    let newest = proto::ListAgreementsRequest { newest_first: true, ..Default::default() };
    let answer = agreed(&service, newest).await;
    assert_eq!(titles(&answer.agreements), ["Railway", "Treaty", "Budapest"]);
    service.end().await;
}

#[tokio::test]
async fn agreements_are_paged_and_found_by_id() {
    let (_feed, service, _directory) = pair(agreements()).await;
    let (mut token, mut seen) = (String::new(), Vec::new());
    loop {
        let request =
            proto::ListAgreementsRequest { page_size: 1, page_token: token, ..Default::default() };
        let page = agreed(&service, request).await;
        assert!(page.agreements.len() <= 1);
        seen.extend(page.agreements);
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(titles(&seen), ["Treaty", "Railway", "Budapest"]);
    let mut client = AgreementServiceClient::new(service.channel.clone());
    let ask =
        |id: &str| proto::GetAgreementRequest { agreement_id: id.to_owned(), min_position: 3 };
    let found = client.get_agreement(ask(&seen[1].id)).await.unwrap().into_inner().agreement;
    assert_eq!(found.as_ref(), Some(&seen[1]));
    assert_eq!(seen[1].value.as_ref().unwrap().unit, "JPY");
    let status = client.get_agreement(ask("none")).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::NotFound, "AGREEMENT_NOT_FOUND".into()));
    service.end().await;
}

#[tokio::test]
async fn a_name_that_fits_several_is_answered_with_all_of_them() {
    let smith = |id: &str, post: &str| Sample::new(id, "2025-04-02").person("John Smith", post);
    let entries = vec![
        smith("a", "Senator|United States|US").entry(1),
        smith("b", "Minister of Trade|United Kingdom|GB").entry(2),
    ];
    let (_feed, service, _directory) = pair(entries).await;
    let ask = |actor: &str| proto::GetActorRequest { actor: actor.to_owned(), min_position: 2 };
    let status = service.actors().get_actor(ask("John Smith")).await.unwrap_err();
    assert_eq!(reason(&status), "ACTOR_AMBIGUOUS");
    assert!(status.message().contains("person/john-smith"), "{}", status.message());
    for name in ["person/john-smith", "person/john-smith-gb"] {
        let actor = service.actors().get_actor(ask(name)).await.unwrap().into_inner().actor;
        assert_eq!(actor.unwrap().id, name);
    }
    service.end().await;
}

#[tokio::test]
async fn names_are_resolved_as_people_write_them() {
    let (_feed, service, _directory) = pair(meetings([3])).await;
    let names = ["Hans Kluge", "Dr. Hans Kluge", "KLUGE", "hans kluge", "person/hans-kluge"];
    for name in names {
        let request = proto::GetActorRequest { actor: name.to_owned(), min_position: 1 };
        let actor = service.actors().get_actor(request).await.unwrap().into_inner().actor;
        assert_eq!(actor.unwrap().id, "person/hans-kluge", "{name}");
    }
    for query in ["Klu", "kluge", "Hans Klugge", "Kluge Hans"] {
        let request = proto::ListActorsRequest { query: query.to_owned(), ..Default::default() };
        let actors = service.actors().list_actors(request).await.unwrap().into_inner().actors;
        let found: Vec<&str> = actors.iter().map(|actor| actor.id.as_str()).collect();
        assert_eq!(found, ["person/hans-kluge"], "{query}");
    }
    service.end().await;
}

#[tokio::test]
async fn actors_are_paged_by_the_number_of_their_events() {
    let other = Sample::new("x", "2025-04-21").person("Ana Brnabic", "");
    let mut entries = meetings([3, 9, 15]);
    entries.push(other.entry(4));
    let (_feed, service, _directory) = pair(entries).await;
    let (mut token, mut seen) = (String::new(), Vec::new());
    loop {
        let request = proto::ListActorsRequest {
            page_size: 1,
            page_token: token,
            min_position: 4,
            ..Default::default()
        };
        let page = service.actors().list_actors(request).await.unwrap().into_inner();
        seen.extend(page.actors.into_iter().map(|actor| (actor.id, actor.event_count)));
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    let counts: Vec<i32> = seen.iter().map(|(_, count)| *count).collect();
    assert_eq!((counts, seen[2].0.as_str()), (vec![3, 3, 0], "person/ana-brnabic"));
    service.end().await;
}

#[tokio::test]
async fn whom_an_actor_met_is_listed_the_strongest_tie_first() {
    let third = Sample::new("t", "2025-05-02")
        .person("Hans Kluge", "Regional Director for Europe|WHO|")
        .person("Ana Brnabic", "")
        .event(
            EventKind::Visit,
            "2025-05-01",
            "",
            "Hans Kluge:PARTICIPANT;Ana Brnabic:HOST",
            "Kluge calls on Brnabic",
        );
    let mut entries = meetings([3, 9]);
    entries.push(third.entry(3));
    let (_feed, service, _directory) = pair(entries).await;
    let ask = |filter: proto::EventFilter| proto::ListRelationsRequest {
        actor: "Kluge".to_owned(),
        filter: Some(filter),
        min_position: 3,
        ..Default::default()
    };
    let ties = |answer: &proto::ListRelationsResponse| -> Vec<(String, i64)> {
        let tie = |each: &proto::Relation| {
            (each.actor.as_ref().map(|a| a.actor_id.clone()).unwrap_or_default(), each.event_count)
        };
        answer.relations.iter().map(tie).collect()
    };
    let all = service.actors().list_relations(ask(Default::default())).await.unwrap().into_inner();
    let bektenov = ("person/olzhas-bektenov".to_owned(), 2);
    assert_eq!(ties(&all), [bektenov.clone(), ("person/ana-brnabic".to_owned(), 1)]);
    assert_eq!(all.relations[0].kinds[0].key, "MEETING");
    let april = proto::EventFilter { window: window((2025, 4), (2025, 4)), ..Default::default() };
    let answer = service.actors().list_relations(ask(april)).await.unwrap().into_inner();
    assert_eq!(ties(&answer), [bektenov]);
    service.end().await;
}

#[tokio::test]
async fn events_are_counted_by_every_group() {
    let (_feed, service, _directory) = pair(meetings([3, 9, 15])).await;
    let cases = [
        (EventGroup::Unspecified, vec![]),
        (EventGroup::Year, vec![("2025", 3)]),
        (EventGroup::Month, vec![("2025-04", 3)]),
        (EventGroup::Kind, vec![("MEETING", 3)]),
        (EventGroup::Actor, vec![("person/hans-kluge", 3), ("person/olzhas-bektenov", 3)]),
        (EventGroup::Country, vec![("KZ", 3)]),
        (EventGroup::Topic, vec![]),
        (EventGroup::Source, vec![("Outlet doc-15", 1), ("Outlet doc-3", 1), ("Outlet doc-9", 1)]),
    ];
    for (group, expected) in cases {
        let request = proto::CountEventsRequest {
            group_by: group.into(),
            min_position: 3,
            ..Default::default()
        };
        let answer = service.timeline().count_events(request).await.unwrap().into_inner();
        let groups: Vec<(&str, i64)> =
            answer.groups.iter().map(|group| (group.key.as_str(), group.count)).collect();
        assert_eq!((answer.total, groups), (3, expected), "{group:?}");
    }
    let filter = proto::EventFilter { text: "15th".to_owned(), ..Default::default() };
    let request = proto::CountEventsRequest { filter: Some(filter), ..Default::default() };
    assert_eq!(service.timeline().count_events(request).await.unwrap().into_inner().total, 1);
    service.end().await;
}

#[tokio::test]
async fn pages_neither_repeat_nor_leave_out_while_documents_come_and_go() {
    for order in [1, 2] {
        let (feed, service, _directory) = pair(meetings([2, 6, 10, 14, 18, 22])).await;
        let (mut token, mut seen, mut position) = (String::new(), Vec::new(), 6);
        loop {
            let request = proto::GetTimelineRequest {
                order,
                page_size: 1,
                page_token: token,
                min_position: position,
                ..Default::default()
            };
            let page = service.timeline().get_timeline(request).await.unwrap().into_inner();
            seen.extend(page.events.into_iter().map(|event| event.id));
            token = page.next_page_token;
            if token.is_empty() {
                break;
            }
            // Each page, a document comes that lies before all, and one goes that was read.
            position += 1;
            let gone = seen.last().unwrap().trim_start_matches("event-").trim_end_matches("-0");
            feed.push(deletion(gone, position));
        }
        let days: Vec<u32> =
            if order == 1 { vec![2, 6, 10, 14, 18, 22] } else { vec![22, 18, 14, 10, 6, 2] };
        let expected: Vec<String> = days.iter().map(|day| format!("event-doc-{day}-0")).collect();
        assert_eq!(seen, expected);
        service.end().await;
    }
}

#[tokio::test]
async fn an_id_that_was_merged_away_still_resolves() {
    let (feed, service, _directory) = pair(meetings([9])).await;
    let ask =
        |id: &str, min_position| proto::GetEventRequest { event_id: id.to_owned(), min_position };
    let alone = service.timeline().get_event(ask("event-doc-9-0", 1)).await.unwrap().into_inner();
    assert_eq!(alone.event.unwrap().id, "event-doc-9-0");
    // An older report of the same meeting becomes the first, and gives the id.
    let older = Sample::new("early", "2025-04-08")
        .person("Hans Kluge", "Regional Director for Europe|WHO|")
        .person("Olzhas Bektenov", "Prime Minister|Kazakhstan|KZ")
        .event(
            EventKind::Meeting,
            "2025-04-09",
            "Astana|KZ",
            "Hans Kluge:PARTICIPANT;Olzhas Bektenov:HOST",
            "Kluge and Bektenov meet for the 9th time",
        );
    feed.push(older.entry(2));
    let merged = service.timeline().get_event(ask("event-doc-9-0", 2)).await.unwrap().into_inner();
    let merged = merged.event.unwrap();
    assert_eq!((merged.id.as_str(), merged.reports.len()), ("event-early-0", 2));
    assert_eq!(merged.previous_ids, ["event-doc-9-0"]);
    // With the older report gone, the younger stands for itself again.
    feed.push(deletion("early", 3));
    let again = service.timeline().get_event(ask("event-doc-9-0", 3)).await.unwrap().into_inner();
    assert_eq!(again.event.unwrap().id, "event-doc-9-0");
    service.end().await;
}

#[tokio::test]
async fn each_condition_that_empties_an_answer_is_named() {
    let (_feed, service, _directory) = pair(meetings([3])).await;
    let all = proto::EventFilter::default;
    let names = |name: &str| vec![name.to_owned()];
    let cases = [
        (proto::EventFilter { actors: names("Nobody Known"), ..all() }, "filter.actors"),
        (proto::EventFilter { window: window((2019, 0), (2020, 0)), ..all() }, "filter.window"),
        (proto::EventFilter { kinds: vec![EventKind::Award.to_wire()], ..all() }, "filter.kinds"),
        (proto::EventFilter { country_codes: names("PE"), ..all() }, "filter.country_codes"),
        (proto::EventFilter { topics: names("fishing"), ..all() }, "filter.topics"),
        (proto::EventFilter { document_ids: names("none"), ..all() }, "filter.document_ids"),
        (proto::EventFilter { text: "submarine".to_owned(), ..all() }, "filter.text"),
        (proto::EventFilter { min_documents: 2, ..all() }, "filter.min_documents"),
        (proto::EventFilter { min_confidence: Some(0.99), ..all() }, "filter.min_confidence"),
    ];
    for (filter, expected) in cases {
        let request = proto::GetTimelineRequest {
            filter: Some(filter),
            min_position: 1,
            ..Default::default()
        };
        let answer = service.timeline().get_timeline(request).await.unwrap().into_inner();
        assert_eq!((answer.events.len(), answer.excluded_by.as_str()), (0, expected));
    }
    service.end().await;
}

#[tokio::test]
async fn a_watch_resumed_from_a_position_tells_only_what_changes() {
    let (feed, service, _directory) = pair(meetings([3])).await;
    let request =
        proto::WatchTimelineRequest { changes_only: true, min_position: 1, ..Default::default() };
    let mut stream = service.timeline().watch_timeline(request).await.unwrap().into_inner();
    let first = stream.message().await.unwrap().unwrap();
    assert_eq!((first.change(), first.event, first.position), (ChangeKind::CaughtUp, None, 1));
    feed.push(meeting(9).entry(2));
    let next = loop {
        let next = stream.message().await.unwrap().unwrap();
        if next.change() != ChangeKind::CaughtUp {
            break next;
        }
    };
    let event = next.event.clone().unwrap();
    assert_eq!((next.change(), ids(&[event])[0]), (ChangeKind::Added, "event-doc-9-0"));
    assert_eq!(next.position, 2);
    drop(stream);
    service.end().await;
}

#[tokio::test]
async fn what_some_documents_tell_is_paged_in_both_orders() {
    let (_feed, service, _directory) = pair(meetings([2, 6, 10, 14])).await;
    let documents = ["doc-10", "doc-2", "doc-6", "none"].map(str::to_owned).to_vec();
    for (order, expected) in [(1, ["2", "6", "10"]), (2, ["10", "6", "2"])] {
        let (mut token, mut seen) = (String::new(), Vec::new());
        loop {
            let request = proto::GetTimelineRequest {
                filter: Some(proto::EventFilter {
                    document_ids: documents.clone(),
                    ..proto::EventFilter::default()
                }),
                order,
                page_size: 1,
                page_token: token,
                min_position: 4,
            };
            let page = service.timeline().get_timeline(request).await.unwrap().into_inner();
            seen.extend(page.events.into_iter().map(|event| event.id));
            token = page.next_page_token;
            if token.is_empty() {
                break;
            }
        }
        assert_eq!(seen, expected.map(|day| format!("event-doc-{day}-0")));
    }
    service.end().await;
}
