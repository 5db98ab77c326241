//! Traces for whoever collects them with OpenTelemetry: a span for each call, for what it calls in
//! turn, and for its steps.
//!
//! They are spans of `tracing` under one target that the log leaves out. Where nobody collects
//! them they are never made.

use std::time::Duration;

use http::HeaderMap;
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator as _};
use opentelemetry::trace::{Status as SpanStatus, TraceContextExt as _, TracerProvider as _};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tonic::Code;
use tonic::metadata::{MetadataKey, MetadataMap};
use tracing::{Span, Subscriber};
use tracing_opentelemetry::{OpenTelemetryLayer, OpenTelemetrySpanExt as _};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::registry::LookupSpan;

use crate::failure::code_name;

/// The target of all spans that are made for traces.
pub const TARGET: &str = "chancery::trace";
/// How long the last spans may take to get to the collector when a service ends.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(3);

/// Sends spans to a collector, in batches and beside the calls: a collector that is slow or away
/// loses spans and holds nobody up.
#[derive(Clone, Debug)]
pub struct Export(SdkTracerProvider);

impl Export {
    /// Sends to an endpoint of OTLP over gRPC, "http://127.0.0.1:4317", as a service of this name;
    /// https:// encrypts. The collector need not be there. The variables of the standard for
    /// headers, sampling and batches (`OTEL_...`) are heeded too. Must be called on the runtime.
    ///
    /// # Errors
    ///
    /// If the endpoint is none.
    pub fn start(endpoint: &str, service: &'static str) -> Result<Self, ExporterBuildError> {
        let exporter = SpanExporter::builder().with_tonic().with_endpoint(endpoint).build()?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource =
            Resource::builder().with_service_name(service).with_attribute(version).build();
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource)
            .build();
        Ok(Self(provider))
    }

    /// What hands the spans on that are made for traces.
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'s> LookupSpan<'s>,
    {
        let layer = OpenTelemetryLayer::new(self.0.tracer("chancery"));
        // Where in the code a span is made says nothing to who looks at calls.
        let layer = layer.with_location(false).with_threads(false).with_target(false);
        layer.with_filter(Targets::new().with_target(TARGET, tracing::Level::INFO))
    }

    /// Sends what waits. What does not arrive in time is given up.
    pub async fn flush(self) {
        let flushed =
            tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(FLUSH_TIMEOUT));
        if let Ok(Err(cause)) = flushed.await {
            tracing::warn!(%cause, "the last spans did not reach the collector");
        }
    }
}

/// A call that came in, "chancery.v1.FeedService/Follow". It joins the trace that its headers name
/// and begins one if they name none. The request's id joins it to the log.
pub fn server(method: &str, headers: &HeaderMap, request_id: &str) -> Span {
    let span = tracing::info_span!(
        target: TARGET,
        parent: None,
        "server",
        otel.name = method,
        otel.kind = "server",
        rpc.system.name = "grpc",
        rpc.method = method,
        chancery.request_id = request_id,
    );
    let parent = TraceContextPropagator::new().extract_with_context(
        // Not the present one: a call belongs to its caller's trace, whatever the thread did last.
        &Context::new(),
        &Headers(headers),
    );
    // Fails only where nobody collects traces.
    drop(span.set_parent(parent));
    span
}

/// A call that is about to be made: its span, which its request then names to who is called.
pub fn client(method: &str, metadata: &mut MetadataMap) -> Span {
    let span = tracing::info_span!(
        target: TARGET,
        "client",
        otel.name = method,
        otel.kind = "client",
        rpc.system.name = "grpc",
        rpc.method = method,
    );
    if !span.is_disabled() {
        TraceContextPropagator::new().inject_context(&span.context(), &mut Metadata(metadata));
    }
    span
}

/// A part of a call that takes time of its own: "read".
pub fn step(name: &'static str) -> Span {
    tracing::info_span!(target: TARGET, "step", otel.name = name)
}

/// Writes into the span of a call what became of it, seen from the service if `is_server`.
pub fn ended(span: &Span, code: Code, is_server: bool) {
    if span.is_disabled() {
        return;
    }
    let word = code_name(code);
    span.set_attribute("rpc.response.status_code", word);
    if is_error(code, is_server) {
        span.set_attribute("error.type", word);
        span.set_status(SpanStatus::error(word));
    }
}

/// The trace that a span belongs to, as 32 hexadecimal digits; `None` where nobody collects them.
pub fn id(span: &Span) -> Option<String> {
    if span.is_disabled() {
        return None;
    }
    let context = span.context();
    let span_context = context.span().span_context().clone();
    span_context.is_valid().then(|| span_context.trace_id().to_string())
}

/// Whether a code is a fault of the service, or any failure as its caller sees it (conventions of
/// OpenTelemetry for gRPC).
fn is_error(code: Code, is_server: bool) -> bool {
    match code {
        Code::Ok => false,
        Code::Unknown
        | Code::DeadlineExceeded
        | Code::Unimplemented
        | Code::Internal
        | Code::Unavailable
        | Code::DataLoss => true,
        _ => !is_server,
    }
}

struct Headers<'h>(&'h HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}

struct Metadata<'m>(&'m mut MetadataMap);

impl Injector for Metadata<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(key), Ok(value)) = (MetadataKey::from_bytes(key.as_bytes()), value.parse()) {
            self.0.insert(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_errors_of_the_caller_and_not_of_the_service() {
        for (code, of_server, of_client) in [
            (Code::Ok, false, false),
            (Code::NotFound, false, true),
            (Code::ResourceExhausted, false, true),
            (Code::Internal, true, true),
            (Code::Unavailable, true, true),
        ] {
            let told = (is_error(code, true), is_error(code, false));
            assert_eq!(told, (of_server, of_client), "{code:?}");
        }
    }

    #[test]
    fn where_nobody_collects_traces_nothing_is_made() {
        // Whoever collects in another test of this process does not collect here.
        let nobody = tracing::subscriber::NoSubscriber::default();
        let _guard = tracing::subscriber::set_default(nobody);
        let mut metadata = MetadataMap::new();
        let span = client("a.B/C", &mut metadata);
        assert!(span.is_disabled() && metadata.is_empty());
        assert_eq!(id(&server("a.B/C", &HeaderMap::new(), "r")), None);
        ended(&span, Code::Internal, true);
    }

    #[test]
    fn a_span_takes_the_trace_of_its_caller_and_hands_it_on() {
        let export = Export(SdkTracerProvider::builder().build());
        let _guard =
            tracing::subscriber::set_default(tracing_subscriber::layer::SubscriberExt::with(
                tracing_subscriber::registry(),
                export.layer(),
            ));
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        let mut headers = HeaderMap::new();
        let parent = format!("00-{trace}-00f067aa0ba902b7-01");
        headers.insert("traceparent", parent.parse().unwrap());
        let call = server("a.B/C", &headers, "r");
        assert_eq!(id(&call).as_deref(), Some(trace));
        let mut metadata = MetadataMap::new();
        let onward = call.in_scope(|| client("d.E/F", &mut metadata));
        assert_eq!(id(&onward).as_deref(), Some(trace));
        let told = metadata.get("traceparent").unwrap().to_str().unwrap();
        assert!(told.starts_with(&format!("00-{trace}-")) && told != parent, "{told}");
        let other = server("a.B/C", &HeaderMap::new(), "r");
        assert!(id(&other).is_some_and(|id| id != trace), "a call without one begins its own");
    }
}
