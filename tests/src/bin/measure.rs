//! Measures the services beside what people would use instead; see docs/PERFORMANCE.md.
//!
//! `cargo run --release -p tests --bin measure -- --write`; `CHANCERY_BINARIES` names a folder of
//! binaries that were built before.

#![allow(clippy::print_stdout, reason = "a measurement tells its figures")]

use std::error::Error;

use clap::Parser as _;
use tests::measure::settings::{Action, Settings};
use tests::measure::stock::folder;
use tests::measure::{bare, machine, measure, report};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let settings = Settings::parse();
    if let Some(Action::Bare { book }) = &settings.action {
        return bare::serve(book).await;
    }
    let machine = machine::lines(folder().path());
    // An interrupt drops what was started, and with it the processes.
    let parts = tokio::select! {
        parts = measure(&settings) => parts,
        interrupted = tokio::signal::ctrl_c() => return interrupted.map_err(Into::into),
    };
    let measured = report::markdown(&machine, &parts);
    println!("{measured}");
    if settings.write {
        report::write(&measured)?;
    }
    Ok(())
}
