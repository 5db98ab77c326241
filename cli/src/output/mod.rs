//! How results look: tables, digests, marked text, and JSON.

pub(crate) mod calendar;
pub(crate) mod color;
pub(crate) mod date;
pub(crate) mod detail;
pub(crate) mod digest;
mod layout;
pub(crate) mod markdown;
pub(crate) mod marks;
pub(crate) mod phrase;
pub(crate) mod sheet;
pub(crate) mod table;
pub(crate) mod word;

use std::io::{self, BufWriter, IsTerminal as _, Write};

use comfy_table::Table;

use crate::arguments::{Format, Global};
use crate::error::CommandError;
use crate::json::{self, Named};
use crate::pages::Listing;
use color::Paint;

/// The width of tables where neither a terminal nor COLUMNS tells one.
const DEFAULT_WIDTH: u16 = 120;

/// How to print.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// Which form.
    pub(crate) format: Format,
    /// Whether and how to colour.
    pub(crate) paint: Paint,
    /// Columns of the terminal.
    pub(crate) width: u16,
}

impl Output {
    /// As the flags and the terminal ask for.
    pub(crate) fn new(global: &Global) -> Self {
        let paint = Paint::new(global.color, io::stdout().is_terminal());
        Self { format: global.output, paint, width: width() }
    }

    /// Prints things in the form asked for; `tables` renders them for people.
    pub(crate) fn list<M: Named>(
        self,
        messages: &[M],
        tables: impl FnOnce(Self, &[M]) -> String,
    ) -> Result<(), CommandError> {
        match self.format {
            Format::Table => print(&tables(self, messages)),
            Format::Json => {
                let all: Vec<_> = messages.iter().map(json::dynamic).collect();
                print(&(json::pretty(&all) + "\n"))
            }
            Format::Jsonl => {
                let lines = messages.iter().map(|message| json::line(message) + "\n");
                print(&lines.collect::<String>())
            }
        }
    }

    /// Prints what was fetched of a list, and whether there is more. Where people read it, `none`
    /// stands for a list of nothing.
    pub(crate) fn listing<M: Named>(
        self,
        listing: &Listing<M>,
        none: &str,
        tables: impl FnOnce(Self, &[M]) -> String,
    ) -> Result<(), CommandError> {
        if listing.items.is_empty() && self.format == Format::Table {
            return print(&format!("{none}\n"));
        }
        self.list(&listing.items, tables)?;
        if listing.more {
            notice(&format!("the first {}; --limit 0 prints all", listing.items.len()));
        }
        Ok(())
    }

    /// Prints one thing in the form asked for; `detail` renders it for people.
    pub(crate) fn one<M: Named>(
        self,
        message: &M,
        detail: impl FnOnce(Self, &M) -> String,
    ) -> Result<(), CommandError> {
        match self.format {
            Format::Table => print(&detail(self, message)),
            Format::Json => print(&(json::pretty(&json::dynamic(message)) + "\n")),
            Format::Jsonl => print(&(json::line(message) + "\n")),
        }
    }
}

fn width() -> u16 {
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    Table::new().width().or_else(columns).filter(|width| *width > 0).unwrap_or(DEFAULT_WIDTH)
}

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), CommandError> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Standard output for results that come one by one.
pub(crate) fn stream() -> impl Write {
    BufWriter::with_capacity(1 << 16, io::stdout())
}

/// Tells people something beside the results. Nobody listening is no failure.
pub(crate) fn notice(text: &str) {
    drop(writeln!(io::stderr(), "{text}"));
}
