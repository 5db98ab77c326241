//! A service that does what the header `x-do` of a call asks for.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use shared::client::{Connection, Security, Target};
use shared::failure::{Domain, Failure};
use shared::proto;
use shared::proto::feed_service_server::{FeedService, FeedServiceServer};
use shared::proto::info_service_server::{InfoService, InfoServiceServer};
use shared::serve::{
    self, Metrics, Readiness, RequestId, ServeError, Service, Serving, Stop, StopSender,
};
use tokio::task::JoinHandle;
use tokio_stream::{Stream, StreamExt as _};
use tonic::service::Routes;
use tonic::{Request, Response, Status};

#[derive(Clone, Debug)]
struct Sample {
    stop: Stop,
}

fn asked<T>(request: &Request<T>) -> String {
    let header = request.metadata().get("x-do").map(|value| value.to_str().unwrap().to_owned());
    header.unwrap_or_default()
}

#[tonic::async_trait]
impl InfoService for Sample {
    async fn get_server_info(
        &self,
        request: Request<proto::GetServerInfoRequest>,
    ) -> Result<Response<proto::GetServerInfoResponse>, Status> {
        match asked(&request).as_str() {
            "panic" => panic!("asked for"),
            "wait" => std::future::pending().await,
            what if what.starts_with("failure-") => {
                let number: usize = what.trim_start_matches("failure-").parse().unwrap();
                Err(Failure::examples()[number].to_status(Domain::Ingest))
            }
            "fail" => Err(Failure::Storage.to_status(Domain::Ingest)),
            _ => {
                let id = request.extensions().get::<RequestId>().unwrap().0.to_string();
                let info = proto::GetServerInfoResponse { service: id, ..Default::default() };
                Ok(Response::new(info))
            }
        }
    }
}

#[tonic::async_trait]
impl FeedService for Sample {
    type FollowStream = Pin<Box<dyn Stream<Item = Result<proto::FollowResponse, Status>> + Send>>;

    async fn follow(
        &self,
        request: Request<proto::FollowRequest>,
    ) -> Result<Response<Self::FollowStream>, Status> {
        let first = tokio_stream::once(Ok(proto::FollowResponse::default()));
        let stop = self.stop.clone();
        let rest: Self::FollowStream = match asked(&request).as_str() {
            "panic" => Box::pin(tokio_stream::once(()).map(|()| panic!("asked for"))),
            "stubborn" => Box::pin(tokio_stream::pending()),
            _ => {
                let (sender, receiver) = tokio::sync::mpsc::channel(1);
                tokio::spawn(async move {
                    stop.wait().await;
                    let ended = Failure::FeedEnded { after_position: 7 };
                    let _ = sender.send(Err(ended.to_status(Domain::Ingest))).await;
                });
                Box::pin(tokio_stream::wrappers::ReceiverStream::new(receiver))
            }
        };
        Ok(Response::new(Box::pin(first.chain(rest))))
    }
}

/// The service, running.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) stop: StopSender,
    pub(crate) task: JoinHandle<Result<(), ServeError>>,
}

pub(crate) async fn served(serving: Serving) -> Served {
    let listener = serve::listen("127.0.0.1:0", &serving).await.unwrap();
    let address = serve::address_of(&listener);
    let (sender, stop) = Stop::new();
    let readiness = Readiness::new(&["chancery.v1.InfoService", "chancery.v1.FeedService"]).await;
    let stop = serve::drained(stop, serving.drain.delay, readiness.clone());
    let sample = Sample { stop: stop.clone() };
    let routes = Routes::new(InfoServiceServer::new(sample.clone()))
        .add_service(FeedServiceServer::new(sample));
    readiness.ready().await;
    let service = Service {
        domain: Domain::Ingest,
        routes,
        readiness,
        stop,
        metrics: Metrics::new("sample", "0"),
        gauges: Arc::new(|| vec![("chancery_head_position", "Head", 7)]),
    };
    let task = tokio::spawn(async move { serve::serve(service, listener, &serving).await });
    Served { address, stop: sender, task }
}

impl Served {
    pub(crate) fn target(&self, scheme: &str, security: Security) -> Target {
        Target { url: format!("{scheme}://{}", self.address), security }
    }

    /// A connection without TLS and token.
    pub(crate) async fn plain(&self) -> Connection {
        self.target("http", Security::default()).connect().await.unwrap()
    }
}

/// A call, with what the service is to do.
pub(crate) fn ask<T: Default>(what: &'static str) -> Request<T> {
    let mut request = Request::new(T::default());
    request.metadata_mut().insert("x-do", what.parse().unwrap());
    request
}
