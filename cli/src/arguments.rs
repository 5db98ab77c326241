//! The flags that every command takes, and the list of commands.

use clap::{Parser, ValueEnum};

use crate::command::Command;
use crate::connect::SecurityArguments;

const LONG_ABOUT: &str = "\
Chancery reads news articles and answers what happened, when, between whom, and what was agreed.

ingest-service takes articles in and reads them; query-service answers questions. This command
starts both, sends articles and asks. To see it work, with nothing else installed:

  chancery demo

To use it on articles of your own, in two terminals:

  chancery dev --data-dir data/mine
  chancery push articles/ --source \"Daily Example\"
  chancery timeline --actor WHO --since 2024";

const AFTER_HELP: &str = "\
Exit codes:
  0  done
  1  some documents were rejected, nothing has the id asked for, or the service refused the call
  2  the command line or an input path is wrong
  3  a service could not be reached";

/// Starts the services, sends articles, asks what they tell.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, long_about = LONG_ABOUT, after_help = AFTER_HELP)]
#[command(max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The flags of every command.
    #[command(flatten)]
    pub(crate) global: Global,
}

/// The flags that every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// Where ingest-service listens.
    #[arg(long, global = true, value_name = "URL", env = "CHANCERY_INGEST")]
    #[arg(default_value = "http://127.0.0.1:50051", help_heading = "Global options")]
    pub(crate) ingest: String,
    /// Where query-service listens.
    #[arg(long, global = true, value_name = "URL", env = "CHANCERY_QUERY")]
    #[arg(default_value = "http://127.0.0.1:50052", help_heading = "Global options")]
    pub(crate) query: String,
    /// How results are printed; both JSON forms are those of protobuf.
    #[arg(short, long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    #[arg(help_heading = "Global options")]
    pub(crate) output: Format,
    /// When to use colours; `auto` means on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    #[arg(help_heading = "Global options")]
    pub(crate) color: ColorChoice,
    /// How the services let this command in.
    #[command(flatten)]
    pub(crate) security: SecurityArguments,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Table,
    /// One indented JSON value.
    Json,
    /// One JSON object a line.
    Jsonl,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal.
    #[default]
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        for command in Arguments::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("chancery "), "{} has no example", command.get_name());
        }
    }

    #[test]
    fn global_flags_may_stand_after_the_command() {
        let words = ["chancery", "timeline", "-o", "jsonl", "--query", "http://h:1"];
        let arguments = Arguments::try_parse_from(words).unwrap();
        assert_eq!(arguments.global.output, Format::Jsonl);
        assert_eq!(arguments.global.query, "http://h:1");
    }
}
