//! `chancery analyze`: articles read without storing them.

mod parallel;

use std::io::Write as _;
use std::path::PathBuf;

use shared::client::Connection;
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::{AnalyzeDocumentRequest, AnalyzeDocumentResponse, Document};
use tokio::runtime::Handle;

use super::{Session, diff};
use crate::arguments::Format;
use crate::error::CommandError;
use crate::input::{INPUT_HELP, InputArguments, Inputs, Item};
use crate::json::{self, Member, Object};
use crate::output::color::STRONG;
use crate::output::marks::{self, Show};
use crate::output::{self, Output, digest};
use crate::{connect, pair};

const EXAMPLES: &str = "\
Examples:
  chancery analyze article.txt --published 2025-05-20
  chancery analyze article.txt --explain
  chancery analyze article.html --show times
  chancery analyze articles/ -o jsonl > new.jsonl
  chancery analyze --diff old.jsonl new.jsonl
  chancery analyze articles.jsonl --remote      by the ingest-service at --ingest

-o jsonl prints {\"documentId\": ..., \"response\": {...}} for each document, in order.
In marked text a stretch stands in brackets, [April 8th|DATE 2025-04-08], or in colour.";

/// What to read, and what to show of it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, after_long_help = format!("{INPUT_HELP}\n\n{EXAMPLES}"))]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Also say why sentences with a cue gave an event or none.
    #[arg(long)]
    explain: bool,
    /// Print the text with what was found marked in it.
    #[arg(long, value_enum, value_name = "WHAT")]
    show: Option<Show>,
    /// Let the ingest-service at --ingest read, not this process.
    #[arg(long)]
    remote: bool,
    /// Compare two outputs of `-o jsonl`.
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    #[arg(conflicts_with_all = ["paths", "explain", "show", "remote"])]
    diff: Option<Vec<PathBuf>>,
    #[command(flatten)]
    inputs: InputArguments,
}

/// Reads every document and prints in the order of the inputs.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    if let Some(files) = &arguments.diff {
        return diff::run(session.output, &files[0], &files[1]);
    }
    let inputs = Inputs::open(arguments.inputs)?;
    let reader = if arguments.remote || session.ingest_given {
        Reader::Remote(Handle::current(), Box::new(connect::ingest(&session.ingest).await?))
    } else {
        Reader::Here
    };
    let view = View { output: session.output, show: arguments.show };
    let explain = arguments.explain;
    let one = |item: Item| {
        let response = reader.read(&item.document, explain)?;
        Ok(view.rendered(&item, &response))
    };
    // The threads of the runtime are free to carry the calls of `Remote`.
    tokio::task::block_in_place(|| print_all(&view, inputs, one))
}

/// Who reads the documents.
enum Reader {
    Here,
    Remote(Handle, Box<IngestServiceClient<Connection>>),
}

impl Reader {
    fn read(&self, document: &Document, explain: bool) -> Result<AnalyzeDocumentResponse, String> {
        match self {
            Self::Here => pair::analyze(document, explain).map_err(|failure| failure.to_string()),
            Self::Remote(runtime, client) => {
                let document = Some(document.clone());
                let request = connect::request(AnalyzeDocumentRequest { document, explain });
                let answer = runtime.block_on(client.clone().analyze_document(request));
                let refused = |status| CommandError::from(status).to_string();
                answer.map(tonic::Response::into_inner).map_err(refused)
            }
        }
    }
}

/// How an analysis is printed.
#[derive(Clone, Copy)]
struct View {
    output: Output,
    show: Option<Show>,
}

impl View {
    fn rendered(&self, item: &Item, response: &AnalyzeDocumentResponse) -> String {
        if self.output.format != Format::Table {
            let response = Member::Message(json::dynamic(response));
            let members = [("documentId", Member::Text(item.id())), ("response", response)];
            return match self.output.format {
                Format::Json => json::pretty(&Object(&members)),
                _ => json::text(&Object(&members)) + "\n",
            };
        }
        let Some(show) = self.show else {
            let analysis = response.analysis.clone().unwrap_or_default();
            return digest::analysis(self.output, item.id(), &analysis) + "\n";
        };
        let heading = self.output.paint.text(STRONG, &format!("== {} ==", item.id()));
        format!("{heading}\n{}\n", marks::marked(self.output.paint, response, show))
    }

    /// What stands before the document of this number, and after the last.
    fn between(&self, number: usize) -> &'static str {
        match (self.output.format, number) {
            (Format::Json, 0) => "[\n",
            (Format::Json, _) => ",\n",
            _ => "",
        }
    }

    fn end(&self, count: usize) -> &'static str {
        match (self.output.format, count) {
            (Format::Json, 0) => "[]\n",
            (Format::Json, _) => "\n]\n",
            _ => "",
        }
    }
}

fn print_all(
    view: &View,
    inputs: Inputs,
    one: impl Fn(Item) -> Result<String, String> + Sync,
) -> Result<(), CommandError> {
    let (mut printed, mut failed) = (0, 0);
    let mut out = output::stream();
    parallel::in_order::<_, _, CommandError>(
        inputs,
        |input| {
            let item = input.map_err(|fault| fault.to_string())?;
            let origin = item.origin.clone();
            one(item).map_err(|message| format!("{origin}: {message}"))
        },
        |result| {
            match result {
                Ok(text) => {
                    write!(out, "{}{text}", view.between(printed))?;
                    printed += 1;
                }
                Err(message) => {
                    output::notice(&message);
                    failed += 1;
                }
            }
            Ok(())
        },
    )?;
    write!(out, "{}", view.end(printed))?;
    out.flush()?;
    if failed == 0 {
        return Ok(());
    }
    let count = printed + failed;
    Err(CommandError::Incomplete(format!("{failed} of {count} documents could not be read")))
}
