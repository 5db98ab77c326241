//! The query-service binary.

use std::process::ExitCode;

use query_service::config::Arguments;
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
    let place = format!("its view of {} is in {}", config.ingest.url, config.data_dir.display());
    let greeting_of = Greeting {
        service: "query-service",
        address: serve::address_of(&listener),
        place: &place,
        call: ("{\"page_size\": 10}", "chancery.v1.TimelineService/GetTimeline"),
    };
    serve::announce(&greeting(greeting_of, &config.serving));
    let (stop_sender, stop) = Stop::new();
    tokio::spawn(stop_on_signal(stop_sender));
    query_service::run(config, listener, stop).await?;
    tracing::info!("stopped");
    Ok(())
}
