//! gRPC-Web, as a browser speaks it: HTTP/1.1, the trailers at the end of the body.

use std::net::SocketAddr;

use shared::serve::{Serving, Web};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::sample::served;

pub(crate) async fn send(
    address: SocketAddr,
    method: &'static str,
    headers: impl AsRef<str>,
    body: &'static [u8],
) -> String {
    let headers = headers.as_ref();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "{method} /chancery.v1.InfoService/GetServerInfo HTTP/1.1\r\nhost: x\r\n\
         origin: https://news.example\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut answer = Vec::new();
    // A connection that speaks only HTTP/2 may be reset.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).to_lowercase()
}

const CALL: &str = "content-type: application/grpc-web+proto\r\nx-grpc-web: 1\r\n";

#[tokio::test]
async fn pages_of_an_origin_may_call_and_read_errors() {
    let web = Web { origins: vec!["https://news.example".to_owned()] };
    let served = served(Serving { web: Some(web), ..Serving::default() }).await;
    let asked = "access-control-request-method: POST\r\n\
                 access-control-request-headers: authorization,x-grpc-web\r\n";
    let preflight = send(served.address, "OPTIONS", asked, b"").await;
    assert!(preflight.contains("access-control-allow-origin: https://news.example"), "{preflight}");
    assert!(preflight.contains("authorization"), "{preflight}");
    let answer = send(served.address, "POST", CALL, &[0, 0, 0, 0, 0]).await;
    assert!(answer.starts_with("http/1.1 200") && answer.contains("grpc-status:0"), "{answer}");
    let failed =
        send(served.address, "POST", format!("{CALL}x-do: fail\r\n"), &[0, 0, 0, 0, 0]).await;
    let exposed = failed.lines().find(|line| line.starts_with("access-control-expose-headers"));
    let exposed = exposed.expect("exposed headers");
    for header in ["grpc-status", "grpc-message", "grpc-status-details-bin", "x-request-id"] {
        assert!(exposed.contains(header), "{exposed}");
    }
    assert!(failed.contains("grpc-status: 13"), "{failed}");
}

#[tokio::test]
async fn it_is_off_unless_asked_for() {
    let served = served(Serving::default()).await;
    let answer = send(served.address, "POST", CALL, &[0, 0, 0, 0, 0]).await;
    assert!(!answer.contains("200"), "{answer}");
    assert!(crate::callers::info(&served.plain().await, "").await.is_ok());
}
