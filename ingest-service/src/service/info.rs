//! `InfoService`.

use std::sync::Arc;

use shared::proto::info_service_server::InfoService;
use shared::{limits, proto};
use tonic::{Request, Response, Status};

use super::Context;
use crate::extract::EXTRACTOR_VERSION;
use crate::journal::plan::signed;

/// Adapter of the generated service.
#[derive(Clone, Debug)]
pub(super) struct InfoApi(pub(super) Arc<Context>);

#[tonic::async_trait]
impl InfoService for InfoApi {
    async fn get_server_info(
        &self,
        _request: Request<proto::GetServerInfoRequest>,
    ) -> Result<Response<proto::GetServerInfoResponse>, Status> {
        let journal = self.0.journal().ok();
        let position = journal.as_ref().map_or(0, |journal| signed(journal.head_position()));
        let limits = limits::by_name().into_iter().chain(self.0.limits.by_name());
        let limits = limits.map(|(name, limit)| (name.to_owned(), limit));
        Ok(Response::new(proto::GetServerInfoResponse {
            service: "ingest-service".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            // Set by whoever builds a package.
            commit: option_env!("CHANCERY_COMMIT").unwrap_or_default().to_owned(),
            extractor_version: EXTRACTOR_VERSION,
            feed_id: journal.map_or_else(String::new, |journal| journal.feed_id().to_owned()),
            position,
            head_position: position,
            limits: limits.collect(),
        }))
    }
}
