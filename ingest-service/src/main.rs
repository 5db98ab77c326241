//! The ingest-service binary.

use std::process::ExitCode;

use ingest_service::config::Arguments;
use shared::serve::action::{act, chain};
use shared::serve::greeting::{Greeting, greeting};
use shared::serve::signal::stop_on_signal;
use shared::serve::{self, Stop};
use shared::settings::{self, Loaded};

#[tokio::main]
async fn main() -> ExitCode {
    let Loaded { arguments, settings } = settings::load::<Arguments>();
    if let Some(action) = arguments.action.clone() {
        let certificate = arguments.serve.security.tls_cert.clone();
        return match act(action, &arguments.listen, certificate, &settings).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(words) => {
                shared::log::complain(&words);
                ExitCode::FAILURE
            }
        };
    }
    shared::log::start(&arguments.serve.log, arguments.serve.log_format);
    match start(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{}", chain(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn start(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let config = arguments.config();
    config.serving.check()?;
    let listener = serve::listen(&arguments.listen, &config.serving).await?;
    let place = format!("its documents are in {}", config.data_dir.display());
    let greeting_of = Greeting {
        service: "ingest-service",
        address: serve::address_of(&listener),
        place: &place,
        call: ("", "chancery.v1.IngestService/ListDocuments"),
    };
    serve::announce(&greeting(greeting_of, &config.serving));
    let (stop_sender, stop) = Stop::new();
    tokio::spawn(stop_on_signal(stop_sender));
    ingest_service::run(config, listener, stop).await?;
    tracing::info!("stopped; everything acknowledged is on disk");
    Ok(())
}
