//! `chancery export`: everything stored as JSON Lines, or the timeline for other programs.

mod timeline;

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use shared::client::Connection;
use shared::limits::PAGE_SIZE_MAX;
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::{GetDocumentRequest, GetDocumentResponse, ListDocumentsRequest};
use tokio::task::JoinHandle;
use tonic::{Code, Status};

use self::timeline::Form;
use super::Session;
use super::filter::EventArguments;
use crate::error::CommandError;
use crate::{connect, json, output};

const EXAMPLES: &str = "\
Examples:
  chancery export all.jsonl
  chancery export all.jsonl --resume        goes on where an export was broken off
  chancery export - | zstd > all.jsonl.zst
  chancery import all.jsonl --ingest http://elsewhere:50051
  chancery export plans.ics --timeline --modality planned --actor WHO
  chancery export events.csv --timeline --since \"last year\"
  chancery export - --timeline=markdown --topic trade

Without --timeline, one document a line, in order of id: as it was sent, its text, its revision,
when it was stored and what was read from it, in the JSON form of
chancery.v1.GetDocumentResponse. `chancery import` and `chancery push` read the file; so does
whatever else reads JSON.";

/// Documents asked for at a time.
const UNDER_WAY: usize = 16;

/// Where to write.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The file to write; `-` is standard output.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Goes on after the last whole line of the file.
    #[arg(long)]
    resume: bool,
    /// Writes the timeline instead; without a value, in the form that the file's name tells.
    #[arg(long, value_name = "FORM", num_args = 0..=1, require_equals = true)]
    #[arg(conflicts_with = "resume")]
    timeline: Option<Option<Form>>,
    #[command(flatten)]
    events: EventArguments,
}

/// Asks for every document and writes it.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    match arguments.timeline {
        Some(form) => write_timeline(session, &arguments, form).await,
        None if arguments.events == EventArguments::default() => {
            write_documents(session, &arguments).await
        }
        None => {
            let message = "flags that say which events are meant need --timeline";
            Err(CommandError::Usage(message.to_owned()))
        }
    }
}

async fn write_documents(session: &Session, arguments: &Arguments) -> Result<(), CommandError> {
    let refused =
        |cause: io::Error| CommandError::Usage(format!("{}: {cause}", arguments.file.display()));
    let is_standard = arguments.file == Path::new("-");
    if is_standard && arguments.resume {
        let message = "--resume needs a file; standard output cannot be read back";
        return Err(CommandError::Usage(message.to_owned()));
    }
    let client = connect::ingest(&session.ingest).await?;
    let (mut out, after): (Box<dyn Write>, String) = if is_standard {
        (Box::new(output::stream()), String::new())
    } else if arguments.resume {
        let (file, after) = opened_again(&arguments.file).map_err(refused)?;
        (Box::new(io::BufWriter::new(file)), after)
    } else {
        (
            Box::new(io::BufWriter::new(File::create_new(&arguments.file).map_err(refused)?)),
            String::new(),
        )
    };
    let bar = ProgressBar::new_spinner();
    let mut count = 0_u64;
    documents(client, after, |document| {
        writeln!(out, "{}", json::line(&document))?;
        count += 1;
        bar.set_message(format!("{count} documents"));
        Ok(())
    })
    .await?;
    out.flush()?;
    bar.finish_and_clear();
    output::notice(&format!("{count} documents exported"));
    Ok(())
}

async fn write_timeline(
    session: &Session,
    arguments: &Arguments,
    form: Option<Form>,
) -> Result<(), CommandError> {
    let path = &arguments.file;
    let form = form.or_else(|| Form::of(path)).ok_or_else(|| {
        let forms = "--timeline=csv, icalendar, markdown or jsonl";
        CommandError::Usage(format!("{} does not tell a form: add {forms}", path.display()))
    })?;
    let (text, count) = timeline::export(session, form, &arguments.events).await?;
    if path == Path::new("-") {
        return output::print(&text);
    }
    let refused = |cause: io::Error| CommandError::Usage(format!("{}: {cause}", path.display()));
    let mut file = File::create_new(path).map_err(refused)?;
    file.write_all(text.as_bytes())?;
    output::notice(&format!("{count} events exported"));
    Ok(())
}

/// The file, at the end of its last whole line, and the id of the document there.
fn opened_again(path: &Path) -> io::Result<(File, String)> {
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    let (mut end, mut line, mut last) = (0, Vec::new(), Vec::new());
    let mut lines = BufReader::new(&file);
    // OK because a line is far below 2^64 bytes.
    while lines.by_ref().read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
        end += line.len() as u64;
        std::mem::swap(&mut line, &mut last);
        line.clear();
    }
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end))?;
    let value: serde_json::Value = serde_json::from_slice(&last).unwrap_or_default();
    match value["document"]["document"]["id"].as_str() {
        Some(id) => Ok((file, id.to_owned())),
        None if end == 0 => Ok((file, String::new())),
        None => Err(io::Error::other("its last line was not written by an export")),
    }
}

type Fetch = JoinHandle<Result<GetDocumentResponse, Status>>;

/// Hands over every document after an id, in order of id.
async fn documents(
    mut client: IngestServiceClient<Connection>,
    after_id: String,
    mut take: impl FnMut(GetDocumentResponse) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let mut under_way: VecDeque<Fetch> = VecDeque::new();
    let mut page_token = String::new();
    loop {
        let request = ListDocumentsRequest { page_size: PAGE_SIZE_MAX, page_token };
        let page = client.list_documents(connect::request(request)).await?.into_inner();
        for summary in page.documents.into_iter().filter(|each| each.document_id > after_id) {
            if under_way.len() >= UNDER_WAY {
                finish(under_way.pop_front(), &mut take).await?;
            }
            let (mut client, document_id) = (client.clone(), summary.document_id);
            under_way.push_back(tokio::spawn(async move {
                let request = GetDocumentRequest { document_id, with_analysis: true };
                Ok(client.get_document(connect::request(request)).await?.into_inner())
            }));
        }
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    while let Some(fetch) = under_way.pop_front() {
        finish(Some(fetch), &mut take).await?;
    }
    Ok(())
}

async fn finish(
    fetch: Option<Fetch>,
    take: &mut impl FnMut(GetDocumentResponse) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let Some(fetch) = fetch else { return Ok(()) };
    match fetch.await.map_err(|panic| CommandError::Service(panic.to_string()))? {
        Ok(document) => take(document),
        // Deleted since it was listed.
        Err(status) if status.code() == Code::NotFound => Ok(()),
        Err(status) => Err(status.into()),
    }
}
