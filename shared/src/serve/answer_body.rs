//! The bytes of an answer on their way out: a panic, the deadline or the end of the service turns
//! into trailers, and what became of the call is written down once.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use http_body::Frame;

use super::call::Call;
use super::framing::Framing;
use crate::failure::Failure;

/// An answer's body that belongs to a call.
pub(super) struct AnswerBody {
    /// `None` once the answer has ended.
    inner: Option<Body>,
    call: Call,
    framing: Framing,
    /// What ends the answer before it ends by itself.
    cut: Pin<Box<dyn Future<Output = Failure> + Send>>,
}

impl AnswerBody {
    pub(super) fn new(
        inner: Body,
        call: Call,
        cut: impl Future<Output = Failure> + Send + 'static,
    ) -> Self {
        Self { inner: Some(inner), call, framing: Framing::default(), cut: Box::pin(cut) }
    }

    fn end(&mut self, failure: &Failure) -> Frame<Bytes> {
        self.inner = None;
        Frame::trailers(self.call.trailers(failure))
    }

    fn pass(&mut self, frame: Frame<Bytes>) -> Frame<Bytes> {
        match frame.into_trailers() {
            Ok(mut trailers) => {
                self.inner = None;
                self.call.ended(&mut trailers);
                Frame::trailers(trailers)
            }
            Err(frame) => {
                if let Some(bytes) = frame.data_ref() {
                    let complete = self.framing.advance(bytes);
                    self.call.metrics().sent(complete);
                }
                frame
            }
        }
    }
}

impl http_body::Body for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let Some(inner) = &mut this.inner else { return Poll::Ready(None) };
        let poll = AssertUnwindSafe(|| Pin::new(inner).poll_frame(context));
        match this.call.within(|| catch_unwind(poll)) {
            Err(_) => Poll::Ready(Some(Ok(this.end(&Failure::Internal)))),
            Ok(Poll::Ready(Some(Ok(frame)))) => Poll::Ready(Some(Ok(this.pass(frame)))),
            Ok(Poll::Ready(Some(Err(cause)))) => Poll::Ready(Some(Err(cause))),
            Ok(Poll::Ready(None)) => {
                this.inner = None;
                Poll::Ready(None)
            }
            Ok(Poll::Pending) => match this.cut.as_mut().poll(context) {
                Poll::Ready(failure) => Poll::Ready(Some(Ok(this.end(&failure)))),
                Poll::Pending => Poll::Pending,
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.as_ref().is_none_or(http_body::Body::is_end_stream)
    }
}
