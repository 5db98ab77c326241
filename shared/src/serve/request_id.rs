//! Names of calls: the request id of the sender or one of ours, and the trace it belongs to.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderMap, HeaderName};

/// The header that carries the id of a request, both ways.
pub const REQUEST_ID_HEADER: &str = "x-request-id";
/// The header of W3C Trace Context.
pub const TRACEPARENT_HEADER: &str = "traceparent";
/// Longest id that a sender may choose.
const REQUEST_ID_BYTES_MAX: usize = 64;

/// The id that the sender gave, if it is one that can stand in a log, or a new one.
pub(super) fn request_id(headers: &HeaderMap) -> String {
    header(headers, REQUEST_ID_HEADER)
        .filter(|id| !id.is_empty() && id.len() <= REQUEST_ID_BYTES_MAX)
        .filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte)))
        .map_or_else(new_id, str::to_owned)
}

/// The id of the trace that the call belongs to, from `traceparent`: 32 hexadecimal digits.
pub(super) fn trace_id(headers: &HeaderMap) -> Option<&str> {
    let parent = header(headers, TRACEPARENT_HEADER)?;
    let mut parts = parent.split('-');
    let (version, trace, span) = (parts.next()?, parts.next()?, parts.next()?);
    let is_hex = |part: &str, digits: usize| {
        part.len() == digits && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_zero = |part: &str| part.bytes().all(|byte| byte == b'0');
    let well_formed =
        is_hex(version, 2) && version != "ff" && is_hex(trace, 32) && is_hex(span, 16);
    (well_formed && !is_zero(trace) && !is_zero(span)).then_some(trace)
}

/// A new id: 32 hexadecimal digits, of which the first 16 are the process's and the others count.
pub(super) fn new_id() -> String {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| {
        let mut random = [0; 8];
        // OK because an id that repeats only makes two log lines look alike.
        let _ = getrandom::fill(&mut random);
        u64::from_ne_bytes(random)
    });
    static CALLS: AtomicU64 = AtomicU64::new(0);
    // An odd factor gives each count a number of its own that looks like none of its neighbours.
    let call = CALLS.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("{:016x}{call:016x}", *PROCESS)
}

fn header<'h>(headers: &'h HeaderMap, name: &'static str) -> Option<&'h str> {
    headers.get(HeaderName::from_static(name))?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        headers
    }

    #[test]
    fn ids_of_senders_are_kept_if_a_log_can_hold_them() {
        let id = |value: &str| request_id(&headers(REQUEST_ID_HEADER, value));
        assert_eq!(id("a1-B2:c.d_e"), "a1-B2:c.d_e");
        for bad in ["", "a b", "a\"b", &"x".repeat(65)] {
            let made = id(bad);
            assert!(made.len() == 32 && made != bad, "{bad}");
        }
        assert_ne!(new_id(), new_id());
    }

    #[test]
    fn traces_are_read_as_the_standard_writes_them() {
        let trace = |value: &str| trace_id(&headers(TRACEPARENT_HEADER, value)).map(str::to_owned);
        let id = "4bf92f3577b34da6a3ce929d0e0e4736";
        assert_eq!(trace(&format!("00-{id}-00f067aa0ba902b7-01")), Some(id.to_owned()));
        assert_eq!(trace(&format!("cc-{id}-00f067aa0ba902b7-01-more")), Some(id.to_owned()));
        for bad in [
            "",
            "00",
            "00-4bf9-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(trace(bad), None, "{bad}");
        }
    }
}
