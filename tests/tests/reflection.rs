//! What reflection tells a stranger: the services of this binary alone, all with their comments.

use std::collections::{BTreeMap, BTreeSet};

use prost::Message as _;
use prost_types::FileDescriptorProto;
use tests::pair::Pair;
use tonic::transport::Channel;

/// The services that stand beside those of a binary.
const COMMON: [&str; 4] = [
    "chancery.v1.InfoService",
    "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
];

/// The types of error details, which clients need to decode them.
const DETAILS: [&str; 4] = [
    "google.rpc.ErrorInfo",
    "google.rpc.BadRequest",
    "google.rpc.RetryInfo",
    "google.rpc.RequestInfo",
];

macro_rules! asker {
    ($name:ident, $version:ident) => {
        mod $name {
            use tonic::transport::Channel;
            use tonic_reflection::pb::$version::ServerReflectionRequest;
            use tonic_reflection::pb::$version::server_reflection_client::ServerReflectionClient;
            use tonic_reflection::pb::$version::server_reflection_request::MessageRequest;
            use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;

            async fn ask(channel: Channel, question: MessageRequest) -> MessageResponse {
                let request = ServerReflectionRequest {
                    host: String::new(),
                    message_request: Some(question),
                };
                let mut client = ServerReflectionClient::new(channel);
                let answers = client.server_reflection_info(tokio_stream::once(request)).await;
                let answer = answers.expect("a stream").into_inner().message().await;
                let answer = answer.expect("an answer").expect("an answer");
                answer.message_response.expect("an answer of some sort")
            }

            pub(super) async fn services(channel: Channel) -> Vec<String> {
                match ask(channel, MessageRequest::ListServices(String::new())).await {
                    MessageResponse::ListServicesResponse(list) => {
                        list.service.into_iter().map(|service| service.name).collect()
                    }
                    other => panic!("{other:?}"),
                }
            }

            pub(super) async fn files(channel: Channel, symbol: &str) -> Vec<Vec<u8>> {
                let question = MessageRequest::FileContainingSymbol(symbol.to_owned());
                match ask(channel, question).await {
                    MessageResponse::FileDescriptorResponse(files) => files.file_descriptor_proto,
                    other => panic!("{symbol}: {other:?}"),
                }
            }
        }
    };
}

asker!(version_1, v1);
asker!(version_1_alpha, v1alpha);

/// Every element of a file of ours, by its path in the file, with the word that names it.
fn elements(file: &FileDescriptorProto) -> Vec<(Vec<i32>, String)> {
    let mut all = Vec::new();
    let index = |position: usize| i32::try_from(position).expect("few elements");
    for (number, service) in file.service.iter().enumerate() {
        let path = vec![6, index(number)];
        for (at, method) in service.method.iter().enumerate() {
            let path = [path.as_slice(), &[2, index(at)]].concat();
            all.push((path, format!("{}.{}", service.name(), method.name())));
        }
        all.push((path, service.name().to_owned()));
    }
    for (number, message) in file.message_type.iter().enumerate() {
        let path = vec![4, index(number)];
        for (at, field) in message.field.iter().enumerate() {
            let path = [path.as_slice(), &[2, index(at)]].concat();
            all.push((path, format!("{}.{}", message.name(), field.name())));
        }
        all.push((path, message.name().to_owned()));
    }
    for (number, values) in file.enum_type.iter().enumerate() {
        all.push((vec![5, index(number)], values.name().to_owned()));
    }
    all
}

/// Counts the elements of a file that have a comment, and fails for one that has none.
fn assert_commented(file: &FileDescriptorProto) -> usize {
    let locations = file.source_code_info.iter().flat_map(|info| &info.location);
    let comments: BTreeMap<&[i32], &str> = locations
        .filter(|location| !location.leading_comments().trim().is_empty())
        .map(|location| (location.path.as_slice(), location.leading_comments()))
        .collect();
    let all = elements(file);
    for (path, name) in &all {
        assert!(comments.contains_key(path.as_slice()), "{name} has no comment");
    }
    all.len()
}

/// What `describe` shows of every service of a binary and all that its messages name.
async fn assert_described(channel: &Channel, services: &[&str]) {
    let expected: BTreeSet<&str> = services.iter().chain(&COMMON).copied().collect();
    let mut told = BTreeMap::new();
    for listed in [
        version_1::services(channel.clone()).await,
        version_1_alpha::services(channel.clone()).await,
    ] {
        let listed: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
        assert_eq!(listed, expected);
    }
    for symbol in services.iter().chain(&DETAILS).chain(&["chancery.v1.Document"]) {
        let files = version_1::files(channel.clone(), symbol).await;
        assert_eq!(version_1_alpha::files(channel.clone(), symbol).await, files, "{symbol}");
        for file in files {
            let file = FileDescriptorProto::decode(file.as_slice()).expect("a descriptor");
            told.insert(file.name().to_owned(), file);
        }
    }
    // What a file names is asked for by the names of its messages.
    let fields = told.values().flat_map(|file| &file.message_type).flat_map(|each| &each.field);
    let named: BTreeSet<String> =
        fields.map(|field| field.type_name().trim_start_matches('.').to_owned()).collect();
    for symbol in named.iter().filter(|symbol| symbol.starts_with("chancery.v1.")) {
        for file in version_1::files(channel.clone(), symbol).await {
            let file = FileDescriptorProto::decode(file.as_slice()).expect("a descriptor");
            told.insert(file.name().to_owned(), file);
        }
    }
    let ours = told.values().filter(|file| file.package() == "chancery.v1");
    let commented: usize = ours.map(assert_commented).sum();
    assert!(commented > 60, "{commented} elements");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_binary_describes_its_own_services_with_their_comments() {
    let pair = Pair::start().await;
    let of_ingest =
        ["chancery.v1.IngestService", "chancery.v1.FeedService", "chancery.v1.MaintenanceService"];
    assert_described(&pair.ingest.channel().await, &of_ingest).await;
    let of_query =
        ["chancery.v1.TimelineService", "chancery.v1.ActorService", "chancery.v1.AgreementService"];
    assert_described(&pair.query.channel().await, &of_query).await;
}
