//! What health checks are told.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;

/// Tells health checks whether the service can be called.
#[derive(Clone, Debug)]
pub struct Readiness {
    pub(super) reporter: HealthReporter,
    pub(super) services: &'static [&'static str],
    /// Once true nothing makes the service ready again.
    draining: Arc<AtomicBool>,
}

impl Readiness {
    /// Every service of `services` and the whole process count as not serving at first.
    pub async fn new(services: &'static [&'static str]) -> Self {
        let readiness = Self {
            reporter: HealthReporter::new(),
            services,
            draining: Arc::new(AtomicBool::new(false)),
        };
        readiness.set(ServingStatus::NotServing).await;
        readiness
    }

    /// The service can be called.
    pub async fn ready(&self) {
        if !self.draining.load(Ordering::SeqCst) {
            self.set(ServingStatus::Serving).await;
        }
    }

    /// The service is starting or ending.
    pub async fn not_ready(&self) {
        self.set(ServingStatus::NotServing).await;
    }

    /// The service ends: it is never ready again.
    pub(super) async fn drain(&self) {
        self.draining.store(true, Ordering::SeqCst);
        self.not_ready().await;
    }

    async fn set(&self, status: ServingStatus) {
        self.reporter.set_service_status("", status).await;
        for service in self.services {
            self.reporter.set_service_status(*service, status).await;
        }
    }
}
