//! Any page gives a text, without a panic.
#![no_main]

use ingest_service::page::text_of_html;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    let _text = text_of_html(page);
});
