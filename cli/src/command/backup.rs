//! `chancery backup`: a copy of everything stored, taken while the service runs.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use shared::proto::back_up_log_response::Part;
use shared::proto::{BackUpLogRequest, BackupContents, LogChunk, LogSegment};

use super::Session;
use crate::error::CommandError;
use crate::output::phrase;
use crate::{connect, json, pair};

const EXAMPLES: &str = "\
Examples:
  chancery backup backups/chancery                 all of it the first time, then what is new
  chancery check --data-dir backups/chancery       looks at every record of the backup
  chancery restore backups/chancery --data-dir data/restored

The backup is all that was acknowledged when the command began, whatever is written meanwhile. One
that was broken off is as good as it was before; run it again. Only the documents are kept: the view
of query-service is rebuilt from them. Without a service, copy its data directory.";

/// The file that says what a backup consists of.
pub(super) const CONTENTS: &str = "backup.json";

/// Where to keep it.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The directory of the backup; made if it is missing.
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

/// Fetches what is not there yet, and looks at all of it.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let backup = Backup { directory: arguments.directory };
    let before = backup.contents()?;
    fs::create_dir_all(backup.log()).map_err(|cause| backup.refused(&cause))?;
    let held = before.as_ref().map_or_else(Vec::new, |contents| contents.segments.clone());
    let mut client = connect::maintenance(&session.ingest).await?;
    let request = BackUpLogRequest { held_segments: held.clone() };
    let mut answers = client.back_up_log(request).await?.into_inner();
    let bar = ProgressBar::new(0);
    // OK because a template of ours is one that parses.
    let template = "{bar:30} {bytes} of {total_bytes}, {binary_bytes_per_sec}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template).expect("a valid template"));
    let mut contents = None;
    while let Some(answer) = answers.message().await? {
        match answer.part {
            Some(Part::Contents(new)) => {
                same_feed(&backup, before.as_ref(), &new)?;
                bar.set_length(bytes(&new.segments).saturating_sub(bytes(&held)));
                contents = Some(new);
            }
            Some(Part::Chunk(chunk)) => {
                backup.write(&chunk).map_err(|cause| backup.refused(&cause))?;
                bar.inc(chunk.content.len() as u64); // OK because a chunk is small.
            }
            None => {}
        }
    }
    bar.finish_and_clear();
    let contents = contents.ok_or_else(|| cut_short("nothing came"))?;
    backup.finish(&contents)?;
    let fetched = bytes(&contents.segments).saturating_sub(bytes(&held));
    session.output.one(&contents, |_, contents| {
        format!(
            "{} up to position {}, {} KiB of them new, in {}\n",
            phrase::count(contents.document_count, "document"),
            contents.position,
            fetched.div_ceil(1 << 10),
            backup.directory.display()
        )
    })
}

fn bytes(segments: &[LogSegment]) -> u64 {
    segments.iter().map(|segment| segment.size_bytes.unsigned_abs()).sum()
}

fn cut_short(what: &str) -> CommandError {
    CommandError::Lost(format!("the backup was cut short ({what}); run it again"))
}

fn same_feed(
    backup: &Backup,
    before: Option<&BackupContents>,
    now: &BackupContents,
) -> Result<(), CommandError> {
    match before {
        Some(before) if before.feed_id != now.feed_id => Err(CommandError::Usage(format!(
            "{} is a backup of feed {}, but the service has feed {}; choose another directory",
            backup.directory.display(),
            before.feed_id,
            now.feed_id
        ))),
        _ => Ok(()),
    }
}

/// A directory with the segments of a log and what they are.
pub(super) struct Backup {
    pub(super) directory: PathBuf,
}

impl Backup {
    fn log(&self) -> PathBuf {
        self.directory.join("log")
    }

    fn path_of(&self, first_sequence: i64) -> PathBuf {
        self.log().join(format!("{first_sequence:020}.log"))
    }

    fn refused(&self, cause: &io::Error) -> CommandError {
        CommandError::Usage(format!("{}: {cause}", self.directory.display()))
    }

    /// What the backup consists of; `None` if there is none yet.
    pub(super) fn contents(&self) -> Result<Option<BackupContents>, CommandError> {
        let path = self.directory.join(CONTENTS);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(self.refused(&cause)),
        };
        let contents = serde_json::from_str(&text)
            .map_err(|error| error.to_string())
            .and_then(json::message::<BackupContents>);
        let unreadable = |cause| {
            let path = path.display();
            CommandError::Usage(format!("{path} is not what a backup writes ({cause})"))
        };
        contents.map(Some).map_err(unreadable)
    }

    fn write(&self, chunk: &LogChunk) -> io::Result<()> {
        let path = self.path_of(chunk.first_sequence);
        let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        let offset = chunk.offset_bytes.unsigned_abs();
        // What a backup that was broken off left behind is written again.
        file.set_len(offset)?;
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(&chunk.content)
    }

    /// Brings everything to the disk, says what it is, and forgets what is not needed any more.
    fn finish(&self, contents: &BackupContents) -> Result<(), CommandError> {
        for segment in &contents.segments {
            let file = File::open(self.path_of(segment.first_sequence));
            let file = file.map_err(|cause| self.refused(&cause))?;
            let length = file.metadata().map_err(|cause| self.refused(&cause))?.len();
            if length < segment.size_bytes.unsigned_abs() {
                return Err(cut_short("bytes are missing"));
            }
            file.sync_all().map_err(|cause| self.refused(&cause))?;
        }
        self.replace_contents(contents).map_err(|cause| self.refused(&cause))?;
        let held = pair::segments_of(&self.directory).map_err(|cause| self.refused(&cause))?;
        let is_needed = |first: u64| {
            contents.segments.iter().any(|segment| segment.first_sequence.unsigned_abs() == first)
        };
        for (first, _) in held.into_iter().filter(|(first, _)| !is_needed(*first)) {
            let path = self.log().join(format!("{first:020}.log"));
            fs::remove_file(path).map_err(|cause| self.refused(&cause))?;
        }
        Ok(())
    }

    fn replace_contents(&self, contents: &BackupContents) -> io::Result<()> {
        let sync = |directory: &Path| File::open(directory)?.sync_all();
        sync(&self.log())?;
        let fresh = self.directory.join("backup.json.new");
        let mut file = File::create(&fresh)?;
        writeln!(file, "{}", json::pretty(&json::dynamic(contents)))?;
        file.sync_all()?;
        fs::rename(fresh, self.directory.join(CONTENTS))?;
        sync(&self.directory)
    }
}
