//! Where the log goes.

use std::io::IsTerminal as _;
use std::str::FromStr;

use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt};

use crate::trace::{self, Export};

/// How log lines look: "text" or "json".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("a log format is \"text\" or \"json\"".to_owned()),
        }
    }
}

/// Sends the log to standard error, and the spans of traces to `traces` if they are collected.
///
/// `filter` has the form of `RUST_LOG`: "info,ingest_service=debug".
///
/// Does nothing if the process logs already.
pub fn start(filter: &str, format: LogFormat, traces: Option<&Export>) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // OK because the directive is a target and a level.
    let none = format!("{}=off", trace::TARGET).parse().expect("a directive of ours");
    let filter = filter.add_directive(none);
    let log = fmt::layer().with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr);
    let log = match format {
        LogFormat::Text => log.boxed(),
        LogFormat::Json => log.json().boxed(),
    };
    let started = tracing_subscriber::registry()
        .with(log.with_filter(filter))
        .with(traces.map(Export::layer))
        .try_init();
    // A second start in one process (tests, demo) keeps the first.
    if started.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            let payload = panic.payload();
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let words = text.or_else(|| payload.downcast_ref::<&str>().copied());
            tracing::error!(place, words, "a thread panicked");
        }));
    }
}

/// Says on standard error what went wrong with a command line, where no log is kept.
pub fn complain(words: &str) {
    use std::io::Write as _;
    // Whoever has closed the output does not want to read it.
    drop(writeln!(std::io::stderr(), "error: {words}"));
}
