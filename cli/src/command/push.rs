//! `chancery push`: articles to ingest-service.

mod tally;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use shared::proto::ingest_documents_response::Result as Answer;
use shared::proto::{Document, IngestDocumentsResponse, Rejection};

use super::Session;
use crate::arguments::Format;
use crate::connect;
use crate::delivery::{self, Progress};
use crate::error::CommandError;
use crate::input::{INPUT_HELP, InputArguments, InputError, Inputs, Item};
use crate::json::{self, Member, Object};
use crate::output::{self, phrase};

pub(super) use tally::Tally;

const EXAMPLES: &str = "\
Examples:
  chancery push articles.jsonl
  chancery push articles/ --source \"Daily Example\" --published 2025-05-20 --rejects rejects.jsonl
  chancery push page.html --url https://news.example/summit --title \"Summit ends\"
  curl -s https://feed.example/latest.jsonl | chancery push -
  chancery push articles/ -o jsonl      one answer a line, the summary on standard error

A document that is stored already with the same content stays as it is, so a push that broke off
can be run again. Exit code 1 says that some documents were rejected; each is listed with why.";

/// Which articles to send.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, after_long_help = format!("{INPUT_HELP}\n\n{EXAMPLES}"))]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Write every rejected document with the reason to this file, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    #[command(flatten)]
    inputs: InputArguments,
}

impl Arguments {
    /// The same without a command line.
    pub(super) fn new(inputs: InputArguments, rejects: Option<PathBuf>) -> Self {
        Self { rejects, inputs }
    }
}

/// Sends everything and tells what became of it.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let inputs = Inputs::open(arguments.inputs)?;
    let mut rejects = Rejects::create(arguments.rejects)?;
    let client = connect::ingest(&session.ingest).await?;
    let bar = bar(inputs.bytes());
    let mut tally = Tally::default();
    let format = session.output.format;
    let delivered = delivery::deliver(client, inputs, |progress| {
        if let Progress::Waiting(wait, cause) = &progress {
            let wait = wait.as_millis();
            let told = format!("the stream broke ({cause}); trying again in {wait} ms");
            // Also off a terminal, where the bar itself shows nothing.
            bar.suspend(|| output::notice(&told));
            return Ok(());
        }
        bar.inc(bytes(&progress));
        if format != Format::Table {
            bar.suspend(|| print_answer(&progress))?;
        }
        if let Some(rejected) = Rejected::of(&progress) {
            bar.suspend(|| output::notice(&format!("rejected: {rejected}")));
            rejects.write(&rejected)?;
        }
        tally.count(&progress);
        bar.set_message(phrase::count(tally.documents(), "document"));
        Ok(())
    })
    .await;
    let seconds = bar.elapsed().as_secs_f64();
    bar.finish_and_clear();
    rejects.finish()?;
    let summary = tally.summary(seconds);
    match format {
        Format::Table => output::print(&summary)?,
        Format::Json | Format::Jsonl => output::notice(summary.trim_end()),
    }
    delivered?;
    tally.verdict()
}

/// A bar over the bytes of the files, or a plain count where their size is not known.
fn bar(bytes: u64) -> ProgressBar {
    let (bar, template) = if bytes == 0 {
        (ProgressBar::new_spinner(), "{spinner} {msg}, {elapsed}")
    } else {
        let template = "{bar:30} {percent}%  {msg}, {binary_bytes_per_sec}, {eta} left";
        (ProgressBar::new(bytes), template)
    };
    // OK because both templates parse; a test makes both bars.
    bar.with_style(ProgressStyle::with_template(template).expect("a valid template"))
        .with_message("0 documents")
}

fn bytes(progress: &Progress) -> u64 {
    match progress {
        Progress::Answered(item, _) => item.bytes,
        Progress::Unreadable(_) | Progress::Waiting(..) => 0,
    }
}

fn print_answer(progress: &Progress) -> Result<(), CommandError> {
    let Progress::Answered(item, answer) = progress else {
        return Ok(());
    };
    let response = IngestDocumentsResponse { result: Some(answer.clone()) };
    let members = [
        ("origin", Member::Text(&item.origin)),
        ("response", Member::Message(json::dynamic(&response))),
    ];
    output::print(&(json::text(&Object(&members)) + "\n"))
}

