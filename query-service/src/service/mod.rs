//! The services on the wire: requests are checked, questions put to the view, answers encoded.

mod actors;
mod agreements;
#[cfg(test)]
mod api_tests;
mod info;
mod request;
#[cfg(test)]
mod tests;
mod timeline;
mod watch;

use std::time::Instant;

use shared::encoded::timeline_service_server::TimelineServiceServer;
use shared::failure::{Domain, Failure};
use shared::limits;
use shared::proto::actor_service_server::ActorServiceServer;
use shared::proto::agreement_service_server::AgreementServiceServer;
use shared::proto::info_service_server::InfoServiceServer;
use shared::serve::{Deadline, Limits, Stop};
use tonic::codec::CompressionEncoding::{Gzip, Zstd};
use tonic::service::Routes;
use tonic::{Request, Response, Status};

use crate::live::LiveView;

/// Everything that is served, by full name.
pub(crate) const SERVICES: &[&str] = &[
    "chancery.v1.TimelineService",
    "chancery.v1.ActorService",
    "chancery.v1.AgreementService",
    "chancery.v1.InfoService",
];

/// What answers: the view, the word that the process is to end, and how much it takes at once.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    pub(crate) view: LiveView,
    pub(crate) stop: Stop,
    pub(crate) limits: Limits,
}

/// The routes of all services.
pub(crate) fn routes(view: LiveView, stop: Stop, limits: Limits) -> Routes {
    let answers = Answers { view, stop, limits };
    macro_rules! served {
        ($server:ident) => {
            $server::new(answers.clone())
                .accept_compressed(Gzip)
                .accept_compressed(Zstd)
                .send_compressed(Gzip)
                .send_compressed(Zstd)
                .max_decoding_message_size(limits::REQUEST_BYTES_MAX)
        };
    }
    Routes::new(served!(TimelineServiceServer))
        .add_service(served!(ActorServiceServer))
        .add_service(served!(AgreementServiceServer))
        .add_service(served!(InfoServiceServer))
}

impl Answers {
    /// Waits for a position as long as the call allows.
    async fn wait(&self, min_position: i64, deadline: Option<Instant>) -> Result<(), Failure> {
        self.view.wait_for(min_position, deadline, self.stop.clone()).await
    }
}

/// When a call must have been answered, and its message.
fn opened<T>(request: Request<T>) -> (T, Option<Instant>) {
    let deadline = request.extensions().get::<Deadline>().map(|deadline| deadline.0);
    (request.into_inner(), deadline)
}

/// An answer or failure as it goes out.
fn answered<T>(answer: Result<T, Failure>) -> Result<Response<T>, Status> {
    answer.map(Response::new).map_err(|failure| failure.to_status(Domain::Query))
}
