//! What every gRPC client meets: a template of each request, compression, heartbeats.

use std::time::Duration;

use prost_reflect::{
    DescriptorPool, DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor,
    MethodDescriptor, Value,
};
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::{self, FILE_DESCRIPTOR_SET};
use tests::pair::Pair;
use tests::raw::RawCodec;
use tokio_stream::StreamExt as _;
use tonic::client::Grpc;
use tonic::codec::CompressionEncoding;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_types::StatusExt as _;

/// Longer than any heartbeat may be apart.
const PATIENCE: Duration = Duration::from_secs(15);

/// Every field set, with the value that a template of grpcurl has: one element in each list, one
/// message in each field of messages, and an id where one is asked for.
fn template(message: &MessageDescriptor, depth: usize) -> DynamicMessage {
    let mut filled = DynamicMessage::new(message.clone());
    for field in message.fields() {
        if let Some(value) = value(&field, depth) {
            let value = if field.is_list() { Value::List(vec![value]) } else { value };
            filled.set_field(&field, value);
        }
    }
    filled
}

fn value(field: &FieldDescriptor, depth: usize) -> Option<Value> {
    if field.is_map() {
        let entry = (MapKey::String(String::new()), Value::String(String::new()));
        return Some(Value::Map([entry].into()));
    }
    match field.kind() {
        Kind::Message(message) => {
            (depth < 6).then(|| Value::Message(template(&message, depth + 1)))
        }
        Kind::String if field.name().ends_with("_id") => Some(Value::String("x".to_owned())),
        kind => Some(Value::default_value(&kind)),
    }
}

/// Sends one message and returns the first answer, or the status.
async fn first_answer(channel: Channel, method: &MethodDescriptor) -> Result<(), Status> {
    let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
    let message = prost::Message::encode_to_vec(&template(&method.input(), 0));
    let mut client = Grpc::new(channel);
    client.ready().await.expect("a connection");
    let request = Request::new(tokio_stream::once(message.into()));
    let path = path.parse().expect("the path of a method");
    let answers = client.streaming(request, path, RawCodec).await?;
    answers.into_inner().next().await.transpose().map(|_| ())
}

#[tokio::test]
async fn a_template_of_every_request_gets_a_clear_answer() {
    let pair = Pair::start().await;
    let pool = DescriptorPool::decode(FILE_DESCRIPTOR_SET).expect("our own descriptors");
    let mut answered = 0;
    for service in pool.services().filter(|service| service.package_name() == "chancery.v1") {
        let channel = match service.name() {
            // A service of the user's own.
            "AnnotatorService" => continue,
            "IngestService" | "FeedService" | "MaintenanceService" => pair.ingest.channel().await,
            _ => pair.query.channel().await,
        };
        for method in service.methods() {
            let name = method.full_name();
            let answer = first_answer(channel.clone(), &method);
            let answer = tokio::time::timeout(PATIENCE, answer).await;
            answered += 1;
            let Err(status) = answer.unwrap_or_else(|_| panic!("{name} does not answer")) else {
                continue;
            };
            let unclear = [Code::Internal, Code::Unknown, Code::Unimplemented, Code::DataLoss];
            assert!(!unclear.contains(&status.code()), "{name}: {status:?}");
            let details = status.get_error_details();
            assert!(details.error_info().is_some(), "{name}: {status:?} has no reason");
        }
    }
    assert!(answered >= 20, "{answered} methods");
}

#[tokio::test]
async fn requests_and_answers_may_be_compressed() {
    let pair = Pair::start().await;
    for encoding in [CompressionEncoding::Gzip, CompressionEncoding::Zstd] {
        let mut client = IngestServiceClient::new(pair.ingest.channel().await)
            .send_compressed(encoding)
            .accept_compressed(encoding);
        let body = "Moldova and Romania signed a memorandum in Chisinau on 2 June 2025. ";
        let document = proto::Document { body: body.repeat(20), ..Default::default() };
        let request = proto::AnalyzeDocumentRequest { document: Some(document), explain: false };
        let answer = client.analyze_document(request).await.expect("an analysis");
        let told = answer.metadata().get("grpc-encoding").and_then(|value| value.to_str().ok());
        let expected = if encoding == CompressionEncoding::Gzip { "gzip" } else { "zstd" };
        assert_eq!(told, Some(expected));
        assert_eq!(answer.into_inner().text, body.repeat(20));
    }
}

#[tokio::test]
async fn an_idle_feed_and_an_idle_watch_tell_that_they_live() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let follow = proto::FollowRequest::default();
    let mut feed = clients.feed.follow(follow).await.expect("a feed").into_inner();
    let watch = proto::WatchTimelineRequest::default();
    let mut changes = clients.timeline.watch_timeline(watch).await.expect("a watch").into_inner();
    for _ in 0..2 {
        let beat = tokio::time::timeout(PATIENCE, feed.next()).await.expect("a heartbeat");
        let beat = beat.expect("the feed goes on").expect("no error");
        assert_eq!((beat.entries.len(), beat.head_position), (0, 0));
        let change = tokio::time::timeout(PATIENCE, changes.next()).await.expect("a heartbeat");
        let change = change.expect("the watch goes on").expect("no error");
        assert_eq!(change.change(), proto::ChangeKind::CaughtUp);
    }
}
