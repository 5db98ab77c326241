//! The page of metrics.

use std::net::TcpListener;

use shared::serve::Serving;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tonic::client::GrpcService as _;

use crate::callers::{follow, info};
use crate::sample::served;

/// A port that was free a moment ago.
fn free() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

async fn page(address: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET /metrics HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}

#[tokio::test]
async fn calls_are_counted_under_the_names_of_dashboards() {
    let address = free();
    let serving = Serving { metrics_listen: Some(address.clone()), ..Serving::default() };
    let served = served(serving).await;
    let connection = served.plain().await;
    info(&connection, "").await.unwrap();
    info(&connection, "fail").await.unwrap_err();
    info(&connection, "panic").await.unwrap_err();
    let _feed = follow(&connection, "").await.unwrap();
    for path in ["/a.B/C", "/d.E/F", "/chancery.v1.InfoService/None"] {
        let mut channel = served.other(2).await;
        std::future::poll_fn(|context| channel.poll_ready(context)).await.unwrap();
        let request = http::Request::post(format!("http://{}{path}", served.address))
            .header("content-type", "application/grpc")
            .body(tonic::body::Body::empty())
            .unwrap();
        channel.call(request).await.unwrap();
    }
    let text = page(&address).await;
    let labels = "grpc_type=\"unary\",grpc_service=\"chancery.v1.InfoService\",\
                  grpc_method=\"GetServerInfo\"";
    let other = "grpc_type=\"unary\",grpc_service=\"_OTHER\",grpc_method=\"_OTHER\"";
    for line in [
        &format!("grpc_server_started_total{{{labels}}} 3"),
        &format!("grpc_server_handled_total{{{labels},grpc_code=\"OK\"}} 1"),
        &format!("grpc_server_handled_total{{{labels},grpc_code=\"Internal\"}} 2"),
        &format!("grpc_server_msg_received_total{{{labels}}} 3"),
        &format!("grpc_server_handling_seconds_count{{{labels}}} 3"),
        &format!("grpc_server_handled_total{{{other},grpc_code=\"Unimplemented\"}} 3"),
        "chancery_panics_total 1",
        "chancery_streams_open 1",
        "chancery_head_position 7",
    ] {
        assert!(text.lines().any(|each| each == line), "{line} is not in\n{text}");
    }
    assert!(text.contains("content-type: application/openmetrics-text"));
    assert!(!text.contains("d.E") && !text.contains("None\""), "no label of a scanner");
}
