//! What the log tells of calls. Alone in its process: log settings are global.

#![allow(clippy::unwrap_used, reason = "a test may end by a panic")]

use std::io::Write;
use std::sync::{Arc, Mutex};

use shared::serve::Serving;
use tonic::Request;

use sample::{ask, served};

#[path = "serve/sample.rs"]
mod sample;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_joins_the_callers_trace_and_tells_no_secret() {
    let written = Written::default();
    let writer = written.clone();
    let log = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::INFO)
        .with_writer(move || writer.clone());
    // One thread runs everything here, so its log is all there is.
    let _guard = tracing::subscriber::set_default(log.finish());
    let served = served(Serving::default()).await;
    let mut request: Request<shared::proto::GetServerInfoRequest> = ask("fail");
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let headers = request.metadata_mut();
    headers.insert("traceparent", format!("00-{trace}-00f067aa0ba902b7-01").parse().unwrap());
    headers.insert("x-request-id", "r-7".parse().unwrap());
    headers.insert("authorization", "Bearer chancery_secret".parse().unwrap());
    let connection = served.plain().await;
    let mut client = shared::proto::info_service_client::InfoServiceClient::new(connection);
    client.get_server_info(request).await.unwrap_err();
    drop(client);
    served.stop.stop();
    served.task.await.unwrap().unwrap();
    let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("r-7")).collect();
    assert_eq!(lines.len(), 1, "one line for a call:\n{text}");
    for part in [trace, "GetServerInfo", "STORAGE", "\"code\":\"Internal\"", "127.0.0.1"] {
        assert!(lines[0].contains(part), "{part} is not in {}", lines[0]);
    }
    assert!(!text.contains("chancery_secret"));
}
