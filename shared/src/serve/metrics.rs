//! What is counted, under the names that dashboards of gRPC servers know.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::method::Method;
use crate::failure::Failure;

/// Upper bounds of the classes of durations, in seconds.
const SECONDS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// What a service tells of itself: name of the metric, what it means, its value now.
pub type Gauges = Vec<(&'static str, &'static str, i64)>;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct MethodLabels {
    grpc_type: &'static str,
    grpc_service: &'static str,
    grpc_method: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct HandledLabels {
    grpc_type: &'static str,
    grpc_service: &'static str,
    grpc_method: &'static str,
    grpc_code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabel {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabel {
    reason: &'static str,
}

/// The metrics of a service; clones count the same.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Families>);

#[derive(Debug)]
struct Families {
    registry: Mutex<Registry>,
    started: Family<MethodLabels, Counter>,
    handled: Family<HandledLabels, Counter>,
    seconds: Family<MethodLabels, Histogram>,
    received: Family<MethodLabels, Counter>,
    sent: Family<MethodLabels, Counter>,
    refused: Family<ReasonLabel, Counter>,
    documents: Family<OutcomeLabel, Counter>,
    panics: Counter,
    handshakes: Counter,
    gauges: Mutex<Vec<(&'static str, Gauge<i64, std::sync::atomic::AtomicI64>)>>,
}

impl Metrics {
    /// Metrics of a service of this name and version.
    pub fn new(service: &'static str, version: &'static str) -> Self {
        let mut registry = Registry::default();
        let build = Info::new(vec![("service", service), ("version", version)]);
        registry.register("chancery_build", "What runs", build);
        let families = Families {
            started: registered(&mut registry, "grpc_server_started", "Calls begun"),
            handled: registered(&mut registry, "grpc_server_handled", "Calls ended, by code"),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            received: registered(&mut registry, "grpc_server_msg_received", "Messages received"),
            sent: registered(&mut registry, "grpc_server_msg_sent", "Messages sent"),
            refused: registered(&mut registry, "chancery_refused", "Refused before any work"),
            documents: registered(&mut registry, "chancery_documents", "Documents, by outcome"),
            panics: Counter::default(),
            handshakes: Counter::default(),
            registry: Mutex::default(),
            gauges: Mutex::default(),
        };
        let seconds = families.seconds.clone();
        registry.register("grpc_server_handling_seconds", "Time from call to end", seconds);
        registry.register("chancery_panics", "Calls that panicked", families.panics.clone());
        let failed = families.handshakes.clone();
        registry.register("chancery_tls_handshakes_failed", "Connections without TLS", failed);
        *families.registry.lock().unwrap_or_else(PoisonError::into_inner) = registry;
        Self(Arc::new(families))
    }

    /// A call of a method begins.
    pub(super) fn started(&self, method: &'static Method) -> CallMetrics {
        let labels = MethodLabels {
            grpc_type: method.shape(),
            grpc_service: &method.service,
            grpc_method: &method.name,
        };
        self.0.started.get_or_create(&labels).inc();
        CallMetrics { metrics: self.clone(), labels, began: Instant::now() }
    }

    /// Something was refused for want of room, a token or a scope.
    pub(super) fn refused(&self, failure: &Failure) {
        let reason = match failure {
            Failure::Overloaded { limit, .. } => limit,
            other => other.reason(),
        };
        self.0.refused.get_or_create(&ReasonLabel { reason }).inc();
    }

    /// A document was taken in, or refused for a reason.
    pub fn document(&self, outcome: &'static str) {
        self.0.documents.get_or_create(&OutcomeLabel { outcome }).inc();
    }

    /// Something that belongs to a call panicked, and the call goes on.
    pub fn panicked(&self) {
        self.0.panics.inc();
    }

    /// A connection did not come to be encrypted.
    pub(super) fn handshake_failed(&self) {
        self.0.handshakes.inc();
    }

    /// Everything as text, with what the service tells of itself at this moment.
    pub(super) fn text(&self, now: Gauges) -> String {
        let mut registry = self.0.registry.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = self.0.gauges.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, meaning, value) in now {
            if let Some((_, gauge)) = known.iter().find(|(known, _)| *known == name) {
                gauge.set(value);
            } else {
                let gauge = Gauge::default();
                gauge.set(value);
                registry.register(name, meaning, gauge.clone());
                known.push((name, gauge));
            }
        }
        let mut text = String::new();
        // Writing into a String cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

fn registered<L>(
    registry: &mut Registry,
    name: &'static str,
    meaning: &'static str,
) -> Family<L, Counter<u64, AtomicU64>>
where
    L: EncodeLabelSet + Clone + std::hash::Hash + Eq + std::fmt::Debug + Send + Sync + 'static,
{
    let family = Family::default();
    registry.register(name, meaning, Family::clone(&family));
    family
}

/// The metrics of one call.
#[derive(Clone, Debug)]
pub(super) struct CallMetrics {
    metrics: Metrics,
    labels: MethodLabels,
    began: Instant,
}

impl CallMetrics {
    /// The call ended by a panic.
    pub(super) fn panicked(&self) {
        self.metrics.panicked();
    }

    /// Requests of the call came in.
    pub(super) fn received(&self, messages: u64) {
        if messages > 0 {
            self.metrics.0.received.get_or_create(&self.labels).inc_by(messages);
        }
    }

    /// Answers of the call went out.
    pub(super) fn sent(&self, messages: u64) {
        if messages > 0 {
            self.metrics.0.sent.get_or_create(&self.labels).inc_by(messages);
        }
    }

    /// The call ended with a code, "Ok" or "NotFound" as dashboards know them. Tells how long it
    /// took.
    pub(super) fn handled(&self, grpc_code: &'static str) -> Duration {
        let MethodLabels { grpc_type, grpc_service, grpc_method } = self.labels.clone();
        let labels = HandledLabels { grpc_type, grpc_service, grpc_method, grpc_code };
        self.metrics.0.handled.get_or_create(&labels).inc();
        let time = self.began.elapsed();
        self.metrics.0.seconds.get_or_create(&self.labels).observe(time.as_secs_f64());
        time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_dashboards_and_unknown_methods_have_one_label() {
        let metrics = Metrics::new("ingest-service", "0.1.0");
        let call = metrics.started(Method::of("/chancery.v1.InfoService/GetServerInfo"));
        call.received(1);
        call.sent(1);
        call.handled("OK");
        for path in ["/wp-login.php", "/chancery.v1.InfoService/X"] {
            metrics.started(Method::of(path)).handled("Unimplemented");
        }
        metrics.refused(&Failure::TokenMissing);
        let text = metrics.text(vec![("chancery_position", "The last position", 7)]);
        let text = text + &metrics.text(vec![("chancery_position", "The last position", 8)]);
        let labels = "grpc_type=\"unary\",grpc_service=\"chancery.v1.InfoService\",\
                      grpc_method=\"GetServerInfo\"";
        for line in [
            &format!("grpc_server_started_total{{{labels}}} 1"),
            &format!("grpc_server_handled_total{{{labels},grpc_code=\"OK\"}} 1"),
            &format!("grpc_server_msg_received_total{{{labels}}} 1"),
            &format!("grpc_server_msg_sent_total{{{labels}}} 1"),
            &format!("grpc_server_handling_seconds_bucket{{le=\"0.005\",{labels}}} 1"),
            "chancery_build_info{service=\"ingest-service\",version=\"0.1.0\"} 1",
            "chancery_refused_total{reason=\"TOKEN_MISSING\"} 1",
            "chancery_position 7",
            "chancery_position 8",
        ] {
            assert!(text.lines().any(|each| each == line), "{line} is not in\n{text}");
        }
        let other = "grpc_type=\"unary\",grpc_service=\"_OTHER\",grpc_method=\"_OTHER\"";
        assert!(text.contains(&format!("grpc_server_started_total{{{other}}} 2")));
        assert!(!text.contains("wp-login"));
    }
}
