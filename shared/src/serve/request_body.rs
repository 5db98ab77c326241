//! The bytes of a request on their way in: bounded in number and in time.

use std::future::Future as _;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body::Frame;
use tokio::time::Sleep;
use tonic::Status;

use super::admission::Permit;
use super::framing::Framing;
use super::metrics::CallMetrics;
use crate::failure::{Domain, Failure};
use crate::limits::REQUEST_MESSAGE_TIME_MAX;

/// Bytes of a request that are in memory. A call of one request holds them until it is answered.
pub(super) type HeldBytes = Arc<Mutex<Permit>>;

/// A request's body that takes no more memory and time than it may.
pub(super) struct RequestBody {
    inner: Body,
    domain: Domain,
    held: HeldBytes,
    framing: Framing,
    /// Whether requests come one after the other, so that each is done with when more is wanted.
    is_stream: bool,
    /// Bytes of messages that are complete.
    complete_bytes: u64,
    /// When the present message must be complete; set once it is waited for, so that time in which
    /// the service itself takes nothing does not count.
    message_timer: Option<Pin<Box<Sleep>>>,
    /// How long a message may take from its first byte to its last.
    message_time_max: Duration,
    metrics: CallMetrics,
}

impl RequestBody {
    pub(super) fn new(
        inner: Body,
        domain: Domain,
        is_stream: bool,
        held: HeldBytes,
        metrics: CallMetrics,
    ) -> Self {
        Self {
            inner,
            domain,
            held,
            framing: Framing::default(),
            is_stream,
            complete_bytes: 0,
            message_timer: None,
            message_time_max: REQUEST_MESSAGE_TIME_MAX,
            metrics,
        }
    }

    /// Counts bytes that came. Those of complete messages are given back when more is asked for:
    /// whoever asks has taken them over.
    fn take_in(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let size = bytes.len() as u64;
        self.held.lock().unwrap_or_else(PoisonError::into_inner).add(size)?;
        let complete = self.framing.advance(bytes);
        self.metrics.received(complete);
        if complete > 0 {
            self.complete_bytes += size;
            self.message_timer = None;
        }
        Ok(())
    }

    fn give_back(&mut self) {
        if self.is_stream && self.complete_bytes > 0 {
            let bytes = std::mem::take(&mut self.complete_bytes);
            self.held.lock().unwrap_or_else(PoisonError::into_inner).release(bytes);
        }
    }
}

impl http_body::Body for RequestBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = self.get_mut();
        this.give_back();
        match Pin::new(&mut this.inner).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let taken = frame.data_ref().map_or(Ok(()), |bytes| this.take_in(bytes));
                let frame = taken.map(|()| frame).map_err(|f| f.to_status(this.domain));
                Poll::Ready(Some(frame))
            }
            Poll::Ready(Some(Err(cause))) => {
                Poll::Ready(Some(Err(Status::from_error(cause.into_inner()))))
            }
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                if !this.framing.is_within() && this.is_stream {
                    return Poll::Pending;
                }
                let time = this.message_time_max;
                let timer = || Box::pin(tokio::time::sleep(time));
                let timer = this.message_timer.get_or_insert_with(timer);
                let failure = Failure::RequestTooSlow;
                timer.as_mut().poll(context).map(|()| Some(Err(failure.to_status(this.domain))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http_body::Body as _;

    use super::super::admission::{Admission, Limits, Quantity};
    use super::super::method::Method;
    use super::super::metrics::Metrics;
    use super::super::peer::Peer;
    use super::*;

    /// A body that begins with these bytes and then says nothing more.
    struct Stalled(Option<&'static [u8]>);

    impl http_body::Body for Stalled {
        type Data = Bytes;
        type Error = axum::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
            let first = self.0.take().map(|bytes| Ok(Frame::data(Bytes::from_static(bytes))));
            first.map_or(Poll::Pending, |frame| Poll::Ready(Some(frame)))
        }
    }

    /// What comes after the first bytes: the reason of the refusal, or nothing within the time.
    async fn second(bytes: &'static [u8], is_stream: bool) -> Option<tonic::Code> {
        let admission = Admission::new(Limits::default());
        let client = Peer(([127, 0, 0, 1], 1).into()).client();
        let held = admission.admit(client, Quantity::RequestBytes, 0).unwrap();
        let metrics = Metrics::new("s", "1").started(Method::of("/x/y"));
        let body = Body::new(Stalled(Some(bytes)));
        let held = Arc::new(Mutex::new(held));
        let mut body = RequestBody::new(body, Domain::Ingest, is_stream, held, metrics);
        body.message_time_max = Duration::from_millis(20);
        drop(std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await);
        let second = tokio::time::timeout(Duration::from_millis(200), async {
            std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await
        });
        second.await.ok().map(|frame| frame.unwrap().unwrap_err().code())
    }

    #[tokio::test]
    async fn a_message_must_come_in_time_but_a_stream_may_be_silent() {
        let part: &[u8] = &[0, 0, 0, 0, 9, 1];
        let whole: &[u8] = &[0, 0, 0, 0, 1, 1];
        assert_eq!(second(part, true).await, Some(tonic::Code::DeadlineExceeded));
        assert_eq!(second(part, false).await, Some(tonic::Code::DeadlineExceeded));
        assert_eq!(second(whole, true).await, None);
    }
}
