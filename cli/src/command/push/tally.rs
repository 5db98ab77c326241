//! What became of the documents of a push.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use shared::proto::ingest_documents_response::Result as Answer;
use shared::proto::{IngestDocumentResponse, IngestOutcome};

use crate::delivery::Progress;
use crate::error::CommandError;
use crate::output::phrase;

/// Counts of a push.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::command) struct Tally {
    created: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
    /// The last position answered; hand it to queries to read what was pushed.
    pub(in crate::command) position: i64,
    events: u64,
    agreements: u64,
    near_duplicates: u64,
    warnings: BTreeMap<String, u64>,
}

impl Tally {
    pub(in crate::command) fn count(&mut self, progress: &Progress) {
        match progress {
            Progress::Answered(_, Answer::Accepted(accepted)) => self.count_accepted(accepted),
            Progress::Answered(_, Answer::Rejected(_)) | Progress::Unreadable(_) => {
                self.rejected += 1;
            }
            Progress::Waiting(..) => {}
        }
    }

    fn count_accepted(&mut self, accepted: &IngestDocumentResponse) {
        match accepted.outcome() {
            IngestOutcome::Created => self.created += 1,
            IngestOutcome::Updated => self.updated += 1,
            IngestOutcome::Unchanged | IngestOutcome::Unspecified => self.unchanged += 1,
        }
        self.position = self.position.max(accepted.position);
        self.events += u64::from(accepted.event_count.unsigned_abs());
        self.agreements += u64::from(accepted.agreement_count.unsigned_abs());
        self.near_duplicates += u64::from(!accepted.near_duplicates.is_empty());
        for warning in &accepted.warnings {
            *self.warnings.entry(warning.clone()).or_default() += 1;
        }
    }

    /// How many documents were looked at.
    pub(in crate::command) fn documents(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.rejected
    }

    /// Whether the service had every document already, as it was sent.
    pub(in crate::command) fn nothing_changed(&self) -> bool {
        self.unchanged == self.documents()
    }

    /// "3 created, 2 unchanged"; what did not occur is left out.
    pub(in crate::command) fn outcomes(&self) -> String {
        let counts = [
            (self.created, "created"),
            (self.updated, "updated"),
            (self.unchanged, "unchanged"),
            (self.rejected, "rejected"),
        ];
        let told = counts.iter().filter(|(count, _)| *count > 0);
        told.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
    }

    /// What to print at the end.
    pub(in crate::command) fn summary(&self, seconds: f64) -> String {
        let documents = self.documents();
        if documents == 0 {
            return "no documents\n".to_owned();
        }
        // OK because counts below 2^53 are exact.
        let rate = documents as f64 / seconds.max(0.001);
        let mut text = format!(
            "{} in {seconds:.1} s ({rate:.0}/s): {}\n{} and {} read; position {}\n",
            phrase::count(documents, "document"),
            self.outcomes(),
            phrase::count(self.events, "event"),
            phrase::count(self.agreements, "agreement"),
            self.position
        );
        // Writing into a String cannot fail.
        if self.near_duplicates > 0 {
            let told = phrase::count(self.near_duplicates, "near duplicate");
            let _ = writeln!(text, "{told} of others among them");
        }
        for (warning, count) in &self.warnings {
            let _ = writeln!(text, "warning on {count}: {warning}");
        }
        text
    }

    /// A failure if anything was rejected.
    pub(in crate::command) fn verdict(&self) -> Result<(), CommandError> {
        if self.rejected == 0 {
            return Ok(());
        }
        let documents = phrase::count(self.documents(), "document");
        Err(CommandError::Incomplete(format!("{} of {documents} rejected", self.rejected)))
    }
}

#[cfg(test)]
mod tests {
    use shared::proto::Rejection;

    use super::*;
    use crate::input::{InputError, Item};

    fn answered(answer: Answer) -> Progress {
        let (document, origin, name) = Default::default();
        Progress::Answered(Box::new(Item { document, origin, name, bytes: 0 }), answer)
    }

    fn accepted(outcome: IngestOutcome, position: i64) -> Progress {
        let outcome = outcome.into();
        let warnings = vec!["no publish_time".to_owned()];
        answered(Answer::Accepted(IngestDocumentResponse {
            position,
            outcome,
            event_count: 2,
            warnings,
            ..Default::default()
        }))
    }

    #[test]
    fn one_is_not_told_as_many() {
        let mut tally = Tally::default();
        tally.count(&accepted(IngestOutcome::Created, 1));
        let told = tally.summary(1.0);
        assert!(
            told.starts_with("1 document in 1.0 s (1/s): 1 created\n2 events and 0 "),
            "{told}"
        );
    }

    #[test]
    fn outcomes_are_counted() {
        let mut tally = Tally::default();
        tally.count(&accepted(IngestOutcome::Unchanged, 3));
        assert!(tally.nothing_changed());
        tally.count(&accepted(IngestOutcome::Created, 7));
        assert!(!tally.nothing_changed());
        assert_eq!(tally.outcomes(), "1 created, 1 unchanged");
        assert!(tally.verdict().is_ok());
        tally.count(&answered(Answer::Rejected(Rejection::default())));
        let fault = InputError { origin: String::new(), message: String::new() };
        tally.count(&Progress::Unreadable(fault));
        assert_eq!(tally.outcomes(), "1 created, 1 unchanged, 2 rejected");
        assert_eq!(tally.position, 7);
        assert_eq!(tally.verdict().unwrap_err().exit_code(), 1);
        let expected = "4 documents in 2.0 s (2/s): 1 created, 1 unchanged, 2 rejected\n\
                        4 events and 0 agreements read; position 7\n\
                        warning on 2: no publish_time\n";
        assert_eq!(tally.summary(2.0), expected);
    }
}
