//! InfoService.

use shared::proto::info_service_server::InfoService;
use shared::{limits, proto};
use tonic::{Request, Response, Status};

use super::Answers;

#[tonic::async_trait]
impl InfoService for Answers {
    async fn get_server_info(
        &self,
        _: Request<proto::GetServerInfoRequest>,
    ) -> Result<Response<proto::GetServerInfoResponse>, Status> {
        let progress = self.view.progress();
        let limits = limits::by_name().into_iter().chain(self.limits.by_name());
        let limits = limits.map(|(name, limit)| (name.to_owned(), limit));
        Ok(Response::new(proto::GetServerInfoResponse {
            service: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: option_env!("CHANCERY_COMMIT").unwrap_or_default().to_owned(),
            extractor_version: 0,
            feed_id: progress.feed_id,
            position: progress.position,
            head_position: progress.head_position,
            limits: limits.collect(),
        }))
    }
}
