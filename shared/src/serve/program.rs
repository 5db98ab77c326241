//! The way of a service's binary from its command line to its end.

use std::error::Error;
use std::future::Future;
use std::process::ExitCode;

use clap::Parser;
use tokio::net::TcpListener;

use super::action::{Action, act, chain};
use super::arguments::ServeArguments;
use super::greeting::{Greeting, greeting};
use super::signal::stop_on_signal;
use super::{Serving, Stop, address_of, announce, listen};
use crate::log;
use crate::settings::{self, Loaded};
use crate::trace::Export;

/// What a service's binary has of its own; its type holds the command line.
pub trait Program: Parser {
    /// "ingest-service".
    const NAME: &'static str;
    /// A call to try: its JSON, which may be empty, and its method.
    const CALL: (&'static str, &'static str);

    /// What to do instead of serving, if anything.
    fn action(&self) -> Option<Action>;

    /// Where to listen, "127.0.0.1:50051".
    fn listen(&self) -> &str;

    /// The settings of serving.
    fn serve(&self) -> &ServeArguments;

    /// A line on its data for the greeting: "its documents are in data/ingest".
    fn place(&self) -> String;

    /// Serves on a listener that is bound, until the signal to stop.
    fn run(
        self,
        listener: TcpListener,
        stop: Stop,
    ) -> impl Future<Output = Result<(), Box<dyn Error>>>;
}

/// Reads the settings, does what they ask for, and tells by the exit code whether it was done.
pub async fn main<P: Program>() -> ExitCode {
    let Loaded { arguments, settings } = settings::load::<P>();
    if let Some(action) = arguments.action() {
        let certificate = arguments.serve().security.tls_cert.clone();
        return match act(action, arguments.listen(), certificate, &settings).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(words) => {
                log::complain(&words);
                ExitCode::FAILURE
            }
        };
    }
    let serve = arguments.serve();
    let traces = match serve.traces(P::NAME) {
        Ok(traces) => traces,
        Err(words) => {
            log::complain(&words);
            return ExitCode::FAILURE;
        }
    };
    log::start(&serve.log, serve.log_format, traces.as_ref());
    let ended = start(arguments).await;
    if let Some(traces) = traces {
        traces.flush().await;
    }
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{}", chain(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn start<P: Program>(program: P) -> Result<(), Box<dyn Error>> {
    let serving = program.serve().serving();
    serving.check()?;
    let listener = listen(program.listen(), &serving).await?;
    announce(&greeting_of(&program, &listener, &serving));
    let (stop_sender, stop) = Stop::new();
    tokio::spawn(stop_on_signal(stop_sender));
    program.run(listener, stop).await?;
    tracing::info!("stopped; everything acknowledged is on disk");
    Ok(())
}

fn greeting_of<P: Program>(program: &P, listener: &TcpListener, serving: &Serving) -> String {
    let (address, place) = (address_of(listener), program.place());
    greeting(Greeting { service: P::NAME, address, place: &place, call: P::CALL }, serving)
}

impl ServeArguments {
    /// Where traces go, if anywhere.
    fn traces(&self, service: &'static str) -> Result<Option<Export>, String> {
        // A variable that is set to nothing is as good as none.
        let endpoint = self.operation.otlp_endpoint.as_deref().filter(|url| !url.is_empty());
        let start = |url| {
            Export::start(url, service)
                .map_err(|cause| format!("--otlp-endpoint {url:?}: {}", chain(&cause)))
        };
        endpoint.map(start).transpose()
    }
}
