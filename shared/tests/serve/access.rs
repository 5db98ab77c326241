//! Bearer tokens.

use shared::client::{Secret, Security};
use shared::proto;
use shared::serve::token::{NewToken, Scope};
use shared::serve::{Reflection, Serving};
use tonic::{Code, Status};
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_types::StatusExt as _;

use crate::callers::{SOON, follow, health, info};
use crate::sample::{Served, served};

struct Guarded {
    served: Served,
    folder: tempfile::TempDir,
}

impl Guarded {
    async fn start(lines: &[&str], reflection: Reflection) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens");
        std::fs::write(&path, lines.join("\n")).unwrap();
        let serving = Serving { tokens: Some(path), reflection, ..Serving::default() };
        Self { served: served(serving).await, folder }
    }

    async fn with(&self, token: &str) -> shared::client::Connection {
        let token = (!token.is_empty()).then(|| Secret::new(token));
        let security = Security { token, ..Security::default() };
        self.served.target("http", security).connect().await.unwrap()
    }

    async fn reflected(&self, token: &str) -> Result<(), Status> {
        let requests = tokio_stream::once(ServerReflectionRequest {
            host: String::new(),
            message_request: Some(
                tonic_reflection::pb::v1::server_reflection_request::MessageRequest::ListServices(
                    String::new(),
                ),
            ),
        });
        let mut client = ServerReflectionClient::new(self.with(token).await);
        let mut answers = client.server_reflection_info(requests).await?.into_inner();
        answers.message().await.map(drop)
    }
}

fn reason(status: &Status) -> (Code, String) {
    let details = status.get_error_details();
    (status.code(), details.error_info().expect("ErrorInfo").reason.clone())
}

#[tokio::test]
async fn calls_need_a_token_with_the_scope() {
    let read = NewToken::make("reader", &[Scope::Read]).unwrap();
    let write = NewToken::make("writer", &[Scope::Ingest]).unwrap();
    let guarded = Guarded::start(&[&read.line, &write.line], Reflection::Open).await;
    let refused = |result: Result<String, Status>| reason(&result.unwrap_err());
    let missing = refused(info(&guarded.with("").await, "").await);
    assert_eq!(missing, (Code::Unauthenticated, "TOKEN_MISSING".to_owned()));
    let unknown = refused(info(&guarded.with("chancery_guess").await, "").await);
    assert_eq!(unknown, (Code::Unauthenticated, "TOKEN_UNKNOWN".to_owned()));
    assert!(info(&guarded.with(&write.secret).await, "").await.is_ok());
    assert!(follow(&guarded.with(&read.secret).await, "").await.is_ok());
    let status = follow(&guarded.with(&write.secret).await, "").await.unwrap_err();
    assert_eq!(reason(&status), (Code::PermissionDenied, "SCOPE_MISSING".to_owned()));
    let details = status.get_error_details();
    assert_eq!(details.error_info().unwrap().metadata["needed"], "read");
    assert!(!format!("{status:?}").contains(&write.secret));
}

#[tokio::test]
async fn health_is_open_and_reflection_as_set() {
    let token = NewToken::make("t", &[Scope::Read]).unwrap();
    for (policy, without, with) in [
        (Reflection::Open, Code::Ok, Code::Ok),
        (Reflection::Token, Code::Unauthenticated, Code::Ok),
        (Reflection::Off, Code::Unimplemented, Code::Unimplemented),
    ] {
        let guarded = Guarded::start(&[&token.line], policy).await;
        let code = |result: Result<(), Status>| result.map_or_else(|s| s.code(), |()| Code::Ok);
        assert_eq!(code(guarded.reflected("").await), without, "{policy:?}");
        assert_eq!(code(guarded.reflected(&token.secret).await), with, "{policy:?}");
        let check = tonic_health::pb::HealthCheckRequest::default();
        assert!(health(&guarded.with("").await).check(check).await.is_ok());
    }
}

#[tokio::test]
async fn a_withdrawn_token_is_refused_without_a_restart() {
    let old = NewToken::make("old", &[Scope::Read]).unwrap();
    let new = NewToken::make("new", &[Scope::Read]).unwrap();
    let guarded = Guarded::start(&[&old.line], Reflection::Open).await;
    let connection = guarded.with(&old.secret).await;
    assert!(info(&connection, "").await.is_ok());
    std::fs::write(guarded.folder.path().join("tokens"), &new.line).unwrap();
    let withdrawn = async {
        while info(&connection, "").await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, withdrawn).await.expect("the old token is refused");
    assert!(info(&guarded.with(&new.secret).await, "").await.is_ok());
}

#[tokio::test]
async fn a_token_file_of_the_client_is_read() {
    let token = NewToken::make("t", &[Scope::Read]).unwrap();
    let guarded = Guarded::start(&[&token.line], Reflection::Open).await;
    let path = guarded.folder.path().join("client-token");
    std::fs::write(&path, format!("{}\n", token.secret)).unwrap();
    let security = Security { token_file: Some(path), ..Security::default() };
    let connection = guarded.served.target("http", security).connect().await.unwrap();
    let mut feed = follow(&connection, "").await.unwrap();
    guarded.served.stop.stop();
    let ended = feed.message().await.map(|_: Option<proto::FollowResponse>| ()).unwrap_err();
    assert_eq!(ended.code(), Code::Unavailable);
}
