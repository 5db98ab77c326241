//! Time expressions of any text lie within it, in order, on the edges of characters.
#![no_main]

use ingest_service::text::Text;
use ingest_service::text::time::times;
use libfuzzer_sys::fuzz_target;
use shared::date::PartialDate;

fuzz_target!(|source: &str| {
    let text = Text::read(source, "");
    for anchor in [None, PartialDate::from_day(2024, 2, 29)] {
        let mut last = 0;
        for time in times(&text, anchor) {
            assert!(last <= time.bytes.start && time.bytes.start < time.bytes.end);
            assert!(source.get(time.bytes.start as usize..time.bytes.end as usize).is_some());
            last = time.bytes.end;
        }
    }
});
