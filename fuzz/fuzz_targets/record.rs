//! Any bytes in the place of a stored record, a frame of the log or a segment are told from what
//! was written, without a panic.
#![no_main]

use std::path::PathBuf;

use ingest_service::journal::change::Change;
use ingest_service::journal::index::{Identity, Indexed, State, Tombstone};
use ingest_service::journal::packed::{Packed, unpack};
use ingest_service::journal::segment::Segment;
use ingest_service::journal::{frame, key, record};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(payload) = record::open(b"key", bytes) {
        let is_packed = bytes[0] != record::RECORD_VERSION;
        assert!(is_packed || record::seal(b"key", &payload) == bytes);
    }
    assert_eq!(record::open(b"key", &record::seal(b"key", bytes)).as_deref(), Ok(bytes));
    let packed = record::seal_packed(b"key", &Packed::of(bytes), b"rest");
    assert_eq!(record::open(b"key", &packed).as_deref(), Ok(&[bytes, b"rest"].concat()[..]));
    if let Some((size, rest)) = bytes.split_first() {
        let raw_bytes = u32::from(*size) * 64;
        let unpacked = unpack(rest, raw_bytes);
        assert!(unpacked.is_none_or(|content| content.len() == raw_bytes as usize));
    }
    let _decoded = (Identity::decode(bytes), State::decode(bytes));
    let _decoded = (Indexed::decode(bytes), Tombstone::decode(bytes));
    assert!(!key::in_words(bytes).is_empty());
    if let Some(changes) = Change::decode_all(bytes) {
        let whole = frame::encode([7; 8], 3, &changes);
        let (read, length) = frame::decode([7; 8], &whole).expect("what was encoded decodes");
        assert_eq!((read.sequence, read.changes, length), (3, changes, whole.len()));
    }
    let _later = frame::goes_on_after([7; 8], bytes, bytes.len() / 2);
    let segment = Segment { path: PathBuf::new(), first_sequence: 1, bytes: 0 };
    for is_last in [false, true] {
        if let Ok(tail) = segment.parse(bytes, is_last, &mut |_| Ok(())) {
            // OK because fuzzers' inputs are small.
            assert!(tail.end as usize <= bytes.len());
        }
    }
});
