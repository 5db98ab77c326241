use proto::feed_entry::Change;
use proto::feed_service_client::FeedServiceClient;
use proto::info_service_client::InfoServiceClient;
use proto::ingest_documents_response::Result as Answer;
use proto::ingest_service_client::IngestServiceClient;
use shared::proto;
use shared::serve::{self, Serving, Stop, StopSender};
use tokio::task::JoinHandle;
use tokio_stream::StreamExt as _;
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::{Config, RunError};

/// A service on a port of its own.
struct Service {
    channel: Channel,
    stop: StopSender,
    run: JoinHandle<Result<(), RunError>>,
}

impl Service {
    async fn start(directory: &tempfile::TempDir) -> Self {
        let listener = serve::listen("127.0.0.1:0", &Serving::default()).await.unwrap();
        let url = format!("http://{}", serve::address_of(&listener));
        let config = Config::new(directory.path().into(), 1 << 20);
        let (stop, stopped) = Stop::new();
        let run = tokio::spawn(crate::run(config, listener, stopped));
        let channel = Channel::from_shared(url).unwrap().connect().await.unwrap();
        let service = Self { channel, stop, run };
        service.wait_until_open().await;
        service
    }

    /// Asks until recovery is done; each answer comes at once.
    async fn wait_until_open(&self) {
        loop {
            let info = InfoServiceClient::new(self.channel.clone())
                .get_server_info(proto::GetServerInfoRequest {})
                .await
                .unwrap();
            if !info.into_inner().feed_id.is_empty() {
                return;
            }
            tokio::task::yield_now().await;
        }
    }

    fn ingest(&self) -> IngestServiceClient<Channel> {
        IngestServiceClient::new(self.channel.clone())
    }

    async fn put(&self, id: &str, body: &str) -> proto::IngestDocumentResponse {
        let request = proto::IngestDocumentRequest { document: Some(document(id, body)) };
        self.ingest().ingest_document(request).await.unwrap().into_inner()
    }

    /// Follows to the head: "position id" of each entry, deletions with "-".
    async fn follow(&self, after_position: i64, feed_id: &str) -> Result<Vec<String>, Status> {
        let feed_id = feed_id.to_owned();
        let request = proto::FollowRequest { after_position, until_head: true, feed_id };
        let mut client = FeedServiceClient::new(self.channel.clone());
        let mut messages = client.follow(request).await?.into_inner();
        let mut lines = Vec::new();
        while let Some(message) = messages.message().await? {
            assert!(!message.feed_id.is_empty());
            for entry in message.entries {
                assert!(entry.position <= message.head_position);
                let deleted = matches!(entry.change, Some(Change::Deleted(_)));
                let mark = if deleted { " -" } else { "" };
                lines.push(format!("{} {}{mark}", entry.position, entry.document_id));
            }
        }
        Ok(lines)
    }

    async fn end(self) {
        self.stop.stop();
        drop(self.channel);
        self.run.await.unwrap().unwrap();
    }
}

fn document(id: &str, body: &str) -> proto::Document {
    proto::Document { id: id.into(), body: body.into(), ..Default::default() }
}

fn reason(status: &Status) -> String {
    status.get_error_details().error_info().unwrap().reason.clone()
}

#[tokio::test]
async fn a_document_is_stored_told_and_deleted() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    let stored = service.put("a", "The ministers met.").await;
    assert_eq!((stored.position, stored.revision), (1, 1));
    assert_eq!(stored.outcome(), proto::IngestOutcome::Created);
    assert_eq!(stored.warnings[0], "no publish_time: yearless dates stay partial");
    let again = service.put("a", "The ministers met.").await;
    assert_eq!((again.outcome(), again.position), (proto::IngestOutcome::Unchanged, 1));
    let changed = service.put("a", "The ministers met twice.").await;
    assert_eq!((changed.outcome(), changed.revision), (proto::IngestOutcome::Updated, 2));

    let request = proto::GetDocumentRequest { document_id: "a".into(), with_analysis: true };
    let got = service.ingest().get_document(request.clone()).await.unwrap().into_inner();
    let kept = got.document.unwrap();
    assert_eq!(kept.text, "The ministers met twice.");
    assert_eq!((kept.position, kept.revision), (2, 2));
    assert!(kept.ingest_time.is_some() && got.analysis.is_some());

    let delete = proto::DeleteDocumentRequest { document_id: "a".into() };
    let deleted = service.ingest().delete_document(delete.clone()).await.unwrap();
    assert_eq!(deleted.into_inner().position, 3);
    for status in [
        service.ingest().get_document(request).await.unwrap_err(),
        service.ingest().delete_document(delete).await.unwrap_err(),
    ] {
        assert_eq!((status.code(), reason(&status)), (Code::NotFound, "DOCUMENT_NOT_FOUND".into()));
        let details = status.get_error_details();
        let resource = details.resource_info().unwrap();
        assert_eq!((&*resource.resource_type, &*resource.resource_name), ("document", "a"));
    }
    service.end().await;
}

