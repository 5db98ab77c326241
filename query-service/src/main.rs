//! The query service as a process: flags, log, signals.

use std::process::ExitCode;

use clap::Parser as _;
use query_service::config::Config;
use query_service::run;
use shared::serve::{self, Stop};
use shared::signal::stop_on_signal;

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::parse();
    shared::log::start(&config.log, config.log_format);
    match start(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            tracing::error!("{cause}");
            ExitCode::FAILURE
        }
    }
}

async fn start(config: Config) -> Result<(), Box<dyn std::error::Error>> {
    let listener = serve::listen(&config.listen).await?;
    let address = serve::address_of(&listener);
    serve::announce(&format!(
        "query-service listens on {address}\n\
         its view of {} is in {}\n\
         ask: grpcurl -plaintext -d '{{\"page_size\": 10}}' {address} \
         chancery.v1.TimelineService/GetTimeline\n",
        config.ingest,
        config.data_dir.display()
    ));
    let (sender, stop) = Stop::new();
    tokio::spawn(stop_on_signal(sender));
    Ok(run(config, listener, stop).await?)
}
