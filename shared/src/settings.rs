//! Settings by flag, by environment, by file, by default, in this order, for any clap command.
//!
//! The flags are the one list of settings: a key of the file is a flag's name without its dashes,
//! and what the file says is handed to clap as if it stood on the command line. So every setting
//! is checked by the same parser wherever it comes from.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command, Parser};

mod file;

/// Id of the flag that names the file.
const CONFIG: &str = "config";
/// Flags that the file cannot give: some are for one start only.
const NOT_IN_FILE: &[&str] = &[CONFIG, "help", "version", "rebuild"];

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// The environment variable of this name.
    Environment(String),
    /// This file.
    File(PathBuf),
    /// Nobody set it.
    Default,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag => f.write_str("flag"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// One setting as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Key in the file, and flag without its dashes: "data-dir".
    pub key: String,
    /// The values; empty if it is not set.
    pub values: Vec<String>,
    /// Who set it.
    pub origin: Origin,
}

/// What was read from the command line, the environment and the file.
#[derive(Clone, Debug)]
pub struct Loaded<A> {
    /// As the command's type.
    pub arguments: A,
    /// Every setting with its origin, in the order of the help.
    pub settings: Vec<Setting>,
}

/// Reads the settings of this process; tells what is wrong and ends it if they make no sense.
pub fn load<A: Parser>() -> Loaded<A> {
    try_load(std::env::args_os().collect()).unwrap_or_else(|error| error.exit())
}

/// Reads settings from a command line, the environment, and the file that these name.
///
/// # Errors
///
/// What clap says of the command line, or what is wrong in the file.
pub fn try_load<A: Parser>(line: Vec<OsString>) -> Result<Loaded<A>, clap::Error> {
    // Global, so that flags may also stand after `config show`.
    let command = A::command().mut_args(|argument| argument.global(true));
    let first = command.clone().try_get_matches_from(&line)?;
    refuse_secrets(&command, &first)?;
    let Some(path) = first.get_one::<PathBuf>(CONFIG).cloned() else {
        let settings = settings(&command, &first, None, &[]);
        return Ok(Loaded { arguments: A::from_arg_matches(&first)?, settings });
    };
    let refused = |kind, message: String| {
        let message = format!("in the file of settings {}: {message}", path.display());
        command.clone().error(kind, message)
    };
    let pairs = file::read(&path, &keys(&command))
        .map_err(|message| refused(ErrorKind::InvalidValue, message))?;
    let pairs: Vec<_> =
        pairs.into_iter().filter(|(key, _)| !is_given(source(&command, &first, key))).collect();
    let matches =
        command.clone().try_get_matches_from(with_pairs(line, &pairs)).map_err(|error| {
            let words = error.to_string();
            refused(error.kind(), words.trim_start_matches("error: ").to_owned())
        })?;
    let from_file: Vec<String> = pairs.into_iter().map(|(key, _)| key).collect();
    let settings = settings(&command, &matches, Some(&path), &from_file);
    // The file itself was named by the first reading.
    Ok(Loaded { arguments: A::from_arg_matches(&matches)?, settings })
}

/// Refuses secrets on the command line: every user of the machine sees it in the list of processes.
/// Flags that hold secrets are hidden, and are there only for their environment variables.
///
/// # Errors
///
/// Which flag was given, and what to use in its place.
pub fn refuse_secrets(command: &Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    for argument in command.get_arguments().filter(|argument| argument.is_hide_set()) {
        let id = argument.get_id().as_str();
        if matches.value_source(id) == Some(ValueSource::CommandLine) {
            let (long, name) = (argument.get_long().unwrap_or(id), argument.get_env());
            let message = format!(
                "--{long} would be seen by every user of this machine; put the secret into {} or \
                 give --{long}-file",
                name.map(|name| name.to_string_lossy()).unwrap_or_default()
            );
            return Err(command.clone().error(ErrorKind::ArgumentConflict, message));
        }
    }
    Ok(())
}

fn is_given(source: Option<ValueSource>) -> bool {
    matches!(source, Some(ValueSource::CommandLine | ValueSource::EnvVariable))
}

/// The keys that a file may hold.
fn keys(command: &Command) -> Vec<String> {
    command
        .get_arguments()
        .filter(|argument| !argument.is_hide_set())
        .filter_map(|argument| argument.get_long())
        .filter(|long| !NOT_IN_FILE.contains(long))
        .map(str::to_owned)
        .collect()
}

fn source(command: &Command, matches: &ArgMatches, key: &str) -> Option<ValueSource> {
    let argument = command.get_arguments().find(|argument| argument.get_long() == Some(key))?;
    matches.value_source(argument.get_id().as_str())
}

/// The line with the values of the file behind the program's name.
fn with_pairs(mut line: Vec<OsString>, pairs: &[(String, Vec<String>)]) -> Vec<OsString> {
    let rest = line.split_off(line.len().min(1));
    for (key, values) in pairs {
        line.extend(values.iter().map(|value| format!("--{key}={value}").into()));
    }
    line.extend(rest);
    line
}

fn settings(
    command: &Command,
    matches: &ArgMatches,
    file: Option<&Path>,
    from_file: &[String],
) -> Vec<Setting> {
    let mut all = Vec::new();
    for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
        let Some(key) = argument.get_long() else { continue };
        let id = argument.get_id().as_str();
        let origin = match (matches.value_source(id), argument.get_env(), file) {
            (_, _, Some(file)) if from_file.iter().any(|each| each == key) => {
                Origin::File(file.to_owned())
            }
            (Some(ValueSource::CommandLine), ..) => Origin::Flag,
            (Some(ValueSource::EnvVariable), Some(name), _) => {
                Origin::Environment(name.to_string_lossy().into_owned())
            }
            _ => Origin::Default,
        };
        let values = matches.get_raw(id).map(|raw| raw.map(|v| v.to_string_lossy().into_owned()));
        all.push(Setting {
            key: key.to_owned(),
            values: values.map(Iterator::collect).unwrap_or_default(),
            origin,
        });
    }
    all
}

/// The settings as a file that can be read again, each with its origin behind it.
pub fn show(settings: &[Setting]) -> String {
    let line = |setting: &Setting| {
        let quoted: Vec<String> =
            setting.values.iter().map(|v| toml::Value::String(v.clone()).to_string()).collect();
        match quoted.as_slice() {
            [] => format!("# {} is not set", setting.key),
            _ if NOT_IN_FILE.contains(&setting.key.as_str()) => {
                format!("# {} = {}", setting.key, quoted[0])
            }
            [one] => format!("{} = {one}  # {}", setting.key, setting.origin),
            more => format!("{} = [{}]  # {}", setting.key, more.join(", "), setting.origin),
        }
    };
    settings.iter().map(|setting| line(setting) + "\n").collect()
}

#[cfg(test)]
mod tests;