#[tokio::test]
async fn bad_requests_name_every_field() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    let bad = proto::Document { body_format: 7, language: "?".into(), ..document("a", "") };
    let request = proto::IngestDocumentRequest { document: Some(bad.clone()) };
    let analyze = proto::AnalyzeDocumentRequest { document: Some(bad), explain: false };
    for status in [
        service.ingest().ingest_document(request).await.unwrap_err(),
        service.ingest().analyze_document(analyze).await.unwrap_err(),
    ] {
        assert_eq!(
            (status.code(), reason(&status)),
            (Code::InvalidArgument, "FIELD_INVALID".into())
        );
        let details = status.get_error_details();
        let violations = &details.bad_request().unwrap().field_violations;
        let fields: Vec<_> = violations.iter().map(|each| each.field.as_str()).collect();
        assert_eq!(fields, ["document.body", "document.body_format", "document.language"]);
    }
    let empty = proto::GetDocumentRequest::default();
    let status = service.ingest().get_document(empty).await.unwrap_err();
    assert_eq!(reason(&status), "FIELD_REQUIRED");
    service.end().await;
}

#[tokio::test]
async fn a_stream_is_answered_in_order_and_goes_on_after_a_bad_document() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    let documents: Vec<_> = (0..200)
        .map(|number| match number % 10 {
            3 => document("bad id", ""),
            _ => document(&format!("doc-{number}"), &format!("Text {number}.")),
        })
        .collect();
    let requests = documents
        .into_iter()
        .map(|document| proto::IngestDocumentsRequest { document: Some(document) });
    let answers = service.ingest().ingest_documents(tokio_stream::iter(requests)).await.unwrap();
    let answers: Vec<_> = answers.into_inner().collect().await;
    assert_eq!(answers.len(), 200);
    let mut position = 0;
    for (number, answer) in answers.into_iter().enumerate() {
        match answer.unwrap().result.unwrap() {
            Answer::Accepted(accepted) => {
                position += 1;
                assert_eq!(accepted.document_id, format!("doc-{number}"));
                assert_eq!(accepted.position, position);
            }
            Answer::Rejected(rejected) => {
                assert_eq!(number % 10, 3);
                assert_eq!((rejected.code, &*rejected.document_id), (3, "bad id"));
                assert_eq!(rejected.reason, "FIELD_INVALID");
                assert_eq!(rejected.field_violations.len(), 2);
            }
        }
    }
    assert_eq!(position, 180);
    service.end().await;
}

#[tokio::test]
async fn a_stop_ends_an_open_stream_after_what_is_durable() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    let (documents, receiver) = tokio::sync::mpsc::channel(4);
    let sent = proto::IngestDocumentsRequest { document: Some(document("a", "Text.")) };
    documents.send(sent).await.unwrap();
    let requests = tokio_stream::wrappers::ReceiverStream::new(receiver);
    let mut answers = service.ingest().ingest_documents(requests).await.unwrap().into_inner();
    let first = answers.message().await.unwrap().unwrap();
    assert!(matches!(first.result, Some(Answer::Accepted(_))));
    let follow = proto::FollowRequest::default();
    let mut client = FeedServiceClient::new(service.channel.clone());
    let mut messages = client.follow(follow).await.unwrap().into_inner();
    assert_eq!(messages.message().await.unwrap().unwrap().entries.len(), 1);
    service.stop.stop();
    let status = answers.message().await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::Unavailable, "SHUTTING_DOWN".into()));
    let status = loop {
        match messages.message().await {
            Ok(Some(heartbeat)) => assert!(heartbeat.entries.is_empty()),
            Ok(None) => panic!("a feed that is not asked to end at the head ended"),
            Err(status) => break status,
        }
    };
    assert_eq!((status.code(), reason(&status)), (Code::Unavailable, "SHUTTING_DOWN".into()));
    drop((documents, client));
    service.end().await;
}

