//! What becomes of calls: ids, panics, deadlines, refusals.

use shared::proto;
use shared::proto::actor_service_client::ActorServiceClient;
use shared::proto::feed_service_client::FeedServiceClient;
use shared::serve::{Limits, Most, Serving};
use tonic::{Code, Request, Status};
use tonic_types::StatusExt as _;

use crate::callers::{follow, health, info, info_over};
use crate::sample::{ask, served};

fn reason(status: &Status) -> String {
    status.get_error_details().error_info().expect("ErrorInfo").reason.clone()
}

fn request_id(status: &Status) -> String {
    status.get_error_details().request_info().expect("RequestInfo").request_id.clone()
}

#[tokio::test]
async fn a_panic_is_internal_and_the_service_lives() {
    let served = served(Serving::default()).await;
    let connection = served.plain().await;
    let status = info(&connection, "panic").await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Internal, "INTERNAL"));
    assert!(!request_id(&status).is_empty() && !status.message().contains("asked for"));
    let status = follow(&connection, "panic").await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Internal, "INTERNAL"));
    assert!(!request_id(&status).is_empty());
    assert!(info(&connection, "").await.is_ok(), "the same connection serves on");
}

#[tokio::test]
async fn a_request_keeps_its_id() {
    let served = served(Serving::default()).await;
    let connection = served.plain().await;
    let mut client = proto::info_service_client::InfoServiceClient::new(connection.clone());
    for (what, is_ok) in [("", true), ("fail", false)] {
        let mut request: Request<proto::GetServerInfoRequest> = ask(what);
        request.metadata_mut().insert("x-request-id", "mine-1".parse().unwrap());
        match client.get_server_info(request).await {
            Ok(answer) => {
                assert!(is_ok);
                assert_eq!(answer.metadata().get("x-request-id").unwrap(), "mine-1");
                assert_eq!(answer.into_inner().service, "mine-1", "handlers see it");
            }
            Err(status) => {
                assert!(!is_ok);
                assert_eq!(request_id(&status), "mine-1");
                assert_eq!(status.metadata().get("x-request-id").unwrap(), "mine-1");
                assert_eq!(reason(&status), "STORAGE");
            }
        }
    }
}

#[tokio::test]
async fn a_deadline_that_passes_is_told_as_such_every_time() {
    // Over gRPC-Web by hand: every client library has a timer of its own, which may be first.
    let web = Some(shared::serve::Web::default());
    let served = served(Serving { web, ..Serving::default() }).await;
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let headers = "content-type: application/grpc-web+proto\r\nx-do: wait\r\n\
                           grpc-timeout: 100m\r\n";
            tokio::spawn(crate::web::send(served.address, "POST", headers, &[0, 0, 0, 0, 0]))
        })
        .collect();
    for call in calls {
        let answer = call.await.unwrap();
        assert!(answer.contains("grpc-status: 4\r\n"), "{answer}");
        assert!(answer.contains("the%20deadline%20passed"), "{answer}");
    }
}

#[tokio::test]
async fn a_stream_ends_at_its_deadline_too() {
    let served = served(Serving::default()).await;
    let mut request: Request<proto::FollowRequest> = ask("stubborn");
    request.metadata_mut().insert("grpc-timeout", "200m".parse().unwrap());
    let answer = FeedServiceClient::new(served.plain().await).follow(request).await.unwrap();
    let mut stream = answer.into_inner();
    assert!(stream.message().await.unwrap().is_some());
    let status = stream.message().await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::DeadlineExceeded, "DEADLINE"));
}

#[tokio::test]
async fn a_method_of_another_service_is_told_in_words() {
    let served = served(Serving::default()).await;
    let mut client = ActorServiceClient::new(served.plain().await);
    let status = client.list_actors(proto::ListActorsRequest::default()).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Unimplemented, "METHOD_UNKNOWN"));
}

/// The limit that a refusal names, after a check that it asks to try again.
fn limit(status: &Status) -> String {
    let details = status.get_error_details();
    assert_eq!((status.code(), reason(status).as_str()), (Code::ResourceExhausted, "OVERLOADED"));
    assert!(details.retry_info().unwrap().retry_delay.is_some());
    assert!(details.quota_failure().is_some());
    assert!(status.metadata().contains_key("grpc-retry-pushback-ms"));
    details.error_info().unwrap().metadata["limit"].clone()
}

#[tokio::test]
async fn one_client_cannot_take_all_calls() {
    let limits = Limits { calls: Most { all: 3, client: 2 }, ..Limits::default() };
    let served = served(Serving { limits, ..Serving::default() }).await;
    let connection = served.plain().await;
    let open = |what| {
        let connection = connection.clone();
        tokio::spawn(async move { info(&connection, what).await })
    };
    let waiting = [open("wait"), open("wait")];
    let refused = loop {
        if let Err(status) = info(&connection, "").await {
            break status;
        }
    };
    assert_eq!(limit(&refused), "client_calls_in_flight_max");
    assert!(info_over(&served.other(2).await).await.is_ok(), "another client is served");
    let check = tonic_health::pb::HealthCheckRequest::default();
    assert!(health(&connection).check(check).await.is_ok(), "a busy service is healthy");
    waiting.into_iter().for_each(|call| call.abort());
    while info(&connection, "").await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn streams_are_bounded_and_given_back() {
    let limits = Limits { streams: Most { all: 9, client: 2 }, ..Limits::default() };
    let served = served(Serving { limits, ..Serving::default() }).await;
    let connection = served.plain().await;
    let first = follow(&connection, "").await.unwrap();
    let _second = follow(&connection, "").await.unwrap();
    let refused = follow(&connection, "").await.unwrap_err();
    assert_eq!(limit(&refused), "client_streams_max");
    drop(first);
    while follow(&connection, "").await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn requests_in_memory_are_bounded() {
    let limits = Limits { request_bytes: Most { all: 9000, client: 4000 }, ..Limits::default() };
    let served = served(Serving { limits, ..Serving::default() }).await;
    let connection = served.plain().await;
    let mut client = FeedServiceClient::new(connection.clone());
    let request =
        |bytes: usize| proto::FollowRequest { feed_id: "x".repeat(bytes), ..Default::default() };
    assert_eq!(
        limit(&client.follow(request(5000)).await.unwrap_err()),
        "client_request_bytes_in_flight_max"
    );
    // A call holds the bytes of its request until it ends.
    let held = client.follow(request(3000)).await.unwrap();
    assert_eq!(
        limit(&client.follow(request(3000)).await.unwrap_err()),
        "client_request_bytes_in_flight_max"
    );
    drop(held);
    while client.follow(request(3000)).await.is_err() {
        tokio::task::yield_now().await;
    }
}
