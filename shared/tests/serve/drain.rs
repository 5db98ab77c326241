//! The end of a service: told first, then drained, and in time whoever holds on.

use std::time::{Duration, Instant};

use shared::serve::{Drain, Serving};
use tokio::net::TcpStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_types::StatusExt as _;

use crate::callers::{SOON, follow, health, info};
use crate::sample::served;

fn serving(delay: Duration, grace: Duration) -> Serving {
    Serving { drain: Drain { delay, grace }, ..Serving::default() }
}

#[tokio::test]
async fn everything_that_is_open_ends_and_is_told_how_to_go_on() {
    let served = served(serving(Duration::from_millis(300), SOON)).await;
    let connection = served.plain().await;
    let mut feed = follow(&connection, "").await.unwrap();
    let watch = health(&connection).watch(HealthCheckRequest::default()).await.unwrap();
    let mut watch = watch.into_inner();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::Serving);
    let _silent = TcpStream::connect(served.address).await.unwrap();

    served.stop.stop();
    let told = watch.message().await.unwrap().unwrap();
    assert_eq!(told.status(), ServingStatus::NotServing, "health turns first");
    assert!(info(&connection, "").await.is_ok(), "during the delay calls are still taken");
    let ended = feed.message().await.unwrap_err();
    assert_eq!(ended.code(), Code::Unavailable);
    let info = ended.get_error_details();
    assert_eq!(info.error_info().unwrap().metadata["afterPosition"], "7");
    assert_eq!(watch.message().await.unwrap_err().code(), Code::Unavailable);
    // Long before the grace: neither the watch nor the silent connection holds it up.
    let ended = tokio::time::timeout(SOON / 2, served.task).await.expect("ends by itself");
    ended.unwrap().unwrap();
}

#[tokio::test]
async fn whoever_holds_on_is_cut_after_the_grace() {
    let grace = Duration::from_millis(500);
    let served = served(serving(Duration::ZERO, grace)).await;
    let connection = served.plain().await;
    let mut stubborn = follow(&connection, "stubborn").await.unwrap();
    let slow = {
        let connection = connection.clone();
        tokio::spawn(async move { info(&connection, "wait").await })
    };
    let started = Instant::now();
    served.stop.stop();
    tokio::time::timeout(SOON, served.task).await.expect("ends").unwrap().unwrap();
    assert!(started.elapsed() >= grace);
    drop((stubborn.message(), slow));
}

#[tokio::test]
async fn the_port_is_free_while_calls_drain() {
    let served = served(serving(Duration::ZERO, SOON)).await;
    let connection = served.plain().await;
    let _open = follow(&connection, "stubborn").await.unwrap();
    served.stop.stop();
    let refused = async {
        while TcpStream::connect(served.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, refused).await.expect("new connections are refused");
    assert!(!served.task.is_finished(), "the open call still drains");
}
