//! Pages as clients with default limits meet them.

use std::collections::BTreeSet;

use shared::proto;
use shared::proto::timeline_service_client::TimelineServiceClient;
use tests::articles::article;
use tests::newsroom;
use tests::pair::Pair;
use tonic::{Code, Status};

/// Documents whose events, with all that their reports tell, fill more than one page of bytes.
const DOCUMENTS: u64 = 120;

fn request(page_size: i32, page_token: &str, min_position: i64) -> proto::GetTimelineRequest {
    proto::GetTimelineRequest {
        filter: Some(proto::EventFilter { include_undated: true, ..Default::default() }),
        page_size,
        page_token: page_token.to_owned(),
        min_position,
        ..Default::default()
    }
}

/// An article with the longest source, address and title.
fn long(number: u64) -> proto::IngestDocumentRequest {
    let document = proto::Document {
        title: format!("{number} {}", "t".repeat(4000)),
        url: format!("https://example.org/{}", "u".repeat(2000)),
        source: "s".repeat(1000),
        ..article(&format!("long-{number}"), 19_800, &newsroom::text(number))
    };
    proto::IngestDocumentRequest { document: Some(document) }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_fits_into_the_default_limits_of_clients_and_none_is_lost() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let documents = (0..DOCUMENTS)
        .map(|number| proto::IngestDocumentsRequest { document: long(number).document });
    let stream = clients.ingest.ingest_documents(tokio_stream::iter(documents)).await;
    let mut answers = stream.expect("the stream opens").into_inner();
    while answers.message().await.expect("it goes on").is_some() {}
    let info = clients.ingest_info.get_server_info(proto::GetServerInfoRequest {}).await;
    let head = info.expect("info").into_inner().position;

    // The generated client with nothing set: answers of at most 4 MiB.
    let mut client = TimelineServiceClient::new(pair.query.channel().await);
    let mut ask = async |page_size: i32, token: &str| -> Result<_, Status> {
        let page = client.get_timeline(request(page_size, token, head)).await?.into_inner();
        let ids: Vec<String> = page.events.into_iter().map(|event| event.id).collect();
        Ok((ids, page.next_page_token))
    };
    let mut seen = BTreeSet::new();
    let (mut token, mut pages, mut events) = (String::new(), 0, 0);
    loop {
        let (ids, next) = ask(1001, &token).await.expect("a page that fits");
        assert!(ids.len() <= 1000);
        events += ids.len();
        seen.extend(ids);
        pages += 1;
        token = next;
        if token.is_empty() {
            break;
        }
    }
    assert!(pages > 1, "{events} events fit on one page: the test proves nothing");
    assert_eq!(seen.len(), events, "none comes twice");
    for (page_size, expected) in [(0, 50), (1, 1)] {
        assert_eq!(ask(page_size, "").await.expect("a page").0.len(), expected, "{page_size}");
    }
    assert_eq!(ask(-1, "").await.expect_err("negative").code(), Code::InvalidArgument);
}
