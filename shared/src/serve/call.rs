//! One call, from its headers to its trailers: who makes it, whether it may, what became of it.

use std::future::{Future, pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};
use tonic::{Code, Status};
use tracing::{Instrument as _, Span};

use super::Stop;
use super::access::Guard;
use super::admission::{Admission, Permit, Quantity, Room};
use super::answer_body::AnswerBody;
use super::deadline::Deadline;
use super::ending;
use super::method::{Access, Method};
use super::metrics::{CallMetrics, Metrics};
use super::peer::Peer;
use super::request_body::{HeldBytes, RequestBody};
use super::request_id::{self, REQUEST_ID_HEADER};
use crate::failure::{Domain, Failure};
use crate::trace;

/// What every call passes.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) domain: Domain,
    pub(super) services: &'static [&'static str],
    pub(super) guard: Guard,
    pub(super) admission: Arc<Admission>,
    pub(super) metrics: Metrics,
    pub(super) stop: Stop,
}

/// The id of a call's request; in the request's extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub Arc<str>);

/// A call that was let in, and the room that it takes.
struct Admitted {
    /// Name of the caller's token; empty if there is none.
    token: String,
    _permit: Option<Permit>,
    held: HeldBytes,
    room: Room,
}

/// One call. The last clone that goes gives its room back.
#[derive(Clone)]
pub(super) struct Call(Arc<CallState>);

struct CallState {
    domain: Domain,
    request_id: Arc<str>,
    metrics: CallMetrics,
    /// What the log tells of the call.
    span: Span,
    /// What traces tell of it.
    trace: Span,
    has_ended: AtomicBool,
    admitted: Result<Admitted, Failure>,
}

/// Leads a call through: the middleware around every route.
pub(super) async fn lead(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let method = Method::of(request.uri().path());
    let call = Call::begin(&edge, method, &request);
    let deadline = Deadline::of(&request);
    let answered = call.answer(method, deadline, request, next);
    let answered = answered.instrument(call.0.span.clone()).instrument(call.0.trace.clone());
    let mut response = match answered.await {
        Ok(response) => response,
        Err(failure) => {
            if failure != Failure::Internal {
                edge.metrics.refused(&failure);
            }
            failure.to_status(edge.domain).into_http()
        }
    };
    let id = HeaderValue::from_str(&call.0.request_id);
    // OK because an id has only characters that a header may have.
    response.headers_mut().insert(REQUEST_ID_HEADER, id.expect("an id is a header value"));
    if response.headers().contains_key(Status::GRPC_STATUS) {
        call.ended(response.headers_mut());
        return response;
    }
    let cut = cut(deadline, method.is_endless().then(|| edge.stop.clone()));
    response.map(|body| Body::new(AnswerBody::new(body, call, cut)))
}

/// What ends a stream of answers before it ends by itself.
async fn cut(deadline: Option<Deadline>, stop: Option<Stop>) -> Failure {
    let passed = async {
        match deadline {
            Some(deadline) => tokio::time::sleep_until(deadline.0.into()).await,
            None => pending().await,
        }
    };
    let stopped = async {
        match stop {
            Some(stop) => stop.wait().await,
            None => pending().await,
        }
    };
    tokio::select! {
        () = passed => Failure::DeadlinePassed,
        () = stopped => Failure::ShuttingDown,
    }
}

impl Edge {
    fn admit(
        &self,
        method: &Method,
        peer: Option<Peer>,
        headers: &HeaderMap,
    ) -> Result<Admitted, Failure> {
        let token = self.guard.check(method, headers)?;
        let is_ours = matches!(method.access, Access::Open | Access::Reflection)
            || self.services.contains(&method.service.as_str());
        if !method.exists() || !is_ours {
            return Err(Failure::UnknownMethod);
        }
        // OK because every connection of ours has a peer.
        let client = peer.ok_or(Failure::Internal)?.client();
        let quantity = if method.takes_stream || method.gives_stream {
            Quantity::Streams
        } else {
            Quantity::Calls
        };
        let admit = |quantity, amount| self.admission.admit(client, quantity, amount);
        // A health check costs nothing, and an overloaded service is not a dead one.
        let permit = if method.is_health_check() { None } else { Some(admit(quantity, 1)?) };
        let held = Arc::new(Mutex::new(admit(Quantity::RequestBytes, 0)?));
        let room = Room::new(&self.admission, client);
        Ok(Admitted { token, _permit: permit, held, room })
    }
}

