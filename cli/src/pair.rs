//! The two services in this process. All calls into their crates are here.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ingest_service::journal;
use shared::client::Target;
use shared::failure::Failure;
use shared::proto::{AnalyzeDocumentResponse, CheckStoreResponse, Document, LogSegment};
use shared::serve::{self, Serving, Stop, StopSender};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::connect::Service;
use crate::error::CommandError;
use crate::output;

/// Where the services listen if no flag tells.
const INGEST_ADDRESS: &str = "127.0.0.1:50051";
const QUERY_ADDRESS: &str = "127.0.0.1:50052";

/// Memory for the cache of each store: small, since both share a machine with their user.
const CACHE_BYTES: u64 = 64 << 20;

/// Where the services listen.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct PairArguments {
    /// Where ingest-service listens; without this, 127.0.0.1:50051, or a free port.
    #[arg(long, value_name = "HOST:PORT")]
    listen_ingest: Option<String>,
    /// Where query-service listens; without this, 127.0.0.1:50052, or a free port if that is taken.
    #[arg(long, value_name = "HOST:PORT")]
    listen_query: Option<String>,
}

/// Both services, running.
pub(crate) struct Pair {
    /// Where they are.
    pub(crate) places: Places,
    stop: StopSender,
    services: JoinSet<Result<(), CommandError>>,
}

/// Where the services and their data are.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// Where ingest-service listens.
    pub(crate) ingest: SocketAddr,
    /// Where query-service listens.
    pub(crate) query: SocketAddr,
    data_dir: PathBuf,
}

impl Places {
    /// "http://127.0.0.1:50051".
    pub(crate) fn ingest_url(&self) -> String {
        format!("http://{}", self.ingest)
    }

    /// "http://127.0.0.1:50052".
    pub(crate) fn query_url(&self) -> String {
        format!("http://{}", self.query)
    }
}

impl fmt::Display for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "ingest-service listens on {}", self.ingest)?;
        writeln!(f, "query-service  listens on {}", self.query)?;
        writeln!(f, "data in {}", self.data_dir.display())
    }
}

impl Pair {
    /// Binds both ports and starts both services.
    pub(crate) async fn start(
        arguments: &PairArguments,
        data_dir: &Path,
    ) -> Result<Self, CommandError> {
        let ingest =
            listen(Service::Ingest, arguments.listen_ingest.as_deref(), INGEST_ADDRESS).await?;
        let query =
            listen(Service::Query, arguments.listen_query.as_deref(), QUERY_ADDRESS).await?;
        let places = Places {
            ingest: serve::address_of(&ingest),
            query: serve::address_of(&query),
            data_dir: data_dir.to_owned(),
        };
        let (stop, stopped) = Stop::new();
        let mut services = JoinSet::new();
        services.spawn(run_ingest(data_dir.join("ingest"), ingest, stopped.clone()));
        services.spawn(run_query(data_dir.join("query"), places.ingest_url(), query, stopped));
        Ok(Self { places, stop, services })
    }

    /// Does some work while both services run; one that ends by itself ends the work.
    pub(crate) async fn beside<T>(
        &mut self,
        work: impl Future<Output = Result<T, CommandError>>,
    ) -> Result<T, CommandError> {
        let ended = tokio::select! {
            done = work => return done,
            ended = self.services.join_next() => ended,
        };
        ended.map_or(Ok(()), flattened)?;
        Err(CommandError::Service("a service ended by itself".to_owned()))
    }

    /// Waits for Ctrl-C, then lets open calls end. A service that ends by itself ends both.
    pub(crate) async fn until_stopped(mut self) -> Result<(), CommandError> {
        let ended = self.beside(async { Ok(stop_signal().await?) }).await;
        if ended.is_ok() {
            output::notice("stopping");
        }
        ended.and(self.stop().await)
    }

    /// Lets open calls end and waits for both services; a second Ctrl-C does not wait.
    pub(crate) async fn stop(mut self) -> Result<(), CommandError> {
        self.stop.stop();
        let mut result = Ok(());
        loop {
            tokio::select! {
                ended = self.services.join_next() => match ended {
                    Some(ended) => result = result.and(flattened(ended)),
                    None => return result,
                },
                signal = stop_signal() => return result.and(signal.map_err(Into::into)),
            }
        }
    }
}

