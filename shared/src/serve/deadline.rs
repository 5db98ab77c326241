//! Until when a call must have been answered.

use std::time::{Duration, Instant};

use http::HeaderMap;
use tonic::{Request, Status};

/// When a call came in.
#[derive(Clone, Copy, Debug)]
struct Arrival(Instant);

/// Writes down when a call comes in. It runs before tonic starts a timer of its own, which would
/// answer CANCELLED; so ours is never behind it, however busy the machine is.
pub(super) fn arrive(mut request: Request<()>) -> Result<Request<()>, Status> {
    request.extensions_mut().insert(Arrival(Instant::now()));
    Ok(request)
}

/// When a call must have been answered; in the request's extensions if the client set a deadline.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(pub Instant);

impl Deadline {
    /// The deadline that the headers of a call set, from its arrival.
    pub(super) fn of<B>(request: &http::Request<B>) -> Option<Self> {
        let timeout = grpc_timeout(request.headers())?;
        let arrival = request.extensions().get::<Arrival>().map(|arrival| arrival.0);
        arrival.unwrap_or_else(Instant::now).checked_add(timeout).map(Self)
    }
}

/// The `grpc-timeout` header: at most eight digits and a unit.
fn grpc_timeout(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let count: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(count * 3600)),
        "M" => Some(Duration::from_secs(count * 60)),
        "S" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_millis(count)),
        "u" => Some(Duration::from_micros(count)),
        "n" => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeout(value: &str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert("grpc-timeout", value.parse().expect("a header value"));
        grpc_timeout(&headers)
    }

    #[test]
    fn timeouts_are_read_as_the_protocol_writes_them() {
        assert_eq!(timeout("100m"), Some(Duration::from_millis(100)));
        assert_eq!(timeout("5S"), Some(Duration::from_secs(5)));
        assert_eq!(timeout("99999999H"), Some(Duration::from_secs(99_999_999 * 3600)));
        for bad in ["", "S", "5", "-5S", "123456789S", "5s", "é"] {
            assert_eq!(timeout(bad), None, "{bad}");
        }
    }
}
