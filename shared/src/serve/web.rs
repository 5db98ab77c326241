//! gRPC-Web: calls from pages in browsers.

use std::time::Duration;

use axum::Router;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use tonic_web::GrpcWebLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::{REQUEST_ID_HEADER, ServeError, TRACEPARENT_HEADER};

/// How long a browser may remember what an origin may do.
const PREFLIGHT_AGE: Duration = Duration::from_secs(7200);

/// gRPC-Web, and whose pages may use it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Web {
    /// Origins as browsers send them: "https://example.org". A page of the service's own origin
    /// needs none.
    pub origins: Vec<String>,
}

impl Web {
    /// Whether every origin is one.
    pub(super) fn check(&self) -> Result<(), ServeError> {
        self.values().map(drop)
    }

    /// Lets gRPC-Web in to the services of a router.
    pub(super) fn around(&self, router: Router) -> Result<Router, ServeError> {
        let names = |all: &[&'static str]| -> Vec<HeaderName> {
            all.iter().map(|name| HeaderName::from_static(name)).collect()
        };
        let mut allowed = names(&["grpc-timeout", "x-grpc-web", "x-user-agent", REQUEST_ID_HEADER]);
        allowed.extend([CONTENT_TYPE, AUTHORIZATION, HeaderName::from_static(TRACEPARENT_HEADER)]);
        // Without these a browser hides the status of an error from the page.
        let exposed =
            names(&["grpc-status", "grpc-message", "grpc-status-details-bin", REQUEST_ID_HEADER]);
        let cors = CorsLayer::new()
            .allow_origin(AllowOrigin::list(self.values()?))
            .allow_methods([Method::POST])
            .allow_headers(allowed)
            .expose_headers(exposed)
            .max_age(PREFLIGHT_AGE);
        Ok(router.layer(GrpcWebLayer::new()).layer(cors))
    }

    fn values(&self) -> Result<Vec<HeaderValue>, ServeError> {
        let value = |origin: &String| {
            let rest = origin.strip_prefix("https://").or(origin.strip_prefix("http://"));
            let is_origin = rest.is_some_and(|host| !host.is_empty() && !host.contains('/'));
            let value = HeaderValue::from_str(origin).ok().filter(|_| is_origin);
            value.ok_or_else(|| ServeError::Origin(origin.clone()))
        };
        self.origins.iter().map(value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_checked() {
        let check = |origin: &str| Web { origins: vec![origin.to_owned()] }.check().is_ok();
        assert!(check("https://example.org") && check("http://localhost:8080"));
        for bad in ["*", "example.org", "https://", "https://example.org/", "https://a\nb"] {
            assert!(!check(bad), "{bad}");
        }
    }
}
