//! Every limit of the wire, with its unit in its name. `GetServerInfo` prints them.

use std::time::Duration;

/// Largest body of a document, before any extraction from HTML.
pub const DOCUMENT_BODY_BYTES_MAX: usize = 1 << 20;
/// Longest title of a document.
pub const DOCUMENT_TITLE_BYTES_MAX: usize = 4 << 10;
/// Longest id that a sender may choose for a document.
pub const DOCUMENT_ID_CHARACTERS_MAX: usize = 256;
/// Longest name of a source.
pub const DOCUMENT_SOURCE_BYTES_MAX: usize = 1 << 10;
/// Longest URL of a document.
pub const DOCUMENT_URL_BYTES_MAX: usize = 2 << 10;
/// Longest language tag; BCP 47 asks for at least 35.
pub const DOCUMENT_LANGUAGE_BYTES_MAX: usize = 64;
/// Most labels of a document.
pub const DOCUMENT_LABELS_MAX: usize = 64;
/// Longest key of a label.
pub const LABEL_KEY_CHARACTERS_MAX: usize = 64;
/// Longest value of a label.
pub const LABEL_VALUE_CHARACTERS_MAX: usize = 1024;

/// Largest message that a service reads.
pub const REQUEST_BYTES_MAX: usize = 16 << 20;
/// Where a page of results is cut: clients read 4 MiB by default.
pub const PAGE_BYTES_MAX: usize = 3_500_000;
/// Results on a page if the request does not say.
pub const PAGE_SIZE_DEFAULT: i32 = 50;
/// Most results on a page; larger requests are cut to this.
pub const PAGE_SIZE_MAX: i32 = 1000;
/// Most values of a repeated field in a filter.
pub const FILTER_VALUES_MAX: usize = 256;
/// Longest text value in a filter or a query.
pub const FILTER_TEXT_BYTES_MAX: usize = 1 << 10;

/// Documents that one stream may have under way: read but not yet answered.
pub const STREAM_READ_AHEAD_DOCUMENTS: usize = 64;
/// Documents that wait for the journal's writer, over all calls.
pub const JOURNAL_QUEUE_DOCUMENTS: usize = 1024;
/// How long a query waits for `min_position` if its call has no deadline.
pub const POSITION_WAIT_MAX: Duration = Duration::from_secs(10);
/// How often an idle feed tells its head.
pub const FEED_HEARTBEAT: Duration = Duration::from_secs(1);
/// Calls that one connection may have open.
pub const CONNECTION_STREAMS_MAX: u32 = 256;
/// Largest header list of a request.
pub const HEADER_BYTES_MAX: u32 = 16 << 10;
/// How long a message of a request may take from its first byte to its last.
pub const REQUEST_MESSAGE_TIME_MAX: Duration = Duration::from_secs(60);
/// How long open calls may go on after the signal to stop, if no setting tells.
pub const DRAIN_GRACE: Duration = Duration::from_secs(10);
/// How old a connection may get before its client is asked to make a new one.
pub const CONNECTION_AGE_MAX: Duration = Duration::from_secs(1800);
/// What a refusal for want of room asks to wait before the next try.
pub const OVERLOAD_RETRY: Duration = Duration::from_millis(500);

const _: () = assert!(DOCUMENT_BODY_BYTES_MAX * 2 < REQUEST_BYTES_MAX);
// A stored document is answered with its body and the text extracted from it.
const _: () = assert!(DOCUMENT_BODY_BYTES_MAX * 2 < PAGE_BYTES_MAX);
const _: () = assert!(PAGE_SIZE_DEFAULT <= PAGE_SIZE_MAX);

/// The limits that a sender or a reader may run into, by name.
pub fn by_name() -> Vec<(&'static str, i64)> {
    let sizes = [
        ("document_body_bytes_max", DOCUMENT_BODY_BYTES_MAX),
        ("document_title_bytes_max", DOCUMENT_TITLE_BYTES_MAX),
        ("document_id_characters_max", DOCUMENT_ID_CHARACTERS_MAX),
        ("document_source_bytes_max", DOCUMENT_SOURCE_BYTES_MAX),
        ("document_url_bytes_max", DOCUMENT_URL_BYTES_MAX),
        ("document_language_bytes_max", DOCUMENT_LANGUAGE_BYTES_MAX),
        ("document_labels_max", DOCUMENT_LABELS_MAX),
        ("label_key_characters_max", LABEL_KEY_CHARACTERS_MAX),
        ("label_value_characters_max", LABEL_VALUE_CHARACTERS_MAX),
        ("request_bytes_max", REQUEST_BYTES_MAX),
        ("page_bytes_max", PAGE_BYTES_MAX),
        ("filter_values_max", FILTER_VALUES_MAX),
        ("filter_text_bytes_max", FILTER_TEXT_BYTES_MAX),
        ("stream_read_ahead_documents", STREAM_READ_AHEAD_DOCUMENTS),
        ("journal_queue_documents", JOURNAL_QUEUE_DOCUMENTS),
        ("header_bytes_max", HEADER_BYTES_MAX as usize),
        ("connection_streams_max", CONNECTION_STREAMS_MAX as usize),
    ];
    // OK because every limit is far below 2^63.
    let mut limits: Vec<_> = sizes.into_iter().map(|(name, size)| (name, size as i64)).collect();
    limits.push(("page_size_max", i64::from(PAGE_SIZE_MAX)));
    limits.push(("request_message_seconds_max", REQUEST_MESSAGE_TIME_MAX.as_secs() as i64));
    limits.push(("position_wait_seconds_max", POSITION_WAIT_MAX.as_secs() as i64));
    limits
}
