//! Pages of the stored documents.

use prost::Message as _;
use shared::failure::{Failure, Violation};
use shared::page_token::Question;
use shared::{limits, proto};

use super::convert;
use crate::journal::Journal;

/// A checked `ListDocumentsRequest`.
#[derive(Debug)]
pub(super) struct Query {
    question: Question,
    page_size: usize,
    after_id: String,
}

impl Query {
    /// Checks page size and token.
    pub(super) fn new(request: &proto::ListDocumentsRequest) -> Result<Self, Failure> {
        let question = Question::of("chancery.v1.IngestService/ListDocuments", b"");
        let page_size = page_size(request.page_size)?;
        let cursor = question.cursor(&request.page_token)?.unwrap_or_default();
        let after_id = String::from_utf8(cursor).map_err(|_| Failure::PageTokenInvalid)?;
        Ok(Self { question, page_size, after_id })
    }

    /// The page, cut where its bytes would be too many for a client's defaults.
    pub(super) fn page(self, journal: &Journal) -> Result<proto::ListDocumentsResponse, Failure> {
        let mut page = proto::ListDocumentsResponse::default();
        let mut bytes = 0;
        for listed in journal.list(&self.after_id) {
            let summary = convert::document_summary(&listed?)?;
            bytes += summary.encoded_len();
            let full = page.documents.len() >= self.page_size || bytes > limits::PAGE_BYTES_MAX;
            if let (true, Some(last)) = (full, page.documents.last()) {
                let cursor = last.document_id.clone().into_bytes();
                page.next_page_token = self.question.token(Some(&cursor));
                break;
            }
            page.documents.push(summary);
        }
        Ok(page)
    }
}

fn page_size(asked: i32) -> Result<usize, Failure> {
    let size =
        if asked == 0 { limits::PAGE_SIZE_DEFAULT } else { asked.min(limits::PAGE_SIZE_MAX) };
    usize::try_from(size).map_err(|_| {
        let description = format!("{asked}; 0 means {}", limits::PAGE_SIZE_DEFAULT);
        Failure::field(Violation::invalid("page_size", description))
    })
}
