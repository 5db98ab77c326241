//! Bad requests are answered with the code, the reason and every fault at once.

use shared::proto;
use tests::articles::article;
use tests::pair::{Clients, Pair};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

fn reason(status: &Status) -> String {
    let details = status.get_error_details();
    details.error_info().expect("every error has ErrorInfo").reason.clone()
}

fn fields(status: &Status) -> Vec<String> {
    let details = status.get_error_details();
    let violations = &details.bad_request().expect("a bad request").field_violations;
    violations.iter().map(|violation| violation.field.clone()).collect()
}

async fn refused(clients: &mut Clients, document: proto::Document) -> Status {
    let request = proto::IngestDocumentRequest { document: Some(document) };
    clients.ingest.ingest_document(request).await.expect_err("refused")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_document_is_told_at_once() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;

    let status = refused(&mut clients, article("a", 0, "")).await;
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::InvalidArgument, "FIELD_REQUIRED")
    );
    assert_eq!(fields(&status), ["document.body"]);

    let status = refused(&mut clients, article("a", 0, &"x".repeat((1 << 20) + 1))).await;
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::InvalidArgument, "FIELD_TOO_LONG")
    );

    let bad = proto::Document {
        id: "white space".to_owned(),
        title: "t".repeat(4097),
        body: " \n ".to_owned(),
        body_format: 99,
        publish_time: Some(prost_types::Timestamp { seconds: 0, nanos: -1 }),
        ..Default::default()
    };
    let status = refused(&mut clients, bad).await;
    assert_eq!((status.code(), reason(&status).as_str()), (Code::InvalidArgument, "FIELD_INVALID"));
    let mut told = fields(&status);
    told.sort();
    let all = [
        "document.body",
        "document.body_format",
        "document.id",
        "document.publish_time",
        "document.title",
    ];
    assert_eq!(told, all);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_document_does_not_end_a_stream() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let documents =
        [article("one", 1, "Text."), article("two", 1, ""), article("three", 1, "More text.")];
    let requests =
        documents.map(|document| proto::IngestDocumentsRequest { document: Some(document) });
    let stream = clients.ingest.ingest_documents(tokio_stream::iter(requests)).await;
    let mut answers = stream.expect("the stream opens").into_inner();
    let mut told = Vec::new();
    while let Some(answer) = answers.message().await.expect("the stream goes on") {
        told.push(match answer.result.expect("a result") {
            proto::ingest_documents_response::Result::Accepted(accepted) => accepted.document_id,
            proto::ingest_documents_response::Result::Rejected(rejection) => {
                format!("{} {}", rejection.document_id, rejection.reason)
            }
        });
    }
    assert_eq!(told, ["one", "two FIELD_REQUIRED", "three"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_not_found() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let id = "nothing".to_owned();
    let document = proto::GetDocumentRequest { document_id: id.clone(), with_analysis: true };
    let event = proto::GetEventRequest { event_id: id.clone(), min_position: 0 };
    let actor = proto::GetActorRequest { actor: id.clone(), min_position: 0 };
    let agreement = proto::GetAgreementRequest { agreement_id: id.clone(), min_position: 0 };
    let answers = [
        clients.ingest.get_document(document).await.map(drop),
        clients.timeline.get_event(event).await.map(drop),
        clients.actors.get_actor(actor).await.map(drop),
        clients.agreements.get_agreement(agreement).await.map(drop),
        clients
            .ingest
            .delete_document(proto::DeleteDocumentRequest { document_id: id })
            .await
            .map(drop),
    ];
    let reasons = [
        "DOCUMENT_NOT_FOUND",
        "EVENT_NOT_FOUND",
        "ACTOR_NOT_FOUND",
        "AGREEMENT_NOT_FOUND",
        "DOCUMENT_NOT_FOUND",
    ];
    for (answer, expected) in answers.into_iter().zip(reasons) {
        let status = answer.expect_err("not found");
        assert_eq!((status.code(), reason(&status).as_str()), (Code::NotFound, expected));
        let details = status.get_error_details();
        let resource = details.resource_info().expect("names the resource");
        assert_eq!(resource.resource_name, "nothing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_query_is_told_at_once() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let date = |year, month, day| Some(proto::PartialDate { year, month, day });
    let filter = proto::EventFilter {
        kinds: vec![1, 77],
        window: Some(proto::DateWindow { since: date(2025, 2, 31), until: None }),
        ..Default::default()
    };
    let request = proto::GetTimelineRequest {
        filter: Some(filter),
        order: 9,
        page_size: -1,
        ..Default::default()
    };
    let status = clients.timeline.get_timeline(request).await.expect_err("refused");
    assert_eq!((status.code(), reason(&status).as_str()), (Code::InvalidArgument, "FIELD_INVALID"));
    let mut told = fields(&status);
    told.sort();
    assert_eq!(told, ["filter.kinds[1]", "filter.window.since", "order", "page_size"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn page_tokens_belong_to_their_query() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let mut position = 0;
    for number in 0..5 {
        let request =
            proto::IngestDocumentRequest { document: Some(tests::articles::numbered(number)) };
        position =
            clients.ingest.ingest_document(request).await.expect("stored").into_inner().position;
    }
    let request = |token: &str, order: i32| proto::GetTimelineRequest {
        filter: Some(proto::EventFilter { include_undated: true, ..Default::default() }),
        order,
        page_size: 1,
        page_token: token.to_owned(),
        min_position: position,
    };
    let first = clients.timeline.get_timeline(request("", 1)).await.expect("a page").into_inner();
    assert!(!first.next_page_token.is_empty(), "five articles tell more than one event");
    let status = clients.timeline.get_timeline(request(&first.next_page_token, 2)).await;
    assert_eq!(reason(&status.expect_err("of another query")), "PAGE_TOKEN_MISMATCH");
    let status = clients.timeline.get_timeline(request("no token of ours", 1)).await;
    assert_eq!(reason(&status.expect_err("garbage")), "PAGE_TOKEN_INVALID");

    let list =
        |token: &str| proto::ListDocumentsRequest { page_size: 2, page_token: token.to_owned() };
    let status = clients.ingest.list_documents(list(&first.next_page_token)).await;
    assert_eq!(status.expect_err("of another service").code(), Code::InvalidArgument);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_position_out_of_reach_ends_at_the_deadline() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let mut request = tonic::Request::new(proto::GetTimelineRequest {
        min_position: 1_000_000,
        ..Default::default()
    });
    request.set_timeout(std::time::Duration::from_millis(300));
    let status = clients.timeline.get_timeline(request).await.expect_err("never reached");
    assert_eq!(status.code(), Code::DeadlineExceeded);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_says_when_it_is_another_feed() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let follow = |after_position, feed_id: &str| proto::FollowRequest {
        after_position,
        until_head: true,
        feed_id: feed_id.to_owned(),
    };
    for (request, expected) in
        [(follow(7, ""), "POSITION_BEYOND_HEAD"), (follow(0, "another"), "FEED_CHANGED")]
    {
        let status = match clients.feed.follow(request).await {
            Err(status) => status,
            Ok(stream) => stream.into_inner().message().await.expect_err("refused"),
        };
        assert_eq!((status.code(), reason(&status).as_str()), (Code::OutOfRange, expected));
    }
}