#[tokio::test]
async fn the_feed_resumes_at_each_position() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    for (id, body) in [("a", "One."), ("b", "Two."), ("a", "Three."), ("c", "Four.")] {
        service.put(id, body).await;
    }
    let delete = proto::DeleteDocumentRequest { document_id: "b".into() };
    service.ingest().delete_document(delete).await.unwrap();
    let all = ["3 a", "4 c", "5 b -"];
    for (after_position, seen) in [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 3)] {
        assert_eq!(service.follow(after_position, "").await.unwrap(), all[seen..]);
    }
    let beyond = service.follow(6, "").await.unwrap_err();
    assert_eq!((beyond.code(), reason(&beyond)), (Code::OutOfRange, "POSITION_BEYOND_HEAD".into()));
    let other = service.follow(1, "another").await.unwrap_err();
    assert_eq!((other.code(), reason(&other)), (Code::OutOfRange, "FEED_CHANGED".into()));
    let negative = service.follow(-1, "").await.unwrap_err();
    assert_eq!(reason(&negative), "FIELD_INVALID");
    service.end().await;
}

#[tokio::test]
async fn a_follower_is_woken_by_what_is_stored() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    let mut client = FeedServiceClient::new(service.channel.clone());
    let follow = proto::FollowRequest::default();
    let mut messages = client.follow(follow).await.unwrap().into_inner();
    let first = messages.message().await.unwrap().unwrap();
    assert_eq!((first.entries.len(), first.head_position), (0, 0));
    service.put("a", "One.").await;
    let entries = loop {
        let message = messages.message().await.unwrap().unwrap();
        if !message.entries.is_empty() {
            break message.entries;
        }
    };
    assert_eq!(entries[0].document_id, "a");
    let Some(Change::Stored(record)) = &entries[0].change else { panic!("not stored") };
    assert!(record.header.is_some() && record.analysis.is_some());
    drop((messages, client));
    service.end().await;
}

#[tokio::test]
async fn documents_are_listed_by_pages() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    for number in 0..7 {
        service.put(&format!("doc-{number}"), "Text.").await;
    }
    let (mut ids, mut page_token, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let request = proto::ListDocumentsRequest { page_size: 3, page_token };
        let page = service.ingest().list_documents(request).await.unwrap().into_inner();
        pages += 1;
        ids.extend(page.documents.into_iter().map(|each| (each.document_id, each.position)));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(pages, 3);
    let expected: Vec<_> = (0..7).map(|number| (format!("doc-{number}"), number + 1)).collect();
    assert_eq!(ids, expected);

    let other = shared::page_token::Question::of("chancery.v1.Other/List", b"");
    let foreign = other.token(Some(&b"doc-1".to_vec()));
    for (page_size, page_token, expected) in [
        (-1, String::new(), "FIELD_INVALID"),
        (0, "nonsense".to_owned(), "PAGE_TOKEN_INVALID"),
        (0, foreign, "PAGE_TOKEN_MISMATCH"),
    ] {
        let request = proto::ListDocumentsRequest { page_size, page_token };
        let status = service.ingest().list_documents(request).await.unwrap_err();
        assert_eq!((status.code(), &*reason(&status)), (Code::InvalidArgument, expected));
    }
    service.end().await;
}

#[tokio::test]
async fn syndicated_copies_are_told() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    let words: Vec<_> = (0..300).map(|number| format!("word{}", number * 7 % 311)).collect();
    let article = words.join(" ");
    assert_eq!(service.put("a", &article).await.near_duplicates, [""; 0]);
    let copy = service.put("b", &format!("{article}.")).await;
    assert_eq!(copy.near_duplicates, ["a"]);
    service.end().await;
}

#[tokio::test]
async fn reading_again_tells_its_progress() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    for number in 0..70 {
        service.put(&format!("doc-{number:02}"), "Text.").await;
    }
    for all in [false, true] {
        let request = proto::ReanalyzeDocumentsRequest { all };
        let messages = service.ingest().reanalyze_documents(request).await.unwrap().into_inner();
        let progress: Vec<_> = messages.map(|message| message.unwrap().examined).collect().await;
        assert_eq!(progress, [64, 70]);
    }
    // The same rules read the same: nothing was stored.
    assert_eq!(service.follow(70, "").await.unwrap(), [""; 0]);
    service.end().await;
}

#[tokio::test]
async fn everything_acknowledged_is_there_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(&directory).await;
    for number in 0..20 {
        service.put(&format!("doc-{number}"), "Text.").await;
    }
    let before = service.follow(0, "").await.unwrap();
    service.end().await;
    let service = Service::start(&directory).await;
    assert_eq!(service.follow(0, "").await.unwrap(), before);
    service.end().await;
}
