//! gRPC with messages that nobody encodes or decodes: what a client or a server costs at least.

use prost::bytes::Bytes;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::Channel;
use tonic::{IntoStreamingRequest, Request, Status, Streaming};

use crate::raw::RawCodec;

/// Largest answer that is read.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// Calls one method of a service over one connection.
#[derive(Clone, Debug)]
pub struct Caller {
    client: Grpc<Channel>,
    path: PathAndQuery,
}

impl Caller {
    /// Connects; `path` as in "/chancery.v1.TimelineService/GetTimeline".
    pub async fn connect(url: &str, path: &'static str) -> Self {
        let channel = crate::pair::connect(url).await;
        let client = Grpc::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX);
        Self { client, path: PathAndQuery::from_static(path) }
    }

    /// One request, one answer.
    ///
    /// # Errors
    ///
    /// What the server says.
    pub async fn call(&mut self, request: Bytes) -> Result<Bytes, Status> {
        self.ready().await;
        let answer = self.client.unary(Request::new(request), self.path.clone(), RawCodec);
        Ok(answer.await?.into_inner())
    }

    /// One request, many answers.
    ///
    /// # Errors
    ///
    /// What the server says.
    pub async fn follow(&mut self, request: Bytes) -> Result<Streaming<Bytes>, Status> {
        self.ready().await;
        let request = Request::new(request);
        let answers = self.client.server_streaming(request, self.path.clone(), RawCodec);
        Ok(answers.await?.into_inner())
    }

    /// Many requests, many answers.
    ///
    /// # Errors
    ///
    /// What the server says.
    pub async fn converse(
        &mut self,
        requests: impl IntoStreamingRequest<Message = Bytes>,
    ) -> Result<Streaming<Bytes>, Status> {
        self.ready().await;
        let requests = requests.into_streaming_request();
        let answers = self.client.streaming(requests, self.path.clone(), RawCodec);
        Ok(answers.await?.into_inner())
    }

    async fn ready(&mut self) {
        self.client.ready().await.expect("the service takes calls");
    }
}
