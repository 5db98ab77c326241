//! The query-service binary.

use std::process::ExitCode;

use query_service::config::Arguments;

/// Threads that live long and hand much to one another keep less with it than with the C library.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    shared::serve::program::main::<Arguments>().await
}
