//! Calls to the sample, and who makes them.

use std::time::Duration;

use shared::client::Connection;
use shared::proto;
use shared::proto::feed_service_client::FeedServiceClient;
use shared::proto::info_service_client::InfoServiceClient;
use tonic::Status;
use tonic::transport::Channel;
use tonic_health::pb::health_client::HealthClient;

use crate::sample::{Served, ask};

/// How long anything in these tests may take before it counts as never.
pub(crate) const SOON: Duration = Duration::from_secs(30);

impl Served {
    /// A connection from another address of this machine: another client.
    pub(crate) async fn other(&self, last: u8) -> Channel {
        let endpoint = Channel::from_shared(format!("http://{}", self.address)).unwrap();
        endpoint.local_address(Some([127, 0, 0, last].into())).connect().await.unwrap()
    }
}

/// The answer of `GetServerInfo`.
pub(crate) async fn info(connection: &Connection, what: &'static str) -> Result<String, Status> {
    let answer = InfoServiceClient::new(connection.clone()).get_server_info(ask(what)).await?;
    Ok(answer.into_inner().service)
}

pub(crate) async fn info_over(channel: &Channel) -> Result<String, Status> {
    let answer = InfoServiceClient::new(channel.clone()).get_server_info(ask("")).await?;
    Ok(answer.into_inner().service)
}

/// A feed whose first message has come.
pub(crate) async fn follow(
    connection: &Connection,
    what: &'static str,
) -> Result<tonic::Streaming<proto::FollowResponse>, Status> {
    let answer = FeedServiceClient::new(connection.clone()).follow(ask(what)).await?;
    let mut stream = answer.into_inner();
    stream.message().await?;
    Ok(stream)
}

pub(crate) fn health(connection: &Connection) -> HealthClient<Connection> {
    HealthClient::new(connection.clone())
}
