//! Page tokens: where the next page begins, bound to the question that it belongs to.
//!
//! The bytes are a version, the number of the question, the cursor, and a CRC-32C over all of them;
//! URL-safe base 64 without padding.

use crate::failure::Failure;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Where a page ended, in the form of whoever lists: opaque to everybody else.
pub type Cursor = Vec<u8>;

const TOKEN_VERSION: u8 = 1;
const QUESTION_BYTES: usize = 8;

/// A stable number of a question: the method and every argument but page size, page token and
/// position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question([u8; QUESTION_BYTES]);

impl Question {
    /// Of a method's name and its encoded arguments.
    pub fn of(method: &str, arguments: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(method.as_bytes());
        hasher.update(&[0]);
        hasher.update(arguments);
        let hash = hasher.finalize();
        let mut bytes = [0; QUESTION_BYTES];
        // OK because a hash has 32 bytes.
        bytes.copy_from_slice(&hash.as_bytes()[..QUESTION_BYTES]);
        Self(bytes)
    }

    /// The token for a cursor; empty for none.
    pub fn token(self, next: Option<&Cursor>) -> String {
        let Some(cursor) = next else { return String::new() };
        let mut bytes = vec![TOKEN_VERSION];
        bytes.extend(self.0);
        bytes.extend(cursor);
        let sum = crc32c::crc32c(&bytes);
        bytes.extend(sum.to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The cursor of a token; `None` for the empty token of a first page.
    ///
    /// # Errors
    ///
    /// [`Failure::PageTokenInvalid`] for what was not made here, [`Failure::PageTokenMismatch`] for
    /// the token of another question.
    pub fn cursor(self, token: &str) -> Result<Option<Cursor>, Failure> {
        if token.is_empty() {
            return Ok(None);
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| Failure::PageTokenInvalid)?;
        let (body, sum) = bytes.split_last_chunk::<4>().ok_or(Failure::PageTokenInvalid)?;
        if crc32c::crc32c(body) != u32::from_be_bytes(*sum) {
            return Err(Failure::PageTokenInvalid);
        }
        let (version, rest) = body.split_first().ok_or(Failure::PageTokenInvalid)?;
        let question = rest.split_first_chunk::<QUESTION_BYTES>();
        let (question, cursor) = question.ok_or(Failure::PageTokenInvalid)?;
        if *version != TOKEN_VERSION {
            return Err(Failure::PageTokenInvalid);
        }
        if *question != self.0 {
            return Err(Failure::PageTokenMismatch);
        }
        Ok(Some(cursor.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_back_to_its_place() {
        let question = Question::of("GetTimeline", b"filter");
        let token = question.token(Some(&vec![1, 2, 255]));
        assert_eq!(question.cursor(&token), Ok(Some(vec![1, 2, 255])));
        assert_eq!(question.cursor(""), Ok(None));
        assert_eq!(question.token(None), "");
    }

    #[test]
    fn tokens_of_others_and_no_tokens_are_refused() {
        let question = Question::of("GetTimeline", b"filter");
        let token = question.token(Some(&vec![7]));
        let other = Question::of("GetTimeline", b"another");
        assert_eq!(other.cursor(&token), Err(Failure::PageTokenMismatch));
        let shorter = &token[1..];
        for garbage in ["x", "!!!", "AAAA", shorter] {
            assert_eq!(question.cursor(garbage), Err(Failure::PageTokenInvalid), "{garbage}");
        }
    }
}
