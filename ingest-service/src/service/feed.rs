//! `FeedService`.

use std::sync::Arc;

use shared::encoded::feed_service_server::FeedService;
use shared::failure::Failure;
use shared::serve::watch_over;
use shared::{encoded, proto};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tokio_stream::{Stream, StreamExt as _};
use tonic::{Request, Response, Status};

use super::{Context, status};
use crate::feed::Follower;

/// Messages that wait for a slow follower.
const MESSAGES_AHEAD: usize = 2;

/// Adapter of the generated service.
#[derive(Clone, Debug)]
pub(super) struct FeedApi(pub(super) Arc<Context>);

#[tonic::async_trait]
impl FeedService for FeedApi {
    type FollowStream = std::pin::Pin<Box<dyn Stream<Item = Result<encoded::Feed, Status>> + Send>>;

    async fn follow(
        &self,
        request: Request<proto::FollowRequest>,
    ) -> Result<Response<Self::FollowStream>, Status> {
        let journal = self.0.journal().map_err(status)?;
        let follower = Follower::new(journal, &request.into_inner()).map_err(status)?;
        let (messages, receiver) = mpsc::channel(MESSAGES_AHEAD);
        let following = tokio::spawn(follower.follow(messages.clone(), self.0.stop.clone()));
        watch_over(following, messages, Failure::Internal);
        let answers = ReceiverStream::new(receiver).map(|message| message.map_err(status));
        Ok(Response::new(Box::pin(answers)))
    }
}
