//! Clients that mean harm, or are broken: the others are served all the same.

use std::time::Duration;

use shared::proto;
use shared::serve::{Limits, Most, Serving};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tonic::body::Body;
use tonic::client::GrpcService;
use tonic::{Code, Request};

use crate::callers::{SOON, info, info_over};
use crate::sample::{Served, ask, served};

const PATH: &str = "/chancery.v1.InfoService/GetServerInfo";

async fn others_are_served(served: &Served) {
    let call = async { info_over(&served.other(2).await).await };
    let answer = tokio::time::timeout(SOON, call).await.expect("in time");
    assert!(answer.is_ok(), "{answer:?}");
}

#[tokio::test]
async fn idle_connections_beyond_the_limit_are_closed_at_once() {
    let limits = Limits { connections: Most { all: 500, client: 100 }, ..Limits::default() };
    let served = served(Serving { limits, ..Serving::default() }).await;
    let mut idle = Vec::new();
    for _ in 0..1000 {
        idle.push(TcpStream::connect(served.address).await.unwrap());
        if idle.len() % 50 == 0 {
            others_are_served(&served).await;
        }
    }
    let mut closed = 0;
    for connection in &mut idle[100..] {
        let read = tokio::time::timeout(SOON, connection.read(&mut [0])).await;
        closed += usize::from(matches!(read, Ok(Ok(0) | Err(_))));
    }
    assert_eq!(closed, 900);
}

#[tokio::test]
async fn a_connection_that_never_speaks_is_closed() {
    let served = served(Serving::default()).await;
    let mut silent = TcpStream::connect(served.address).await.unwrap();
    silent.write_all(b"PRI * HTTP").await.unwrap();
    // What comes before the end does not matter, nor whether the end is a reset.
    let read = tokio::time::timeout(SOON, silent.read_to_end(&mut Vec::new())).await;
    drop(read.expect("closed in time"));
}

#[tokio::test]
async fn header_bombs_are_refused() {
    let served = served(Serving::default()).await;
    let connection = served.plain().await;
    let mut request: Request<proto::GetServerInfoRequest> = ask("");
    for number in 0..64 {
        let name =
            tonic::metadata::AsciiMetadataKey::from_bytes(format!("x-bomb-{number}").as_bytes());
        request.metadata_mut().insert(name.unwrap(), "x".repeat(1000).parse().unwrap());
    }
    let mut client = proto::info_service_client::InfoServiceClient::new(connection.clone());
    assert!(client.get_server_info(request).await.is_err());
    others_are_served(&served).await;
    let fresh = served.plain().await;
    assert!(info(&fresh, "").await.is_ok());
}

#[tokio::test]
async fn cancelled_calls_leave_nothing_behind() {
    let limits = Limits { calls: Most { all: 64, client: 64 }, ..Limits::default() };
    let served = served(Serving { limits, ..Serving::default() }).await;
    let connection = served.plain().await;
    for round in 0..200 {
        let calls: Vec<_> = (0..50)
            .map(|_| {
                let connection = connection.clone();
                tokio::spawn(async move { info(&connection, "wait").await })
            })
            .collect();
        tokio::task::yield_now().await;
        calls.into_iter().for_each(|call| call.abort());
        if round % 20 == 0 {
            others_are_served(&served).await;
        }
    }
    let fresh = served.plain().await;
    let room = async {
        while info(&fresh, "").await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, room).await.expect("every call gave its room back");
}

/// A request body of which a byte comes now and then, and never the last.
fn slow_body() -> Body {
    struct Slow(Option<tokio::time::Interval>);
    impl http_body::Body for Slow {
        type Data = axum::body::Bytes;
        type Error = std::convert::Infallible;
        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
            let interval = self.0.as_mut().unwrap();
            let frame = axum::body::Bytes::from_static(&[0]);
            interval.poll_tick(context).map(|_| Some(Ok(http_body::Frame::data(frame))))
        }
    }
    Body::new(Slow(Some(tokio::time::interval(Duration::from_secs(1)))))
}

#[tokio::test]
async fn bodies_of_a_byte_a_second_hold_up_nobody_else() {
    let limits = Limits { calls: Most { all: 64, client: 40 }, ..Limits::default() };
    let served = served(Serving { limits, ..Serving::default() }).await;
    let mut channel = served.other(3).await;
    let mut slow = Vec::new();
    for _ in 0..60 {
        std::future::poll_fn(|context| GrpcService::<Body>::poll_ready(&mut channel, context))
            .await
            .unwrap();
        let request = http::Request::post(format!("http://{}{PATH}", served.address))
            .header("content-type", "application/grpc")
            .header("te", "trailers")
            .body(slow_body())
            .unwrap();
        slow.push(tokio::spawn(GrpcService::<Body>::call(&mut channel, request)));
    }
    others_are_served(&served).await;
    // What is beyond the limit of the client is refused at once; the rest waits for its bytes.
    let mut refused = 0;
    while refused < 20 {
        let ended: Vec<_> = slow.extract_if(.., |call| call.is_finished()).collect();
        for call in ended {
            let response = call.await.unwrap().unwrap();
            let code = response.headers().get("grpc-status").unwrap();
            assert_eq!(code, (Code::ResourceExhausted as i32).to_string().as_str());
            refused += 1;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(slow.len(), 40);
    others_are_served(&served).await;
}
