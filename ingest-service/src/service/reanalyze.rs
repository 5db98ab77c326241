//! Reads stored documents again that an older version of the rules read.

use std::sync::Arc;

use shared::failure::Failure;
use shared::proto::{self, feed_entry};
use tokio::sync::mpsc;
use tonic::Status;

use super::{Context, blocking, convert, status};
use crate::document::check;
use crate::extract::EXTRACTOR_VERSION;
use crate::journal::write::{Outcome, Write};
use crate::journal::{Journal, Listed, Stored};

/// Documents between two messages of progress.
const BATCH_DOCUMENTS: usize = 64;

/// One pass over the stored documents.
pub(super) struct Pass {
    context: Arc<Context>,
    journal: Arc<Journal>,
    all: bool,
    progress: proto::ReanalyzeDocumentsResponse,
}

type Answers = mpsc::Sender<Result<proto::ReanalyzeDocumentsResponse, Status>>;

impl Pass {
    pub(super) fn new(context: &Arc<Context>, journal: Arc<Journal>, all: bool) -> Self {
        let progress = proto::ReanalyzeDocumentsResponse::default();
        Self { context: Arc::clone(context), journal, all, progress }
    }

    /// Goes through all documents in order of id, telling its progress after each batch.
    pub(super) async fn run(mut self, answers: Answers) {
        if let Err(failure) = self.batches(&answers).await {
            // A caller that has gone away needs no answer.
            drop(answers.send(Err(status(failure))).await);
        }
    }

    async fn batches(&mut self, answers: &Answers) -> Result<(), Failure> {
        let mut after_id = String::new();
        loop {
            let from = after_id.clone();
            let batch: Vec<Listed> = blocking(&self.journal, move |journal| {
                journal.list(&from).take(BATCH_DOCUMENTS).collect()
            })
            .await?;
            let is_last = batch.len() < BATCH_DOCUMENTS;
            for listed in batch {
                if self.context.stop.is_set() {
                    return Err(Failure::ShuttingDown);
                }
                after_id.clone_from(&listed.id);
                self.progress.examined += 1;
                if self.all || listed.indexed.extractor_version < EXTRACTOR_VERSION {
                    self.read_again(listed.id).await?;
                }
            }
            // OK because there are far fewer than 2^63 documents.
            self.progress.total = self.journal.document_count() as i64;
            if answers.send(Ok(self.progress)).await.is_err() || is_last {
                return Ok(());
            }
        }
    }

    async fn read_again(&mut self, id: String) -> Result<(), Failure> {
        let stored = blocking(&self.journal, move |journal| journal.document(&id)).await?;
        // Deleted since it was listed.
        let Some(stored) = stored else { return Ok(()) };
        let document = check(stored.document.document.clone())?;
        let (document, reading) = self.context.read(document, false).await?;
        let record = convert::document_record(&document, &reading);
        let differs = differs(&stored, &reading.text, record);
        let document = Box::new(convert::read_document(document, reading));
        let written = self.journal.enqueue(Write::Reread { document, differs }).await?;
        match written.receipt().await {
            Ok(receipt) if receipt.outcome == Outcome::Updated => self.progress.changed += 1,
            Ok(_) | Err(Failure::NotFound { .. }) => {}
            Err(failure) => return Err(failure),
        }
        Ok(())
    }
}

/// Whether followers would see anything but another version.
fn differs(stored: &Stored, text: &str, mut record: proto::DocumentRecord) -> bool {
    let Some(feed_entry::Change::Stored(before)) = &stored.entry.change else { return true };
    if let (Some(now), Some(then)) = (&mut record.analysis, &before.analysis) {
        now.extractor_version = then.extractor_version;
    }
    let html = stored
        .document
        .document
        .as_ref()
        .is_some_and(|document| document.body_format() == proto::BodyFormat::Html);
    record != *before || (html && stored.document.text != text)
}
