//! `chancery import`: what an export wrote, stored again.

use std::path::PathBuf;

use super::{Session, push};
use crate::error::CommandError;
use crate::input::InputArguments;

const EXAMPLES: &str = "\
Examples:
  chancery import all.jsonl
  chancery import all.jsonl --ingest http://elsewhere:50051 --rejects rejects.jsonl
  zstd -dc all.jsonl.zst | chancery import -

Every document is sent as it was first sent, under the same id and with the same publication time,
and read again by the rules of the service: the same rules give the same analyses. Revisions,
positions and times of storage are those of the new store. One that is there already stays as it is,
so an import that broke off can be run again.";

/// Which files.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files that `chancery export` wrote; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Write every rejected document with the reason to this file, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

/// Sends everything and tells what became of it.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let inputs = InputArguments::json_lines(arguments.files);
    push::run(session, push::Arguments::new(inputs, arguments.rejects)).await
}
