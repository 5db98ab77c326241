//! The whole way, for real: articles go in over gRPC, answers come out over gRPC.

use shared::proto;
use shared::proto::{EventKind, IngestOutcome};
use tests::articles::samples;
use tests::pair::{Clients, Pair, Running};
use tests::world::{World, world};

async fn push(clients: &mut Clients, documents: &[proto::Document]) -> Vec<IngestOutcome> {
    let requests: Vec<_> = documents
        .iter()
        .map(|document| proto::IngestDocumentsRequest { document: Some(document.clone()) })
        .collect();
    let stream = clients.ingest.ingest_documents(tokio_stream::iter(requests)).await;
    let mut answers = stream.expect("the stream opens").into_inner();
    let mut outcomes = Vec::new();
    while let Some(answer) = answers.message().await.expect("an answer for each document") {
        match answer.result.expect("a result") {
            proto::ingest_documents_response::Result::Accepted(accepted) => {
                assert_eq!(accepted.document_id, documents[outcomes.len()].id, "answers in order");
                outcomes.push(accepted.outcome());
            }
            proto::ingest_documents_response::Result::Rejected(rejection) => {
                panic!("rejected: {rejection:?}");
            }
        }
    }
    outcomes
}

async fn head(clients: &mut Clients) -> i64 {
    let info = clients.ingest_info.get_server_info(proto::GetServerInfoRequest {}).await;
    info.expect("info").into_inner().position
}

async fn world_now(clients: &mut Clients) -> World {
    let head = head(clients).await;
    world(clients, head).await
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_become_a_timeline() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let documents = samples();
    let outcomes = push(&mut clients, &documents).await;
    assert_eq!(outcomes, vec![IngestOutcome::Created; documents.len()]);
    let first = world_now(&mut clients).await;

    let kinds: Vec<EventKind> = first.events.iter().map(proto::Event::kind).collect();
    for kind in [EventKind::Signing, EventKind::Meeting, EventKind::Conference, EventKind::Funding]
    {
        assert!(kinds.contains(&kind), "the samples tell of a {kind:?}");
    }
    assert!(!first.agreements.is_empty() && !first.actors.is_empty());
    assert_quotes_are_exact(&mut clients, &first).await;

    let again = push(&mut clients, &documents).await;
    assert_eq!(again, vec![IngestOutcome::Unchanged; documents.len()]);
    assert_eq!(world_now(&mut clients).await, first);
}

/// Every report's evidence is the text at its offsets.
async fn assert_quotes_are_exact(clients: &mut Clients, world: &World) {
    for report in world.events.iter().flat_map(|event| &event.reports) {
        let request = proto::GetDocumentRequest {
            document_id: report.document_id.clone(),
            with_analysis: false,
        };
        let answer = clients.ingest.get_document(request).await.expect("the document is there");
        let stored = answer.into_inner().document.expect("a document");
        let span = report.evidence.as_ref().expect("a report has evidence");
        let title = stored.document.expect("as sent").title;
        let text = if span.field() == proto::SpanField::Title { title } else { stored.text };
        let (start, end) = (span.start as usize, span.end as usize);
        let quote: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(quote, span.quote);
        assert!(!quote.trim().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn order_of_arrival_and_rebuilding_change_nothing() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    push(&mut clients, &samples()).await;
    let forward = world_now(&mut clients).await;

    let rebuilt_folder = tempfile::tempdir().expect("a temporary directory");
    let rebuilt = Running::query(rebuilt_folder.path(), &pair.ingest.url()).await;
    let mut other = Clients::new(pair.ingest.channel().await, rebuilt.channel().await);
    assert_eq!(world_now(&mut other).await, forward);

    let backward_pair = Pair::start().await;
    let mut backward_clients = backward_pair.clients().await;
    let mut documents = samples();
    documents.reverse();
    push(&mut backward_clients, &documents).await;
    let backward = world_now(&mut backward_clients).await;
    assert_eq!(without_times_of_ingest(backward), without_times_of_ingest(forward));
}

/// The times at which documents came in are no part of what the documents tell.
fn without_times_of_ingest(mut world: World) -> World {
    for event in &mut world.events {
        event.first_ingest_time = None;
    }
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_document_takes_its_facts_with_it() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    let documents = samples();
    push(&mut clients, &documents[..4]).await;
    let without = world_now(&mut clients).await;
    push(&mut clients, &documents[4..]).await;
    assert_ne!(world_now(&mut clients).await, without);
    let request = proto::DeleteDocumentRequest { document_id: documents[4].id.clone() };
    clients.ingest.delete_document(request).await.expect("deleted");
    assert_eq!(world_now(&mut clients).await, without);
}

#[tokio::test(flavor = "multi_thread")]
async fn queries_go_on_while_ingestion_is_away() {
    let Pair { ingest, query, ingest_folder, query_folder: _kept } = Pair::start().await;
    let mut clients = Clients::new(ingest.channel().await, query.channel().await);
    let documents = samples();
    push(&mut clients, &documents[..2]).await;
    let before = world_now(&mut clients).await;
    let address = ingest.address().to_string();

    ingest.stop().await;
    assert_eq!(world(&mut clients, 0).await, before);

    let ingest = Running::ingest_at(ingest_folder.path(), &address, None).await;
    let mut clients = Clients::new(ingest.channel().await, query.channel().await);
    push(&mut clients, &documents[2..]).await;
    let after = world_now(&mut clients).await;
    assert!(after.events.len() > before.events.len());
}
