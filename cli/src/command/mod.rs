//! What the command can do, one module a command.

mod actor;
mod actors;
mod agreement;
mod agreements;
mod analyze;
mod backup;
mod check;
mod completions;
mod count;
mod delete;
mod demo;
mod dev;
mod diff;
mod doctor;
mod document;
mod documents;
mod event;
mod export;
mod filter;
mod health;
mod import;
mod info;
mod push;
mod reanalyze;
mod relations;
mod restore;
mod timeline;
mod watch;

use clap::Subcommand;
use shared::client::Target;

use crate::error::CommandError;
use crate::output::Output;

/// Where to connect and how to print.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// Address of ingest-service.
    pub(crate) ingest: Target,
    /// Address of query-service.
    pub(crate) query: Target,
    /// Whether the command line itself gives the address of ingest-service.
    pub(crate) ingest_given: bool,
    /// How to print.
    pub(crate) output: Output,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Starts both services, reads five sample articles and shows what they tell
    Demo(demo::Arguments),
    /// Starts both services in this process, for development
    Dev(dev::Arguments),
    /// Sends articles to ingest-service
    Push(Box<push::Arguments>),
    /// Prints what happened, in order of time
    Timeline(Box<timeline::Arguments>),
    /// Prints one event with its evidence
    Event(event::Arguments),
    /// Prints what was agreed
    Agreements(agreements::Arguments),
    /// Prints one agreement with its stages and evidence
    Agreement(agreement::Arguments),
    /// Prints who the actors are
    Actors(actors::Arguments),
    /// Prints one actor with the posts held
    Actor(actor::Arguments),
    /// Prints whom an actor shares events with
    Relations(Box<relations::Arguments>),
    /// Counts events by year, month, kind, actor, country, topic or source
    Count(Box<count::Arguments>),
    /// Prints events as they come in, until Ctrl-C
    Watch(Box<watch::Arguments>),
    /// Reads articles without storing them; needs no service
    Analyze(Box<analyze::Arguments>),
    /// Lists the stored documents
    Documents(documents::Arguments),
    /// Prints one stored document
    Document(document::Arguments),
    /// Deletes documents and what only they tell
    Delete(delete::Arguments),
    /// Reads the stored documents again with newer rules
    Reanalyze(reanalyze::Arguments),
    /// Writes every stored document, and what was read from it, as JSON Lines
    Export(export::Arguments),
    /// Stores again what an export wrote
    Import(import::Arguments),
    /// Looks at every stored record, its checksum, index and position
    Check(check::Arguments),
    /// Copies everything stored while the service runs; the next time, what is new
    Backup(backup::Arguments),
    /// Makes a data directory out of a backup
    Restore(restore::Arguments),
    /// Tells whether both services are well, and what to do where they are not
    Doctor(doctor::Arguments),
    /// Tells version, position and limits of both services
    Info(info::Arguments),
    /// Asks both services whether they can be called
    Health(health::Arguments),
    /// Prints completions for a shell
    Completions(completions::Arguments),
}

/// Does what the command line asks for.
pub(crate) async fn run(session: &Session, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Demo(arguments) => demo::run(session, &arguments).await,
        Command::Dev(arguments) => dev::run(&arguments).await,
        Command::Push(arguments) => push::run(session, *arguments).await,
        Command::Timeline(arguments) => timeline::run(session, &arguments).await,
        Command::Event(arguments) => event::run(session, arguments).await,
        Command::Agreements(arguments) => agreements::run(session, arguments).await,
        Command::Agreement(arguments) => agreement::run(session, arguments).await,
        Command::Actors(arguments) => actors::run(session, arguments).await,
        Command::Actor(arguments) => actor::run(session, arguments).await,
        Command::Relations(arguments) => relations::run(session, &arguments).await,
        Command::Count(arguments) => count::run(session, &arguments).await,
        Command::Watch(arguments) => watch::run(session, &arguments).await,
        Command::Analyze(arguments) => analyze::run(session, *arguments).await,
        Command::Documents(arguments) => documents::run(session, arguments).await,
        Command::Document(arguments) => document::run(session, arguments).await,
        Command::Delete(arguments) => delete::run(session, arguments).await,
        Command::Reanalyze(arguments) => reanalyze::run(session, arguments).await,
        Command::Export(arguments) => export::run(session, arguments).await,
        Command::Import(arguments) => import::run(session, arguments).await,
        Command::Check(arguments) => check::run(session, arguments).await,
        Command::Backup(arguments) => backup::run(session, arguments).await,
        Command::Restore(arguments) => restore::run(session, arguments).await,
        Command::Doctor(_) => doctor::run(session).await,
        Command::Info(arguments) => info::run(session, &arguments).await,
        Command::Health(arguments) => health::run(session, &arguments).await,
        Command::Completions(arguments) => completions::run(&arguments),
    }
}
