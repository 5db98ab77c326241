//! The query-service binary.

use std::process::ExitCode;

use query_service::config::Arguments;

#[tokio::main]
async fn main() -> ExitCode {
    shared::serve::program::main::<Arguments>().await
}
