//! `IngestService`: one call, one way through the service.

use std::sync::Arc;

use shared::failure::{Failure, Resource};
use shared::proto::{self, ingest_service_server::IngestService};
use shared::serve::{Room, watch_over};
use shared::trace;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming};
use tracing::Instrument as _;

use super::{Context, blocking, convert, list, reanalyze, status, stream};
use crate::document::{check, check_id};
use crate::journal::write::Write;

/// Adapter of the generated service.
#[derive(Clone, Debug)]
pub(super) struct IngestApi(pub(super) Arc<Context>);

#[tonic::async_trait]
impl IngestService for IngestApi {
    async fn ingest_document(
        &self,
        request: Request<proto::IngestDocumentRequest>,
    ) -> Result<Response<proto::IngestDocumentResponse>, Status> {
        let answer = self.ingest(request.into_inner()).await;
        self.0.count(&answer);
        answer.map(Response::new).map_err(status)
    }

    type IngestDocumentsStream = ReceiverStream<Result<proto::IngestDocumentsResponse, Status>>;

    async fn ingest_documents(
        &self,
        request: Request<Streaming<proto::IngestDocumentsRequest>>,
    ) -> Result<Response<Self::IngestDocumentsStream>, Status> {
        let journal = self.0.journal_to_write().map_err(status)?;
        let room = request.extensions().get::<Room>().cloned();
        // OK because every call of ours comes through the middleware that puts it there.
        let room = room.ok_or(Failure::Internal).map_err(status)?;
        let answers = stream::ingest(Arc::clone(&self.0), journal, request.into_inner(), room);
        Ok(Response::new(ReceiverStream::new(answers)))
    }

    async fn analyze_document(
        &self,
        request: Request<proto::AnalyzeDocumentRequest>,
    ) -> Result<Response<proto::AnalyzeDocumentResponse>, Status> {
        let request = request.into_inner();
        let document = check(request.document).map_err(status)?;
        let (_, reading) = self.0.read(document, request.explain).await.map_err(status)?;
        Ok(Response::new(convert::analyze_response(reading)))
    }

    async fn get_document(
        &self,
        request: Request<proto::GetDocumentRequest>,
    ) -> Result<Response<proto::GetDocumentResponse>, Status> {
        self.get(request.into_inner()).await.map(Response::new).map_err(status)
    }

    async fn list_documents(
        &self,
        request: Request<proto::ListDocumentsRequest>,
    ) -> Result<Response<proto::ListDocumentsResponse>, Status> {
        let listed = async {
            let query = list::Query::new(&request.into_inner())?;
            blocking(&self.0.journal()?, move |journal| query.page(journal)).await
        };
        listed.await.map(Response::new).map_err(status)
    }

    async fn delete_document(
        &self,
        request: Request<proto::DeleteDocumentRequest>,
    ) -> Result<Response<proto::DeleteDocumentResponse>, Status> {
        let deleted = async {
            let document_id = request.into_inner().document_id;
            check_id("document_id", &document_id)?;
            let receipt = self.0.journal_to_write()?.write(Write::Delete(document_id)).await?;
            // OK because positions are far below 2^63.
            Ok(proto::DeleteDocumentResponse { position: receipt.position as i64 })
        };
        deleted.await.map(Response::new).map_err(status)
    }

    type ReanalyzeDocumentsStream =
        ReceiverStream<Result<proto::ReanalyzeDocumentsResponse, Status>>;

    async fn reanalyze_documents(
        &self,
        request: Request<proto::ReanalyzeDocumentsRequest>,
    ) -> Result<Response<Self::ReanalyzeDocumentsStream>, Status> {
        let journal = self.0.journal_to_write().map_err(status)?;
        let (answers, receiver) = mpsc::channel(1);
        let pass = reanalyze::Pass::new(&self.0, journal, request.into_inner().all);
        let passing = tokio::spawn(pass.run(answers.clone()));
        watch_over(passing, answers, status(Failure::Internal));
        Ok(Response::new(ReceiverStream::new(receiver)))
    }
}

impl IngestApi {
    async fn ingest(
        &self,
        request: proto::IngestDocumentRequest,
    ) -> Result<proto::IngestDocumentResponse, Failure> {
        let document = check(request.document)?;
        let journal = self.0.journal_to_write()?;
        let (document, reading) = self.0.read(document, false).await?;
        let (id, simhash) = (document.id.clone(), reading.simhash);
        let warnings = reading.warnings.clone();
        let write = Write::Store(Box::new(convert::read_document(document, reading)));
        let receipt = journal.write(write).instrument(trace::step("write")).await?;
        let own_id = id.clone();
        let near = blocking(&journal, move |journal| journal.near_duplicates(simhash, &own_id));
        Ok(convert::ingest_response(id, receipt, near.await?, warnings))
    }

    async fn get(
        &self,
        request: proto::GetDocumentRequest,
    ) -> Result<proto::GetDocumentResponse, Failure> {
        let id = request.document_id;
        check_id("document_id", &id)?;
        let journal = self.0.journal()?;
        let asked = id.clone();
        let stored = blocking(&journal, move |journal| journal.document(&asked)).await?;
        let stored = stored.ok_or(Failure::NotFound { resource: Resource::Document, id })?;
        let analysis = match stored.entry.change {
            Some(proto::feed_entry::Change::Stored(record)) if request.with_analysis => {
                record.analysis
            }
            _ => None,
        };
        let document = Some(convert::with_text(stored.document));
        Ok(proto::GetDocumentResponse { document, analysis })
    }
}
