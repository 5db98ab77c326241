//! Any bytes that decode as a document are taken or refused in words, and what is taken is checked.
#![no_main]

use ingest_service::document::check;
use libfuzzer_sys::fuzz_target;
use prost::Message as _;
use shared::failure::Domain;
use shared::proto;

fuzz_target!(|bytes: &[u8]| {
    let Ok(request) = proto::IngestDocumentRequest::decode(bytes) else { return };
    match check(request.document) {
        Ok(document) => {
            assert!(!document.id.is_empty() && !document.body.trim().is_empty());
            assert_eq!(document.content_hash(), document.content_hash());
            let _day = document.published();
        }
        Err(failure) => assert!(!failure.to_status(Domain::Ingest).message().is_empty()),
    }
});
