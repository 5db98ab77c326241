//! Articles out of files: paths in, documents out, one at a time.

mod metadata;
mod reader;
mod record;
mod source;

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;

use clap::ValueEnum;
use shared::proto;

pub(crate) use metadata::publish_time;
pub(crate) use reader::Inputs;

use metadata::Metadata;

/// The help on inputs, for the commands that take them.
pub(crate) const INPUT_HELP: &str = "\
Inputs:
  FILE.json     one document in protobuf JSON ({\"id\", \"title\", \"body\", \"publishTime\", ...}),
                or an annotated article ({\"id\", \"title\", \"source\", \"published_at\",
                \"text\"}), or an object whose \"file\" names a text beside it; or an array of
                any of these
  FILE.jsonl    one such object a line (also .ndjson), or what `chancery export` wrote
  FILE.txt      a plain text; the flags below tell what else is known of it
  FILE.html     a web page (also .htm)
  FOLDER        every such file in it and below, in order of name; texts that its metadata.json
                names with \"file\" are read with what that says of them
  -             standard input, its form seen from its beginning or told by --format";

/// Which articles are meant, and what the files do not say of them.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct InputArguments {
    /// Files or folders; `-` is standard input.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the files, whatever their names end in.
    #[arg(long, value_enum, help_heading = "What is known of the articles")]
    format: Option<Form>,
    #[command(flatten)]
    metadata: Metadata,
}

impl InputArguments {
    /// Files of one JSON object a line.
    pub(crate) fn json_lines(paths: Vec<PathBuf>) -> Self {
        Self { paths, format: Some(Form::Jsonl), metadata: Metadata::default() }
    }
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// One JSON object, or an array of them.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Plain text.
    Text,
    /// A web page.
    Html,
}

/// One document and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// As the service will get it.
    pub(crate) document: proto::Document,
    /// Where it was read: "articles.jsonl:12".
    pub(crate) origin: String,
    /// What to call it where its id is empty: the file's name, or else the origin.
    pub(crate) name: String,
    /// How many bytes of the inputs it took up.
    pub(crate) bytes: u64,
}

impl Item {
    /// The id to show: the document's own, or else its name.
    pub(crate) fn id(&self) -> &str {
        if self.document.id.is_empty() { &self.name } else { &self.document.id }
    }
}

/// Something in the inputs that is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) struct InputError {
    /// Where it stands: "articles.jsonl:12".
    pub(crate) origin: String,
    /// What is wrong with it.
    pub(crate) message: String,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.message)
    }
}