/// What was not stored, and why.
enum Rejected<'a> {
    Document(&'a Item, &'a Rejection),
    Input(&'a InputError),
}

impl<'a> Rejected<'a> {
    fn of(progress: &'a Progress) -> Option<Self> {
        match progress {
            Progress::Answered(item, Answer::Rejected(rejection)) => {
                Some(Self::Document(item, rejection))
            }
            Progress::Unreadable(fault) => Some(Self::Input(fault)),
            Progress::Answered(..) | Progress::Waiting(..) => None,
        }
    }
}

impl std::fmt::Display for Rejected<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Input(fault) => write!(f, "{fault}"),
            Self::Document(item, rejection) => {
                write!(f, "{} ({}): {}", item.origin, item.id(), rejection.reason)?;
                if rejection.field_violations.is_empty() {
                    write!(f, "\n  {}", rejection.message)?;
                }
                for violation in &rejection.field_violations {
                    write!(f, "\n  {}: {}", violation.field, violation.description)?;
                }
                Ok(())
            }
        }
    }
}

/// The file of rejected documents, if one is wanted.
struct Rejects(Option<BufWriter<File>>);

impl Rejects {
    fn create(path: Option<PathBuf>) -> Result<Self, CommandError> {
        let Some(path) = path else {
            return Ok(Self(None));
        };
        let file = File::create(&path)
            .map_err(|error| CommandError::Usage(format!("{}: {error}", path.display())))?;
        Ok(Self(Some(BufWriter::new(file))))
    }

    fn write(&mut self, rejected: &Rejected<'_>) -> Result<(), CommandError> {
        let Some(file) = &mut self.0 else {
            return Ok(());
        };
        let line = match rejected {
            Rejected::Input(fault) => reject_line(&fault.origin, &fault.as_rejection(), None),
            Rejected::Document(item, rejection) => {
                reject_line(&item.origin, rejection, Some(&item.document))
            }
        };
        Ok(writeln!(file, "{line}")?)
    }

    fn finish(self) -> Result<(), CommandError> {
        self.0.map_or(Ok(()), |mut file| Ok(file.flush()?))
    }
}

fn reject_line(origin: &str, rejection: &Rejection, document: Option<&Document>) -> String {
    let mut members = vec![
        ("origin", Member::Text(origin)),
        ("rejection", Member::Message(json::dynamic(rejection))),
    ];
    members.extend(document.map(|each| ("document", Member::Message(json::dynamic(each)))));
    json::text(&Object(&members))
}

impl InputError {
    /// The same in the shape of a rejection by the service.
    fn as_rejection(&self) -> Rejection {
        Rejection {
            code: tonic::Code::InvalidArgument as i32,
            reason: "INPUT_UNREADABLE".to_owned(),
            message: self.message.clone(),
            ..Default::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::proto::FieldViolation;

    use super::*;

    #[test]
    fn both_bars_have_templates_that_parse() {
        assert_eq!(bar(0).length(), None);
        assert_eq!(bar(7).length(), Some(7));
    }

    #[test]
    fn a_rejection_lists_every_field() {
        let violation = |field: &str, description: &str| FieldViolation {
            field: field.to_owned(),
            description: description.to_owned(),
        };
        let rejection = Rejection {
            reason: "FIELD_INVALID".into(),
            field_violations: vec![
                violation("document.body", "is empty"),
                violation("document.id", "has white space"),
            ],
            ..Default::default()
        };
        let item = Item {
            document: Document { id: "a b".into(), ..Default::default() },
            origin: "x.jsonl:3".into(),
            name: "x.jsonl:3".into(),
            bytes: 1,
        };
        let expected = "x.jsonl:3 (a b): FIELD_INVALID\n  document.body: is empty\n  \
                        document.id: has white space";
        assert_eq!(Rejected::Document(&item, &rejection).to_string(), expected);
        let line = reject_line(&item.origin, &rejection, Some(&item.document));
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["document"]["id"], "a b");
        assert_eq!(value["rejection"]["fieldViolations"][1]["field"], "document.id");
    }
}
