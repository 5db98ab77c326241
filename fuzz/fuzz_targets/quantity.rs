//! Quantities of any text lie within it, in order, on the edges of characters.
#![no_main]

use ingest_service::text::Text;
use ingest_service::text::quantity::quantities;
use ingest_service::text::time::times;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let text = Text::read(source, "");
    let times = times(&text, None);
    let mut last = 0;
    for quantity in quantities(&text, &times) {
        assert!(last <= quantity.bytes.start && quantity.bytes.start < quantity.bytes.end);
        assert!(source.get(quantity.bytes.start as usize..quantity.bytes.end as usize).is_some());
        last = quantity.bytes.end;
    }
});