fn flattened(
    ended: Result<Result<(), CommandError>, tokio::task::JoinError>,
) -> Result<(), CommandError> {
    ended.unwrap_or_else(|panic| Err(CommandError::Service(panic.to_string())))
}

/// Ctrl-C, or what service managers send.
async fn stop_signal() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Binds the address asked for, or else the usual one, or else a free port.
async fn listen(
    service: Service,
    asked: Option<&str>,
    usual: &str,
) -> Result<TcpListener, CommandError> {
    let failed = |error: serve::ServeError| CommandError::Service(error.to_string());
    if let Some(asked) = asked {
        return serve::listen(asked, &Serving::default()).await.map_err(failed);
    }
    match TcpListener::bind(usual).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            let listener =
                serve::listen("127.0.0.1:0", &Serving::default()).await.map_err(failed)?;
            let (program, free) = (service.program(), serve::address_of(&listener));
            output::notice(&format!("{usual} is taken: {program} listens on {free} instead"));
            Ok(listener)
        }
        Err(_) => serve::listen(usual, &Serving::default()).await.map_err(failed),
    }
}

async fn run_ingest(
    data_dir: PathBuf,
    listener: TcpListener,
    stop: Stop,
) -> Result<(), CommandError> {
    let config = ingest_service::Config::new(data_dir, CACHE_BYTES);
    ingest_service::run(config, listener, stop).await.map_err(ended(Service::Ingest))
}

/// What a service says when it cannot go on.
fn ended<E: fmt::Display>(service: Service) -> impl Fn(E) -> CommandError {
    move |error| CommandError::Service(format!("{}: {error}", service.program()))
}

async fn run_query(
    data_dir: PathBuf,
    ingest: String,
    listener: TcpListener,
    stop: Stop,
) -> Result<(), CommandError> {
    let config = query_service::config::Config {
        data_dir,
        ingest: Target::plain(ingest),
        cache_mib: CACHE_BYTES >> 20,
        rebuild: false,
        serving: Serving::default(),
    };
    query_service::run(config, listener, stop).await.map_err(ended(Service::Query))
}

/// Reads a document in this process.
pub(crate) fn analyze(
    document: &Document,
    explain: bool,
) -> Result<AnalyzeDocumentResponse, Failure> {
    ingest_service::analyze(document, explain)
}

/// Looks at a data directory or a backup that no service uses. Blocks.
pub(crate) fn check(
    directory: &Path,
    seen: &mut dyn FnMut(u64),
) -> Result<CheckStoreResponse, CommandError> {
    let options = journal::Options::new(directory, CACHE_BYTES);
    let report = journal::check_log::check_directory(&options, seen)
        .map_err(|error| CommandError::Service(error.to_string()))?;
    // OK because none of these gets near 2^63.
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(CheckStoreResponse {
        record_count: number(report.records),
        document_count: number(report.documents),
        frame_count: number(report.frames),
        finding_count: number(report.finding_count),
        findings: report.findings,
        position: number(report.head_position),
    })
}

/// The length of every segment of a backup, by the sequence of its first frame.
pub(crate) fn segments_of(directory: &Path) -> io::Result<Vec<(u64, u64)>> {
    journal::Journal::segments_of(directory)
}

/// Makes a data directory out of a backup; tells how many documents it has and its last position.
/// Blocks.
pub(crate) fn restore(
    backup: &Path,
    segments: &[LogSegment],
    data_dir: &Path,
) -> Result<(u64, u64), CommandError> {
    let segments: Vec<_> = segments
        .iter()
        .map(|each| (each.first_sequence.unsigned_abs(), each.size_bytes.unsigned_abs()))
        .collect();
    let options = journal::Options::new(data_dir, CACHE_BYTES);
    let restored = journal::restore::restore(backup, &segments, &options);
    let state = restored.map_err(|error| CommandError::Service(error.to_string()))?;
    Ok((state.document_count, state.head_position))
}
