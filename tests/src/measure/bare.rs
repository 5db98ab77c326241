//! The bare peer: a tonic server that looks the answer up by the bytes of the request, with
//! nothing around it. It runs in a process of its own, as the services do.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::task::{Context, Poll};

use prost::Message as _;
use prost::bytes::Bytes;
use tokio::net::TcpListener;
use tonic::body::Body;
use tonic::codegen::{BoxFuture, Service, http};
use tonic::server::{Grpc, NamedService};
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status};

use crate::raw::RawCodec;

/// Where one answer is asked for.
pub const ANSWER_PATH: &str = "/bare.Answers/Answer";
/// Where all answers are asked for, in their order.
pub const FOLLOW_PATH: &str = "/bare.Answers/Follow";

/// Requests with their answers, as a file hands them from process to process.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Book {
    /// What may be asked, each once.
    #[prost(bytes = "bytes", repeated, tag = "1")]
    pub requests: Vec<Bytes>,
    /// What is answered, in the same order.
    #[prost(bytes = "bytes", repeated, tag = "2")]
    pub answers: Vec<Bytes>,
}

/// A bare server in a process of its own.
#[derive(Debug)]
pub struct BareServer {
    child: Child,
    url: String,
}

impl BareServer {
    /// Starts one that answers from a book, which is written to `path` for it.
    ///
    /// # Errors
    ///
    /// If the file or the process cannot be made.
    pub fn start(book: &Book, path: &Path) -> io::Result<Self> {
        std::fs::write(path, book.encode_to_vec())?;
        let program = std::env::current_exe()?;
        let mut child =
            Command::new(program).arg("bare").arg(path).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address)?;
        Ok(Self { child, url: format!("http://{}", address.trim()) })
    }

    /// "http://127.0.0.1:40123".
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its number in the system.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for BareServer {
    fn drop(&mut self) {
        // It may be gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What `bare` as the first argument does: serves the book at `path` until it is killed.
///
/// # Errors
///
/// If the file cannot be read or the port cannot be served.
pub async fn serve(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let book = Book::decode(std::fs::read(path)?.as_slice())?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut output = io::stdout();
    writeln!(output, "{}", listener.local_addr()?)?;
    output.flush()?;
    let by_request = book.requests.into_iter().zip(book.answers.iter().cloned()).collect();
    let answers = Answers { by_request: Arc::new(by_request), all: Arc::new(book.answers) };
    // As our services have it: else answers wait for acknowledgements of the ones before.
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    Ok(Server::builder().add_service(answers).serve_with_incoming(incoming).await?)
}

#[derive(Clone, Debug)]
struct Answers {
    by_request: Arc<HashMap<Bytes, Bytes>>,
    all: Arc<Vec<Bytes>>,
}

impl NamedService for Answers {
    const NAME: &'static str = "bare.Answers";
}

impl Service<http::Request<Body>> for Answers {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let is_stream = request.uri().path() == FOLLOW_PATH;
        let (one, all) = (One(Arc::clone(&self.by_request)), All(Arc::clone(&self.all)));
        let mut grpc = Grpc::new(RawCodec);
        Box::pin(async move {
            Ok(if is_stream {
                grpc.server_streaming(all, request).await
            } else {
                grpc.unary(one, request).await
            })
        })
    }
}

struct One(Arc<HashMap<Bytes, Bytes>>);

impl Service<Request<Bytes>> for One {
    type Response = Response<Bytes>;
    type Error = Status;
    type Future = Ready<Result<Self::Response, Status>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let answer = self.0.get(request.get_ref()).cloned();
        ready(answer.map(Response::new).ok_or_else(|| Status::not_found("not in the book")))
    }
}

struct All(Arc<Vec<Bytes>>);

impl Service<Request<Bytes>> for All {
    type Response = Response<tonic::codegen::BoxStream<Bytes>>;
    type Error = Status;
    type Future = Ready<Result<Self::Response, Status>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Bytes>) -> Self::Future {
        let all = Arc::clone(&self.0);
        let answers = (0..all.len()).map(move |number| Ok(all[number].clone()));
        ready(Ok(Response::new(Box::pin(tokio_stream::iter(answers)))))
    }
}