impl Call {
    fn begin(edge: &Edge, method: &'static Method, request: &Request) -> Self {
        let headers = request.headers();
        let peer = request.extensions().get::<Peer>().copied();
        let admitted = edge.admit(method, peer, headers);
        let request_id: Arc<str> = request_id::request_id(headers).into();
        let trace = trace::server(&method.full_name, headers, &request_id);
        let trace_id = trace::id(&trace);
        let trace_id = trace_id.as_deref().or_else(|| request_id::trace_id(headers));
        let span = tracing::info_span!(
            "call",
            service = method.service,
            method = method.name,
            request_id = %request_id,
            peer = peer.map(|peer| tracing::field::display(peer.0)),
            token = admitted.as_ref().ok().map(|each| each.token.as_str()),
            trace_id,
        );
        Self(Arc::new(CallState {
            domain: edge.domain,
            request_id,
            metrics: edge.metrics.started(method),
            span,
            trace,
            has_ended: AtomicBool::new(false),
            admitted,
        }))
    }

    async fn answer(
        &self,
        method: &Method,
        deadline: Option<Deadline>,
        mut request: Request,
        next: Next,
    ) -> Result<Response, Failure> {
        let admitted = self.0.admitted.as_ref().map_err(Clone::clone)?;
        request.extensions_mut().insert(RequestId(Arc::clone(&self.0.request_id)));
        if let Some(deadline) = deadline {
            request.extensions_mut().insert(deadline);
        }
        request.extensions_mut().insert(admitted.room.clone());
        let (domain, metrics) = (self.0.domain, self.0.metrics.clone());
        let (is_stream, held) = (method.takes_stream, Arc::clone(&admitted.held));
        let request =
            request.map(|body| Body::new(RequestBody::new(body, domain, is_stream, held, metrics)));
        let answering = caught(next.run(request));
        match deadline {
            None => answering.await,
            Some(deadline) => tokio::time::timeout_at(deadline.0.into(), answering)
                .await
                .unwrap_or(Err(Failure::DeadlinePassed)),
        }
    }

    pub(super) fn metrics(&self) -> &CallMetrics {
        &self.0.metrics
    }

    /// Does a part of the call's work, so that what it logs and traces belongs to the call.
    pub(super) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.trace.in_scope(|| self.0.span.in_scope(work))
    }

    /// The trailers of a call that ends with a failure.
    pub(super) fn trailers(&self, failure: &Failure) -> HeaderMap {
        let response: http::Response<()> = failure.to_status(self.0.domain).into_http();
        let mut trailers = response.into_parts().0.headers;
        trailers.remove(CONTENT_TYPE);
        self.ended(&mut trailers);
        trailers
    }

    /// Writes down what became of the call, and gives its id to a client that is refused.
    pub(super) fn ended(&self, trailers: &mut HeaderMap) {
        self.0.has_ended.store(true, Ordering::Relaxed);
        let status = Status::from_header_map(trailers)
            .unwrap_or_else(|| Status::unknown("the answer has no status"));
        if status.code() != Code::Ok {
            ending::add_request_id(trailers, &status, &self.0.request_id);
        }
        if ending::is_fault(&status) {
            self.0.metrics.panicked();
        }
        self.0.handled(&status);
    }
}

impl CallState {
    fn handled(&self, status: &Status) {
        let time = self.metrics.handled(ending::code_word(status.code()));
        self.span.in_scope(|| ending::log(status, time));
        trace::ended(&self.trace, status.code(), true);
    }
}

impl Drop for CallState {
    fn drop(&mut self) {
        if !self.has_ended.load(Ordering::Relaxed) {
            self.handled(&Status::cancelled("the client went away"));
        }
    }
}

/// What a future gives, or INTERNAL if it panics.
async fn caught<T>(future: impl Future<Output = T>) -> Result<T, Failure> {
    let mut future = Box::pin(future);
    poll_fn(|context| {
        catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)))
            .map_or_else(|_| std::task::Poll::Ready(Err(Failure::Internal)), |poll| poll.map(Ok))
    })
    .await
}
