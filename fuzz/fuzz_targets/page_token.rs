//! A page token that was not made for a question is refused; one that was leads back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::page_token::Question;

fuzz_target!(|input: (&str, Vec<u8>)| {
    let (text, cursor) = input;
    let question = Question::of("ListDocuments", b"");
    if let Ok(Some(found)) = question.cursor(text) {
        assert_eq!(question.cursor(&question.token(Some(&found))), Ok(Some(found)));
    }
    let token = question.token(Some(&cursor));
    assert_eq!(question.cursor(&token), Ok(Some(cursor)));
    assert!(Question::of("GetTimeline", b"").cursor(&token).is_err());
});
