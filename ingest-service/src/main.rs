//! The ingest-service binary.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use ingest_service::config::Arguments;
use shared::serve::{self, Stop};
use shared::signal::stop_on_signal;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    shared::log::start(&arguments.log, arguments.log_format);
    match start(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn start(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let listener = serve::listen(&arguments.listen).await?;
    let address = serve::address_of(&listener);
    let config = arguments.config();
    greet(address, &config.data_dir);
    let (stop_sender, stop) = Stop::new();
    tokio::spawn(stop_on_signal(stop_sender));
    ingest_service::run(config, listener, stop).await?;
    tracing::info!("stopped; everything acknowledged is on disk");
    Ok(())
}

/// Where the service is, and how to look around in it.
fn greet(address: SocketAddr, data_dir: &Path) {
    serve::announce(&format!(
        "ingest-service listens on {address}\n\
         its documents are in {}\n\
         look around: grpcurl -plaintext {address} list\n",
        data_dir.display()
    ));
}
