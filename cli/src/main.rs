//! The `chancery` command: starts the services, sends articles, asks what they tell.

mod arguments;
mod command;
mod connect;
mod delivery;
mod error;
mod input;
mod json;
mod output;
mod pages;
mod pair;
mod when;

use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{CommandFactory as _, FromArgMatches as _};

use crate::arguments::Arguments;
use crate::command::Session;
use crate::error::CommandError;
use crate::output::Output;

/// Threads that live long and hand much to one another keep less with it than with the C library.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = Arguments::command();
    let matches = command.clone().get_matches();
    shared::settings::refuse_secrets(&command, &matches).unwrap_or_else(|error| error.exit());
    let ingest_given = matches.value_source("ingest") == Some(ValueSource::CommandLine);
    // clap has checked the line; this only moves it into types.
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let output = Output::new(&arguments.global);
    let security = &arguments.global.security;
    let session = Session {
        ingest: security.target(&arguments.global.ingest),
        query: security.target(&arguments.global.query),
        ingest_given,
        output,
    };
    match run(&session, arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is_silent() {
                output::notice(&format!("chancery: {error}"));
            }
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(session: &Session, command: command::Command) -> Result<(), CommandError> {
    let runtime = tokio::runtime::Runtime::new()?;
    let result = runtime.block_on(command::run(session, command));
    // A thread may still wait for standard input.
    runtime.shutdown_background();
    result
}
